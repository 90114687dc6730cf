"""What the user named, as files: a file, a folder, a glob pattern, or standard input."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError, UsageError

STDIN = "-"
FORMATS = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".jsonl": "records", ".ndjson": "records", ".json": "records",
}  # fmt: skip
"""Format by file name; each may be followed by `.gz`. A reader of its own in `pipeline.ingest` joins here."""
NAMES = {"text": "text", "txt": "text", "jsonl": "records", "json": "records", "records": "records"}
"""What `--format` takes."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input (`path` None). `format` None: no reader knows it."""

    name: str
    path: Path | None
    format: str | None


def find_sources(inputs: Sequence[str], *, format: str | None = None) -> list[Source]:
    """The files under `inputs`, folders and globs in the order of their names, whatever the file system's is.

    In folders and globs, hidden files, files that no reader knows and the `.json` beside a text are passed over; a file
    named outright is always there, to be read or rejected. Raises InputError where an input holds nothing, UsageError for
    an unknown format.
    """
    if format is not None and format not in NAMES:
        raise UsageError(f"unknown format {format!r}; there are {', '.join(NAMES)}")
    forced = NAMES[format] if format else None
    found: dict[str, Source] = {}
    for given in inputs:
        fresh = list(_sources(given, forced))
        if not fresh:
            raise InputError(f"nothing to read under {given!r}: no such file, or no file named {_suffixes()}")
        for source in fresh:
            found.setdefault(source.name, source)
    return list(found.values())


def format_of(path: Path) -> str | None:
    """The format of a file by its name."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return FORMATS.get(suffixes[-1]) if suffixes else None


def sidecar_of(path: Path) -> Path:
    """Where a text's metadata may lie: `article.json` beside `article.txt` or `article.txt.gz`."""
    plain = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return plain.with_suffix(".json")


def _sources(given: str, forced: str | None) -> Iterator[Source]:
    if given == STDIN:
        yield Source(STDIN, None, forced)
        return
    path = Path(given)
    if path.is_dir():
        yield from _known(sorted(p for p in path.rglob("*") if not _hidden(p.relative_to(path))), forced)
    elif path.is_symlink() or path.exists():
        yield Source(given, path, forced or format_of(path))
    elif glob.has_magic(given):
        matches = [Path(match) for match in sorted(glob.glob(given, recursive=True))]  # noqa: PTH207 (absolute patterns)
        yield from _known(matches, forced)


def _known(paths: list[Path], forced: str | None) -> Iterator[Source]:
    here = set(paths)
    texts = {sidecar_of(path) for path in paths if format_of(path) == "text"}
    for path in paths:
        kind = forced or format_of(path)
        if kind and path not in texts & here and (path.is_file() or path.is_symlink()):
            yield Source(str(path), path, kind)


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _suffixes() -> str:
    return ", ".join(f"*{suffix}" for suffix in FORMATS) + " (or .gz)"
