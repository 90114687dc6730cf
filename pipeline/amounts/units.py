"""Units of measure and currencies: what a unit is called, of what kind it is, and what an amount of it is in SI units.

Factors: SI Brochure (BIPM, 9th edition) and NIST Special Publication 811; calendar units by the Julian year of 365.25 days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lexicons
from pipeline.amounts.phrases import Found, PhraseTable
from pipeline.errors import DataError

COMPOUND = frozenset({"length", "mass", "duration"})
"""Kinds whose amounts are told in two units at once."""
WHOLE = 1e-6
"""A foot is 12 inches: what one unit may be off a whole number of the other, and both still belong to one amount."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its name in the tables, its kind, and `kelvin or metre ... = value * si + offset`."""

    name: str
    kind: str
    si: float | None = None
    offset: float = 0.0


def to_si(value: float, unit: Unit) -> tuple[float, str] | None:
    """The amount in the SI unit of its kind and that unit's name; None where the unit has none (money, counts)."""
    name = lexicons.load("units")["si"].get(unit.kind)
    return (value * unit.si + unit.offset, name) if unit.si is not None and name else None


def unit_at(texts: Sequence[str], lowers: Sequence[str], at: int, *, after_digits: bool) -> Found[Unit] | None:
    """The longest unit or currency that begins at piece `at`; symbols ("km", "%") only after digits."""
    named = _names().at(lowers, at)
    symbol = _symbols().at(texts, at) if after_digits else None
    return symbol if symbol and (named is None or symbol.length >= named.length) else named


def first_words(kinds: frozenset[str]) -> frozenset[str]:
    """The words that names of units of these kinds begin with."""
    rows = [*_measures(), *_money()]
    return frozenset(name.split(" ")[0] for unit, entry in rows if unit.kind in kinds for name in entry.get("names", ()))


def currency_before(texts: Sequence[str], end: int, floor: int = 0, glued: Sequence[bool] = ()) -> Found[Unit] | None:
    """The longest currency sign or code that ends right before piece `end`: "US$", "€", "Rs.", "UAH".

    `glued[i]` tells whether no space stands before piece i: "A$5" are Australian dollars, "a $5 ticket" are not.
    """
    found = _before().before(texts, end, floor)
    if found is None:
        return None
    unit, close = found.value
    if close and found.length > 1 and not all(glued[end - found.length + 1 : end]):
        return currency_before(texts, end, end - 1) if floor < end - 1 else None
    return Found(unit, found.length)


def doubtful_currency(word: str) -> tuple[Unit, float] | None:
    """The currency of a word that may be something else ("pounds", "won"), and the least value that makes it money."""
    doubtful = lexicons.load("currencies")["doubtful"]
    for code, names in doubtful["names"].items():
        if word in names or word in {plural(name) for name in names}:
            return Unit(code, "money"), float(doubtful["at_least"])
    return None


def named(name: str) -> Unit:
    """The unit of measure of that name."""
    return _by_name()[name]


def share(small: Unit, large: Unit) -> float | None:
    """What part of the larger unit the smaller one is, where amounts are told in both: inches of a foot, cents of a dollar.

    None where the larger is no whole number of the smaller: pounds and kilograms, weeks and years.
    """
    if large.kind == "money":
        part: float | None = lexicons.load("currencies")["coins"].get(small.name)
        return part
    if small.kind != large.kind or large.kind not in COMPOUND or not (small.si and large.si and small.si < large.si):
        return None
    times = large.si / small.si
    return 1 / round(times) if abs(times - round(times)) < WHOLE else None


@cache
def rate(level: Unit, per: str) -> Unit:
    """The unit of a rate: `USD/barrel` is money still, `hour/day` a duration, `kilometre/hour` a speed, all else other."""
    below = _by_name().get(per)
    if below and below.kind == "duration" and level.kind == "length" and level.si and below.si:
        return Unit(f"{level.name}/{per}", "speed", level.si / below.si)
    return Unit(f"{level.name}/{per}", level.kind if level.kind in ("money", "percent", "duration") else "other")


def denominator_at(lowers: Sequence[str], at: int) -> Found[str] | None:
    """What may follow "per" or "a" in a rate: a unit of measure or a thing counted singly ("share"), by its singular name."""
    return _denominators().at(lowers, at)


def symbol_at(texts: Sequence[str], at: int) -> Found[str] | None:
    """The name of the unit of measure whose symbol stands behind the slash of a rate: "km/s²"."""
    found = _symbols().at(texts, at)
    return Found(found.value.name, found.length) if found and found.value.kind != "money" else None


def plural(name: str) -> str:
    """The regular plural of a unit's name, on the word that takes it: "miles", "centuries", "parts per million"."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def _measures() -> list[tuple[Unit, dict[str, Any]]]:
    rows: list[tuple[Unit, dict[str, Any]]] = []
    for name, entry in lexicons.load("units")["units"].items():
        unknown = set(entry) - {"kind", "si", "offset", "names", "plurals", "symbols"}
        if unknown:
            raise DataError(f"lexicon units.toml: unit {name} has unknown keys {sorted(unknown)}")
        rows.append((Unit(name, entry["kind"], entry.get("si"), entry.get("offset", 0.0)), entry))
    return rows


@cache
def _money() -> list[tuple[Unit, dict[str, Any]]]:
    rows = lexicons.load("currencies")["currencies"]
    return [(Unit(code, "money"), entry) for code, entry in rows.items()]


@cache
def _by_name() -> dict[str, Unit]:
    return {unit.name: unit for unit, _ in _measures()}


@cache
def _names() -> PhraseTable[Unit]:
    return PhraseTable(_named_forms([*_measures(), *_money()]))


def _named_forms(rows: list[tuple[Unit, dict[str, Any]]]) -> Iterator[tuple[str, Unit]]:
    for unit, entry in rows:
        for name in entry.get("names", ()):
            yield name, unit
            if "plurals" not in entry or unit.kind == "money":
                yield plural(name), unit
        for name in entry.get("plurals", ()):
            yield name, unit


@cache
def _symbols() -> PhraseTable[Unit]:
    return PhraseTable(_symbol_forms())


def _symbol_forms() -> Iterator[tuple[str, Unit]]:
    """Signs of units and currencies; ISO codes in capitals and, but for English words, small letters."""
    never = lexicons.load("currencies")["codes"]["not_at_all"]
    for unit, entry in _measures():
        for symbol in entry.get("symbols", ()):
            yield symbol, unit
    for unit, entry in _money():
        for symbol in entry.get("symbols", ()):
            yield symbol, unit
        if unit.name not in never:
            yield unit.name, unit
            yield unit.name.lower(), unit


@cache
def _before() -> PhraseTable[tuple[Unit, bool]]:
    """Currencies before the number, and whether their signs must stand close; codes that are English words left out."""
    never = lexicons.load("currencies")["codes"]["not_before"]
    forms: list[tuple[str, tuple[Unit, bool]]] = []
    for unit, entry in _money():
        signs = [*entry.get("symbols", ()), *entry.get("before", ())]
        forms += [(sign, (unit, " " not in sign)) for sign in signs if sign not in ("p", "¢")]
        if unit.name.isupper() and unit.name not in never:
            forms.append((unit.name, (unit, False)))
    return PhraseTable(sorted(forms, key=lambda form: form[1][1]))


@cache
def _denominators() -> PhraseTable[str]:
    forms = [(name, unit.name) for unit, entry in _measures() if unit.kind != "percent" for name in entry.get("names", ())]
    return PhraseTable([*forms, *((word, word) for word in lexicons.load("units")["rates"]["denominators"])])
