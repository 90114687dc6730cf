"""Finds the mention that is the speaker, or lies in the words that name the speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline import lexicons
from pipeline.annotations import Mention
from pipeline.speech.speaker import Speaker

Found = tuple[int, int, Mention]
"""A mention with its tokens."""


class MentionIndex:
    """The mentions of a Doc, as `(start, end, mention)` in tokens, for look-up by stretch."""

    def __init__(self, mentions: Sequence[Found]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m[0], -m[1]))
        self._starts = [start for start, _, _ in self._mentions]

    def within(self, doc: Doc, speaker: Speaker) -> tuple[int, int] | None:
        """The mention that holds a speaker's head, persons first; else the last person who is no owner or part of it."""
        inside = self._inside(speaker.start, speaker.end)
        if not inside:
            return None
        apart = [m for m in inside if not _is_anothers(doc, m, speaker.head, inside)]
        people = [m for m in apart if m[2].label == "PERSON"]
        named = [m for m in people if m[2].form == "name"]
        for group in (named, people, inside):
            holding = [m for m in group if m[0] <= speaker.head < m[1]]
            if holding:
                return holding[0][:2]
        if people:
            return people[-1][:2]
        last = inside[-1]
        return last[:2] if last in apart and last[1] == speaker.end else None

    def person(self, doc: Doc, speaker: Speaker) -> int | None:
        """The chain of the person who is the speaker."""
        place = self.within(doc, speaker)
        found = next((m for _, _, m in self._inside(*place) if m.label == "PERSON"), None) if place else None
        return found.chain if found is not None else None

    def _inside(self, start: int, end: int) -> list[Found]:
        k = bisect_left(self._starts, start)
        found = []
        while k < len(self._mentions) and self._starts[k] < end:
            if self._mentions[k][1] <= end:
                found.append(self._mentions[k])
            k += 1
        return found


def _is_anothers(doc: Doc, mention: Found, head: int, inside: Sequence[Found]) -> bool:
    """Whether a mention owns the noun that speaks, or is a part or the object of it."""
    start, end, _ = mention
    return _possessor(doc, end) or _modifies(doc, end, head) or (head < start and _is_told_of(doc, head, mention, inside))


def _is_told_of(doc: Doc, head: int, mention: Found, inside: Sequence[Found]) -> bool:
    """Whether a preposition stands between the noun that speaks and a mention: "a spokesman for Jo Doe".

    Not where it belongs to another name between them ("ambassador to France Jo Doe"), nor behind a comma.
    """
    for i in range(mention[0] - 1, head, -1):
        if doc[i].is_punct or any(start <= i < end <= mention[0] for start, end, _ in inside):
            return False
        if doc[i].pos_ == "ADP":
            return True
    return False


def _modifies(doc: Doc, end: int, head: int) -> bool:
    """Whether a name is but a part of the common noun that speaks: "an Obama administration official"."""
    return end <= head and doc[head].pos_ == "NOUN" and all(doc[i].pos_ in ("NOUN", "PROPN", "ADJ") for i in range(end, head))


def _possessor(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].lower_ in lexicons.words("function_words", "possessive_marks")
