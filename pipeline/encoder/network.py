"""The trained network, run by onnxruntime on one window at a time: what it says does not depend on what else is read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.encoder.marks import Marks

Scores = npt.NDArray[np.float32]
NETWORK, LABELS, RELATIONS = "network.onnx", "labels.json", "relations.npy"
OUTPUTS = ("names", "upos", "xpos", "feats", "lemma", "starts", "arcs", "dependents", "heads")


@dataclass(frozen=True, slots=True)
class Answer:
    """Scores of a window of `n` words."""

    names: Scores
    """`(n, tags)`, as `upos`, `xpos`, `feats`, `lemma` and `starts` over their labels."""
    upos: Scores
    xpos: Scores
    feats: Scores
    lemma: Scores
    starts: Scores
    arcs: Scores
    """`(n, 1 + n)`: of each head, the root first."""
    dependents: Scores
    """`(n, r)`, with `heads` `(1 + n, r)`: halves of the scores of relations."""
    heads: Scores


class Network:
    """A session on one thread, with the labels of its outputs."""

    def __init__(self, home: Path) -> None:
        """`home`: the folder with the files of an exported network. Raises OSError or ValueError where they are not whole."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(str(home / NETWORK), options, providers=["CPUExecutionProvider"])
        self.labels: dict[str, list[str]] = json.loads((home / LABELS).read_text(encoding="utf-8"))
        weights = np.load(home / RELATIONS, allow_pickle=False)
        self._relations, self._left, right = weights.shape
        self._weights: Scores = np.ascontiguousarray(weights.transpose(2, 0, 1).reshape(right, -1))

    def read(self, ids: list[int], marks: Marks, first: list[int]) -> Answer:
        """`ids`: pieces between markers of start and end; `marks` `(pieces, WIDTH)`; `first`: where each word begins in them."""
        inputs = {"ids": np.array([ids], np.int64), "marks": marks[None], "first": np.array([first], np.int64)}
        return Answer(*(output[0] for output in self._session.run(OUTPUTS, inputs)))

    def relations(self, answer: Answer, heads: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """The index of the best relation of each word to its head: 0 the root, else 1 + its index in the window.

        `heads`: of the first words of the window, as many as relations are asked for.
        """
        dependents = _with_one(answer.dependents[: len(heads)])
        chosen = _with_one(answer.heads[heads])
        per_relation = (chosen @ self._weights).reshape(len(heads), self._relations, self._left)
        scores = np.matmul(per_relation, dependents[:, :, None])[:, :, 0]
        return np.asarray(scores.argmax(1), dtype=np.int64)


def _with_one(rows: Scores) -> Scores:
    return np.concatenate([rows, np.ones((len(rows), 1), np.float32)], axis=1)
