"""The actor base from open sources and the hand-kept overlay (`models/actors/*.jsonl`).

    python models/scripts/actors.py CORPORA PACKAGE OUT

CORPORA holds `actors/` (see models/actors/SOURCES.md), PACKAGE is the unpacked name-suggestion-index; OUT gets `actors.jsonl.gz`
and `index.txt.gz`, the same bytes for the same sources. A hand-kept record wins over a source's: field by field, and its roles
over those of the same office.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import tarfile
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import name_suggestions  # noqa: E402
from more_actors import cities, slug, state_bodies  # noqa: E402
from pipeline.actors.names import fold  # noqa: E402
from pipeline.actors.store import id_order, write_base  # noqa: E402
from pipeline.actors.titles import office  # noqa: E402

Record = dict[str, Any]

OVERLAY = ROOT / "models" / "actors"
HAND_KEPT = (
    "bodies",
    "companies",
    "media",
    "parties",
    "armed_groups",
    "institutions",
    "places",
    "officials",
    "leaders",
    "people",
)
POLITICIANS_AS_OF, US_AS_OF = "2022-07-31", "2026-01-01"
"""The days to which the sources were verified: the scrapes ran from then on, so a role without an end held at least then."""

EARLIEST_END = "2000-01-01"
"""Roles that ended before it are left out."""

SETTINGS = tomllib.loads((OVERLAY / "sources.toml").read_text(encoding="utf-8"))
PROVINCIAL = re.compile("(?i)" + "|".join(SETTINGS["provincial"]))
BETWEEN_TERMS = timedelta(days=75)
"""The longest gap between two terms that are told as one."""

PARLIAMENT_UK = "Member of Parliament of the United"


def read_jsonl(path: Path) -> Iterator[Record]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").splitlines():
        yield json.loads(line)


def full_day(day: str | None) -> str | None:
    return day if day and re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None


# ---------------------------------------------------------------- territories


NOT_TAKEN = frozenset({"ua-dpr", "ua-lpr", "ua-cri", "us-dc"})
"""Territories that the hand-kept places tell better."""


def territories(actors: Path) -> Iterator[Record]:
    """States, and the provinces of the countries whose news are read most."""
    lexicon = tomllib.loads((ROOT / "pipeline" / "lexicons" / "nationalities.toml").read_text(encoding="utf-8"))
    by_hand = {row["code"]: row for row in read_jsonl(OVERLAY / "territory_names.jsonl")}
    states: dict[str, str] = {}
    for row in sorted(read_jsonl(actors / "territories.jsonl.gz"), key=lambda row: "-" in row["code"]):
        code = row["code"]
        state = (row["is_country"] and len(code) == 2) or code == "ps"
        if code in NOT_TAKEN or (not state and not re.match(r"(us|ua|ru|de|gb|ca|au|in|cn)-|hk$|pr$", code)):
            continue
        hand = by_hand.get(code, {})
        names = [*hand.get("aliases", []), *_plain_names(row, state)]
        record: Record = {
            "actor_id": hand.get("wikidata", row["qid"]), "name": re.sub(r"\s*\(.*", "", row["name"]),
            "type": "state" if state else "place", "country": code[:2].upper(), "aliases": names,
            "prominence": 0.8 if state else 0.45,
            "demonyms": lexicon["demonyms"].get(code.upper(), []) if state else [],
        }  # fmt: skip
        if state:
            states[code] = record["name"]
        elif "-" in code:
            record["description"] = f"region of {states.get(code[:2], code[:2].upper())}"
        yield record


def _plain_names(row: Record, state: bool) -> list[str]:
    """The full name, and for oblasts the ways newspapers write one; the source's own variants hold towns, codes and demonyms."""
    full = re.sub(r"\s*\(.*", "", row["full_name"])
    names = [full] if full != row["name"] else []
    if not state and full.endswith(" Oblast"):
        names += [full.replace(" Oblast", end) for end in (" region", " Region", " oblast", " Province")]
    return names


