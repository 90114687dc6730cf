"""The sample articles and their gold keep the promises of samples/README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
ARTICLES = sorted((SAMPLES / "articles").glob("*.txt"))
GOLDS = sorted((SAMPLES / "gold").glob("*.json"))
Row = dict[str, Any]
Chars = tuple[int, int]

SIDECAR_KEYS = {"url", "title", "published", "authors", "publisher"}
REQUIRED = {
    "dates": {"text", "type", "value"},
    "quantities": {"text", "kind", "value", "modifier", "unit", "counted"},
    "quotes": {"kind", "speaker"},
    "actors": {"text", "label", "form", "actor"},
}
FREE = {
    "dates": {"mod", "value_alt"},
    "quantities": {"value_high", "modifier_alt", "unit_alt", "kind_alt"},
    "quotes": {"text", "parts", "speaker_alt"},
    "actors": {"actor_id", "actor_alt", "represents", "label_alt", "known"},
}
DATE_TYPES = {"DATE", "TIME", "DURATION", "SET"}
DATE_MODS = {"MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "APPROX", "START", "MID", "END", "BEFORE", "AFTER"}
UNITLESS_KINDS = {"count", "ordinal", "ratio", "exchange"}
UNIT_KINDS = {
    "money",
    "percent",
    "duration",
    "age",
    "length",
    "mass",
    "area",
    "volume",
    "speed",
    "temperature",
    "energy",
    "other",
}
MODIFIERS = {"=", "~", "<", "<=", ">", ">=", "up", "down"}
LABELS = {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}

DAYPART = "MO|MI|AF|EV|NI|DT"
YEAR, CLOCK = r"(?:\d{4}|XXXX)", rf"T(?:\d\d(?::\d\d){{1,2}}Z?|{DAYPART})"
DAY = rf"{YEAR}-(?:\d\d|XX)-(?:\d\d|XX)|{YEAR}-W(?:\d\d|XX)-(?:[1-7]|WE)"
TIMEX = {
    "DATE": rf"(?:PAST|PRESENT|FUTURE)_REF|{DAY}|{YEAR}(?:-(?:\d\d|XX|W\d\d|WXX|Q[1-4X]|H[12]|SP|SU|FA|WI))?",
    "TIME": rf"(?:{DAY})?{CLOCK}",
    "DURATION": r"P(?:\d+|X)[YMWD]|PT(?:\d+|X)[HMS]",
    "SET": rf"P\d+[YMWD]|PT\d+[HMS]|{DAY}",
}


each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
each_gold = pytest.mark.parametrize("path", GOLDS, ids=lambda p: p.stem)
each_layer = pytest.mark.parametrize("layer", REQUIRED)


def rows(path: Path, layer: str) -> list[Row]:
    return json.loads(path.read_text(encoding="utf-8"))[layer]


def located(text: str, layer: list[Row]) -> Iterator[tuple[Row, list[Chars]]]:
    """Each row with its stretches, found as the README says: from just after the start of the row before."""
    after = 0
    for row in layer:
        at, stretches = after, []
        for part in row.get("parts") or [row["text"]]:
            start = text.find(part, at)
            assert start >= 0, f"{part!r} does not stand after character {at}"
            at = start + len(part)
            stretches.append((start, at))
        after = stretches[0][0] + 1
        yield row, stretches


def text_of(gold: Path) -> str:
    return (SAMPLES / "articles" / f"{gold.stem}.txt").read_text(encoding="utf-8")


def cuts_a_word(text: str, start: int, end: int) -> bool:
    return any(0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum() for i in (start, end))


def test_there_are_articles_and_gold_enough() -> None:
    assert len(ARTICLES) >= 12
    assert len(GOLDS) >= 6


@each_article
def test_an_article_has_a_sidecar_that_fits_it(path: Path) -> None:
    sidecar = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert {"title", "authors", "publisher"} <= set(sidecar) <= SIDECAR_KEYS
    assert sidecar["title"] in path.read_text(encoding="utf-8")
    assert sidecar["publisher"] in {"Meridian Newswire", "The Harbour Post"}
    assert ".example.org/" in sidecar.get("url", ".example.org/")
    assert isinstance(sidecar["authors"], list)
    if "published" in sidecar:
        assert 2022 <= datetime.fromisoformat(sidecar["published"]).year <= 2025


def test_one_article_is_undated_and_shows_no_year() -> None:
    undated = [p for p in ARTICLES if "published" not in json.loads(p.with_suffix(".json").read_text(encoding="utf-8"))]
    assert [p.stem for p in undated] == ["no-date"]
    assert not re.search(r"\b(19|20)\d\d\b", undated[0].read_text(encoding="utf-8"))


@each_article
def test_an_article_is_of_newspaper_length(path: Path) -> None:
    words = len(path.read_text(encoding="utf-8").split())
    assert (30 if path.stem == "brief" else 150) <= words <= 600


def test_the_hard_wrapped_article_is_wrapped_at_72_columns() -> None:
    lines = (SAMPLES / "articles" / "hard-wrapped.txt").read_text(encoding="utf-8").splitlines()
    assert 65 < max(map(len, lines)) <= 72


@each_gold
def test_gold_has_its_article_and_the_four_layers(path: Path) -> None:
    assert (SAMPLES / "articles" / f"{path.stem}.txt").is_file()
    assert list(json.loads(path.read_text(encoding="utf-8"))) == list(REQUIRED)


@each_gold
def test_gold_is_written_one_row_per_line(path: Path) -> None:
    raw = path.read_text(encoding="utf-8")
    assert len([line for line in raw.splitlines() if line.startswith("  {")]) == sum(map(len, json.loads(raw).values()))


@each_layer
@each_gold
def test_every_row_stands_in_its_article_in_order_on_whole_words(path: Path, layer: str) -> None:
    text = text_of(path)
    for row, stretches in located(text, rows(path, layer)):
        assert not any(cuts_a_word(text, start, end) for start, end in stretches), row


@each_gold
def test_a_surname_is_not_looked_up_inside_the_full_name_before_it(path: Path) -> None:
    last = 0
    for row, [(start, end)] in located(text_of(path), rows(path, "actors")):
        if row["form"] == "name":
            assert start >= last, row
            last = end


@each_layer
@each_gold
def test_rows_have_the_fields_of_their_layer_and_no_others(path: Path, layer: str) -> None:
    for row in rows(path, layer):
        assert REQUIRED[layer] <= set(row) <= REQUIRED[layer] | FREE[layer] | {"optional"}, row
        assert row.get("optional", True) is True, row
        assert all(isinstance(row[key], list) and row[key] for key in row if key.endswith("_alt")), row


@each_gold
def test_a_date_has_a_timex3_value(path: Path) -> None:
    for row in rows(path, "dates"):
        assert row["type"] in DATE_TYPES, row
        assert row.get("mod", "APPROX") in DATE_MODS, row
        assert re.fullmatch(TIMEX[row["type"]], row["value"]), row
        if re.fullmatch(r"\d{4}-\d\d-\d\d", row["value"]):
            datetime.fromisoformat(row["value"])


@each_gold
def test_a_quantity_is_a_number_of_a_known_kind(path: Path) -> None:
    for row in rows(path, "quantities"):
        assert row["kind"] in UNITLESS_KINDS | UNIT_KINDS, row
        assert row["modifier"] in MODIFIERS, row
        assert isinstance(row["value"], int | float), row
        assert row.get("value_high", float("inf")) > row["value"], row
        assert row["counted"] is None or row["counted"] in " ".join(row["text"].split()), row
        assert (row["unit"] is None) == (row["kind"] in UNITLESS_KINDS), row
        assert row["kind"] != "money" or re.fullmatch("[A-Z]{3}", row["unit"]), row


@each_gold
def test_a_quote_carries_marks_as_its_kind_asks(path: Path) -> None:
    for row in rows(path, "quotes"):
        assert row["speaker"], row
        assert ("text" in row) != ("parts" in row)
        stretches = row.get("parts") or [row["text"]]
        assert len(stretches) == 1 or "text" not in row, row
        marked = [s[0] in '"“‘' and s[-1] in '"”’' for s in stretches]
        if row["kind"] == "direct":
            assert all(marked), row
        else:
            assert not any(marked), row
            assert row["kind"] == ("mixed" if re.search('["“]', "".join(stretches)) else "indirect"), row


@each_gold
def test_an_actor_row_is_bare_of_articles_and_possessives(path: Path) -> None:
    for row in rows(path, "actors"):
        assert row["label"] in LABELS, row
        assert row["form"] in {"name", "title"}, row
        assert not row["text"].endswith(("'s", "’s")), row
        assert row["form"] == "title" or not row["text"].startswith(("the ", "The ")), row
        assert re.fullmatch(r"Q[1-9]\d*", row.get("actor_id", "Q1")), row
        assert row.get("known", False) is False, row


def test_an_actor_keeps_one_identity_across_all_gold() -> None:
    ids: dict[str, set[str | None]] = {}
    for path in GOLDS:
        for row in rows(path, "actors"):
            ids.setdefault(row["actor"], set()).add(row.get("actor_id"))
    assert {name for name, found in ids.items() if len(found) > 1} == set()
