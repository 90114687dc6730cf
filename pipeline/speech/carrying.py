"""Gives quotations without a cue their speaker: the one who spoke before, or the person the sentence before is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline import lexicons, syntax
from pipeline.speech.cues import find_cues
from pipeline.speech.lexicon import personal
from pipeline.speech.quotation import Quotation
from pipeline.speech.speaker import Speaker, phrase_of, speaker_of
from pipeline.speech.units import Unit

PARAGRAPHS_BACK = 2
"""Paragraphs over which a speaker goes on."""
LOOK_BACK = 8
"""Quotations before one without a speaker that are looked at."""


def with_speakers(doc: Doc, found: Sequence[Quotation], units: Sequence[Unit]) -> list[Quotation]:
    """The quotations, in order, direct and mixed ones without a speaker given one where the text before tells it."""
    out: list[Quotation] = []
    for k, quotation in enumerate(found):
        if quotation.speaker is None and quotation.kind != "indirect":
            quotation = _given(doc, out, quotation, found[k + 1 : k + 3], units)
        out.append(quotation)
    return out


def _given(
    doc: Doc, out: Sequence[Quotation], quotation: Quotation, behind: Sequence[Quotation], units: Sequence[Unit]
) -> Quotation:
    before = _before(doc, out, quotation)
    previous = units[quotation.unit - 1] if quotation.unit > 0 else None
    close = before is not None and before.unit >= quotation.unit - 1
    if before is not None and (close or before.paragraph == quotation.paragraph):
        last = doc[previous.end - 1].text if previous is not None else ""
        rule = "continued" if before.paragraph == quotation.paragraph else "previous_speaker"
        rule = "colon" if close and last == ":" and before.unit != quotation.unit else rule
        return replace(quotation, speaker=before.speaker, rule=rule)
    after = next((q for q in behind if q.paragraph == quotation.paragraph and q.speaker is not None), None)
    if after is not None and quotation.cue is None:
        return replace(quotation, speaker=after.speaker, rule="continued")
    if previous is not None and quotation.paragraph - previous.paragraph <= 1:
        colon = doc[previous.end - 1].text == ":"
        topic = (_announced(doc, previous) if colon else None) or _topic(doc, previous)
        if topic is not None:
            return replace(quotation, speaker=topic, rule="colon" if colon else "preceding_subject")
    if before is not None:
        return replace(quotation, speaker=before.speaker, rule="previous_speaker")
    return quotation


def _before(doc: Doc, out: Sequence[Quotation], quotation: Quotation) -> Quotation | None:
    """The nearest quotation before that has a speaker; of one sentence, the outermost."""
    latest = [q for q in out[-LOOK_BACK:] if quotation.paragraph - q.paragraph <= PARAGRAPHS_BACK]
    near = [q for q in latest if q.speaker is not None and not _asked_by_narrator(doc, q, q.speaker)]
    if not near:
        return None
    last = near[-1].unit
    return next(q for q in near if q.unit == last)


def _asked_by_narrator(doc: Doc, quotation: Quotation, speaker: Speaker) -> bool:
    """Whether it tells what the narrator asked or put to somebody, whose answer comes next: "I asked whether"."""
    return quotation.kind == "indirect" and doc[speaker.head].lower_ in lexicons.words("pronouns", "speaker")


def _announced(doc: Doc, unit: Unit) -> Speaker | None:
    """The speaker of the last cue of a sentence that ends in a colon."""
    for cue in reversed(find_cues(doc, unit.start, unit.end)):
        speaker = speaker_of(doc, cue, unit.start, unit.end)
        if speaker is not None:
            return speaker
    return None


def _topic(doc: Doc, unit: Unit) -> Speaker | None:
    """The person who is subject of a unit's main clause."""
    for i in range(unit.start, unit.end):
        if doc[i].dep_ in syntax.SUBJECT and doc[i].head.dep_ in syntax.MAIN_CLAUSE and _person(doc[i]):
            return phrase_of(doc, doc[i], unit.start, unit.end, "preceding_subject")
    return None


def _person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" or token.lower_ in personal("subject") - {"they"}
