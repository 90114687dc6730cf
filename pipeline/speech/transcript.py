"""Reads transcripts, where a label and a colon name the speaker: "REPORTER: Will you sign it?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.speech.units import OPENERS

FEWEST_TURNS = 3
"""Labelled paragraphs that make a transcript; one or two may be headings ("WATCH: ...")."""
LONGEST_LABEL = 5
"""Tokens of the longest label ("PRIME MINISTER MODI")."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of a transcript: its number, the tokens of its label, and those of what is said."""

    paragraph: int
    label: tuple[int, int]
    said: tuple[int, int]


def turns(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> list[Turn]:
    """The labelled paragraphs of a Doc, if they are enough for a transcript, with those that go on from them in marks."""
    found: list[Turn] = []
    labelled = 0
    for number, (start, end) in enumerate(paragraphs):
        turn = _turn(doc, number, start, end)
        labelled += turn is not None
        if turn is None and found and found[-1].paragraph == number - 1 and _goes_on(doc, paragraphs[number - 1][0], start, end):
            turn = Turn(number, found[-1].label, (start, end))
        if turn is not None:
            found.append(turn)
    return found if labelled >= FEWEST_TURNS and len({_name(doc, turn) for turn in found}) > 1 else []


def _turn(doc: Doc, number: int, start: int, end: int) -> Turn | None:
    first = start + 1 if doc[start].text in OPENERS else start
    colon = next((i for i in range(first, min(end, first + LONGEST_LABEL + 1)) if doc[i].text == ":"), None)
    if colon is None or colon == first or colon + 1 >= end or not _is_label(doc, first, colon):
        return None
    return Turn(number, (first, colon), (colon + 1, end))


def _is_label(doc: Doc, start: int, end: int) -> bool:
    """Capital letters throughout, or a person's name."""
    words = [doc[i] for i in range(start, end)]
    capitals = all(word.text.isupper() or word.is_punct for word in words) and any(len(word) > 1 for word in words)
    return capitals or all(word.ent_type_ == "PERSON" for word in words)


def _goes_on(doc: Doc, before: int, start: int, end: int) -> bool:
    return doc[start].text in OPENERS and doc[before].text == doc[start].text and end - start > 1 and doc[start + 1].text != "("


def _name(doc: Doc, turn: Turn) -> str:
    return doc[turn.label[0] : turn.label[1]].text.lower()
