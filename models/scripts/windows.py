"""Texts to the windows that the network trains on, as padded tensors."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from pipeline.encoder.lemmas import rule_of
from pipeline.encoder.marks import FIRST_KIND, Gazetteer, Marks, mark_words
from pipeline.encoder.pieces import Pieces
from pipeline.encoder.reading import SIZE
from texts import SILVER, Sentence, Text

MASKED = -100
MIN_RULE_COUNT = 3
BLIND_SHARE, BLIND_WORD = 0.25, 0.1
"""Windows, and words of the others, that are seen without their marks of known names, so that the network leans on none."""
SHORTEST_WINDOW = 40
"""Pieces that are packed into a window at least, if the text has them; at most as many as the product reads at once."""
LONGEST_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each head, in order."""

    of: dict[str, list[str]]

    @classmethod
    def count(cls, texts: Iterable[Text], kinds: Iterable[str]) -> Labels:
        seen: dict[str, Counter[str]] = {head: Counter() for head in ("upos", "xpos", "feats", "lemma", "deps")}
        for sentence in (s for text in texts for s in text.sentences if s.upos is not None):
            for head, values in layers(sentence).items():
                seen[head].update(values)
        of = {
            head: sorted(v for v, n in counts.items() if head != "lemma" or n >= MIN_RULE_COUNT) for head, counts in seen.items()
        }
        of["names"] = ["O", *(f"{p}-{kind}" for kind in sorted(kinds) for p in "BILU")]
        of["starts"] = ["inside", "start"]
        return cls(of)

    def ids(self) -> dict[str, dict[str, int]]:
        return {head: {value: i for i, value in enumerate(values)} for head, values in self.of.items()}


def layers(sentence: Sentence) -> dict[str, list[str]]:
    """The annotated layers of a parsed sentence, by head."""
    assert sentence.upos is not None
    assert sentence.xpos is not None
    assert sentence.feats is not None
    assert sentence.lemmas is not None
    assert sentence.deps is not None
    rules = [rule_of(form, lemma) for form, lemma in zip(sentence.words, sentence.lemmas, strict=True)]
    return {"upos": sentence.upos, "xpos": sentence.xpos, "feats": sentence.feats, "lemma": rules, "deps": sentence.deps}


@dataclass(frozen=True, slots=True)
class Window:
    """Parallel lists over words; labels `MASKED` where unknown. `heads` count in the window, 0 for the root."""

    words: list[str]
    ids: list[int]
    first: list[int]
    marks: Marks
    sentence: list[int]
    labels: dict[str, list[int]]
    silver: bool


