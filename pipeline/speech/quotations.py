"""From units with their cues to quotations: direct ones joined, clauses reported, speakers carried on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.speech.attribution import Analysis, Attributed, analyse, words_between
from pipeline.speech.carrying import with_speakers
from pipeline.speech.content import content_of
from pipeline.speech.cues import Cue
from pipeline.speech.lexicon import narrator
from pipeline.speech.marks import pair
from pipeline.speech.nominal import noun_cues, speaker_of_noun
from pipeline.speech.quotation import Quotation
from pipeline.speech.speaker import Speaker, speaker_of
from pipeline.speech.units import TERMINAL, Stretch, Unit, in_tokens, units
from pipeline.transcripts import Turn, turns

LONG_ENOUGH = 5
"""Words from which a quoted stretch without a cue, alone in its sentence, counts as speech."""
POINTER_REACH = 4
"""Tokens from the start of a sentence to a passive cue whose "this" means the sentence before."""
NICKNAME = 5
"""Tokens of the longest nickname, marks included."""
LONGEST_HEADING = 11
"""Tokens of the longest heading in marks."""


def quotations(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """All quotations of a Doc, by first token. `paragraphs` are token offsets. Linear in the Doc's length."""
    text = doc.text
    paragraphs = [p for p in paragraphs if p[1] > p[0]]
    spoken = turns(doc, paragraphs)
    pieces, in_turns = _cut_at_labels(doc, paragraphs, spoken)
    chars = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in pieces]
    stretches = [s for s in in_tokens(doc, text, pair(text, chars, narrator())) if not _nickname(doc, s)]
    cut = units(doc, pieces, stretches)
    found: list[Quotation] = []
    for number, unit in enumerate(cut):
        analysis = analyse(doc, unit)
        here = _direct(doc, analysis, number, pieces[unit.paragraph], alone=unit.paragraph not in in_turns)
        here += _reported(doc, analysis, number)
        here += _by_nouns(doc, analysis, here, number)
        here += _pointing_back(doc, analysis, cut[number - 1] if number else None, number)
        found += sorted(here, key=_place)
    found = with_speakers(doc, _joined(doc, found, stretches), cut)
    return sorted([*found, *_spoken(spoken)], key=_place)


def _cut_at_labels(
    doc: Doc, paragraphs: Sequence[tuple[int, int]], spoken: Sequence[Turn]
) -> tuple[list[tuple[int, int]], frozenset[int]]:
    """The paragraphs without the labels of turns, cut where one stands within, and which of them are somebody's turn."""
    said = sorted(part for turn in spoken for part in turn.said)
    labels = sorted(turn.label for turn in spoken)
    pieces: list[tuple[int, int]] = []
    for start, end in paragraphs:
        inside = [(a, b) for a, b in said if start <= a < end]
        first = min([a for a, _ in (*inside, *((a, b) for a, b in labels if start <= a < end))], default=end)
        pieces += [(start, first)] if any(token.is_alpha for token in doc[start:first]) else []
        pieces += inside
    starts = {a for a, _ in said}
    return pieces, frozenset(number for number, (start, _) in enumerate(pieces) if start in starts)


def _place(quotation: Quotation) -> tuple[int, int]:
    return quotation.parts[0][0], -quotation.parts[-1][1]


def _nickname(doc: Doc, stretch: Stretch) -> bool:
    """Whether a quoted word stands within a name: Marcia "Cia" Price."""
    if stretch.end - stretch.start > NICKNAME or stretch.start == 0 or stretch.end >= len(doc):
        return False
    return doc[stretch.start - 1].pos_ == "PROPN" and doc[stretch.end].pos_ == "PROPN" and doc[stretch.last].text not in TERMINAL


def _spoken(spoken: Sequence[Turn]) -> Iterator[Quotation]:
    """The turns of a transcript as quotations."""
    for turn in spoken:
        speaker = Speaker(*turn.label, turn.label[1] - 1, "label")
        yield Quotation("direct", turn.said, None, speaker, "label", -1, -1)


