"""Sub-word (floret) vectors from the open texts, so that unseen names have a neighbourhood.

    python models/scripts/vectors.py CORPORA ARTICLES OUT

Texts: the names corpora and the public-domain and CC BY records of ARTICLES/load_open.jsonl.gz. OUT gets `vectors.floret`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import floret
import spacy

from common import read_jsonl

DIMENSIONS, ROWS, EPOCHS, THREADS = 64, 20_000, 5, 1
OPEN_SOURCES = ("whitehouse.gov", "pmtranscripts.gov.au")
TEXT_CAP = 12_000
"""Characters taken of one text: a few very long transcripts would drown the rest."""


def texts(corpora: Path, articles: Path) -> Iterator[str]:
    for path in sorted((corpora / "ner").glob("*.train.jsonl.gz")):
        for record in read_jsonl(path):
            yield record["text"]
    for record in read_jsonl(articles / "load_open.jsonl.gz"):
        if record["source"] in OPEN_SOURCES:
            yield record["text"][:TEXT_CAP]


def main(corpora: Path, articles: Path, out: Path) -> None:
    tokenizer = spacy.blank("en").tokenizer
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as plain:
        for doc in tokenizer.pipe(texts(corpora, articles)):
            plain.write(" ".join(token.text for token in doc if not token.is_space) + "\n")
        plain.flush()
        model = floret.train_unsupervised(
            plain.name,
            model="cbow",
            mode="floret",
            dim=DIMENSIONS,
            bucket=ROWS,
            hashCount=2,
            minn=3,
            maxn=5,
            minCount=3,
            epoch=EPOCHS,
            thread=THREADS,
            lr=0.05,
        )  # one thread: the vectors of two runs are then the same
    model.save_floret_vectors(str(out / "vectors.floret"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
