"""What a word shows besides its letters: case, the start of a paragraph, and the lists of names that it stands on.

The encoder's vocabulary knows no capitals, so they come in this way; and it has read no news of today, so known names do too.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

CASES = ("lower", "title", "upper", "mixed", "digit")
KINDS = ("given", "family", "place", "body", "nation")
"""Kinds of names in a gazetteer: given and family names are looked up by word, the others as phrases."""
BEGINS = len(CASES)
FIRST_KIND = BEGINS + 1
WIDTH = FIRST_KIND + len(KINDS)
"""Marks of a word: one of `CASES`, whether a paragraph begins with it, one of each of `KINDS`."""

Marks = npt.NDArray[np.float32]


def case_of(word: str) -> int:
    """The index in `CASES`; words without letters and digits count as lower case."""
    if word.islower():
        return 0
    first = word[:1]
    if word.isupper():
        return 2 if len(word) > 1 and sum(map(str.isalpha, word)) > 1 else 1
    if first.isupper():
        return 1 if word[1:].islower() else 3
    if any(map(str.isupper, word)):
        return 3
    return 4 if any(map(str.isdigit, word)) else 0


class Gazetteer:
    """Known names by kind. A phrase is found by its exact words, a part of a person's name by the word in lower case."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names`: pairs of kind and name, the words of a name parted by single spaces."""
        self._parts: dict[str, int] = {}
        self._phrases: dict[str, int] = {}
        self._longest: dict[str, int] = {}
        for kind, name in names:
            bit = KINDS.index(kind)
            if bit < 2:
                self._parts[name] = self._parts.get(name, 0) | 1 << bit
                continue
            self._phrases[name] = self._phrases.get(name, 0) | 1 << bit
            words = name.split(" ")
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    @classmethod
    def read(cls, path: Path) -> Gazetteer:
        """Reads a gzipped file of lines `kind TAB name`."""
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return cls((kind, name) for kind, _, name in (line.rstrip("\n").partition("\t") for line in lines))

    def mark(self, words: Sequence[str], marks: Marks) -> None:
        """Sets the marks of kinds in `marks`, of shape `(len(words), WIDTH)`."""
        until = 0
        for i, word in enumerate(words):
            if not (word[:1].isupper() or word in self._longest):
                continue
            bits = self._parts.get(word.lower(), 0)
            if bits:
                self._set(marks, i, i + 1, bits)
            if i < until:
                continue
            for length in range(min(self._longest.get(word, 0), len(words) - i), 0, -1):
                bits = self._phrases.get(" ".join(words[i : i + length]), 0)
                if bits:
                    until = i + length
                    self._set(marks, i, until, bits)
                    break

    @staticmethod
    def _set(marks: Marks, start: int, end: int, bits: int) -> None:
        for kind in range(len(KINDS)):
            if bits >> kind & 1:
                marks[start:end, FIRST_KIND + kind] = 1


def mark_words(words: Sequence[str], begins: Iterable[int], gazetteer: Gazetteer) -> Marks:
    """Marks of shape `(len(words), WIDTH)`; `begins`: indices of words that begin a paragraph."""
    marks = np.zeros((len(words), WIDTH), dtype=np.float32)
    if len(words):
        marks[np.arange(len(words)), [case_of(word) for word in words]] = 1
        marks[list(begins), BEGINS] = 1
        gazetteer.mark(words, marks)
    return marks