# ---------------------------------------------------------------- politicians


def politicians(archive: Path) -> Iterator[Record]:
    """Holders of offices since 2000, one record a person."""
    people: dict[str, Record] = {}
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getnames()):
            base = Path(member).name
            country = _country(member)
            if country and base.endswith((".holders21.csv", ".current.csv")):
                for row in _csv(tar, member):
                    _add_office(people, row, country)
        for member in sorted(tar.getnames()):
            country = _country(member)
            if country in SETTINGS["parliaments"] and member.endswith(".legislators.csv"):
                for row in sorted(_csv(tar, member), key=lambda row: (row["personID"], row["position"], row["start"])):
                    _add_legislator(people, row, country)
        for member in sorted(tar.getnames()):
            if member.endswith(".bio.csv"):
                for row in _csv(tar, member):
                    _add_life(people, row)
    yield from people.values()


def _country(member: str) -> str | None:
    name = Path(member).name.split(".")[0]
    country: str | None = SETTINGS["countries"].get(re.sub(r"-(?:cabinet|ministers)$", "", name))
    return country


def _csv(tar: tarfile.TarFile, member: str) -> Iterator[dict[str, str]]:
    stream = tar.extractfile(member)
    assert stream is not None
    yield from csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8"))


def _add_office(people: dict[str, Record], row: dict[str, str], country: str) -> None:
    start, end, title = full_day(row.get("start")), full_day(row.get("end")), row["position"]
    over = bool(row.get("end")) and end is None
    if (
        not title
        or not row["person"]
        or re.match(r"Q\d+$", row["person"])
        or ((row.get("end") or "9") < EARLIEST_END)
        or (start and end and end < start)
    ):
        return
    if over or re.search(r"(?i)\b(?:judge|justice of)\b", title):
        return
    person = people.setdefault(row["personID"], _person(row["personID"], row["person"], country))
    role = {
        "title": title,
        "country": country,
        "start": start,
        "end": end,
        "as_of": POLITICIANS_AS_OF,
        "source": "every_politician",
    }
    role = {key: value for key, value in role.items() if value}
    if role not in person["roles"]:
        person["roles"].append(role)
    if row.get("gender") in ("male", "female"):
        person["gender"] = row["gender"]


def _person(actor_id: str, name: str, country: str) -> Record:
    return {"actor_id": actor_id, "name": name, "type": "person", "country": country, "aliases": [], "roles": []}


def _add_legislator(people: dict[str, Record], row: dict[str, str], country: str) -> None:
    """A seat in a national parliament; terms that follow one another are one role."""
    title = re.sub(r"\b(?:the )?\d+(?:st|nd|rd|th)(?:-\d+(?:st|nd|rd|th))? ", "the ", row["position"]).replace(
        "Member of the Parliament of the United", PARLIAMENT_UK
    )
    start, end = full_day(row.get("start")), full_day(row.get("end"))
    if (
        PROVINCIAL.search(title)
        or not start
        or (row.get("end") and not end)
        or (end or "9") < EARLIEST_END
        or (end and end < start)
    ):
        return
    if re.match(r"Q\d+$", row["person"]) or (country == "US" and not title.startswith("United States")):
        return
    person = people.setdefault(row["personID"], _person(row["personID"], row["person"], country))
    role = {"title": title, "country": country, "start": start, "as_of": POLITICIANS_AS_OF, "source": "every_politician"}
    last = next((r for r in reversed(person["roles"]) if r["title"] == title and r.get("end")), None)
    if last and timedelta(0) <= date.fromisoformat(start) - date.fromisoformat(last["end"]) < BETWEEN_TERMS:
        last.pop("end")
        role = last
    else:
        person["roles"].append(role)
    if end:
        role["end"] = end


