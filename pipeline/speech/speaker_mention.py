"""Finds the mention that is the speaker, or lies in the words that name the speaker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.annotations import Mention
from pipeline.speech.speaker import Speaker


class MentionIndex:
    """The mentions of a Doc, as `(start, end, mention)` in tokens, for look-up by stretch."""

    def __init__(self, mentions: Sequence[tuple[int, int, Mention]]) -> None:
        self._mentions = sorted(mentions, key=lambda m: (m[0], -m[1]))
        self._starts = [start for start, _, _ in self._mentions]

    def within(self, doc: Doc, speaker: Speaker) -> tuple[int, int] | None:
        """The mention that holds a speaker's head, persons first; else the last person who is no owner or part of it."""
        inside = self._inside(speaker.start, speaker.end)
        if not inside:
            return None
        people = [
            m for m in inside if m[2].label == "PERSON" and not _possessor(doc, m[1]) and not _modifies(doc, m[1], speaker.head)
        ]
        named = [m for m in people if m[2].form == "name"]
        for group in (named, people, inside):
            holding = [m for m in group if m[0] <= speaker.head < m[1]]
            if holding:
                return holding[0][:2]
        if people:
            return people[-1][:2]
        last = inside[-1]
        return last[:2] if last[1] == speaker.end and not _possessor(doc, last[1]) else None

    def _inside(self, start: int, end: int) -> list[tuple[int, int, Mention]]:
        k = bisect_left(self._starts, start)
        found = []
        while k < len(self._mentions) and self._starts[k] < end:
            if self._mentions[k][1] <= end:
                found.append(self._mentions[k])
            k += 1
        return found


def _modifies(doc: Doc, end: int, head: int) -> bool:
    """Whether a name is but a part of the common noun that speaks: "an Obama administration official"."""
    return end <= head and doc[head].pos_ == "NOUN" and all(doc[i].pos_ in ("NOUN", "PROPN", "ADJ") for i in range(end, head))


def _possessor(doc: Doc, end: int) -> bool:
    return end < len(doc) and doc[end].lower_ in ("'s", "’s", "'", "’")
