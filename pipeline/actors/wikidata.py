"""Brings offices from Wikidata into an overlay: the query to ask there, and the merging of its downloaded result.

Nothing here goes online. The answer of https://query.wikidata.org to `QUERY` is saved there as CSV or JSON, and read from that
file.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import lexicons
from pipeline.actors.base import ActorBase, role_office
from pipeline.actors.records import Actor, Role, actor_from
from pipeline.errors import DataError

QUERY = """SELECT ?person ?personLabel ?sex ?positionLabel ?country ?start ?end WHERE {
  VALUES ?country { COUNTRIES }
  ?state wdt:P297 ?country .
  ?position wdt:P1001|wdt:P17 ?state ; wdt:P279* ?kind .
  VALUES ?kind { wd:Q48352 wd:Q2285706 wd:Q83307 }
  ?person p:P39 ?held .
  ?held ps:P39 ?position .
  OPTIONAL { ?held pq:P580 ?start }
  OPTIONAL { ?held pq:P582 ?end }
  OPTIONAL { ?person wdt:P21 ?gender . ?gender rdfs:label ?sex . FILTER(LANG(?sex) = "en") }
  FILTER(!BOUND(?end) || ?end >= "SINCE-01-01"^^xsd:dateTime)
  SERVICE wikibase:label { bd:serviceParam wikibase:language "en" }
}"""
"""Heads of state and government and ministers; `COUNTRIES` are quoted ISO 3166 codes, `SINCE` a year."""
COLUMNS = ("person", "personLabel", "positionLabel", "country", "start", "end")
SOURCE = "wikidata"
_ID = re.compile(r"Q[1-9]\d*\Z")
_OF = re.compile(r"\s+(?:of|for)\s+.*")


def query(countries: Iterable[str], since: int) -> str:
    """The query for the holders of offices of some countries (ISO 3166 alpha-2) in and after a year. Raises ValueError."""
    codes = [code.upper() for code in countries]
    wrong = next((code for code in codes if not re.fullmatch("[A-Z]{2}", code)), None)
    if wrong is not None or not codes:
        raise ValueError(f"{wrong!r} is no country code of two letters" if wrong is not None else "no country is given")
    return QUERY.replace("COUNTRIES", " ".join(f'"{code}"' for code in codes)).replace("SINCE", f"{since:04d}")


def merged(base: ActorBase, path: Path, as_of: date) -> list[Actor]:
    """The actors of a query result, each with the roles the base has and the result adds, by id.

    A role with the office, country and start of one that is there already replaces it. Raises DataError with file and row.
    """
    actors: dict[str, Actor] = {}
    for where, row in _rows(path):
        found = re.search(_ID, row["person"].rstrip("/"))
        if found is None or not row["personLabel"].strip():
            raise DataError(f"{where}: 'person' must end in a Wikidata id and have a label, not {row['person']!r}")
        if _ID.match(row["personLabel"]):  # no English label: nothing to find it by
            continue
        actor = actors.get(found[0]) or base.get(found[0]) or _new(found[0], row, where)
        actors[found[0]] = replace(actor, roles=_with_role(actor.roles, _role(row, as_of, where)))
    return [actors[key] for key in sorted(actors)]


def _new(actor_id: str, row: Mapping[str, str], where: str) -> Actor:
    raw: dict[str, Any] = {"actor_id": actor_id, "name": row["personLabel"].strip(), "type": "person", "prominence": 0.3}
    raw |= {"country": row["country"].upper()} if row["country"] else {}
    raw |= {"gender": row["sex"]} if row.get("sex") in ("male", "female") else {}
    return actor_from(raw, where)


def _role(row: Mapping[str, str], as_of: date, where: str) -> Role:
    try:
        start, end = (date.fromisoformat(row[key][:10]) if row[key] else None for key in ("start", "end"))
    except ValueError:
        raise DataError(f"{where}: start and end must begin with a day like 2025-07-18") from None
    title = row["positionLabel"].strip()
    if not title:
        raise DataError(f"{where}: positionLabel is empty")
    title = _OF.sub("", title) if _is_plain(title) else title
    return Role(title=title, country=row["country"].upper() or None, start=start, end=end, as_of=as_of, source=SOURCE)


def _is_plain(title: str) -> bool:
    """Whether what stands behind "of" is the country, not the portfolio: "President of Ukraine", unlike "Minister of Defence"."""
    return not re.match(rf"(?:{lexicons.load('offices')['portfolios']})\b", title, re.IGNORECASE)


def _with_role(roles: tuple[Role, ...], role: Role) -> tuple[Role, ...]:
    same = (role_office(role), role.country, role.start)
    kept = [other for other in roles if (role_office(other), other.country, other.start) != same]
    return (*kept, role)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 text ({error.reason} at byte {error.start})") from None
    rows = _of_json(text, path) if path.suffix.lower() == ".json" else csv.DictReader(io.StringIO(text))
    for number, row in enumerate(rows, 1):
        missing = [column for column in COLUMNS[:4] if column not in row]
        if missing:
            raise DataError(f"{path}, row {number}: no column {missing[0]!r}; is it the answer to the query that is printed?")
        yield f"{path}, row {number}", {column: str(row.get(column) or "") for column in (*COLUMNS, "sex")}


def _of_json(text: str, path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise DataError(f"{path}: not JSON ({error})") from None
    if isinstance(found, dict):  # the verbose form
        bindings = found.get("results", {}).get("bindings", [])
        return [{key: cell.get("value") for key, cell in row.items()} for row in bindings]
    if not isinstance(found, list):
        raise DataError(f"{path}: not the list of rows that Wikidata's query service saves")
    return found
