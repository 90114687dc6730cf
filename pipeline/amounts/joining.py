"""Joins readings: ranges ("5 to 10 million"), exchanges ("1,000-for-1,000"), ratios ("one in five"), scores, and ages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline import lexicons
from pipeline.amounts import units
from pipeline.amounts.lexicon import listed
from pipeline.amounts.modifiers import change_before
from pipeline.amounts.phrases import PhraseTable
from pipeline.amounts.pieces import Pieces
from pipeline.amounts.readings import Reading, read
from pipeline.amounts.records import Amount
from pipeline.amounts.units import Unit
from pipeline.numerals import HYPHENS, scaled_by

CURRENCY_WIDTH = 4
"""Pieces that a currency before the second number may take ("U.S. $"), plus one."""
COUNTABLE_SCALE = 1000.0
"""Only first numbers below it may borrow the scale of the second: "5 to 10 million", not "5,000 to 10 million"."""


def single(reading: Reading) -> Amount:
    """The reading alone."""
    kind = reading.unit.kind if reading.unit else "ratio" if reading.multiple else "count"
    return Amount(
        start=reading.start,
        end=reading.end,
        number_end=reading.number[1],
        value=reading.value,
        kind=kind,
        unit=reading.unit,
        vague=reading.vague,
        plus=reading.signed > 0,
    )


def compound(pieces: Pieces, reading: Reading, blocked: Sequence[bool] = ()) -> Reading:
    """ "5 feet 2 inches", "two years and three months", "3 dollars 50 cents": one amount, in its first unit.

    `blocked`: pieces that are spoken for: "a year and 10 months ago" are two.
    """
    if reading.unit is None or reading.value % 1 or reading.vague:
        return reading
    at = reading.end + (pieces.low(reading.end) == "and")
    taken = at < len(blocked) and blocked[at]
    second = read(pieces, at, at) if pieces.low(at)[:1].isalnum() and not taken else None
    share = units.share(second.unit, reading.unit) if second and second.unit and second.start == at else None
    if second is None or share is None or not 0 < second.value * share < 1:
        return reading
    return replace(reading, end=second.end, value=scaled_by(reading.value + second.value * share, 1.0))


def exchange(pieces: Pieces, reading: Reading) -> Amount | None:
    """ "1,000-for-1,000", "one-for-one": kind exchange, what is given and what is got."""
    at = reading.end
    if reading.unit or pieces.low(at) not in HYPHENS or pieces.low(at + 1) not in listed("ratios", "exchange"):
        return None
    second = read(pieces, at + 3, at + 3) if pieces.low(at + 2) in HYPHENS else None
    if second is None or second.unit:
        return None
    return Amount(
        start=reading.start,
        end=second.end,
        number_end=second.end,
        value=reading.value,
        value_high=second.value,
        kind="exchange",
    )


def ratio(pieces: Pieces, reading: Reading) -> Amount | None:
    """ "one in five", "9 out of 10": the share; "3:1": the quotient. Kind ratio."""
    if reading.unit or reading.vague or reading.scale != 1:
        return None
    at = reading.end
    if pieces.low(at) == ":" and pieces.is_glued(at) and pieces.is_glued(at + 1):
        return _colon(pieces, reading, at + 1)
    joint = _joints().at(pieces.lowers, at)
    second = read(pieces, at + joint.length, at + joint.length) if joint else None
    if second is None or second.unit or second.vague or not 0 < reading.value < second.value:
        return None
    if joint and pieces.low(at) == "in" and (second.value > 10_000 or _is_year(pieces, second)):
        return None
    return replace(single(reading), end=second.end, number_end=second.end, value=reading.value / second.value, kind="ratio")


def _colon(pieces: Pieces, reading: Reading, at: int) -> Amount | None:
    """ "3:1", but not the clock's "7:30"."""
    second = read(pieces, at, at)
    if second is None or second.unit or not second.value or len(pieces.low(at)) == 2:
        return None
    return replace(single(reading), end=second.end, number_end=second.end, value=reading.value / second.value, kind="ratio")


