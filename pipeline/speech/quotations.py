"""From units with their cues to quotations: direct ones joined, clauses reported, speakers carried on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from pipeline.speech.attribution import Analysis, Attributed, analyse, words_between
from pipeline.speech.content import content_of
from pipeline.speech.cues import Cue
from pipeline.speech.lexicon import narrator
from pipeline.speech.marks import pair
from pipeline.speech.speaker import Speaker, speaker_of
from pipeline.speech.units import TERMINAL, Stretch, in_tokens, units

LONG_ENOUGH = 5
"""Words from which a quoted stretch without a cue, alone in its sentence, counts as speech."""
EMBEDDED_ENOUGH = 4
"""Words from which a quoted stretch inside a narrator's clause counts as somebody's words and not as a term."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in tokens; `parts` in order."""

    kind: str
    parts: tuple[tuple[int, int], ...]
    cue: Cue | None
    speaker: Speaker | None
    rule: str | None
    paragraph: int
    unit: int


def quotations(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> list[Quotation]:
    """All quotations of a Doc, by first token. `paragraphs` are token offsets. Linear in the Doc's length."""
    text = doc.text
    chars = [(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])) for start, end in paragraphs if end > start]
    stretches = in_tokens(doc, text, pair(text, chars, narrator()))
    found: list[Quotation] = []
    for number, unit in enumerate(units(doc, [p for p in paragraphs if p[1] > p[0]], stretches)):
        analysis = analyse(doc, unit)
        here = _direct(doc, analysis, number) + _reported(doc, analysis, number)
        found += sorted(here, key=lambda q: (q.parts[0][0], -q.parts[-1][1]))
    found = _joined(doc, found, stretches)
    return sorted(_with_speakers(doc, found), key=lambda q: (q.parts[0][0], -q.parts[-1][1]))


def _direct(doc: Doc, analysis: Analysis, number: int) -> list[Quotation]:
    found: list[Quotation] = []
    for item in analysis.attributed:
        part = (item.begin, item.stretch.end)
        if item.side == "embedded" or (item.side == "alone" and not _speechlike(doc, item.stretch)):
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


def _speechlike(doc: Doc, stretch: Stretch) -> bool:
    if stretch.quoted.continues or not stretch.quoted.closed:
        return True
    words = words_between(doc, stretch.start, stretch.end)
    return words >= LONG_ENOUGH or (words >= 2 and doc[stretch.last].text in TERMINAL)


def _reported(doc: Doc, analysis: Analysis, number: int) -> list[Quotation]:
    """The clauses that the cues of a unit report beside its direct quotations."""
    unit, found = analysis.unit, []
    used = [(item.begin, item.stretch.end) for item in analysis.attributed if item.side not in ("embedded", "alone")]
    governing = {item.cue for item in analysis.attributed if item.cue is not None and item.side != "colon"}
    for k, cue in enumerate(analysis.cues):
        if cue in governing:
            continue
        low = max([unit.start, *(end for _, end in used if end <= cue.start)])
        high = min([unit.end, *(start for start, _ in used if start >= cue.end)])
        speaker = speaker_of(doc, cue, low, high) or (speaker_of(doc, cue, unit.start, high) if low > unit.start else None)
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


def _with_speakers(doc: Doc, found: list[Quotation]) -> list[Quotation]:
    """Direct quotations without a cue get the speaker of the quotation they go on from."""
    out: list[Quotation] = []
    for k, quotation in enumerate(found):
        if quotation.speaker is None and quotation.kind != "indirect":
            source = _carried(out, quotation)
            if source is None and quotation.cue is None:
                source = next(
                    (q for q in found[k + 1 : k + 3] if q.paragraph == quotation.paragraph and q.speaker is not None), None
                )
            if source is not None and source.speaker is not None:
                rule = "continued" if source.paragraph == quotation.paragraph else "previous_speaker"
                quotation = replace(quotation, speaker=source.speaker, rule=rule)
        out.append(quotation)
    return out


def _carried(out: Sequence[Quotation], quotation: Quotation) -> Quotation | None:
    for before in reversed(out[-6:]):
        if before.speaker is not None and quotation.paragraph - before.paragraph <= 2:
            return before
    return None
