"""Silver texts brought to our guideline, and news that no one has annotated, labelled by a trained model.

    python models/scripts/silver.py MODEL CORPORA ARTICLES OUT.jsonl.gz

In the silver corpora a name stands where corpus and model agree; where they do not, the model's word is taken if it is sure, and
masked if not. In the news (`ARTICLES/load_open.jsonl.gz`) what the model is unsure of is masked. Trees are left to the treebanks.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import spacy

from common import read_jsonl
from pipeline.encoder.reading import UNKNOWN, Reader
from texts import SENTENCES_OF_A_TEXT, Sentence, Text, biluo, corpus, write_texts

SURE, SURE_AGAINST = 0.75, 0.95
"""Certainty from which the model's word counts: where nothing speaks against it, and against a corpus."""
CORPORA = ("gmb", "multiner_gov")
NEWS_WORDS = {"kremlin.ru": 300_000, "whitehouse.gov": 250_000, "pmtranscripts.gov.au": 80_000}
"""Words taken of each source of the news."""
SHORTEST, LONGEST = 6, 150
"""Words of a paragraph that is taken."""


def told(reader: Reader, text: Text) -> tuple[list[list[str | None]], list[list[float]]]:
    """Of each sentence the model's tags, and how sure it is of each word."""
    words = [w for s in text.sentences for w in s.words]
    begins, at = [], 0
    for sentence in text.sentences:
        if sentence.opens:
            begins.append(at)
        at += len(sentence.words)
    layers = reader.read(words, [UNKNOWN] * len(words), sorted({0, *begins}))
    tags = biluo(len(words), layers.names, set())
    sure = layers.certainty.tolist()
    for start, end, _ in layers.names:
        sure[start:end] = [min(sure[start:end])] * (end - start)
    cut = [0]
    for sentence in text.sentences:
        cut.append(cut[-1] + len(sentence.words))
    return [tags[s:e] for s, e in pairwise(cut)], [sure[s:e] for s, e in pairwise(cut)]


def agreed(reader: Reader, text: Text) -> Text:
    sentences = []
    for sentence, tags, sure in zip(text.sentences, *told(reader, text), strict=True):
        names = [
            own if own == model else model if certainty >= SURE_AGAINST else None
            for own, model, certainty in zip(sentence.names, tags, sure, strict=True)
        ]
        sentences.append(replace(sentence, names=names))
    return Text(text.source, sentences)


def labelled(reader: Reader, text: Text) -> Text:
    sentences = []
    for sentence, tags, sure in zip(text.sentences, *told(reader, text), strict=True):
        names = [tag if certainty >= SURE else None for tag, certainty in zip(tags, sure, strict=True)]
        sentences.append(replace(sentence, names=names))
    return Text(text.source, sentences)


def news(path: Path) -> Iterator[Text]:
    left = dict(NEWS_WORDS)
    tokenizer = spacy.blank("en").tokenizer
    records = [r for r in read_jsonl(path) if r["source"] in left]
    random.Random(3).shuffle(records)
    for record in records:
        held: list[Sentence] = []
        for line in record["text"].split("\n"):
            words = [t.text for t in tokenizer(line.strip()) if not t.is_space]
            if SHORTEST <= len(words) <= LONGEST and left[record["source"]] > 0 and len(held) < SENTENCES_OF_A_TEXT:
                held.append(Sentence(words, [None] * len(words), True))
                left[record["source"]] -= len(words)
        if held:
            yield Text("news", held)


def count(texts: Iterable[Text]) -> Counter[str]:
    return Counter(tag[2:] if tag and tag != "O" else str(tag) for t in texts for s in t.sentences for tag in s.names)


def main(model: Path, corpora: Path, articles: Path, out: Path) -> None:
    reader = Reader(model / "newsfacts_encoder")
    texts: list[Text] = []
    for name in CORPORA:
        made = [agreed(reader, text) for text in corpus(corpora, name, "train")]
        print(name, dict(count(made).most_common()), flush=True)
        texts += made
    made = [labelled(reader, text) for text in news(articles / "load_open.jsonl.gz")]
    print("news", dict(count(made).most_common()))
    write_texts([*texts, *made], out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:5]))
