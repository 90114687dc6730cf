"""Finds what a cue reports: the clause behind it, before it, or on both sides where the cue interrupts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline import lexicons, syntax
from pipeline.speech.clause_end import clause_end
from pipeline.speech.cues import Cue
from pipeline.speech.lexicon import group
from pipeline.speech.nominal import charge, object_of
from pipeline.speech.speaker import FINITE, NOMINAL, Speaker

WH_WORDS = lexicons.words("function_words", "question")
ADNOMINAL = syntax.ADNOMINAL_CLAUSE | syntax.RELATIVE_CLAUSE
REACH = 30
"""Tokens behind a cue within which its clause must begin (addressee, place and time may stand between)."""
APPOSITION = 14
"""Tokens of the longest apposition to a source."""
NAMER = 6
"""Tokens before a verb of naming within which "what" makes it a relative clause."""
LONGEST_NAMING = 60
"""Tokens of the longest "called X Y" that is read."""
ASIDE_REACH = 8
"""Tokens between a cue and the comma behind which the clause it interrupts goes on ("X said earlier in the day, ...")."""
SHORTEST = 2
"""Tokens of the shortest reported clause ("he resigned")."""


@dataclass(frozen=True, slots=True)
class Content:
    """Token stretches that a cue reports."""

    parts: tuple[tuple[int, int], ...]
    side: str
    """`right`, `left` or `around` the cue."""


def content_of(doc: Doc, cue: Cue, speaker: Speaker | None, low: int, high: int, later: Sequence[Cue]) -> Content | None:
    """What a cue reports between `low` and `high`; `later` may end its clause. None where it reports none."""
    if speaker is not None and speaker.rule == "shared_subject" and speaker.start >= cue.end:
        speaker = None  # of "Noting that ..., she left" the one who left
    if cue.is_source:
        return _source_content(doc, cue, speaker, low, high, later)
    if cue.takes("accuse"):
        return _of_nouns(doc, charge(doc, cue, high), cue, speaker)
    commented = _commented(doc, cue, speaker, low, high)
    if commented is not None:
        return commented
    if cue.form.kinds == {"about"}:
        return _of_nouns(doc, object_of(doc, cue, high), cue, speaker)
    found = _clause_of(doc, cue, speaker, low, high, later)
    return found or (_of_nouns(doc, object_of(doc, cue, high), cue, speaker) if cue.takes("about") else None)


def _of_nouns(doc: Doc, found: tuple[int, int] | None, cue: Cue, speaker: Speaker | None) -> Content | None:
    """What is reported without a clause, where the speech took place and somebody spoke."""
    nobody = speaker is not None and doc[speaker.start].lower_ in group("negators", "speakers")
    done = cue.realised and not cue.negated and not cue.passive and cue.form.shape != "base"
    return Content((found,), "right") if found is not None and done and not nobody else None


def _commented(doc: Doc, cue: Cue, speaker: Speaker | None, low: int, high: int) -> Content | None:
    """The sentence around "as X put it", "as X pointed out": it is what X says."""
    if speaker is None or speaker.end > cue.start or speaker.start <= low or cue.form.shape not in ("past", "present"):
        return None
    at = speaker.start - 1
    if doc[at].lower_ != "as" or (at > low and doc[at - 1].text != ",") or cue.end >= high:
        return None
    closed = doc[cue.end].text in (",", ".", ";", "—", "–")
    left, right = (low, max(low, at - 1)), (cue.end + 1, high)
    while right[1] > right[0] and (doc[right[1] - 1].is_punct or doc[right[1] - 1].is_space):
        right = (right[0], right[1] - 1)
    parts = tuple(part for part in (left, right) if part[1] - part[0] >= SHORTEST)
    told = any(doc[i].tag_ in FINITE for start, end in parts for i in range(start, end))
    return Content(parts, "around" if len(parts) > 1 else "left") if closed and told else None


def _clause_of(doc: Doc, cue: Cue, speaker: Speaker | None, low: int, high: int, later: Sequence[Cue]) -> Content | None:
    start = _right_start(doc, cue, speaker, high)
    before = _left_end(doc, cue, speaker, low)
    if start is not None and (before is None or doc[start].lower_ == "that" or not _comma_follows(doc, cue, speaker, high)):
        named = cue.takes("call", "call_as") and not cue.takes("say")
        end = clause_end(doc, start, _phrase_end(doc, start, high) if named else high, cue, later)
        return Content(((start, end),), "right") if end - start >= SHORTEST else None
    if (
        before is None
        or cue.form.shape in ("base", "participle")
        or (cue.takes("order", "call", "call_as", "promise") and not cue.takes("say"))
    ):
        return None
    return _left_content(doc, cue, speaker, low, before, high, later)


def _left_content(
    doc: Doc, cue: Cue, speaker: Speaker | None, low: int, before: int, high: int, later: Sequence[Cue]
) -> Content | None:
    if cue.takes("weak") and not cue.takes("tell") and not _closed(doc, cue, speaker, high):
        return None
    complete = any(doc[i].tag_ in FINITE for i in range(low, before))
    comma = _comma_behind(doc, cue, speaker, high, _timed(doc, cue, speaker, high) if complete else ASIDE_REACH)
    if comma is not None:
        start = comma + 1
        end = clause_end(doc, start, high, cue, later)
        inverted = speaker is not None and speaker.start >= cue.end
        goes_on = doc[start].lower_ in lexicons.words("function_words", "resuming")
        if end - start >= SHORTEST and not (complete and (inverted or (_aside(doc, start) and not goes_on))):
            return Content(((low, before), (start, end)), "around")
    if not any(doc[i].tag_ in FINITE for i in range(low, before)):
        return None
    return Content(((low, before),), "left")


def _closed(doc: Doc, cue: Cue, speaker: Speaker | None, high: int) -> bool:
    """Whether an attribution is but speaker and cue, between commas or at the end: "..., the bank predicted, ..."."""
    behind = max(cue.end, speaker.end if speaker is not None else 0)
    return speaker is not None and (behind >= high or doc[behind].text in (",", ".", "—", "–"))


def _aside(doc: Doc, i: int) -> bool:
    """Whether a remark on the cue ("adding", "citing") follows the comma behind an attribution, not the clause going on."""
    token = doc[i]
    return token.tag_ in ("VBG", "IN", "WDT", "WP", "VBN", "WRB") or token.lower_ in (
        "according",
        "though",
        "while",
        "as",
        "who",
        "which",
    )


def _comma_behind(doc: Doc, cue: Cue, speaker: Speaker | None, high: int, reach: int) -> int | None:
    """The comma or dash behind an attribution, with at most `reach` tokens (no verb among them) between."""
    behind = max(cue.end, speaker.end if speaker is not None else 0)
    for i in range(behind, min(high - 1, behind + reach + 1)):
        if doc[i].text in (",", "—", "–"):
            return i
        if doc[i].tag_ in FINITE or doc[i].lower_ == "that":
            break
    return None


def _timed(doc: Doc, cue: Cue, speaker: Speaker | None, high: int) -> int:
    """How many tokens tell the time behind an attribution: the two of "said on Saturday, and it has"; 0 before a full stop."""
    behind = max(cue.end, speaker.end if speaker is not None else 0)
    i = behind
    while i < high and (doc[i].lower_ in group("between", "time") or (doc[i].lower_ == "on" and i == behind)):
        i += 1
    goes_on = i + 1 < high and doc[i].text == "," and doc[i + 1].tag_ == "CC"
    return i - behind if goes_on else 0


def _comma_follows(doc: Doc, cue: Cue, speaker: Speaker | None, high: int) -> bool:
    behind = max(cue.end, speaker.end if speaker is not None else 0)
    return behind < high and doc[behind].text in (",", "—", "–")


def _left_end(doc: Doc, cue: Cue, speaker: Speaker | None, low: int) -> int | None:
    """Where a clause before the attribution ends: at the comma before speaker and cue."""
    first = min(cue.start, speaker.start) if speaker is not None else cue.start
    i = first - 1
    if i <= low or doc[i].text not in (",", "—", "–", "--"):
        return None
    return i if i - low >= SHORTEST else None


def _right_start(doc: Doc, cue: Cue, speaker: Speaker | None, high: int) -> int | None:
    begin = max(cue.end, speaker.end) if speaker is not None and speaker.start >= cue.end and speaker.rule != "agent" else cue.end
    if cue.takes("call", "call_as") and not cue.takes("say"):
        return begin if _names(doc, cue, begin, high) else None
    for i in range(begin, min(high, begin + REACH)):
        word, tag = doc[i].lower_, doc[i].tag_
        if (
            word == "that"
            and tag in ("IN", "WDT", "DT")
            and not (tag == "DT" and i + 1 < high and doc[i + 1].tag_ == "NN" and i > begin)
        ):
            if _within_subject(doc, cue, begin, i):
                return _clause_by_parse(doc, cue, begin, high)
            if i > begin and i + 1 < high and doc[i + 1].tag_ in FINITE and doc[i - 1].pos_ in NOMINAL:
                return None  # a relative clause: "announced the sites that would close"
            return i
        if word in WH_WORDS and tag != "WDT" and doc[i].head.dep_ not in ADNOMINAL and _asks(cue):
            return i if i == begin or cue.takes("ask", "tell") else None
        if (
            word == "to"
            and tag == "TO"
            and ((cue.takes("order", "tell", "ask") and i > begin) or (cue.takes("promise") and i == begin))
        ):
            return begin if cue.takes("order") and not cue.takes("tell") else i
        if tag in FINITE and not (i > begin and doc[i - 1].tag_ in ("WP", "WDT")):
            return _bare_start(doc, cue, begin, i)
        if word in (";", ":", ".", "(") or (word == "," and not _that_soon(doc, i, high)):
            break
    return _clause_by_parse(doc, cue, begin, high)


def _within_subject(doc: Doc, cue: Cue, begin: int, that: int) -> bool:
    """Whether a "that" belongs to the subject of the clause reported: "says the movement that ... appeals to"."""
    clause = syntax.complement_clause(doc[cue.verb])
    subject = syntax.subject(clause) if clause is not None else None
    return subject is not None and begin <= subject.i < that <= subject.right_edge.i


def _clause_by_parse(doc: Doc, cue: Cue, begin: int, high: int) -> int | None:
    """Start of the clausal complement that the parse gives a cue whose clause shows no finite verb (a tagger's error)."""
    clause = syntax.complement_clause(doc[cue.verb])
    if clause is None or not cue.takes("say", "tell") or cue.takes("weak") or not begin < clause.i < high:
        return None
    subject = syntax.subject(clause)
    if (subject is not None and subject.i < begin) or (subject is None and cue.form.lemma != "say"):
        return None
    return max(begin, clause.left_edge.i)


def _names(doc: Doc, cue: Cue, begin: int, high: int) -> bool:
    """Whether a verb of naming gives somebody or something a name: "called the vote a sham", "described it as a sham"."""
    verb = doc[cue.verb]
    participle = verb.tag_ == "VBN" and not any(syntax.children(verb, syntax.AUXILIARY))
    if begin + 1 >= high or cue.passive or participle or not cue.realised:
        return False
    if any(doc[i].lower_ == "what" for i in range(max(0, cue.start - NAMER), cue.start)):  # "what he called": the name alone
        return False
    if cue.takes("call"):
        return doc[begin].pos_ in NOMINAL or doc[begin].pos_ in ("DET", "ADJ") or doc[begin].tag_ in ("PRP$", "``")
    return any(
        doc[i].lower_ == "as" and doc[i].pos_ in ("ADP", "SCONJ", "ADV") for i in range(begin, _phrase_end(doc, begin, high))
    )


def _phrase_end(doc: Doc, begin: int, high: int) -> int:
    """Where the words of a name given end: before a remark behind a comma, or a coordinated verb."""
    open_mark = False
    for i in range(begin, min(high, begin + LONGEST_NAMING)):
        open_mark = doc[i].tag_ == "``" or (open_mark and doc[i].tag_ != "''")
        if open_mark or i + 1 >= high:
            continue
        after = doc[i + 1]
        if doc[i].text == "," and (after.tag_ in ("VBG", "WDT", "WP", "IN", "CC", *FINITE) or after.pos_ == "VERB"):
            return i
        if (doc[i].tag_ == "CC" and after.tag_ in FINITE) or doc[i].text in (";", "—", "–"):
            return i
    return high


def _asks(cue: Cue) -> bool:
    return cue.takes("ask", "tell") or cue.negated or not cue.realised or (cue.takes("say") and not cue.takes("weak"))


def _that_soon(doc: Doc, i: int, high: int) -> bool:
    """Whether a parenthesis between commas is followed by "that": "said, however, that"."""
    return any(doc[j].text == "," and j + 1 < high and doc[j + 1].lower_ == "that" for j in range(i, min(i + 10, high)))


def _bare_start(doc: Doc, cue: Cue, begin: int, verb: int) -> int | None:
    """Start of a clause without "that", whose finite verb is given."""
    if (cue.takes("weak") and not _reports_clause(doc, cue, begin)) or (verb == begin and not cue.takes("ask")):
        return None
    subject = syntax.subject(doc[verb]) or syntax.subject(doc[verb].head)
    edge = max(begin, subject.left_edge.i) if subject is not None and begin <= subject.i < verb else None
    i = begin
    times = group("between", "time")
    while (
        i < verb
        and doc[i].lower_ in times
        and not (doc[i].lower_ in ("this", "last", "then", "also", "again") and doc[i + 1].lower_ not in times)
    ):
        i += 1
    if (doc[i].pos_ == "ADP" and doc[i].lower_ not in lexicons.words("function_words", "clause_opening")) or cue.takes("tell"):
        return edge if edge is not None else _after_addressee(doc, i, verb) if cue.takes("tell") else i
    return i if i < verb else None


def _reports_clause(doc: Doc, cue: Cue, begin: int) -> bool:
    """Whether the parse gives a verb a clause with a subject of its own as what it reports: "suggested both were wrong"."""
    clause = syntax.complement_clause(doc[cue.verb])
    subject = syntax.subject(clause) if clause is not None else None
    if clause is None or subject is None or doc[begin].lower_ in WH_WORDS:
        return False
    return begin <= subject.left_edge.i <= begin + 1 and subject.i < clause.i


def _after_addressee(doc: Doc, begin: int, verb: int) -> int | None:
    """Behind the first noun phrase: whom a "told" is told."""
    for i in range(begin, verb):
        if doc[i].pos_ in NOMINAL and (i + 1 >= verb or doc[i + 1].pos_ in ("DET", "PRON") or doc[i + 1].tag_ == "PRP$"):
            return i + 1 if i + 1 < verb else None
    return None


def _behind_apposition(doc: Doc, comma: int, high: int) -> int:
    """The comma that closes an apposition to the source ("According to X, the minister, ..."), or the same comma."""
    closing = next((i for i in range(comma + 1, min(high, comma + APPOSITION)) if doc[i].text == ","), None)
    if closing is None or doc[comma + 1].tag_ in (*FINITE, "CC", "IN"):
        return comma
    return comma if any(doc[i].tag_ in FINITE for i in range(comma + 1, closing)) else closing


def _source_content(doc: Doc, cue: Cue, speaker: Speaker | None, low: int, high: int, later: Sequence[Cue]) -> Content | None:
    behind = speaker.end if speaker is not None else cue.end
    before = cue.start
    if before > low and doc[before - 1].text in (",", "—", "–"):
        before -= 1
    leading = sum(1 for i in range(low, before) if doc[i].is_alpha) < SHORTEST
    comma = next((i for i in range(behind, high) if doc[i].text == ","), None)
    if leading:
        if comma is None:
            return None
        comma = _behind_apposition(doc, comma, high)
        end = clause_end(doc, comma + 1, high, cue, later)
        return Content(((comma + 1, end),), "right") if end - comma > SHORTEST else None
    if comma == behind and comma + 1 < high and not _aside(doc, comma + 1) and doc[comma + 1].tag_ != "CC":
        end = clause_end(doc, comma + 1, high, cue, later)
        if end - comma > SHORTEST and not any(doc[i].tag_ in FINITE for i in range(low, before)):
            return Content(((low, before), (comma + 1, end)), "around")
    return Content(((low, before),), "left")