class Cutter:
    """Cuts texts into windows and looks labels up."""

    def __init__(self, labels: Labels, pieces: Pieces, gazetteer: Gazetteer, dice: random.Random | None) -> None:
        """`dice`: for training, None for even windows with all marks."""
        self._ids, self._pieces, self._gazetteer, self._dice = labels.ids(), pieces, gazetteer, dice

    def cut(self, text: Text) -> Iterator[Window]:
        held: list[Sentence] = []
        filled, size = 0, self._size()
        for sentence in text.sentences:
            n = sum(len(self._pieces.of(w)) for w in sentence.words)
            if held and filled + n > size:
                yield self._window(held, text.source)
                held, filled, size = [], 0, self._size()
            held.append(sentence)
            filled += n
        if held:
            yield self._window(held, text.source)

    def _size(self) -> int:
        return self._dice.randint(SHORTEST_WINDOW, SIZE) if self._dice else SIZE

    def _window(self, sentences: list[Sentence], source: str) -> Window:
        words: list[str] = []
        sentence_of: list[int] = []
        begins: list[int] = []
        labels: dict[str, list[int]] = {head: [] for head in (*self._ids, "heads")}
        for k, sentence in enumerate(sentences):
            n = min(len(sentence.words), LONGEST_SENTENCE)
            at = len(words)
            if sentence.opens:
                begins.append(at)
            words += sentence.words[:n]
            sentence_of += [k] * n
            labels["names"] += [self._ids["names"].get(t or "", MASKED) for t in sentence.names[:n]]
            if sentence.upos is None:
                for head in ("upos", "xpos", "feats", "lemma", "deps", "heads"):
                    labels[head] += [MASKED] * n
                labels["starts"] += [MASKED] * n
                continue
            for head, values in layers(sentence).items():
                labels[head] += [self._ids[head].get(v, MASKED) for v in values[:n]]
            labels["starts"] += [1] + [0] * (n - 1)
            assert sentence.heads is not None
            labels["heads"] += [0 if h < 0 else at + h + 1 if h < n else MASKED for h in sentence.heads[:n]]
        marks = mark_words(words, begins, self._gazetteer)
        self._blind(marks)
        ids, first = [self._pieces.first], []
        for word in words:
            first.append(len(ids))
            ids += self._pieces.of(word)
        return Window(words, [*ids, self._pieces.last], first, marks, sentence_of, labels, source in SILVER)

    def _blind(self, marks: Marks) -> None:
        if self._dice is None:
            return
        if self._dice.random() < 0.3:
            marks[:, FIRST_KIND - 1] = 0
        if self._dice.random() < BLIND_SHARE:
            marks[:, FIRST_KIND:] = 0
        else:
            for i in range(len(marks)):
                if self._dice.random() < BLIND_WORD:
                    marks[i, FIRST_KIND:] = 0


def batches(cut: list[Window], pieces: int, dice: random.Random | None) -> list[list[Window]]:
    """Windows of like length together, at most so many pieces a batch, padding included; in random order."""
    order = sorted(cut, key=lambda w: len(w.ids) + (dice.random() * 8 if dice else 0))
    made: list[list[Window]] = [[]]
    for window in order:
        if made[-1] and (len(made[-1]) + 1) * len(window.ids) > pieces:
            made.append([])
        made[-1].append(window)
    if dice:
        dice.shuffle(made)
    return made


def _to_eight(n: int) -> int:
    return -8 * (-n // 8)


def tensors(batch: list[Window]) -> dict[str, Any]:
    """Padded tensors of a batch: the network's inputs, and `labels` by head with `MASKED` beyond the words.

    Padded to multiples of eight, the root counted among the words: attention on a GPU is faster so.
    """
    n, longest = len(batch), _to_eight(max(len(w.ids) for w in batch))
    most = _to_eight(max(len(w.words) for w in batch) + 1) - 1
    ids, mask = np.zeros((n, longest), np.int64), np.zeros((n, longest), np.int64)
    marks = np.zeros((n, longest, batch[0].marks.shape[1]), np.float32)
    first, sentence = np.zeros((n, most), np.int64), np.full((n, most), -1, np.int64)
    labels: dict[str, npt.NDArray[np.int64]] = {head: np.full((n, most), MASKED, np.int64) for head in batch[0].labels}
    for k, window in enumerate(batch):
        ids[k, : len(window.ids)] = window.ids
        mask[k, : len(window.ids)] = 1
        counts = np.diff([*window.first, len(window.ids) - 1])
        marks[k, 1 : len(window.ids) - 1] = np.repeat(window.marks, counts, axis=0)
        first[k, : len(window.first)] = window.first
        sentence[k, : len(window.first)] = window.sentence
        for head, values in window.labels.items():
            labels[head][k, : len(values)] = values
    inputs = {"ids": ids, "marks": marks, "mask": mask, "first": first, "present": sentence >= 0}
    return {
        **{name: torch.from_numpy(array) for name, array in inputs.items()},
        "sentence": torch.from_numpy(sentence),
        "silver": torch.tensor([w.silver for w in batch]),
        "labels": {head: torch.from_numpy(array) for head, array in labels.items()},
    }
