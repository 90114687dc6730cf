"""Chooses the words that name the speaker of a cue: its subject on either side, or the source after "according to"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from pipeline import lexicons, syntax
from pipeline.speech.cues import BE, HAVE_DO, Cue
from pipeline.speech.lexicon import group, personal

RELATIVES = lexicons.words("function_words", "relative")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
INSIDE = NOMINAL | {"DET", "ADJ"}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
JOINERS = lexicons.words("function_words", "joining")
PLACING = lexicons.words("function_words", "placing")
STOPPERS = frozenset(
    {
        "as",
        "after",
        "while",
        "when",
        "before",
        "because",
        "since",
        "that",
        "who",
        "which",
        "where",
        "but",
        "or",
        "if",
        "during",
        "on",
        "by",
    }
)
MAX_NAME = 25
"""Tokens looked at on either side of a cue for its speaker; appositions in news are rarely longer."""
TITLE_REACH = 8
"""Tokens from a preposition inside a title to the name behind it."""
CLAUSES = 4
"""Steps up the tree from a relative pronoun to the verb of its clause."""
SHARING_REACH = 40
"""Tokens from the start of a unit within which the subject that a participle shares must stand."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker as written: tokens `start` to `end`, the head among them, and the rule that chose them."""

    start: int
    end: int
    head: int
    rule: str


def speaker_of(doc: Doc, cue: Cue, low: int, high: int) -> Speaker | None:
    """The speaker of a cue within `low` to `high`, or None."""
    if cue.is_source:
        return _phrase_after(doc, cue.end, high, "according_to")
    if cue.passive:
        return _agent(doc, cue, high)
    if cue.start > low and doc[cue.start - 1].lower_ in personal("subject"):
        return Speaker(cue.start - 1, cue.start, cue.start - 1, "subject")
    if cue.form.shape == "participle":
        return _sharing(doc, cue, low, high)
    if cue.takes("say", "ask") and not cue.takes("tell") and _inverted(doc, cue, low, high):
        found = _phrase_after(doc, cue.end, high, "inverted_subject")
        if found is not None:
            return found
    return _before(doc, cue, low)


def _inverted(doc: Doc, cue: Cue, low: int, high: int) -> bool:
    """Whether nothing that could be a subject stands between the quotation (or comma) and the verb.

    Where a comma stands there, the parse tells whether the subject is before it, if a clause follows, or behind the verb.
    """
    i = cue.start - 1
    while i >= low and (doc[i].pos_ == "ADV" or doc[i].lower_ in HAVE_DO):
        i -= 1
    if i < low or not doc[i].is_punct or doc[i].text == ")":
        return i < low
    subject = syntax.subject(doc[cue.verb])
    told = any(doc[k].tag_ in FINITE for k in range(cue.end, high))
    if subject is not None and low <= subject.i < i and told:
        return False
    if subject is not None and subject.left_edge.i == cue.end:
        return True
    return not _comma_pair(doc, i, low)


def _comma_pair(doc: Doc, i: int, low: int) -> bool:
    """Whether the comma at `i` closes a parenthesis after a noun phrase: "Umerov, who led the talks, said"."""
    if doc[i].text not in (",", "—", "–", "-"):
        return False
    opening = next((j for j in range(i - 1, max(low, i - MAX_NAME) - 1, -1) if doc[j].text == doc[i].text), None)
    return opening is not None and opening > low and doc[opening - 1].pos_ in NOMINAL


def _before(doc: Doc, cue: Cue, low: int) -> Speaker | None:
    verb = doc[cue.verb]
    subject = syntax.subject(verb)
    if subject is not None and low <= subject.i < cue.start:
        if subject.lower_ in RELATIVES:
            return _antecedent(doc, subject, low)
        return phrase_of(doc, subject, low, cue.start, "subject")
    if cue.form.shape == "base" and cue.start > low and doc[cue.start - 1].tag_ == "TO":
        owner = _owner_of_infinitive(verb)
        if owner is not None and low <= owner.i < cue.start and owner.lower_ not in RELATIVES:
            return phrase_of(doc, owner, low, cue.start, "shared_subject")
    chunk = _chunk_before(doc, cue.start, low)
    if chunk is not None and chunk.start > low and doc[chunk.start - 1].tag_ == "IN":  # "but in a later interview said"
        return _sharing(doc, cue, low, cue.start) or chunk
    return chunk or _sharing(doc, cue, low, cue.start)


def _owner_of_infinitive(verb: Token) -> Token | None:
    """Whose infinitive it is: of "went out of his way to say" the subject of "went"."""
    return syntax.governing_subject(syntax.governor(verb.head) if verb.dep_ in syntax.ADNOMINAL_CLAUSE else verb)