def span_of_values(pieces: Pieces, reading: Reading, floor: int) -> Amount | None:
    """A range: "5-10%", "from $2 to $3 million", "between 18 and 60"; or a score ("3-2"), kind other."""
    between = pieces.low(reading.start - 1) in listed("ranges", "between") and reading.start - 1 >= floor
    opened = between or (pieces.low(reading.start - 1) in listed("ranges", "from") and reading.start - 1 >= floor)
    at = reading.end + _hangs(pieces, reading.end)
    joint = pieces.low(at)
    if not (joint in listed("ranges", "to") or (between and joint == "and")):
        return None
    second = _second(pieces, at + 1)
    if second is None or (reading.multiple and not second.multiple) or _is_chain(pieces, reading, second):
        return None
    dash = joint in HYPHENS or joint in listed("ranges", "dashes")
    if not _compatible(reading, second, opened) or (not opened and _is_change(pieces, reading, second)):
        return None
    return _joined(pieces, reading, second, opened=opened, between=between, dash=dash)


def _hangs(pieces: Pieces, at: int) -> int:
    """1 where a hyphen waits for the word that both numbers share: the first one of "18- to 24-year-olds"."""
    return int(pieces.low(at) in HYPHENS and pieces.is_glued(at) and not pieces.is_glued(at + 1))


def _joined(pieces: Pieces, first: Reading, second: Reading, *, opened: bool, between: bool, dash: bool) -> Amount | None:
    low = first.value
    if first.scale == 1 and second.scale > 1 and abs(low) < COUNTABLE_SCALE and abs(low) < abs(second.value / second.scale):
        low = scaled_by(low, second.scale)
    unit = first.unit or second.unit
    start = first.start - 1 if opened else first.start
    amount = replace(
        single(first), start=start, end=second.end, number_end=second.number[1], unit=unit, value_high=second.value, value=low
    )
    amount = replace(amount, kind=unit.kind if unit else "count")
    if low < second.value:
        return amount
    if dash and unit is None and first.digits and second.digits and not _year_like(pieces, first):
        return replace(amount, kind="score", value_high=None if low == second.value else second.value)
    return amount if opened and not between and not dash else None


def _second(pieces: Pieces, at: int) -> Reading | None:
    """The reading that begins at `at`, with or without a currency before its number."""
    for number in range(at, at + CURRENCY_WIDTH):
        reading = read(pieces, number, at)
        if reading:
            return reading if reading.start == at else None
    return None


def _compatible(first: Reading, second: Reading, opened: bool) -> bool:
    """Whether two readings may be ends of one range: the same unit, or one given for both."""
    if first.unit and second.unit:
        return first.unit.name == second.unit.name
    if first.unit:
        return opened or first.unit.kind == "money"
    return True


def _is_change(pieces: Pieces, first: Reading, second: Reading) -> bool:
    """ "rose 2% to 9%": a change and the level that it led to."""
    measured = first.unit is not None and second.unit is not None and pieces.low(first.end) == "to"
    return measured and change_before(pieces, first.start, measured=True) is not None


def _is_chain(pieces: Pieces, first: Reading, second: Reading) -> bool:
    """ "2019-20", "555-01-22": years and codes, not ranges."""
    glued = pieces.is_glued(second.end) and pieces.low(second.end) in HYPHENS and pieces.low(second.end + 1)[:1].isdigit()
    season = _year_like(pieces, first) and pieces.low(first.end) in HYPHENS and second.value < first.value
    dated = pieces.low(first.start - 1) in listed("years", "prepositions") - {"from", "between", "to", "-"}
    years = _year_like(pieces, first) and (dated or _year_like(pieces, second))
    return glued or season or years


def _year_like(pieces: Pieces, reading: Reading) -> bool:
    text = pieces.texts[reading.number[0]]
    years = lexicons.load("amounts")["years"]
    return len(text) == 4 and text.isdigit() and bool(years["first"] <= reading.value <= years["last"]) and not reading.unit


