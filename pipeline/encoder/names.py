"""Tags of names to spans: the best sequence of BILUO tags that makes whole names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Tags = npt.NDArray[np.int64]
NEVER = np.float32(-1e9)
BEGIN_NAME, INSIDE_NAME = "BU", "IL"
OPEN_NAME, CLOSED_NAME = "BI", "LU"


class NameDecoder:
    """Knows which tag may follow which."""

    def __init__(self, tags: Sequence[str]) -> None:
        """`tags`: `O`, or `B-`, `I-`, `L-`, `U-` and a label, in the order of the scores."""
        self.tags = list(tags)
        self._outside = self.tags.index("O")
        self._may_start = np.array([tag[0] not in INSIDE_NAME for tag in tags])
        self._may_end = np.array([tag[0] not in OPEN_NAME for tag in tags])
        self._may_follow = np.array([[self._follows(a, b) for b in tags] for a in tags])
        self._cost = np.where(self._may_follow, np.float32(0), NEVER).astype(np.float32)

    @staticmethod
    def _follows(tag: str, after: str) -> bool:
        if tag[0] in OPEN_NAME:
            return after[0] in INSIDE_NAME and after[2:] == tag[2:]
        return after[0] not in INSIDE_NAME

    def decode(self, scores: Scores, breaks: Iterable[int] = ()) -> Tags:
        """The best whole names: an index of a tag for each row of log-probabilities; none runs over a break."""
        best: Tags = scores.argmax(1)
        edges = [0, *sorted(breaks), len(scores)]
        for start, end in pairwise(edges):
            if start < end and not self._whole(best[start:end]):
                best[start:end] = self._viterbi(scores[start:end])
        return best

    def _whole(self, tags: Tags) -> bool:
        inner = self._may_follow[tags[:-1], tags[1:]].all()
        return bool(inner and self._may_start[tags[0]] and self._may_end[tags[-1]])

    def _viterbi(self, scores: Scores) -> Tags:
        best = np.where(self._may_start, scores[0], NEVER)
        back = np.zeros((len(scores), len(self.tags)), dtype=np.int64)
        for i in range(1, len(scores)):
            ways = best[:, None] + self._cost
            back[i] = ways.argmax(0)
            best = ways[back[i], np.arange(len(self.tags))] + scores[i]
        path = np.empty(len(scores), dtype=np.int64)
        path[-1] = np.where(self._may_end, best, NEVER).argmax()
        for i in range(len(scores) - 1, 0, -1):
            path[i - 1] = back[i, path[i]]
        return path

    def spans(self, tags: Tags) -> list[tuple[int, int, str]]:
        """`(start, end, label)` of each name in a sequence of whole names."""
        found: list[tuple[int, int, str]] = []
        start = 0
        for i in np.flatnonzero(tags != self._outside).tolist():
            tag = self.tags[tags[i]]
            if tag[0] in BEGIN_NAME:
                start = i
            if tag[0] in CLOSED_NAME:
                found.append((start, i + 1, tag[2:]))
        return found


def log_softmax(scores: Scores) -> Scores:
    """Log-probabilities of each row."""
    shifted = scores - scores.max(1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(1, keepdims=True)), dtype=np.float32)
