"""Interviews told by the one who asks: quotations without a cue are the answers of the person who speaks in the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline import lexicons
from pipeline.speech.quotation import Quotation
from pipeline.speech.speaker import Speaker

FEWEST_ASKED = 2
"""Statements of the narrator, "I asked", that make an interview."""
FEWEST_ANSWERS, LEAST_SHARE = 3, 0.6
"""Statements with a cue that the person interviewed has, and their share of all others'."""
CUED = frozenset({"subject", "inverted_subject", "colon", "shared_subject"})
UNSURE = frozenset({None, "previous_speaker", "preceding_subject"})


def with_interviewee(doc: Doc, found: Sequence[Quotation], person_of: Callable[[Speaker], int | None]) -> list[Quotation]:
    """The quotations, those without a cue given to the person interviewed; `person_of` gives the chain of who speaks."""
    narrator = lexicons.words("pronouns", "speaker")
    told = [q for q in found if q.speaker is not None and q.rule in CUED and q.rule is not None]
    asked = [q for q in told if q.speaker is not None and doc[q.speaker.head].lower_ in narrator]
    if len(asked) < FEWEST_ASKED:
        return list(found)
    others = [(person_of(q.speaker), q.speaker) for q in told if q.speaker is not None and q not in asked]
    counts = Counter(chain for chain, _ in others if chain is not None)
    if not counts:
        return list(found)
    chain, answers = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if answers < FEWEST_ANSWERS or answers < LEAST_SHARE * len(others):
        return list(found)
    answering = [speaker for who, speaker in others if who == chain]
    return [_answered(q, answering) if q.kind == "direct" and q.cue is None and q.rule in UNSURE else q for q in found]


def _answered(quotation: Quotation, answering: Sequence[Speaker]) -> Quotation:
    """The quotation with the latest words for the person before it, or the first."""
    before = [speaker for speaker in answering if speaker.end <= quotation.parts[0][0]]
    return replace(quotation, speaker=before[-1] if before else answering[0], rule="interviewee")
