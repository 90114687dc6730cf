"""Spellings of names that news use, from `data/spellings.csv`, and names of other people that must not be taken for them."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest

from pipeline.actors import ActorBase

CASES = list(csv.DictReader((Path(__file__).parent / "data" / "spellings.csv").read_text(encoding="utf-8").splitlines()))
PAIRS = 20_000


@pytest.fixture(scope="module")
def base() -> ActorBase:
    return ActorBase.load()


def meant(base: ActorBase, name: str) -> str | None:
    found = base.candidates(name, "PERSON")
    return found[0].actor_id if found else None


def test_a_name_is_known_in_every_usual_spelling(base: ActorBase) -> None:
    known = {case["name"]: meant(base, case["name"]) for case in CASES}
    assert None not in known.values()
    missed = [case["variant"] for case in CASES if meant(base, case["variant"]) != known[case["name"]]]
    assert len(CASES) >= 150
    assert len(missed) <= 0.02 * len(CASES), missed


def test_nobody_is_taken_for_somebody_else(base: ActorBase, root: Path) -> None:
    """Of hundreds of people paired at random, none is found by the other's full name."""
    lines = (root / "models" / "actors" / "people.jsonl").read_text(encoding="utf-8").splitlines()
    people = [(row["actor_id"], row["name"]) for row in map(json.loads, lines)]
    rng = random.Random(1)
    for _ in range(PAIRS):
        (_, name), (other, _) = rng.sample(people, 2)
        assert all(found.actor_id != other for found in base.candidates(name, "PERSON")), (name, other)
