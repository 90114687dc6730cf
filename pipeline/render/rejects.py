"""Rejected records as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq


def first_rejects(out: Path, limit: int) -> Iterator[str]:
    """The first rejects of a run: file, record, code, reason."""
    paths = sorted((out / "rejects").glob("part-*.parquet"))
    rows = (row for path in paths for row in pq.read_table(path).to_pylist())
    for row in islice(rows, limit):
        record = "" if row["source_record"] is None else f" record {row['source_record']}"
        yield f"{row['source']}{record}: {row['error']}: {row['message']}"