def _direct(doc: Doc, analysis: Analysis, number: int, paragraph: tuple[int, int], *, alone: bool) -> list[Quotation]:
    """The quoted stretches of a unit with their cues, and those `alone` in a sentence, unless in somebody's turn."""
    found: list[Quotation] = []
    for item in analysis.attributed:
        part = (item.begin, item.stretch.end)
        if item.side == "embedded" or (item.side == "alone" and not (alone and _speechlike(doc, item.stretch, paragraph))):
            continue
        if item.cue is not None and found and found[-1].cue == item.cue and found[-1].kind == "direct":
            found[-1] = replace(found[-1], parts=(*found[-1].parts, part))
            continue
        kind = "direct" if item.begin == item.stretch.start else "mixed"
        found.append(Quotation(kind, (part,), item.cue, item.speaker, _rule(item), analysis.unit.paragraph, number))
    return found


def _rule(item: Attributed) -> str | None:
    if item.speaker is None:
        return None
    return "colon" if item.side == "colon" else item.speaker.rule


def _speechlike(doc: Doc, stretch: Stretch, paragraph: tuple[int, int]) -> bool:
    """Whether a quoted stretch that is a sentence of its own is speech, not a heading or a stage direction."""
    if doc[stretch.first].text == "(" or _heading(doc, stretch, paragraph):
        return False
    if stretch.quoted.continues or not stretch.quoted.closed:
        return True
    words = words_between(doc, stretch.start, stretch.end)
    return words >= LONG_ENOUGH or (words >= 2 and doc[stretch.last].text[-1] in ".?!…")


def _heading(doc: Doc, stretch: Stretch, paragraph: tuple[int, int]) -> bool:
    """Whether a stretch is all of its paragraph and short, in capitals: a crosshead."""
    if (stretch.start, stretch.end) != paragraph or stretch.end - stretch.start > LONGEST_HEADING:
        return False
    words = [doc[i] for i in range(stretch.first, stretch.last + 1) if doc[i].is_alpha and len(doc[i]) > 3]
    return bool(words) and all(word.text[0].isupper() for word in words)


def _reported(doc: Doc, analysis: Analysis, number: int) -> list[Quotation]:
    """The clauses that the cues of a unit report beside its direct quotations."""
    unit = analysis.unit
    found: list[Quotation] = []
    used = [(item.begin, item.stretch.end) for item in analysis.attributed if item.side not in ("embedded", "alone")]
    governing = {item.cue for item in analysis.attributed if item.cue is not None and item.side != "colon"}
    for k, cue in enumerate(analysis.cues):
        if cue in governing or cue.reduced:
            continue
        low = max([unit.start, *(end for _, end in used if end <= cue.start)])
        high = min([unit.end, *(start for start, _ in used if start >= cue.end)])
        speaker = speaker_of(doc, cue, low, high) or (speaker_of(doc, cue, unit.start, high) if low > unit.start else None)
        if cue.form.shape == "participle" and doc[cue.start - 1].text == ",":
            speaker = _leading(analysis, found, cue) or speaker
        if speaker is None and cue.form.shape == "base" and doc[cue.start - 1].tag_ != "TO":
            continue
        content = content_of(doc, cue, speaker, low, high, analysis.cues[k + 1 :])
        unreal = not cue.realised and (
            cue.takes("promise") or (content is not None and content.side == "left" and not cue.takes("ask"))
        )
        if content is None or unreal:
            continue
        parts = tuple(_closing_marks(doc, part, analysis, high) for part in content.parts)
        kind = _kind(analysis, parts)
        found.append(Quotation(kind, parts, cue, speaker, None if speaker is None else speaker.rule, unit.paragraph, number))
    return found


