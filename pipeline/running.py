"""A run: inputs in, a folder of tables out, with progress, resumable, and a manifest whose counts add up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.actor_tables import write_actor_tables
from pipeline.actors import ActorBase
from pipeline.errors import InputError, NewsfactsError, OutputError
from pipeline.executors import open_executor, run_all
from pipeline.ingest import Source, find_sources, read
from pipeline.nlp import Settings, model_hash
from pipeline.schema import PER_ARTICLE, PER_RUN
from pipeline.shards import PROGRESS, SHARD_SIZE, STATE, Item, Shard, Task, cut, mark_path, read_mark, run_shard, write_json

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: counts over the whole folder, and what was there before."""

    records: int
    documents: int
    rejects: int
    words: int
    resumed: int
    """Records of shards that an earlier run had finished."""
    warnings: tuple[str, ...]


Advance = Callable[[int, int], None]
"""Called with the records and words of each shard that is done; the words of a resumed one count 0."""


def run(
    inputs: Sequence[str],
    out: str | Path,
    *,
    settings: Settings | None = None,
    published: date | None = None,
    format: str | None = None,
    workers: int = 1,
    shard_size: int = SHARD_SIZE,
    overwrite: bool = False,
    executor: Executor | None = None,
    advance: Advance = lambda records, words: None,
) -> Summary:
    """Reads articles from `inputs` (files, folders, globs, "-") and writes their tables into the folder `out`.

    A folder in which the same run was broken off is continued. `workers` processes share the work, or any
    `concurrent.futures.Executor` given. Rows, their order and every byte of the parts depend on inputs and settings alone.
    Raises InputError where nothing can be read, OutputError where `out` holds another run, ModelError, DataError.
    """
    settings = settings or Settings()
    sources = find_sources(inputs, format=format)
    if not sources:
        raise InputError(f"nothing to read under {', '.join(inputs)}")
    folder = Path(out)
    config = configuration(inputs, settings, published, shard_size)
    _claim(folder, config, overwrite=overwrite)
    shutil.rmtree(folder / STATE / PROGRESS, ignore_errors=True)
    marks = _run_shards(_items(sources, published), folder, settings, shard_size, workers, executor, advance)
    return _finish(folder, config, settings, marks)


def count_records(inputs: Sequence[str], *, format: str | None = None) -> int | None:
    """How many records the inputs hold, by reading them once; None where standard input is among them."""
    sources = find_sources(inputs, format=format)
    if any(source.path is None for source in sources):
        return None
    return sum(1 for source in sources for _ in read(source))


def configuration(inputs: Sequence[str], settings: Settings, published: date | None, shard_size: int) -> dict[str, Any]:
    """Everything that decides a run's rows, but for what the inputs hold."""
    return {
        "newsfacts": version("newsfacts"),
        "spacy": version("spacy"),
        "model": {"name": settings.model, "hash": model_hash(settings.model)},
        "actors": load_base(settings).version,
        "settings": asdict(settings),
        "published": published.isoformat() if published else None,
        "shard_size": shard_size,
        "inputs": list(inputs),
    }


def load_base(settings: Settings) -> ActorBase:
    """The actor base of a run, with the user's overlay."""
    return ActorBase.load(Path(settings.actors) if settings.actors else None)


def _claim(folder: Path, config: dict[str, Any], *, overwrite: bool) -> None:
    """Makes the folder this run's own, or raises OutputError."""
    state = folder / STATE
    before = state / "config.json"
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a folder for the tables")
    if overwrite and state.is_dir():
        for name in [spec.name for spec in (*PER_ARTICLE, *PER_RUN)] + [STATE]:
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / MANIFEST).unlink(missing_ok=True)
        write_json(before, config)
        return
    if not before.exists():
        if folder.is_dir() and any(folder.iterdir()):
            raise OutputError(f"{folder} is not empty and not a run of newsfacts; name another folder")
        write_json(before, config)
        return
    changed = _differences(_read_config(before), config)
    if changed:
        raise OutputError(
            f"{folder} holds a run of another configuration ({'; '.join(changed)}); "
            "name another folder, or pass --overwrite to replace that run"
        )


