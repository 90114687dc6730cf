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
from collections.abc import Iterable, Iterator
from importlib import resources

from pipeline.actors.names import fold, skeleton, split_person
from pipeline.actors.records import Actor, actor_from, to_json

RECORDS, INDEX = "actors.jsonl.gz", "index.txt.gz"

FAMILY_FIRST = frozenset({"CN", "KP", "KR", "TW", "VN", "JP", "HU", "KH", "SG"})
"""Countries whose names may stand with the family name first in English news."""

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


class Store:
    """Records and index; rows are numbered as they lie."""

    def __init__(self, lines: list[bytes], index: dict[str, str], version: str) -> None:
        self._lines = lines
        self._index = index
        self._actors: dict[int, Actor] = {}
        self._rows: dict[str, int] = {}
        self.version = version

    @classmethod
    def shipped(cls) -> Store:
        """The base that comes with the package."""
        folder = resources.files("pipeline.actors").joinpath("data")
        packed = folder.joinpath(RECORDS).read_bytes()
        index = gzip.decompress(folder.joinpath(INDEX).read_bytes()).decode("utf-8").split("\n")
        entries = dict(zip(index[::2], index[1::2], strict=False))
        return cls(gzip.decompress(packed).split(b"\n")[:-1], entries, hashlib.sha256(packed).hexdigest()[:16])

    @classmethod
    def of(cls, actors: Iterable[Actor], version: str) -> Store:
        """A store of these actors, held in memory."""
        lines = [json.dumps(to_json(actor), ensure_ascii=False).encode("utf-8") for actor in actors]
        entries: dict[str, list[str]] = {}
        for row, line in enumerate(lines):
            for key in keys(actor_from(json.loads(line), f"row {row}")):
                entries.setdefault(key, []).append(str(row))
        return cls(lines, {key: " ".join(rows) for key, rows in entries.items()}, version)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Actor]:
        return (self.actor(row) for row in range(len(self)))

    def actor(self, row: int) -> Actor:
        """The actor of a row."""
        found = self._actors.get(row)
        if found is None:
            found = self._actors[row] = actor_from(json.loads(self._lines[row]), f"{RECORDS}, line {row + 1}")
        return found

    def find(self, key: str) -> list[Actor]:
        """The actors under a key, in row order."""
        rows = self._index.get(key)
        return [self.actor(int(row)) for row in rows.split()] if rows else []

    def get(self, actor_id: str) -> Actor | None:
        """The actor of that id, or None."""
        if not self._rows:
            self._rows = {line[14 : line.index(b'"', 14)].decode("ascii"): row for row, line in enumerate(self._lines)}
        row = self._rows.get(actor_id)
        return None if row is None else self.actor(row)

    @property
    def index(self) -> dict[str, str]:
        """Key -> row numbers, parted by spaces."""
        return self._index
