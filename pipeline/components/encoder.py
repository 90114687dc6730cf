"""The default model's only component: fills tags, morphology, tree, lemmas, sentences and names of a Doc at once."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

import pipeline.annotations  # noqa: F401  (registers the extension)
from pipeline.encoder.reading import Layers, Reader
from pipeline.encoder.starts import START, UNKNOWN

BLANK_LINE = re.compile(r"\n\s*\n")
SPACE_TAG = "_SP"


@Language.factory(
    "newsfacts_encoder",
    assigns=["token.tag", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents"],
)
def make(nlp: Language, name: str) -> Encoder:
    """The component, empty until a trained network is read from disk."""
    return Encoder(nlp.vocab)


class Encoder:
    """Reads a Doc's words. Sentence starts that are set before hold; a blank line or a preset start begins a paragraph."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._home: Path | None = None

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copies the network's files."""
        if self._home is not None and Path(path).resolve() != self._home.resolve():
            shutil.copytree(self._home, path, dirs_exist_ok=True)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Reads a network as `models/scripts/export_encoder.py` writes it. Raises OSError, ValueError."""
        self._home = Path(path)
        self._reader = Reader(self._home)
        labels = self._reader.labels
        strings, morphology = self._vocab.strings, self._vocab.morphology
        self._ids = {layer: np.array([strings.add(label) for label in labels[layer]], np.uint64) for layer in ("xpos", "deps")}
        self._ids["upos"] = np.array([strings[label] for label in labels["upos"]], np.uint64)
        self._ids["feats"] = np.array([morphology.add(label) for label in labels["feats"]], np.uint64)
        self._no_feats = morphology.add("")
        self._space, self._root, self._dep = strings.add(SPACE_TAG), strings.add("ROOT"), strings.add("dep")
        return self

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc, filled. Raises ValueError where no network was read."""
        if self._home is None:
            raise ValueError("the component newsfacts_encoder holds no network: load a trained pipeline, such as en_news")
        at = [token.i for token in doc if not token.is_space]
        known = doc.to_array("SENT_START").astype(np.int64)
        starts = known[at] if at else np.empty(0, np.int64)
        layers = self._reader.read([doc[i].text for i in at], starts.tolist(), _begins(doc, at, starts))
        self._write(doc, at, layers)
        return doc

    def _write(self, doc: Doc, at: list[int], layers: Layers) -> None:
        places = np.array(at, np.int64)
        values = np.zeros((len(doc), 6), np.uint64)
        values[:, :3] = self._vocab.strings["SPACE"], self._space, self._no_feats
        values[:, 5] = self._dep
        heads = _heads_of_spaces(len(doc), places)
        if at:
            roots = layers.heads == np.arange(len(at))
            deps = np.where(roots, np.uint64(self._root), self._ids["deps"][layers.deps])
            add = self._vocab.strings.add
            lemmas = [add(lemma) for lemma in self._lemmas([doc[i].text for i in at], layers)]
            for column, layer in enumerate(("upos", "xpos", "feats")):
                values[places, column] = self._ids[layer][getattr(layers, layer)]
            values[places, 3] = np.array(lemmas, np.uint64)
            values[places, 5] = deps
            heads[places] = places[layers.heads]
        values[:, 4] = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
        for i in set(range(len(doc))).difference(at):
            values[i, 3] = doc[i].orth
        if len(doc):
            doc.from_array(["POS", "TAG", "MORPH", "LEMMA", "HEAD", "DEP"], values)  # type: ignore[arg-type]
        doc.set_ents([Span(doc, at[s], at[e - 1] + 1, label=label) for s, e, label in layers.names], default="outside")
        certainty = np.ones(len(doc), np.float32)
        certainty[places] = layers.certainty
        doc._.name_certainty = [round(float(p), 3) for p in certainty]

    def _lemmas(self, words: list[str], layers: Layers) -> Iterator[str]:
        upos, xpos, rules = (self._reader.labels[layer] for layer in ("upos", "xpos", "lemma"))
        tags = zip(layers.upos.tolist(), layers.xpos.tolist(), layers.lemma.tolist(), strict=True)
        for word, (u, x, likeliest) in zip(words, tags, strict=True):
            yield self._reader.lemmas.of(word, upos[u], xpos[x], (rules[rule] for rule in likeliest))


def _begins(doc: Doc, at: list[int], starts: npt.NDArray[np.int64]) -> list[int]:
    """Indices of words that begin a paragraph. Where every sentence start is preset, none says that a paragraph begins."""
    found = {0} if at else set()
    if (starts == UNKNOWN).any():
        found.update(np.flatnonzero(starts == START).tolist())
    for n, (before, after) in enumerate(pairwise(at), start=1):
        if after > before + 1 and BLANK_LINE.search(doc[before + 1 : after].text):
            found.add(n)
    return sorted(found)


def _heads_of_spaces(n: int, words: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """White space hangs on the word before it, at the start on the first word, in a text of nothing else on its first token."""
    if not len(words):
        return np.zeros(n, np.int64)
    before = np.searchsorted(words, np.arange(n), side="right") - 1
    return np.asarray(words[np.maximum(before, 0)], np.int64)
