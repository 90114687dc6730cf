"""One text or a few, in memory: text in, tables out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import pandas as pd
from spacy.language import Language

from pipeline.article import Article
from pipeline.ingest.encoding import plain
from pipeline.nlp import Settings, load, stream
from pipeline.schema import PER_ARTICLE
from pipeline.tables import Buffers

default_pipeline = cache(load)
"""The pipeline of a model, loaded once a process."""


def extract(
    articles: str | Article | Iterable[str | Article],
    *,
    published: date | str | None = None,
    clean: bool = True,
    nlp: Language | None = None,
) -> dict[str, pd.DataFrame]:
    """The tables of one article or several: `extract(text, published="2025-07-23")["quotes"]`.

    `published` is the day of those given as plain text; a lone surrogate in these, which is no text, is read as U+FFFD. `nlp` is
    a pipeline of `load()`; without one the shipped model is loaded once and kept. Articles that can't be used are rows of
    `["rejects"]`. For more than some hundred, use `run`.
    """
    given = [articles] if isinstance(articles, str | Article) else list(articles)
    day = date.fromisoformat(published) if isinstance(published, str) else published
    items = [item if isinstance(item, Article) else _article(item, number, day) for number, item in enumerate(given)]
    buffers = Buffers()
    for found in stream(nlp or default_pipeline(), items, Settings(clean=clean)):
        buffers.add(found)
    tables = buffers.tables()
    return {spec.name: tables[spec.name].to_pandas() for spec in PER_ARTICLE}


def _article(text: str, number: int, published: date | None) -> Article:
    return Article(
        text=plain(text).text, source="text", source_record=number,
        published=published, published_from="given" if published else "none",
    )  # fmt: skip