def _read_config(path: Path) -> dict[str, Any]:
    try:
        config: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise OutputError(f"{path} is damaged ({error}); pass --overwrite to begin anew") from error
    return config


def _differences(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    changed = [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    return [f"{key}: {old.get(key)!r} there, {new.get(key)!r} now" for key in changed]


def _items(sources: Sequence[Source], published: date | None) -> Iterator[Item]:
    for source in sources:
        yield from read(source, published=published)


def _run_shards(
    items: Iterator[Item], folder: Path, settings: Settings, size: int, workers: int, executor: Executor | None, advance: Advance
) -> list[dict[str, Any]]:
    """The marks of all shards, in order; those done before are left as they are, parts of shards no longer there removed."""
    marks: dict[str, dict[str, Any]] = {}

    def open_shards() -> Iterator[Shard]:
        for shard in cut(items, size):
            mark = read_mark(folder, shard.name)
            if mark and mark["input"] == shard.digest and _parts_stand(folder, mark):
                marks[shard.name] = {**mark, "resumed": True}
                advance(mark["records"], 0)
            else:
                yield shard

    tasks = (Task(shard, str(folder), settings) for shard in open_shards())
    try:
        with nullcontext(executor) if executor else open_executor(workers) as runner:
            for mark in run_all(runner, run_shard, tasks, workers):
                marks[mark["shard"]] = mark
                advance(mark["records"], mark["words"])
    except BrokenExecutor as error:
        raise NewsfactsError(
            "a worker process died, most likely for want of memory; finished shards are kept: "
            "run the same command again, with fewer --workers"
        ) from error
    _remove_stale(folder, set(marks))
    return [marks[name] for name in sorted(marks)]


def _parts_stand(folder: Path, mark: dict[str, Any]) -> bool:
    return all((folder / table / f"{mark['shard']}.parquet").is_file() for table in mark["parts"])


def _remove_stale(folder: Path, names: set[str]) -> None:
    """Removes shards of an earlier, longer input, so that the tables hold this input alone."""
    for path in sorted((folder / STATE / "done").glob("part-*.json")):
        if path.stem not in names:
            mark_path(folder, path.stem).unlink()
            for spec in PER_ARTICLE:
                (folder / spec.name / f"{path.stem}.parquet").unlink(missing_ok=True)


def _finish(folder: Path, config: dict[str, Any], settings: Settings, marks: list[dict[str, Any]]) -> Summary:
    """Writes the tables of the whole run and the manifest."""
    if not marks:
        marks = [run_shard(Task(Shard("part-00000", ()), str(folder), settings))]
    for aside in ("writing", PROGRESS):
        shutil.rmtree(folder / STATE / aside, ignore_errors=True)
    parts = {f"{table}/{mark['shard']}.parquet": part for mark in marks for table, part in mark["parts"].items()}
    for table, part in write_actor_tables(folder, load_base(settings)).items():
        parts[f"{table}/part-00000.parquet"] = part
    rows = {
        spec.name: sum(part["rows"] for path, part in parts.items() if path.startswith(f"{spec.name}/"))
        for spec in (*PER_ARTICLE, *PER_RUN)
    }
    records = sum(mark["records"] for mark in marks)
    if records != rows["documents"] + rows["rejects"]:
        raise NewsfactsError(f"{records} records gave {rows['documents']} documents, {rows['rejects']} rejects: this is a bug")
    warnings = [warning for mark in marks for warning in mark["warnings"]]
    manifest = {**config, "records": records, "rows": rows, "warnings": warnings, "parts": dict(sorted(parts.items()))}
    write_json(folder / MANIFEST, manifest)
    return Summary(
        records=records,
        documents=rows["documents"],
        rejects=rows["rejects"],
        words=sum(mark["words"] for mark in marks),
        resumed=sum(mark["records"] for mark in marks if mark.get("resumed")),
        warnings=tuple(warnings),
    )
