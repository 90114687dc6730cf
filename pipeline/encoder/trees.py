"""Scores of heads to a tree: the maximum spanning arborescence with one root (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]
Heads = npt.NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """The head of each word: 0 for the root, else 1 + the index of a word.

    `scores[i, j]`: how well word `i` hangs on `j`, of shape `(words, 1 + words)`. The best heads one by one mostly make a tree.
    """
    n = len(scores)
    every = np.arange(n)
    open_ = scores.astype(np.float64)
    open_[every, every + 1] = -np.inf
    heads: Heads = open_.argmax(1)
    if (heads == 0).sum() == 1 and not len(_cycle(heads)):
        return heads
    return _best_of_roots(open_)


def _best_of_roots(scores: npt.NDArray[np.float64]) -> Heads:
    """The best of the trees with each word as root; a word whose best heads, tree or not, score less than that is passed over."""
    n = len(scores)
    square = np.full((n + 1, n + 1), -np.inf)
    square[1:, 1:] = scores[:, 1:]
    hung = scores[:, 1:].max(1)
    bounds = scores[:, 0] - hung + hung.sum()
    best, best_score = np.zeros(n, np.int64), -np.inf
    for root in np.argsort(-bounds, kind="stable").tolist():
        if bounds[root] <= best_score:
            break
        rooted = square.copy()
        rooted[root + 1] = -np.inf
        rooted[root + 1, 0] = scores[root, 0]
        heads = _arborescence(rooted)[1:]
        score = scores[np.arange(n), heads].sum()
        if score > best_score:
            best, best_score = heads, score
    return best


def _arborescence(scores: npt.NDArray[np.float64]) -> Heads:
    """Best head of each node but node 0, which is the root of all; that of node 0 is 0."""
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads[1:])
    if not len(cycle):
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    merged = len(outside)
    smaller = np.full((merged + 1, merged + 1), -np.inf)
    smaller[:merged, :merged] = scores[np.ix_(outside, outside)]
    out_of = scores[np.ix_(outside, cycle)]
    smaller[:merged, merged] = out_of.max(1)
    entering = scores[np.ix_(cycle, outside)] - scores[cycle, heads[cycle]][:, None]
    smaller[merged, :merged] = entering.max(0)
    smaller[0] = -np.inf
    solved = _arborescence(smaller)
    entry = outside[solved[merged]]
    broken = cycle[entering[:, solved[merged]].argmax()]
    for i, node in enumerate(outside):
        if node:
            heads[node] = outside[solved[i]] if solved[i] < merged else cycle[out_of[i].argmax()]
    heads[broken] = entry
    return heads


def _cycle(heads: Heads) -> Heads:
    """The nodes of one cycle, or none; `heads[i]` is the head of node `i + 1`, 0 the root."""
    state = np.zeros(len(heads) + 1, dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node - 1])
        if state[node] == 1:
            return np.array(path[path.index(node) :], dtype=np.int64)
        state[path] = 2
    return np.empty(0, dtype=np.int64)
