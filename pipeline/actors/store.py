"""The base as it lies on disk: JSON records and an index of name keys, both gzipped; a record is decoded when asked for.

Records stand one a line; the index is a line with a key and a line with its row numbers, in turn.
Keys of the index (what stands behind the mark is folded, see `names`):
`=` a full name of anything but a person, `~` the skeleton of a full name, `^` the skeleton of a person's family name,
`%` a demonym, `@` a country or `@` and an organisation's name: who holds or held an office there.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.actors.names import fold, skeleton, split_person
from pipeline.actors.records import Actor, actor_from, to_json
from pipeline.errors import UsageError

RECORDS, INDEX = "actors.jsonl.gz", "index.txt.gz"

FAMILY_FIRST = frozenset({"CN", "KP", "KR", "TW", "VN", "JP", "HU", "KH", "SG"})
"""Countries whose names may stand with the family name first in English news."""

ID_OPENS = b'{"actor_id": "'
"""How every record begins."""

SHORTEST_SKELETON = 6
"""Letters that a name of something other than a person needs to be found by its skeleton: shorter ones meet by chance."""


def keys(actor: Actor) -> set[str]:
    """The keys under which the index finds the actor."""
    found = {f"%{fold(word)}" for word in actor.demonyms}
    found |= {f"@{role.country}" for role in actor.roles if role.country}
    found |= {f"@{fold(role.organisation)}" for role in actor.roles if role.organisation}
    for name in actor.names:
        bones = skeleton(name)
        if actor.type == "person":
            found.add(f"~{bones}")
            found |= {f"^{skeleton(family)}" for family in _families(name, actor.country)}
        else:
            found.add(f"={fold(name)}")
            if len(bones) >= SHORTEST_SKELETON:
                found.add(f"~{bones}")
    return {key for key in found if len(key) > 1}


def _families(name: str, country: str | None) -> Iterator[str]:
    folded = fold(name)
    given, family = split_person(folded)
    yield " ".join(family)
    if len(family) > 1:
        yield family[-1]
    if given and country in FAMILY_FIRST:
        yield given[0]


class Lines:
    """The lines of a text, kept as one stretch of bytes: a line is cut out when it is asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._ends = np.flatnonzero(np.frombuffer(content, np.uint8) == ord("\n")).astype(np.uint32)

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        start = int(self._ends[number - 1]) + 1 if number else 0
        return self._content[start : int(self._ends[number])]


class Store:
    """Records and index; rows are numbered as they lie, in order of their ids, and keys stand in order."""

    def __init__(self, records: Lines, index: Lines, version: str) -> None:
        self._records = records
        self._index = index
        self._actors: dict[int, Actor] = {}
        self._by_id: dict[str, Actor | None] = {}
        self.version = version

    @classmethod
    def shipped(cls) -> Store:
        """The base that comes with the package."""
        return cls.read(resources.files("pipeline.actors").joinpath("data"))

    @classmethod
    def read(cls, folder: Traversable) -> Store:
        """The base in a folder. Raises UsageError where its files are not there, or are none."""
        try:
            packed = folder.joinpath(RECORDS).read_bytes()
            records, index = gzip.decompress(packed), gzip.decompress(folder.joinpath(INDEX).read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise UsageError(f"{folder} is no actor base made by `newsfacts actors build`: {error}") from None
        return cls(Lines(records), Lines(index), hashlib.sha256(packed).hexdigest()[:16])

    @classmethod
    def of(cls, actors: Iterable[Actor], version: str) -> Store:
        """A store of these actors, held in memory."""
        rows = [to_json(actor) for actor in sorted(actors, key=lambda actor: id_order(actor.actor_id))]
        return cls(Lines(record_lines(rows)), Lines(index_lines(rows)), version)

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Actor]:
        return (self.actor(row) for row in range(len(self)))

    def actor(self, row: int) -> Actor:
        """The actor of a row."""
        found = self._actors.get(row)
        if found is None:
            found = self._actors[row] = actor_from(json.loads(self._records[row]), f"{RECORDS}, line {row + 1}")
        return found

    def find(self, key: str) -> list[Actor]:
        """The actors under a key, in row order."""
        wanted = key.encode("utf-8")
        place = bisect_left(range(len(self._index) // 2), wanted, key=lambda number: self._index[2 * number])
        if 2 * place >= len(self._index) or self._index[2 * place] != wanted:
            return []
        return [self.actor(int(row)) for row in self._index[2 * place + 1].split()]

    def get(self, actor_id: str) -> Actor | None:
        """The actor of that id, or None."""
        if actor_id not in self._by_id:
            row = bisect_left(range(len(self)), id_order(actor_id), key=lambda row: id_order(self._id(row)))
            self._by_id[actor_id] = self.actor(row) if row < len(self) and self._id(row) == actor_id else None
        return self._by_id[actor_id]

    def _id(self, row: int) -> str:
        line = self._records[row]
        return line[len(ID_OPENS) : line.index(b'"', len(ID_OPENS))].decode("ascii")


def write_base(rows: list[Mapping[str, Any]], folder: Path) -> int:
    """Writes records, in order of their ids, and their index into a folder; returns how many bytes. Same records, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in ((RECORDS, record_lines(rows)), (INDEX, index_lines(rows))):
        (folder / name).write_bytes(gzip.compress(content, 9, mtime=0))
    return sum((folder / name).stat().st_size for name in (RECORDS, INDEX))


def id_order(actor_id: str) -> tuple[str, int, str]:
    """The order of records: by kind of id, then length, so that Q9 comes before Q10."""
    return actor_id[:1], len(actor_id), actor_id


def record_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The records, in order of their ids, one a line; the id comes first."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def index_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The index of records in that order."""
    index: dict[str, list[str]] = {}
    for number, row in enumerate(rows):
        for key in keys(actor_from(row, row["actor_id"])):
            index.setdefault(key, []).append(str(number))
    return "".join(f"{key}\n{' '.join(index[key])}\n" for key in sorted(index)).encode("utf-8")