def _add_life(people: dict[str, Record], row: dict[str, str]) -> None:
    person = people.get(row["id"])
    if person is None:
        return
    if row["gender"] in ("male", "female"):
        person["gender"] = row["gender"]
    title = re.sub(r"\s*\(.*", "", row["enwiki"])
    if title and title != person["name"]:
        person["aliases"] = sorted({*person["aliases"], title})


# ---------------------------------------------------------------- United States


def us_politicians(actors: Path) -> Iterator[Record]:
    for name in ("us_executive.yaml.gz", "us_legislators_current.yaml.gz"):
        with gzip.open(actors / name, "rt", encoding="utf-8") as source:
            rows = yaml.load(source, Loader=yaml.CSafeLoader)
        for row in rows:
            terms = [_term(term) for term in row["terms"] if str(term["end"]) >= EARLIEST_END]
            if not terms or not row["id"].get("wikidata"):
                continue
            parts = row["name"]
            plain = f"{parts['first']} {parts['last']}"
            short = f"{parts['nickname']} {parts['last']}" if parts.get("nickname") else plain
            person = _person(row["id"]["wikidata"], parts.get("official_full") or plain, "US")
            person["aliases"] = sorted({plain, short} - {person["name"]})
            person["gender"] = {"F": "female", "M": "male"}[row["bio"]["gender"]]
            person["roles"] = terms
            yield person


def _term(term: Record) -> Record:
    title = {
        "prez": "President",
        "viceprez": "Vice President",
        "sen": "United States Senator",
        "rep": "United States Representative",
    }[term["type"]]
    end = str(term["end"])
    role = {"title": title, "country": "US", "start": str(term["start"]), "as_of": US_AS_OF, "source": "us_congress"}
    if term["type"] in ("sen", "rep"):
        role["organisation"] = "United States Senate" if term["type"] == "sen" else "House of Representatives"
    return role if end > US_AS_OF else {**role, "end": end}


# ---------------------------------------------------------------- organisations and places


def organisations(actors: Path) -> Iterator[Record]:
    for row in json.loads((actors / "igos.json").read_text(encoding="utf-8")):
        long = re.sub(r"^UN ", "United Nations ", row["name"])
        short = re.sub(r"^United Nations ", "UN ", row["name"])
        aliases = sorted({long, short} - {row["name"]})
        yield {"actor_id": row["wikidata"], "name": row["name"], "type": "organisation", "aliases": aliases, "prominence": 0.5}


def ukrainian_places(actors: Path, taken: set[str]) -> Iterator[Record]:
    """Towns of Ukraine with their spellings; the first to take a name keeps it."""
    with gzip.open(actors / "spelling_ukraine.json.gz", "rt", encoding="utf-8") as source:
        rows = json.load(source)
    for row in rows:
        name = row["correctSpelling"]
        if row["kind"] != "places" or row["category"] in ("Country", "Region") or slug(name) in taken or fold(name) in taken:
            continue
        related = [
            s for s in row.get("relatedSpellings", []) if not s.isascii() and fold(s) != s.lower() and re.search(r"[а-яґєії]", s)
        ]
        spellings = [row["sourceSpelling"], *row["incorrectSpellings"], *related]
        aliases = sorted({s for s in spellings if fold(s) not in taken and fold(s) != fold(name)})
        taken.update({slug(name), fold(name), *map(fold, aliases)})
        yield {"actor_id": slug(name), "name": name, "type": "place", "country": "UA", "aliases": aliases, "prominence": 0.4}


# ---------------------------------------------------------------- merging


def merge(records: Iterable[Record]) -> dict[str, Record]:
    """One record an id: later ones win field by field, aliases and roles add up."""
    merged: dict[str, Record] = {}
    for record in records:
        old = merged.setdefault(record["actor_id"], {})
        roles = _merge_roles(old.get("roles", []), record.get("roles", []))
        names = [old.get("name"), *old.get("aliases", []), *record.get("aliases", [])]
        demonyms = [*old.get("demonyms", []), *record.get("demonyms", [])]
        old.update({key: value for key, value in record.items() if value not in (None, [], "")})
        aliases = dict.fromkeys(name for name in names if name and name != old["name"])
        old.update(aliases=list(aliases), roles=roles, demonyms=list(dict.fromkeys(demonyms)))
    return merged


