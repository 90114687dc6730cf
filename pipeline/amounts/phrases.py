"""A table of phrases (tuples of pieces) that finds the longest one at, or ending at, a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from pipeline.amounts.pieces import split_phrase

T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A phrase found: its value and its length in pieces."""

    value: T
    length: int


class PhraseTable(Generic[T]):
    """Phrases with values; the first value given for a phrase stays."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._values: dict[tuple[str, ...], T] = {}
        for phrase, value in entries:
            self._values.setdefault(tuple(split_phrase(phrase)), value)
        self._starts = _lengths((key[0], len(key)) for key in self._values)
        self._ends = _lengths((key[-1], len(key)) for key in self._values)

    def at(self, words: Sequence[str], start: int) -> Found[T] | None:
        """The longest phrase that begins at `start`."""
        if not 0 <= start < len(words):
            return None
        for length in self._starts.get(words[start], ()):
            value = self._values.get(tuple(words[start : start + length])) if start + length <= len(words) else None
            if value is not None:
                return Found(value, length)
        return None

    def before(self, words: Sequence[str], end: int, floor: int = 0) -> Found[T] | None:
        """The longest phrase that ends right before `end` and does not begin before `floor`."""
        if not 0 < end <= len(words):
            return None
        for length in self._ends.get(words[end - 1], ()):
            value = self._values.get(tuple(words[end - length : end])) if end - length >= floor else None
            if value is not None:
                return Found(value, length)
        return None


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Per first (or last) piece, the phrase lengths that occur, longest first."""
    table: dict[str, set[int]] = {}
    for word, length in pairs:
        table.setdefault(word, set()).add(length)
    return {word: sorted(lengths, reverse=True) for word, lengths in table.items()}
