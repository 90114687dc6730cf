"""Takes a model through gold files: its figures, and what it costs in time and memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.defaults import DEFAULT_MODEL
from pipeline.errors import DataError
from pipeline.model_scores.names import Record, read_names, score_names
from pipeline.model_scores.treebanks import Paragraph, read_treebank
from pipeline.model_scores.trees import from_gold_tokens, from_raw_text, miscut, misread, score_trees
from pipeline.nlp import load_model

TREEBANK, NAMES = (".conllu", ".conllu.gz"), (".jsonl", ".jsonl.gz")
GOLD_TOKENS, RAW_TEXT = "gold tokens and sentences", "raw text"
READINGS = {GOLD_TOKENS: (from_gold_tokens, misread), RAW_TEXT: (from_raw_text, miscut)}
"""What of a treebank the model is given, and what then is worth telling as an error."""
WARM_UP = 20
"""Texts read before the clock is looked at: their words fill the vocabulary, their shapes the caches."""
MEMORY = Path("/proc/self/statm")
Given = TypeVar("Given")
Advance = Callable[[int, int], None]
"""Called with the documents done and those to be done in all."""


@dataclass(frozen=True, slots=True)
class FileScores:
    """The figures of one gold file."""

    file: str
    """Its name without folder and format: `gum.dev`."""
    given: str
    """What the model was given: `gold tokens and sentences` or `raw text`."""
    figures: dict[str, float | None]
    """Percent by column; None where the gold or the model has no such layer."""
    errors: list[str]
    """One line for each thing that is wrong."""


@dataclass(frozen=True, slots=True)
class ModelScores:
    """The figures of a model's card."""

    model: str
    treebanks: list[FileScores]
    """Two of each treebank: from gold tokens and sentences, and from raw text."""
    names: list[FileScores]
    words_per_cpu_second: float | None
    """Of the model alone, tokenizer included, one document at a time; None without a file of names."""
    resident_mb: float | None
    """Memory of the whole process at the end, in millions of bytes; None where the system does not tell (Linux does)."""
    load_seconds: float


@dataclass(slots=True)
class Timed:
    """Reads texts with a model and keeps count of words and CPU seconds."""

    nlp: Language
    words: int = 0
    seconds: float = 0.0

    def __call__(self, text: str) -> Doc:
        """The text's Doc. White space is no word."""
        begun = time.process_time()
        doc = self.nlp(text)
        self.seconds += time.process_time() - begun
        self.words += sum(not token.is_space for token in doc)
        return doc

    @property
    def rate(self) -> float | None:
        """Words per CPU second; None before the first."""
        return self.words / self.seconds if self.seconds else None


def evaluate_model(
    gold: str | Path | Iterable[str | Path], *, model: str = DEFAULT_MODEL, advance: Advance = lambda done, total: None
) -> ModelScores:
    """How well a model meets gold files, in percent, and how fast: `evaluate_model(["gum.dev.jsonl.gz"]).names[0].figures`.

    `*.conllu` are treebanks (Universal Dependencies), `*.jsonl` names (`text`, `ents`, `missing`); either may be gzipped.
    `model` is a shipped model, an installed spaCy pipeline or a folder; it works alone, without the stages of newsfacts.
    Raises InputError for a file that isn't there, DataError for one that is malformed, ModelError.
    """
    treebanks: list[tuple[str, list[Paragraph]]] = []
    names: list[tuple[str, list[Record]]] = []
    for path in [Path(gold)] if isinstance(gold, str | Path) else map(Path, gold):
        if path.name.endswith(TREEBANK):
            treebanks.append((_bare_name(path), read_treebank(path)))
        elif path.name.endswith(NAMES):
            names.append((_bare_name(path), read_names(path)))
        else:
            raise DataError(f"{path}: gold is told by its name, which must end in {', '.join((*TREEBANK, *NAMES))}")
    begun = time.perf_counter()
    nlp = load_model(model)
    load_seconds = time.perf_counter() - begun
    total = sum(len(READINGS) * len(paragraphs) for _, paragraphs in treebanks) + sum(len(records) for _, records in names)
    done = count(1)

    def told(analyse: Callable[[Given], Doc]) -> Callable[[Given], Doc]:
        def analyse_and_tell(given: Given) -> Doc:
            doc = analyse(given)
            advance(next(done), total)
            return doc

        return analyse_and_tell

    tree_scores = [
        FileScores(name, reading, *score_trees(paragraphs, told(partial(analyse, nlp)), wrong))
        for name, paragraphs in treebanks
        for reading, (analyse, wrong) in READINGS.items()
    ]
    for record in [record for _, records in names for record in records][:WARM_UP]:
        nlp(record.text)
    timed = Timed(nlp)
    name_scores = [FileScores(name, RAW_TEXT, *score_names(records, told(timed))) for name, records in names]
    return ModelScores(model, tree_scores, name_scores, timed.rate, _resident_mb(), load_seconds)


def _bare_name(path: Path) -> str:
    return path.name.removesuffix(".gz").rpartition(".")[0]


def _resident_mb() -> float | None:
    if not MEMORY.is_file():
        return None
    return int(MEMORY.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
