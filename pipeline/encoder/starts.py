"""Scores of sentence starts to starts: what is known beforehand holds, and marks alone are no sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

UNKNOWN, START, INSIDE = 0, 1, -1
"""What is known beforehand of a word and the start of a sentence."""
CLOSING = frozenset("”’»)]}")
MARKS = CLOSING | frozenset("\"“‘'«([{*_") | {"**", "__", "''", "``"}

Starts = npt.NDArray[np.bool_]


def sentence_starts(scores: npt.NDArray[np.float32], words: Sequence[str], known: npt.NDArray[np.int64]) -> Starts:
    """Whether each word of a window begins a sentence; the first one does.

    `scores` `(words, 2)`: that it does not, that it does. No sentence begins with a closing mark. Of a mark between two starts,
    as the straight quotation mark in `He left. " But`, the likelier one is taken: the mark opens the sentence or closes the last.
    """
    likelier = scores[:, 1] - scores[:, 0]
    free = known == UNKNOWN
    starts = np.where(free, (likelier > 0) & [word not in CLOSING for word in words], known == START)
    starts[0] = True
    for i in np.flatnonzero(starts[:-1] & starts[1:]).tolist():
        if words[i] in MARKS and starts[i]:
            weaker = i if i and likelier[i] < likelier[i + 1] else i + 1
            starts[weaker] &= not free[weaker]
    return starts
