"""The user's own actors, laid over the shipped base: JSONL with one record a line, or CSV with one row per role.

The columns are the fields of `records.Actor`. A record whose id the base has changes the fields it gives and keeps the
others; roles given replace the roles. In CSV, lists are parted by `|`, a role's columns are `title, organisation,
role_country, start, end, as_of, source`, and further rows of one actor add its further roles.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.actors.records import ACTOR_FIELDS, Actor, actor_from, to_json
from pipeline.errors import DataError

ROLE_COLUMNS = {"title": "title", "organisation": "organisation", "role_country": "country", "start": "start", "end": "end",
                "as_of": "as_of", "source": "source"}  # fmt: skip
LISTS = ("aliases", "demonyms")


def read_overlay(path: Path, known: Callable[[str], Actor | None]) -> list[Actor]:
    """The overlay's actors, completed by the base's record of the same id (`known`).

    Raises DataError with file and line for what can't be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 text ({error.reason} at byte {error.start})") from None
    rows = _csv_rows(text, path) if path.suffix.lower() == ".csv" else _json_rows(text, path)
    actors: dict[str, Actor] = {}
    for where, raw in rows:
        base = known(str(raw.get("actor_id")))
        actor = actor_from({**to_json(base), **raw} if base else raw, where)
        if actor.actor_id in actors:
            raise DataError(f"{where}: {actor.actor_id} stands twice")
        actors[actor.actor_id] = actor
    return list(actors.values())


def _json_rows(text: str, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DataError(f"{where}: not JSON ({error})") from None
        if not isinstance(raw, dict):
            raise DataError(f"{where}: not a JSON object")
        yield where, raw


def _csv_rows(text: str, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text))
    unknown = set(reader.fieldnames or ()) - (ACTOR_FIELDS.keys() - {"roles"}) - ROLE_COLUMNS.keys()
    if unknown or "actor_id" not in (reader.fieldnames or ()):
        known = ", ".join([*(field for field in ACTOR_FIELDS if field != "roles"), *ROLE_COLUMNS])
        raise DataError(f"{path}, line 1: the columns must be among {known}, actor_id one of them")
    gathered: dict[str, tuple[str, dict[str, Any]]] = {}
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        if None in row:
            raise DataError(f"{where}: more fields than columns")
        _, raw = gathered.setdefault(row["actor_id"], (where, {}))
        raw.update(_fields(row, where))
        role = {field: row[column] for column, field in ROLE_COLUMNS.items() if row.get(column)}
        if role:
            raw.setdefault("roles", []).append(role)
    yield from gathered.values()


def _fields(row: dict[str, str], where: str) -> dict[str, Any]:
    fields: dict[str, Any] = {key: row[key] for key in ACTOR_FIELDS if key not in (*LISTS, "prominence") and row.get(key)}
    fields.update({key: [part.strip() for part in row[key].split("|") if part.strip()] for key in LISTS if row.get(key)})
    if row.get("prominence"):
        try:
            fields["prominence"] = float(row["prominence"])
        except ValueError:
            raise DataError(f"{where}: prominence must be a number from 0 to 1, not {row['prominence']!r}") from None
    return fields
