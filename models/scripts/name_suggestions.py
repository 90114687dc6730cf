"""Organisations and cities with their Wikidata ids, from the labels and descriptions in the name-suggestion-index.

The index is BSD-3, what it has of Wikidata CC0.

Get it with `npm pack name-suggestion-index`; the folder of the unpacked package is what the functions here take.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.actors.names import fold  # noqa: E402

Record = dict[str, Any]

SETTINGS = tomllib.loads((ROOT / "models" / "actors" / "sources.toml").read_text(encoding="utf-8"))["organisations"]
KINDS = re.compile(rf"\b(?:{'|'.join(SETTINGS['kinds'])})\b", re.IGNORECASE)
LOCAL = re.compile(rf"\b(?:{'|'.join(SETTINGS['local'])})\b", re.IGNORECASE)
NO_BODY = re.compile(rf"\b(?:{'|'.join(SETTINGS['no_body'])})\b", re.IGNORECASE)
CITY = re.compile(r"(?i)^(?:[\w-]+ ){0,6}(?:city|capital|town|municipality|commune)\b")
LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9&'’.,+/! -]+")

MINISTRY = re.compile(r"(?i)(?:ministry|department|ministerio|ministère|secretariat) (?:of|for|de)\b(?!.* of )")
LONGEST_ABBREVIATION = 4

ONE_WORD, KNOWN_BY_MANY = 0.15, 0.3
"""Prominence of a body whose name is one word, which must be borne out by its country in the article, and of the rest."""


def read(package: Path) -> dict[str, Record]:
    """Wikidata id -> label and description of everything in the index."""
    path = package / "dist" / "wikidata" / "wikidata.json"
    labels: dict[str, Record] = json.loads(path.read_text(encoding="utf-8"))["wikidata"]
    return labels


def organisations(labels: dict[str, Record], places: list[Record]) -> Iterator[Record]:
    """Companies, banks, universities, agencies and other bodies of the index whose description tells their country."""
    country_of, words = _countries(places), _words()
    for actor_id, row in sorted(labels.items(), key=lambda item: (len(item[0]), item[0])):
        name, description = row.get("label") or "", row.get("description") or ""
        if not LATIN.fullmatch(name) or not KINDS.search(description) or NO_BODY.search(description) or len(fold(name)) < 3:
            continue
        if LOCAL.search(description) and "multinational" not in description:
            continue
        country = country_of(description)
        if country is None or _says_too_little(name, words):
            continue
        yield {
            "actor_id": actor_id, "name": name, "type": "organisation", "country": country, "description": description,
            "prominence": KNOWN_BY_MANY if len(fold(name).split()) > 1 else ONE_WORD,
        }  # fmt: skip


def _says_too_little(name: str, words: frozenset[str]) -> bool:
    """Whether a name is a plain word ("Target"), a short abbreviation, or that of a ministry without its country."""
    folded = fold(name)
    return folded in words or (name.isupper() and len(folded) <= LONGEST_ABBREVIATION) or bool(MINISTRY.match(name))


def _words() -> frozenset[str]:
    """The nouns, verbs and adjectives of the model's lemma table."""
    table = gzip.decompress((ROOT / "models" / "en_news" / "newsfacts_encoder" / "lemmas.tsv.gz").read_bytes()).decode("utf-8")
    rows = (line.split("\t") for line in table.splitlines())
    return frozenset(row[0].lower() for row in rows if len(row) > 1 and row[1] in ("NOUN", "VERB", "ADJ", "ADV"))


def _countries(places: list[Record]) -> Any:
    """A reader of descriptions: the one country that they name by its name, its adjective or one of its provinces."""
    names: dict[str, str] = {}
    for place in places:
        if place.get("country") and (place["type"] == "state" or place.get("description", "").startswith("region of ")):
            for name in (place["name"], *place.get("aliases", ()), *place.get("demonyms", ())):
                if len(name) > 3 or name in ("U.S.", "UK", "USA"):
                    names.setdefault(name, place["country"])
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, names), key=lambda n: (-len(n), n))) + r")(?!\w)")

    def country(description: str) -> str | None:
        found = Counter(names[name] for name in pattern.findall(description))
        return next(iter(found)) if len(found) == 1 else None

    return country


def city_ids(labels: dict[str, Record]) -> dict[str, list[tuple[str, str]]]:
    """Folded name of a city -> Wikidata ids with their descriptions."""
    found: dict[str, list[tuple[str, str]]] = {}
    for actor_id, row in sorted(labels.items()):
        description = row.get("description") or ""
        if row.get("label") and CITY.match(description) and not NO_BODY.search(description):
            found.setdefault(fold(row["label"]), []).append((actor_id, description))
    return found