def _sharing(doc: Doc, cue: Cue, low: int, high: int) -> Speaker | None:
    """The subject of the verb that a participle or coordinated cue leans on: by the parse, else the first of the unit."""
    verb = doc[cue.verb]
    own = syntax.subject(verb)
    if own is not None and low <= own.i < cue.start:
        return phrase_of(doc, own, low, cue.start, "subject")
    if cue.form.shape == "participle" and verb.dep_ in syntax.ADNOMINAL_CLAUSE and low <= verb.head.i < cue.start:
        told = verb.head.lower_ in group("medium", "nouns")
        owner = syntax.subject(syntax.governor(verb.head)) if told else None
        if owner is None or not low <= owner.i < verb.head.i or owner.lower_ in RELATIVES:
            return phrase_of(doc, verb.head, low, cue.start, "subject")
        return phrase_of(doc, owner, low, cue.start, "shared_subject")
    governor = syntax.governing_subject(verb)
    behind = governor is not None and cue.end <= governor.i < high
    if governor is not None and behind and verb.dep_ in syntax.ADVERBIAL_CLAUSE:  # "Noting that ..., she said"
        return phrase_of(doc, governor, cue.end, high, "shared_subject")
    if governor is None or not low <= governor.i < cue.start:
        first = range(low, min(cue.start, low + SHARING_REACH))
        governor = next((doc[i] for i in first if doc[i].dep_ in syntax.SUBJECT and doc[i].head.tag_ in FINITE), None)
    if governor is None:
        return None
    if governor.lower_ in RELATIVES:
        return _antecedent(doc, governor, low)
    return phrase_of(doc, governor, low, cue.start, "shared_subject")


def phrase_of(doc: Doc, head: Token, low: int, high: int, rule: str) -> Speaker:
    """The noun phrase of a head by the parse, clipped to the stretch and to what a noun phrase can hold."""
    start, end = max(low, head.left_edge.i), min(high, head.right_edge.i + 1)
    for i in range(head.i - 1, start - 1, -1):
        if (
            doc[i].text in (";", ":")
            or doc[i].is_space
            or doc[i].tag_ in FINITE
            or (doc[i].lower_ in ("that", "but", "and") and doc[i].tag_ in ("IN", "CC") and i == start)
        ):
            start = i + 1
            break
    for i in range(head.i + 1, end):
        if doc[i].lower_ in ("who", "which") or doc[i].is_space:
            end = i
            break
    return _trimmed(doc, start, end, head.i, rule)


def _trimmed(doc: Doc, start: int, end: int, head: int, rule: str) -> Speaker:
    while end - 1 > head and ((doc[end - 1].is_punct and doc[end - 1].text != ")") or doc[end - 1].is_space):
        end -= 1
    while start < head and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ in ("and", "but")):
        start += 1
    end = max(end, head + 1)
    while end < len(doc) and doc[end].ent_iob_ == "I" and doc[end - 1].ent_type_:  # a name is never cut in two
        end += 1
    return Speaker(start, end, head, rule)


def _antecedent(doc: Doc, relative: Token, low: int) -> Speaker | None:
    """What a relative pronoun stands for: the noun that its clause describes, else the noun phrase right before it."""
    clause = relative.head
    for _ in range(CLAUSES):
        if clause.dep_ in syntax.RELATIVE_CLAUSE or clause.head.i == clause.i:
            break
        clause = clause.head
    noun = clause.head
    if clause.dep_ in syntax.RELATIVE_CLAUSE and low <= noun.i < relative.i and noun.pos_ in NOMINAL:
        marked = [child.i for child in syntax.children(noun, syntax.CASE) if child.i < noun.i]
        return phrase_of(doc, noun, max([low, *(i + 1 for i in marked)]), relative.i, "relative")
    i = relative.i - 1
    while i >= low and (doc[i].is_punct or doc[i].pos_ == "ADP"):
        i -= 1
    return _chunk_ending(doc, i + 1, low, "relative")


def _chunk_before(doc: Doc, end: int, low: int) -> Speaker | None:
    """The noun phrase before a verb, by word classes alone."""
    i = end - 1
    while i >= low and (doc[i].pos_ in ("ADV", "AUX", "PART") or doc[i].lower_ in BE or doc[i].lower_ in HAVE_DO):
        i -= 1
    if i < low:
        return None
    if doc[i].lower_ in ("who", "which") or (doc[i].lower_ == "that" and i > low and doc[i - 1].pos_ in NOMINAL):
        return _antecedent(doc, doc[i], low)
    if doc[i].is_punct and _comma_pair(doc, i, low):
        opening = next(j for j in range(i - 1, low, -1) if doc[j].text == doc[i].text)
        found = _chunk_ending(doc, opening, low, "subject")
        return (
            None if found is None else Speaker(found.start, i, found.head, "subject") if not _has_verb(doc, opening, i) else found
        )
    return _chunk_ending(doc, i + 1, low, "subject")


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].tag_ in FINITE or doc[i].lower_ in ("who", "which") for i in range(start, end))


