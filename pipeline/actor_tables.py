"""The tables of a whole run, made when all shards are done: which actors occur, how often, and what offices they held."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.actors import Actor, ActorBase
from pipeline.actors.decisions import OUTSIDE_TYPES
from pipeline.schema import ACTOR_ROLES, ACTORS
from pipeline.shards import write_part
from pipeline.tables import to_table


@dataclass(slots=True)
class _Tally:
    """What a run says of one actor."""

    names: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    mentions: int = 0
    quotes: int = 0


def write_actor_tables(folder: Path, base: ActorBase) -> dict[str, dict[str, Any]]:
    """Writes `actors` and `actor_roles` from the parts in `folder`; returns rows and checksum of each. One part at a time."""
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for part in sorted((folder / "entities").glob("part-*.parquet")):
        _count_entities(part, tallies)
    for part in sorted((folder / "quotes").glob("part-*.parquet")):
        for actor_id in pq.read_table(part, columns=["speaker_actor_id"])["speaker_actor_id"].to_pylist():
            if actor_id:
                tallies[actor_id].quotes += 1
    actors = [_actor_row(actor_id, tallies[actor_id], base.get(actor_id)) for actor_id in sorted(tallies)]
    roles = [row for actor_id in sorted(tallies) for row in _role_rows(base.get(actor_id))]
    return {
        ACTORS.name: write_part(to_table(ACTORS.name, actors), folder, ACTORS.name, "part-00000"),
        ACTOR_ROLES.name: write_part(to_table(ACTOR_ROLES.name, roles), folder, ACTOR_ROLES.name, "part-00000"),
    }


def _count_entities(part: Path, tallies: defaultdict[str, _Tally]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in pq.read_table(part, columns=["doc_id", "actor_id", "actor_name", "label", "represents"]).to_pylist():
        for actor_id in {row["actor_id"], row["represents"]} - {None}:
            tally = tallies[actor_id]
            if (row["doc_id"], actor_id) not in seen:
                seen.add((row["doc_id"], actor_id))
                tally.documents += 1
            if actor_id == row["actor_id"]:
                tally.mentions += 1
                tally.names[row["actor_name"]] += 1
                tally.labels[row["label"]] += 1


def _actor_row(actor_id: str, tally: _Tally, actor: Actor | None) -> dict[str, Any]:
    counts = {"n_documents": tally.documents, "n_mentions": tally.mentions, "n_quotes": tally.quotes}
    if actor is not None:
        return {
            "actor_id": actor_id, "name": actor.name, "type": actor.type, "country": actor.country,
            "description": actor.description, "aliases": list(actor.aliases), "known": True, **counts,
        }  # fmt: skip
    return {
        "actor_id": actor_id, "name": _most(tally.names), "type": OUTSIDE_TYPES[_most(tally.labels)], "country": None,
        "description": None, "aliases": [], "known": False, **counts,
    }  # fmt: skip


def _role_rows(actor: Actor | None) -> list[dict[str, Any]]:
    if actor is None:
        return []
    return [
        {
            "actor_id": actor.actor_id, "title": role.title, "organisation": role.organisation, "country": role.country,
            "start": role.start, "end": role.end, "as_of": role.as_of, "source": role.source,
        }
        for role in actor.roles
    ]  # fmt: skip


def _most(counter: Counter[str]) -> str:
    """The most frequent, of equals the first in the alphabet: the same in every run."""
    return min(counter, key=lambda key: (-counter[key], key))
