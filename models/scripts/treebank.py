"""Universal Dependencies treebanks (CoNLL-U) to DocBins, one doc per paragraph.

    python models/scripts/treebank.py CORPORA OUT

CORPORA holds `treebank/en_{ewt,gum}-ud-{train,dev}.conllu.gz`; OUT gets `train.spacy`, `ewt.dev.spacy`,
`gum.dev.spacy`, and both of these as `dev.spacy`.
"""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from common import vary_quotes, write_docs

Row = list[str]
MAX_TOKENS = 400
"""A longer paragraph is cut at a sentence, so that batches stay even."""


def sentences(path: Path) -> Iterator[tuple[str, bool, list[Row]]]:
    """The document of each sentence, whether a paragraph begins with it, and its CoNLL-U rows."""
    document, opens = "", True
    rows: list[Row] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith(("# newpar", "# newdoc")):
                opens = True
                if line.startswith("# newdoc"):
                    document = line.split("=", 1)[1].strip()
            elif not line and rows:
                yield document, opens, rows
                rows, opens = [], False
            elif line and not line.startswith("#"):
                rows.append(line.split("\t"))


def paragraphs(path: Path) -> Iterator[list[list[Row]]]:
    """Lists of sentences, each a list of CoNLL-U rows of its words, multi-word ranges kept as spacing hints."""
    paragraph: list[list[Row]] = []
    for _, opens, rows in sentences(path):
        if paragraph and (opens or sum(map(len, paragraph)) + len(rows) > MAX_TOKENS):
            yield paragraph
            paragraph = []
        paragraph.append(rows)
    if paragraph:
        yield paragraph


def words_of(sentence: list[Row]) -> tuple[list[Row], list[bool]]:
    """The syntactic words and whether a space follows each; inside a multi-word token none does."""
    words: list[Row] = []
    spaces: list[bool] = []
    fused_until, fused_space = 0, True
    for row in sentence:
        if "." in row[0]:
            continue
        spaced = "SpaceAfter=No" not in row[9]
        if "-" in row[0]:
            fused_until, fused_space = int(row[0].split("-")[1]), spaced
            continue
        number = int(row[0])
        words.append(row)
        spaces.append(False if number < fused_until else fused_space if number == fused_until else spaced)
    return words, spaces


def to_doc(paragraph: list[list[Row]], vocab: Vocab, dice: random.Random | None) -> Doc:
    rows: list[Row] = []
    spaces: list[bool] = []
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in paragraph:
        words, follow = words_of(sentence)
        base = len(rows)
        heads += [base + int(row[6]) - 1 if row[6] != "0" else base + i for i, row in enumerate(words)]
        starts += [i == 0 for i in range(len(words))]
        rows += words
        spaces += [*follow[:-1], True]
    texts = [row[1] for row in rows]
    return Doc(
        vocab,
        words=vary_quotes(texts, dice) if dice else texts,
        spaces=spaces,
        tags=[row[4] for row in rows],
        pos=[row[3] for row in rows],
        morphs=["" if row[5] == "_" else row[5] for row in rows],
        lemmas=[row[1] if row[2] == "_" else row[2] for row in rows],
        heads=heads,
        deps=["ROOT" if row[7] == "root" else row[7] for row in rows],
        sent_starts=None,
    )


def main(corpora: Path, out: Path) -> None:
    vocab = spacy.blank("en").vocab
    dice = random.Random(0)
    bank = corpora / "treebank"
    train = [p for name in ("ewt", "gum") for p in paragraphs(bank / f"en_{name}-ud-train.conllu.gz")]
    write_docs((to_doc(p, vocab, dice) for p in train), out / "train.spacy")
    both: list[Doc] = []
    for name in ("ewt", "gum"):
        dev = [to_doc(p, vocab, None) for p in paragraphs(bank / f"en_{name}-ud-dev.conllu.gz")]
        write_docs(dev, out / f"{name}.dev.spacy")
        both += dev
    write_docs(both, out / "dev.spacy")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