def _chunk_ending(doc: Doc, end: int, low: int, rule: str) -> Speaker | None:
    i = end - 1
    if i >= low and doc[i].text == ")":
        while i > low and doc[i].text != "(":
            i -= 1
        i -= 1
    if i < low or (doc[i].pos_ not in NOMINAL and not (doc[i].pos_ in ("ADJ", "DET") and doc[i].text[:1].isupper())):
        return None
    head = i
    while i - 1 >= low and end - i < MAX_NAME:
        left = doc[i - 1]
        if left.pos_ in INSIDE and not (doc[i].pos_ == "PRON" and left.pos_ in NOMINAL) and left.lower_ not in RELATIVES:
            i -= 1
        elif i - 2 >= low and (_joins(left, doc[i - 2]) or (left.text == "-" and doc[i - 2].pos_ in INSIDE)):
            i -= 2
        else:
            break
    return Speaker(i, end, head, rule)


def _joins(word: Token, before: Token) -> bool:
    """Whether a word ties two halves of one noun phrase; of place only behind a common noun ("officials in Kyiv")."""
    if word.lower_ not in JOINERS or word.tag_ == "TO" or before.pos_ not in NOMINAL:
        return False
    return word.lower_ not in PLACING or before.pos_ == "NOUN"


def _phrase_after(doc: Doc, start: int, high: int, rule: str) -> Speaker | None:
    """The noun phrase that follows a verb or "according to", with the name in apposition where it holds none."""
    i = start
    while i < high and (doc[i].is_space or (doc[i].lower_ in group("between", "time") and doc[i].pos_ == "ADV")):
        i += 1
    begin = i
    while i < high and i - begin < MAX_NAME and not _stops(doc, i, begin):
        i += 1
    if i == begin or not any(doc[j].pos_ in NOMINAL or doc[j].ent_type_ for j in range(begin, i)):
        return None
    end = i
    if not _has_person(doc, begin, end) and end < high and doc[end].text == ",":
        name = end + 1
        while name < high and doc[name].ent_type_ == "PERSON":
            name += 1
        closed = name >= high or doc[name].text in (",", ".", ")")
        end = name if name > end + 1 and (closed or rule != "according_to") else end
    return Speaker(begin, end, _head(doc, begin, end), rule)


def _stops(doc: Doc, i: int, begin: int) -> bool:
    token = doc[i]
    if (token.is_punct and token.text not in ("-", "&", "'", "’", "/", ".")) or token.is_space:
        return not (
            (token.text == "(" and i + 2 < len(doc) and doc[i + 2].text == ")") or (token.text == ")" and doc[i - 2].text == "(")
        )
    if token.text == ".":
        return True
    if token.tag_ in FINITE or token.lower_ in STOPPERS:
        return not (token.ent_type_ and token.lower_ not in STOPPERS)
    if token.lower_ in lexicons.words("function_words", "speaker_ending") and not token.ent_type_:
        return (doc[i - 1].pos_ != "NOUN" and not _person_ahead(doc, i)) or i == begin
    timed = token.lower_ in group("between", "time") and token.pos_ != "ADJ" and not token.ent_type_
    return (token.tag_ in ("VBG", "TO") and i > begin) or timed


def _person_ahead(doc: Doc, start: int) -> bool:
    """Whether a person's name ends the phrase that goes on here: "Ambassador to the United States Anna Orlova"."""
    for i in range(start, min(len(doc), start + TITLE_REACH)):
        if doc[i].is_punct or doc[i].pos_ in ("VERB", "AUX") or doc[i].is_space:
            return False
        if doc[i].ent_type_ == "PERSON":
            return True
    return False


def _has_person(doc: Doc, start: int, end: int) -> bool:
    """Whether the stretch names a person other than as a possessor ("Putin's aide")."""
    return any(_names_person(doc, i, end) for i in range(start, end))


def _names_person(doc: Doc, i: int, end: int) -> bool:
    return doc[i].ent_type_ == "PERSON" and (i + 1 >= end or doc[i + 1].tag_ != "POS")


def _head(doc: Doc, start: int, end: int) -> int:
    """The last token of a name, else the last noun before a preposition."""
    for i in range(end - 1, start - 1, -1):
        if _names_person(doc, i, end):
            return i
    last = start
    for i in range(start, end):
        if doc[i].pos_ == "ADP" and i > start:
            break
        last = i if doc[i].pos_ in NOMINAL else last
    return last


def _agent(doc: Doc, cue: Cue, high: int) -> Speaker | None:
    """The agent of a passive: "was announced by the ministry"."""
    for i in range(cue.end, min(high, cue.end + 8)):
        if doc[i].lower_ == "by":
            return _phrase_after(doc, i + 1, high, "agent")
        if doc[i].text in (",", ".", ";") or doc[i].lower_ == "that":
            break
    return None
