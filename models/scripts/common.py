"""What the training scripts share: where corpora lie, how text is varied, how DocBins are written."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin

META = {
    "version": "0.1.0",
    "spacy_version": ">=3.8.14,<3.9.0",
    "author": "newsfacts",
    "license": "CC BY-SA 4.0",
}
"""What the meta.json of every model of the project says."""
CURLY_SHARE = 0.35
"""Share of texts whose straight quotation marks are made curly: the corpora have few, news sites have most."""


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def token_bounds(record: dict[str, Any]) -> tuple[dict[int, int], dict[int, int]]:
    """Of a record of names: character where a token begins -> its index, and where one ends -> index behind it."""
    begin: dict[int, int] = {}
    finish: dict[int, int] = {}
    at = 0
    for i, (word, space) in enumerate(zip(record["tokens"], record["spaces"], strict=True)):
        begin[at], finish[at + len(word)] = i, i + 1
        at += len(word) + bool(space)
    return begin, finish


def curl_quotes(words: list[str]) -> list[str]:
    """The same words with typographic quotation marks; opening and closing marks alternate."""
    opened = False
    curled = []
    for word in words:
        if word == '"':
            curled.append("”" if opened else "“")
            opened = not opened
        else:
            curled.append(word.replace("'", "’"))
    return curled


def vary_quotes(words: list[str], dice: random.Random) -> list[str]:
    return curl_quotes(words) if dice.random() < CURLY_SHARE else words


def write_docs(docs: Iterable[Doc], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    bin_ = DocBin()
    n_docs = n_tokens = 0
    for doc in docs:
        bin_.add(doc)
        n_docs += 1
        n_tokens += len(doc)
    bin_.to_disk(path)
    print(f"{path}: {n_docs:,} docs, {n_tokens:,} tokens")
