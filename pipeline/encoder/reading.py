"""Words to layers: takes a text through the network window by window and decodes what it says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.encoder.lemmas import Lemmas
from pipeline.encoder.marks import Gazetteer, Marks, mark_words
from pipeline.encoder.names import NameDecoder, log_softmax
from pipeline.encoder.network import Answer, Network
from pipeline.encoder.pieces import Pieces, next_window
from pipeline.encoder.starts import START, UNKNOWN, Starts, sentence_starts
from pipeline.encoder.trees import best_tree

SIZE = 190
"""Pieces of a window; the network was trained on 40 to this many."""
TOKENIZER, GAZETTEER, LEMMAS = "tokenizer.json", "gazetteer.gz", "lemmas.tsv.gz"
RULES = 3
"""Rules of a lemma that are tried, the likeliest first."""

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layers:
    """Arrays over the words of a text; ids index the network's labels of that layer."""

    upos: Ids
    xpos: Ids
    feats: Ids
    lemma: Ids
    """`(words, RULES)`: rules of the lemma, the likeliest first."""
    heads: Ids
    """Index of the head word; of a root its own."""
    deps: Ids
    starts: Starts
    """Whether a sentence begins."""
    names: list[tuple[int, int, str]]
    """`(start, end, label)` in words."""
    certainty: npt.NDArray[np.float32]
    """Probability of the word's tag of names, the one that was taken."""

    @classmethod
    def empty(cls, n: int) -> Layers:
        """Layers of `n` words, to be filled."""
        upos, xpos, feats, heads, deps = np.zeros((5, n), np.int64)
        lemma, starts = np.zeros((n, RULES), np.int64), np.zeros(n, np.bool_)
        return cls(upos, xpos, feats, lemma, heads, deps, starts, [], np.zeros(n, np.float32))


class Reader:
    """The network with its pieces, marks and decoders."""

    def __init__(self, home: Path) -> None:
        """`home`: the folder of the exported network. Raises OSError or ValueError where its files are not whole."""
        self._network = Network(home)
        self._pieces = Pieces(home / TOKENIZER)
        self._gazetteer = Gazetteer.read(home / GAZETTEER)
        self.labels = self._network.labels
        self.lemmas = Lemmas.read(home / LEMMAS)
        self._names = NameDecoder(self.labels["names"])

    def read(self, words: Sequence[str], starts: Sequence[int], begins: Sequence[int]) -> Layers:
        """The layers of a text. `starts`: of each word `START`, `INSIDE` or `UNKNOWN`.

        `begins`: words that begin a paragraph, and so a sentence; in order.
        """
        layers = Layers.empty(len(words))
        if not words:
            return layers
        pieces = [self._pieces.of(word) for word in words]
        lengths = [len(of) for of in pieces]
        marks = mark_words(words, begins, self._gazetteer)
        known = np.array(starts)
        known[[b for b in begins if known[b] == UNKNOWN]] = START
        breaks = [b for b in begins if b] + [len(words)]
        start = 0
        while start < len(words):
            stop, whole = next_window(lengths, breaks, start, SIZE)
            answer = self._answer(pieces[start:stop], marks[start:stop])
            opens = sentence_starts(answer.starts, words[start:stop], known[start:stop])
            kept = stop if whole else start + _last_start(opens)
            self._decode(answer, opens, layers, start, kept, begins)
            start = kept
        return layers

    def _answer(self, pieces: Sequence[tuple[int, ...]], marks: Marks) -> Answer:
        counts = [len(of) for of in pieces]
        ids = [self._pieces.first, *(i for of in pieces for i in of), self._pieces.last]
        spread = np.zeros((len(ids), marks.shape[1]), np.float32)
        spread[1:-1] = np.repeat(marks, counts, axis=0)
        first = np.cumsum([1, *counts[:-1]])
        return self._network.read(ids, spread, first.tolist())

    def _decode(self, answer: Answer, opens: Starts, layers: Layers, start: int, stop: int, begins: Sequence[int]) -> None:
        """Fills the layers of the words `[start, stop)` from the answer of the window that begins at `start`."""
        n = stop - start
        part = slice(start, stop)
        for layer in ("upos", "xpos", "feats"):
            getattr(layers, layer)[part] = getattr(answer, layer)[:n].argmax(1)
        layers.lemma[part] = _best(answer.lemma[:n], RULES)
        layers.starts[part] = opens[:n]
        chances = log_softmax(answer.names[:n])
        tags = self._names.decode(chances, [b - start for b in begins[bisect_right(begins, start) : bisect_left(begins, stop)]])
        layers.certainty[part] = np.exp(chances[np.arange(n), tags])
        layers.names.extend((start + s, start + e, label) for s, e, label in self._names.spans(tags))
        heads = _heads(answer.arcs, [*np.flatnonzero(opens[:n]).tolist(), n])
        layers.heads[part] = np.where(heads == 0, np.arange(n), heads - 1) + start
        layers.deps[part] = self._network.relations(answer, heads)


def _heads(arcs: npt.NDArray[np.float32], edges: list[int]) -> Ids:
    """The heads of the words of a window, sentence by sentence: 0 the root, else 1 + the index of a word in the window."""
    heads = np.zeros(edges[-1], np.int64)
    for start, end in pairwise(edges):
        inside = best_tree(np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], axis=1))
        heads[start:end] = np.where(inside == 0, 0, inside + start)
    return heads


def _best(scores: npt.NDArray[np.float32], n: int) -> Ids:
    """Of each row the indices of the `n` highest scores, the highest first."""
    left, rows = scores.copy(), np.arange(len(scores))
    found = np.empty((len(scores), n), np.int64)
    for k in range(n):
        found[:, k] = left.argmax(1)
        left[rows, found[:, k]] = -np.inf
    return found


def _last_start(opens: Starts) -> int:
    """Where the last sentence begins: the next window takes it up again. All words if there is but one sentence."""
    later = np.flatnonzero(opens[1:])
    return int(later[-1]) + 1 if len(later) else len(opens)