def _is_year(pieces: Pieces, reading: Reading) -> bool:
    return _year_like(pieces, reading)


def age(pieces: Pieces, amount: Amount, floor: int, persons: frozenset[int] | None) -> Amount | None:
    """The amount as an age where the words say so: "27 to 66 years old", "aged 7", "a 6-month-old", "Orlov, 44, said"."""
    if amount.unit is not None and amount.unit.kind != "duration":
        return None
    if amount.unit is not None:
        return _old(pieces, amount, floor)
    tail = _ages("after").at(pieces.lowers, amount.end)
    if tail:
        return _aged(amount, end=amount.end + tail.length)
    table = _table("ages")
    if not table["least"] <= amount.value <= table["most"] or amount.value != int(amount.value) or amount.kind != "count":
        return None
    head = _ages("before").before(pieces.lowers, amount.start, floor)
    if head and not _noun_follows(pieces, amount.end):
        return _aged(amount, start=amount.start - head.length)
    if _ages("comparatives").before(pieces.lowers, amount.start, floor) and not _noun_follows(pieces, amount.end):
        return _aged(amount)
    limit = _ages("limits").before(pieces.lowers, amount.start, floor)
    persons_before = limit is not None and pieces.low(amount.start - limit.length - 1) in lexicons.group(
        "amounts", "ages", "persons"
    )
    if persons_before and not _noun_follows(pieces, amount.end, guess=True):
        return _aged(amount)
    return _aged(amount) if _is_apposition(pieces, amount, persons) else None


def _old(pieces: Pieces, amount: Amount, floor: int) -> Amount | None:
    """Years, months or days that are an age: "66 years old", "34-year-olds", "five years of age", "the age of 5 years"."""
    at = amount.end
    if pieces.low(at) in HYPHENS:
        at += 1
    if pieces.low(at) in ("old", "olds"):
        return _aged(amount, end=at + 1, unit=amount.unit)
    if pieces.low(at) == "of" and pieces.low(at + 1) == "age":
        return _aged(amount, end=at + 2, unit=amount.unit)
    head = _ages("before").before(pieces.lowers, amount.start, floor)
    return _aged(amount, start=amount.start - head.length, unit=amount.unit) if head else None


def _aged(amount: Amount, *, start: int | None = None, end: int | None = None, unit: Unit | None = None) -> Amount:
    base = unit or units.named("year")
    return replace(
        amount,
        start=amount.start if start is None else start,
        end=amount.end if end is None else end,
        unit=Unit(base.name, "age", base.si),
        kind="age",
    )


def _noun_follows(pieces: Pieces, at: int, *, guess: bool = False) -> bool:
    """Whether something counted comes next; `guess`: without tags, believe it of any word that may be a noun."""
    tag = pieces.tag(at)
    if tag:
        return tag.startswith(("NN", "JJ", "CD"))
    return guess and pieces.low(at).isalpha() and pieces.low(at) not in listed("counted", "stop")


def _is_apposition(pieces: Pieces, amount: Amount, persons: frozenset[int] | None) -> bool:
    """ "Orlov, 44," right behind a person's name."""
    comma, name = amount.start - 1, amount.start - 2
    if name < 0 or pieces.low(comma) != "," or amount.value_high is not None or amount.value < 1:
        return False
    if pieces.low(amount.end) not in (",", ".", ")", ";", "") or not pieces.texts[amount.start].isdigit():
        return False
    if persons is not None and name in persons:
        return True
    return pieces.texts[name].istitle() and pieces.texts[name].isalpha() and not _is_month(pieces.lowers[name])


def _is_month(word: str) -> bool:
    return word in listed("years", "months")


@cache
def _joints() -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for phrase in _table("ratios")["joints"])


@cache
def _ages(key: str) -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for phrase in _table("ages")[key])


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = lexicons.load("amounts")[name]
    return table
