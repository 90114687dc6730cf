"""For researchers: the tables of a run as pandas frames, with what one does to them first. Never needs spaCy or a model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import InputError
from pipeline.schema import TABLES

ROW_IDS = {"segments": "segment_id", "sentences": "sentence_id", "entities": "entity_id",
           "dates": "date_id", "quantities": "quantity_id", "quotes": "quote_id"}  # fmt: skip
"""The id column of each table that has one; with `doc_id` it is the key."""


class Tables(Mapping[str, pd.DataFrame]):
    """The tables of a run by name, each read when first asked for: `tables["quotes"]`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise KeyError(f"no table {name!r}; there are {', '.join(TABLES)}")
        if name not in self._read:
            self._read[name] = pd.read_parquet(self.folder / name)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    @property
    def manifest(self) -> dict[str, Any]:
        """What made this run: versions, settings, inputs, counts and checksums."""
        manifest: dict[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return manifest

    def excerpts(self, name: str, *, width: int = 60) -> pd.DataFrame:
        """The rows of a table with the words around each: columns `before`, `text`, `after`, `width` characters a side."""
        rows = self.with_documents(name, columns=["text"])
        whole = rows["text_document"]
        cut = [
            (text[max(0, start - width) : start], text[end : end + width])
            for text, start, end in zip(whole, rows["start"], rows["end"], strict=True)
        ]
        before, after = zip(*cut, strict=True) if cut else ((), ())
        return rows.drop(columns="text_document").assign(before=before, after=after)

    def with_documents(self, name: str, *, columns: list[str] | None = None) -> pd.DataFrame:
        """A table joined with columns of its articles (default: published, title, publisher, url); clashes get `_document`."""
        wanted = self["documents"][["doc_id", *(columns or ["published", "title", "publisher", "url"])]]
        return self[name].merge(wanted, on="doc_id", how="left", suffixes=("", "_document"), validate="many_to_one")

    def around(self, actor_id: str, name: str) -> pd.DataFrame:
        """The rows of `dates`, `quantities` or `quotes` tied to an actor, with `relation` and `score` of the tie, best first."""
        key = ROW_IDS[name]
        ties = self["links"].query("table == @name and actor_id == @actor_id")[["doc_id", "row_id", "relation", "score"]]
        best = ties.sort_values("score", ascending=False, kind="stable").drop_duplicates(["doc_id", "row_id"])
        return self[name].merge(best.rename(columns={"row_id": key}), on=["doc_id", key], validate="one_to_one")


def read_tables(folder: str | Path) -> Tables:
    """The tables that `newsfacts run` wrote into a folder. Raises InputError where there is no finished run."""
    path = Path(folder)
    if not (path / "manifest.json").is_file():
        raise InputError(f"{path} holds no finished run (no manifest.json); make one with `newsfacts run INPUT -o {path}`")
    return Tables(path)