def _by_nouns(doc: Doc, analysis: Analysis, here: Sequence[Quotation], number: int) -> list[Quotation]:
    """The clauses of nouns of speech ("X's claim that ...") that no verb reports already, nor a quotation holds."""
    unit = analysis.unit
    quoted = frozenset(i for stretch in unit.stretches for i in range(stretch.start, stretch.end))
    found: list[Quotation] = []
    for cue, part in noun_cues(doc, unit.start, unit.end, quoted):
        if any(start < part[1] and part[0] < end for quotation in here for start, end in quotation.parts):
            continue
        speaker = speaker_of_noun(doc, doc[cue.verb], unit.start, unit.end)
        if speaker is not None:
            part = _closing_marks(doc, part, analysis, unit.end)
            found.append(Quotation(_kind(analysis, (part,)), (part,), cue, speaker, speaker.rule, unit.paragraph, number))
    return found


def _pointing_back(doc: Doc, analysis: Analysis, before: Unit | None, number: int) -> list[Quotation]:
    """The sentence before as a statement: "This was announced by the ministry"."""
    unit = analysis.unit
    cue = next((c for c in analysis.cues if c.passive and c.start - unit.start <= POINTER_REACH), None)
    if cue is None or before is None or before.stretches or doc[unit.start].lower_ != "this" or cue.negated or not cue.realised:
        return []
    speaker = speaker_of(doc, cue, unit.start, unit.end)
    end = before.end
    while end > before.start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if speaker is None or speaker.rule != "agent" or end == before.start:
        return []
    return [Quotation("indirect", ((before.start, end),), cue, speaker, "agent", before.paragraph, number)]


def _leading(analysis: Analysis, found: Sequence[Quotation], cue: Cue) -> Speaker | None:
    """The speaker of the statement that a participle goes on with: "X said ..., adding that"."""
    direct = [(a.cue, a.speaker) for a in analysis.attributed if a.cue is not None and a.cue.start < cue.start]
    reported = [(q.cue, q.speaker) for q in found if q.cue is not None]
    main = [(c, s) for c, s in direct + reported if s is not None and not c.is_source and c.form.shape in ("past", "present")]
    main = [(c, s) for c, s in main if not any(start <= c.start < end for q in found for start, end in q.parts)]
    speaker = max(main, key=lambda pair: pair[0].start)[1] if main else None
    return None if speaker is None else replace(speaker, rule="shared_subject")


def _closing_marks(doc: Doc, part: tuple[int, int], analysis: Analysis, high: int) -> tuple[int, int]:
    """A part that ends inside a quoted stretch is widened to its closing mark."""
    start, end = part
    for item in analysis.attributed:
        if item.stretch.start < end <= item.stretch.end <= high:
            end = item.stretch.end
    while end < high and doc[end].text in ("”", "''", '"', "’") and any(i.stretch.end == end + 1 for i in analysis.attributed):
        end += 1
    return start, end


def _kind(analysis: Analysis, parts: tuple[tuple[int, int], ...]) -> str:
    inside = [i.stretch for i in analysis.attributed if any(s <= i.stretch.start and i.stretch.end <= e for s, e in parts)]
    if not inside:
        return "indirect"
    whole = len(parts) == 1 and len(inside) == 1 and (inside[0].start, inside[0].end) == parts[0]
    return "direct" if whole else "mixed"


def _joined(doc: Doc, found: list[Quotation], stretches: Sequence[Stretch]) -> list[Quotation]:
    """Quotations that go on behind their attribution or in the next paragraph made one."""
    continuing = {stretch.start for stretch in stretches if stretch.quoted.continues}
    out: list[Quotation] = []
    last: int | None = None
    for quotation in found:
        if last is not None and quotation.kind == "direct" and _continues(doc, out[last], quotation, continuing):
            before = out[last]
            keep = before if before.cue is not None else quotation
            out[last] = replace(
                keep, parts=before.parts + quotation.parts, paragraph=quotation.paragraph, unit=quotation.unit, kind=before.kind
            )
            continue
        out.append(quotation)
        if quotation.kind == "direct":
            last = len(out) - 1
    return out


def _continues(doc: Doc, before: Quotation, after: Quotation, continuing: set[int]) -> bool:
    if after.parts[0][0] in continuing:
        return before.cue is None or after.cue is None
    if after.cue is not None or before.cue is None or after.paragraph != before.paragraph or after.unit != before.unit + 1:
        return False
    return before.cue.end > before.parts[0][1] - 1 and before.rule != "colon"
