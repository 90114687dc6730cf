"""A shard: some hundred records of the input that are analysed, written and marked done together.

Shards are cut by the input alone and have stable names. A shard's parts are written aside, then moved in, and its mark is
written last: a folder in which a run was broken off at any moment can be continued.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from spacy.language import Language

from pipeline.article import Article, Reject
from pipeline.nlp import Settings, load, stream, warm
from pipeline.schema import PER_ARTICLE
from pipeline.tables import Buffers

Item = Article | Reject
SHARD_SIZE = 500
STATE = ".newsfacts"
"""Folder inside the output that holds marks and unfinished parts; hidden, so that table readers pass it over."""
PROGRESS = "progress"
NOTED_EVERY = 10
"""Articles between two notes of progress: a few seconds."""
ZONE_SIZE = 50
"""Articles per memory zone: enough to share their words, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of input records under a name that says where they stand: `part-00003`."""

    name: str
    items: tuple[Item, ...] = field(repr=False)

    @property
    def digest(self) -> str:
        """Hash of what the shard holds; a shard is redone when it changes."""
        digest = hashlib.sha256()
        for item in self.items:
            digest.update(repr(item).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker needs to do a shard."""

    shard: Shard
    out: str
    settings: Settings


def cut(items: Iterable[Item], size: int = SHARD_SIZE) -> Iterator[Shard]:
    """The input in shards of `size` records. A record that came before, with the same id and text, becomes a reject."""
    seen: set[int] = set()
    batch: list[Item] = []
    number = 0
    for item in items:
        batch.append(_unique(item, seen))
        if len(batch) == size:
            yield Shard(f"part-{number:05d}", tuple(batch))
            batch, number = [], number + 1
    if batch:
        yield Shard(f"part-{number:05d}", tuple(batch))


def mark_path(out: Path, name: str) -> Path:
    """Where a shard's mark lies."""
    return out / STATE / "done" / f"{name}.json"


def read_mark(out: Path, name: str) -> dict[str, Any] | None:
    """A finished shard's mark: input digest, rows and checksum per table, counts; None while it is not done."""
    try:
        mark: dict[str, Any] = json.loads(mark_path(out, name).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return mark


def run_shard(task: Task) -> dict[str, Any]:
    """Analyses a shard, writes its part of every table and its mark; returns the mark."""
    nlp = _pipeline(task.settings.model, task.settings.actors)
    out = Path(task.out)
    tables = _analyse(nlp, task, out)
    mark_path(out, task.shard.name).unlink(missing_ok=True)
    parts = {name: write_part(table, out, name, task.shard.name) for name, table in tables.items()}
    warnings = [f"{i.source}#{i.source_record}: {w}" for i in task.shard.items if isinstance(i, Article) for w in i.warnings]
    mark = {
        "shard": task.shard.name,
        "input": task.shard.digest,
        "records": len(task.shard.items),
        "words": int(sum(tables["documents"]["n_tokens"].to_pylist())),
        "warnings": warnings,
        "parts": parts,
    }
    write_json(mark_path(out, task.shard.name), mark)
    return mark


def write_part(table: pa.Table, out: Path, name: str, part: str) -> dict[str, Any]:
    """Writes one table's part aside and moves it in; returns its row count and checksum."""
    aside = out / STATE / "writing" / f"{name}-{part}.parquet"
    aside.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, aside, compression="zstd", compression_level=3)
    checksum = hashlib.sha256(aside.read_bytes()).hexdigest()
    final = out / name / f"{part}.parquet"
    final.parent.mkdir(parents=True, exist_ok=True)
    aside.replace(final)
    return {"rows": table.num_rows, "sha256": checksum}


def write_json(path: Path, value: Any) -> None:
    """Writes JSON aside and moves it in, so that a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".tmp")
    aside.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    aside.replace(path)


def note_progress(out: Path, name: str, records: int, words: int) -> None:
    """Notes how far a shard is, for whoever watches the run."""
    path = out / STATE / PROGRESS / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{records} {words}", encoding="ascii")


def read_progress(out: Path) -> tuple[int, int]:
    """Records and words that the workers of this run have done, finished shards and unfinished ones together."""
    records = words = 0
    for path in (out / STATE / PROGRESS).glob("part-*"):
        noted = path.read_text(encoding="ascii").split()
        if len(noted) == 2:  # else it is being written
            records, words = records + int(noted[0]), words + int(noted[1])
    return records, words


def _analyse(nlp: Language, task: Task, out: Path) -> dict[str, pa.Table]:
    buffers = Buffers()
    items = task.shard.items
    words = 0
    warm(nlp, items)
    for first in range(0, len(items), ZONE_SIZE):
        with nlp.memory_zone():
            for done, found in enumerate(stream(nlp, items[first : first + ZONE_SIZE], task.settings), first + 1):
                buffers.add(found)
                words += 0 if isinstance(found, Reject) else len(found.doc)
                if done % NOTED_EVERY == 0 or done == len(items):
                    note_progress(out, task.shard.name, done, words)
    tables = buffers.tables()
    assert set(tables) == {spec.name for spec in PER_ARTICLE}
    return tables


@cache
def _pipeline(model: str, actors: str | None) -> Language:
    """One pipeline a process, whatever number of shards it does."""
    return load(model, actors=actors)


def _unique(item: Item, seen: set[int]) -> Item:
    if isinstance(item, Reject):
        return item
    key = int(item.doc_id, 16)
    if key in seen:
        return Reject(
            source=item.source, source_record=item.source_record, source_id=item.source_id, stage="read", error="duplicate",
            message="a record with the same id (or URL) and the same text came earlier in this run; it is counted once",
        )  # fmt: skip
    seen.add(key)
    return item