def _merge_roles(old: list[Record], new: list[Record]) -> list[Record]:
    kept = [role for role in old if not any(_same_role(role, other) for other in new)]
    return sorted([*kept, *new], key=lambda role: (role.get("start", ""), role["title"]))


def _same_role(one: Record, other: Record) -> bool:
    """Whether both tell of one term: the same office in one country, begun within a year, or on a day that one lacks."""
    if one.get("country") != other.get("country") or office(one["title"], one.get("country")) != office(
        other["title"], other.get("country")
    ):
        return False
    if not one.get("start") or not other.get("start"):
        return True
    return abs(date.fromisoformat(one["start"]) - date.fromisoformat(other["start"])) < timedelta(days=366)


def identified(merged: dict[str, Record]) -> dict[str, Record]:
    """The records under the Wikidata ids that `wikidata_ids.csv` has for those made by rule; one that is there already wins."""
    with (OVERLAY / "wikidata_ids.csv").open(encoding="utf-8", newline="") as source:
        ids = {row["actor_id"]: row["wikidata"] for row in csv.DictReader(source)}
    stale = sorted(ids.keys() - merged.keys())
    if stale:
        sys.exit(f"wikidata_ids.csv: no such actor: {', '.join(stale)}")
    renamed = [
        {**merged[key], "actor_id": wikidata, **({"description": None} if wikidata in merged else {})}
        for key, wikidata in ids.items()
    ]
    kept = [row for key, row in merged.items() if key not in ids]
    for row in kept:
        row["represents"] = ids.get(row.get("represents", ""), row.get("represents"))
    return merge([*renamed, *kept])


def finish(record: Record) -> Record:
    record = {key: value for key, value in record.items() if value not in (None, [], "")}
    prominence = SETTINGS["prominence"]
    other = prominence["other"]
    if "prominence" not in record:
        offices = {office(role["title"], role.get("country")) for role in record.get("roles", [])}
        record["prominence"] = max((prominence.get(key, other) for key in offices), default=other)
    return {"actor_id": record.pop("actor_id"), **record}


def write(records: dict[str, Record], out: Path) -> None:
    rows = [finish(records[key]) for key in sorted(records, key=id_order)]
    print(f"{len(rows):,} actors, {write_base(rows, out):,} bytes")


def main(corpora: Path, package: Path, out: Path) -> None:
    actors, labels = corpora / "actors", name_suggestions.read(package)
    by_hand = [row for name in HAND_KEPT for row in read_jsonl(OVERLAY / f"{name}.jsonl")]
    sources = [
        *territories(actors),
        *organisations(actors),
        *politicians(actors / "every_politician_scrapers.tar.gz"),
        *us_politicians(actors),
    ]
    merged = merge([*sources, *by_hand])
    taken = {fold(name) for row in merged.values() if row["type"] != "person" for name in (row["name"], *row["aliases"])}
    merged |= merge(ukrainian_places(actors, taken | set(merged)))
    places = {
        (fold(name), row.get("country", "")): row["actor_id"]
        for row in merged.values()
        if row["type"] in ("place", "state")
        for name in (row["name"], *row["aliases"])
    }
    merged |= merge(row for row in cities(places, name_suggestions.city_ids(labels)) if row["actor_id"] not in merged)
    state_bodies(merged)
    known = {(fold(name), row.get("country")) for row in merged.values() for name in (row["name"], *row["aliases"])}
    for row in name_suggestions.organisations(labels, list(merged.values())):
        if row["actor_id"] not in merged and (fold(row["name"]), row["country"]) not in known:
            merged |= merge([row])
    write(identified(merged), out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
