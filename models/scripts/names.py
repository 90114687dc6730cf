"""Name corpora (JSONL) to DocBins, with names of today's news swapped into some of the training sentences.

    python models/scripts/names.py CORPORA OUT

No open corpus has the prose of the war in Ukraine, so up to three in ten pieces of newswire and encyclopedia are seen a
second time with other people, places and organisations in the old ones' stead (lists: `corpora/actors`). Stretches that a corpus
does not annotate are masked, not "outside". OUT gets `train.spacy`, `NAME.dev.spacy`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from common import read_jsonl, token_bounds, vary_quotes, write_docs

LABELS = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT"})
UNLEARNT = frozenset({"PRODUCT", "LAW", "WORK_OF_ART"})
"""Annotated in too few corpora to be learnt; masked, so that they are not taught as "no name"."""
TRAIN_SHARE = {  # corpus -> share of its records used; GMB is silver and six times the size of the others together
    "gum": 1.0,
    "uner_ewt": 1.0,
    "wikigold": 1.0,
    "crossner_politics": 1.0,
    "redocred_dev": 1.0,
    "grobid_wiki_ehri": 1.0,
    "multiner_gov": 0.3,
    "gmb": 0.35,
}
DEV = ("gum.dev", "uner_ewt.dev", "ww_newswire.dev", "crossner_politics.test")
SWAPPED = frozenset({"gmb", "uner_ewt", "wikigold", "crossner_politics", "redocred_dev"})
SWAP_SHARE = 0.3
MIN_TOKENS = 30
NEWS_COUNTRIES = ("ukraine", "russia", "turkey", "poland", "belarus", "georgia", "lithuania", "estonia", "latvia", "hungary")


@dataclass(frozen=True)
class Piece:
    """A few sentences with their names: token ranges `[start, end)` with labels, and masked token indices."""

    words: list[str]
    spaces: list[bool]
    starts: frozenset[int]
    ents: list[tuple[int, int, str]]
    masked: frozenset[int]


def pieces(record: dict[str, Any]) -> Iterator[Piece]:
    words, spaces = record["tokens"], [bool(s) for s in record["spaces"]]
    begin, finish = token_bounds(record)
    ents = [(begin[s], finish[e], label) for s, e, label in record["ents"]]
    masked = {i for s, e in record["missing"] for i in range(begin[s], finish[e])}
    masked |= {i for s, e, label in ents if label in UNLEARNT for i in range(s, e)}
    starts = record["sent_starts"] or [0]
    cut = 0
    for stop in [*starts[1:], len(words)]:
        if stop - cut < MIN_TOKENS and stop != len(words):
            continue
        yield Piece(
            words[cut:stop],
            spaces[cut:stop],
            frozenset(s - cut for s in starts if cut <= s < stop),
            [(s - cut, e - cut, label) for s, e, label in ents if label in LABELS and s >= cut and e <= stop],
            frozenset(i - cut for i in masked if cut <= i < stop),
        )
        cut = stop


class NamePool:
    """People, places and organisations to swap in."""

    def __init__(self, actors: Path) -> None:
        self.people = _people(actors / "every_politician_scrapers.tar.gz")
        with gzip.open(actors / "spelling_ukraine.json.gz", "rt", encoding="utf-8") as source:
            spelled = json.load(source)
        places = [r for r in spelled if r["kind"] == "places"]
        self.places = [r["correctSpelling"] for r in places] + [s for r in places for s in r["incorrectSpellings"][:1]]
        bodies = json.loads((actors / "igos.json").read_text(encoding="utf-8"))
        self.bodies = [b["name"] for b in bodies]

    def other(self, words: list[str], label: str, dice: random.Random) -> list[str] | None:
        """Words of another name of the same label, or None where there is nothing to swap in."""
        if label == "PERSON":
            name = dice.choice(self.people)
            return name if len(words) > 1 else name[-1:]
        if label == "GPE" and len(words) == 1:
            return dice.choice(self.places).split()
        if label == "ORG" and len(words) > 2:
            return dice.choice(self.bodies).split()
        return None


def _people(archive: Path) -> list[list[str]]:
    near: list[list[str]] = []
    far: list[list[str]] = []
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getnames()):
            if not member.endswith((".current.csv", ".holders21.csv", ".legislators.csv")):
                continue
            stream = tar.extractfile(member)
            assert stream is not None
            home = any(country in member for country in NEWS_COUNTRIES)
            if not home and member.endswith(".legislators.csv"):
                continue
            for row in csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8")):
                name = (row.get("person") or "").split()
                if 2 <= len(name) <= 3 and all(part[0].isupper() and part.isalpha() for part in name):
                    (near if home else far).append(name)
    share = max(1, round(0.6 * len(far) / max(1, len(near))))
    return near * share + far


def swap(piece: Piece, pool: NamePool, dice: random.Random) -> Piece | None:
    """The piece with other names, the same surname for the same word throughout; None if it has no name to swap."""
    words: list[str] = []
    spaces: list[bool] = []
    ents: list[tuple[int, int, str]] = []
    moved = [0] * (len(piece.words) + 1)
    chosen: dict[str, list[str]] = {}
    opens = {s: (e, label) for s, e, label in piece.ents}
    i = 0
    while i < len(piece.words):
        moved[i] = len(words)
        if i not in opens:
            words.append(piece.words[i])
            spaces.append(piece.spaces[i])
            i += 1
            continue
        end, label = opens[i]
        old = piece.words[i:end]
        new = chosen.get(old[-1]) or (pool.other(old, label, dice) if dice.random() < 0.8 else None)
        if new and label == "PERSON":
            chosen[old[-1]] = new
            new = new if len(old) > 1 else new[-1:]
        new = new or old
        ents.append((len(words), len(words) + len(new), label))
        words += new
        spaces += ([True] * (len(new) - 1) if new is not old else piece.spaces[i : end - 1]) + [piece.spaces[end - 1]]
        for k in range(i, end):
            moved[k] = ents[-1][0]
        i = end
    if words == piece.words:
        return None
    return Piece(words, spaces, frozenset(moved[s] for s in piece.starts), ents, frozenset(moved[m] for m in piece.masked))


def to_doc(piece: Piece, vocab: Vocab, dice: random.Random | None) -> Doc:
    words = vary_quotes(piece.words, dice) if dice else piece.words
    doc = Doc(vocab, words=words, spaces=piece.spaces, sent_starts=[i in piece.starts for i in range(len(words))])
    named = {i for s, e, _ in piece.ents for i in range(s, e)}
    masked: list[Span | tuple[int, int]] = [Span(doc, i, i + 1) for i in sorted(piece.masked - named)]
    doc.set_ents([Span(doc, s, e, label=label) for s, e, label in piece.ents], missing=masked, default="outside")
    return doc


def training_docs(corpora: Path, vocab: Vocab) -> Iterator[Doc]:
    dice = random.Random(1)
    pool = NamePool(corpora / "actors")
    for name, share in TRAIN_SHARE.items():
        for record in read_jsonl(corpora / "ner" / f"{name}.train.jsonl.gz"):
            if dice.random() >= share:
                continue
            for piece in pieces(record):
                yield to_doc(piece, vocab, dice)
                other = swap(piece, pool, dice) if name in SWAPPED and dice.random() < SWAP_SHARE else None
                if other:
                    yield to_doc(other, vocab, dice)


def main(corpora: Path, out: Path) -> None:
    vocab = spacy.blank("en").vocab
    docs = list(training_docs(corpora, vocab))
    random.Random(2).shuffle(docs)
    write_docs(docs, out / "train.spacy")
    for name in DEV:
        records = read_jsonl(corpora / "ner" / f"{name}.jsonl.gz")
        write_docs((to_doc(p, vocab, None) for r in records for p in pieces(r)), out / f"{name}.spacy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
