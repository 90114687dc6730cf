"""Finds the amounts of a text: one pass over its pieces, a trigger test per piece, then readings joined to ranges, ages, rates.

`find_amounts` is what the quantities stage calls; it knows pieces, not spaCy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pipeline import lexicons
from pipeline.amounts import ellipsis, joining, units
from pipeline.amounts.counted import Counted, find_counted, looks_plural
from pipeline.amounts.exclusions import idiom_end, is_no_amount
from pipeline.amounts.lexicon import listed
from pipeline.amounts.modifiers import change_before, modifier_after, modifier_before
from pipeline.amounts.ordinals import ordinal_amount
from pipeline.amounts.phrases import PhraseTable
from pipeline.amounts.pieces import Pieces
from pipeline.amounts.readings import Reading, read
from pipeline.amounts.records import Amount
from pipeline.numerals import HYPHENS, read_cardinal, read_ordinal


@dataclass(slots=True, kw_only=True)
class Context:
    """What other stages know about the pieces."""

    blocked: Sequence[bool] = ()
    """Pieces whose digits are spoken for: dates, names."""
    persons: frozenset[int] | None = None
    """Pieces inside names of persons; None where no names are known."""
    heads: Mapping[int, int] = field(default_factory=dict)
    """Piece of a number -> piece of the noun that it modifies."""


def find_amounts(pieces: Pieces, context: Context) -> list[Amount]:
    """The amounts in order, not overlapping. Linear in the number of pieces."""
    amounts: list[Amount] = []
    floor = at = 0
    while at < len(pieces.lowers):
        if not _is_trigger(pieces, at) or _blocked(context, at):
            at += 1
            continue
        amount, end = _amount_at(pieces, at, floor, context)
        if amount:
            amounts[-1:] = [ellipsis.completed_by_next(pieces, earlier, amount) for earlier in amounts[-1:]]
            amounts.append(ellipsis.completed_by_earlier(pieces, amounts, amount))
            floor = amount.end
        at = max(at + 1, end)
    return amounts


def _amount_at(pieces: Pieces, at: int, floor: int, context: Context) -> tuple[Amount | None, int]:
    """The amount whose number begins at piece `at`, and where to go on."""
    end = idiom_end(pieces, at)
    if end:
        return None, end
    ordinal = read_ordinal(pieces.lowers, at)
    cardinal = read_cardinal(pieces.lowers, at)
    if ordinal and (cardinal is None or ordinal.length > cardinal.length):
        end = at + ordinal.length
        return (None if _blocked(context, at) else ordinal_amount(pieces, at, end, ordinal.value, context.heads)), end
    approximate = _approximates().at(pieces.lowers, at)
    if approximate:
        end = at + approximate.length
        bare = Amount(start=at, end=end, number_end=end, value=float(approximate.value), modifier="~", vague=True)
        return _count(pieces, bare, context), end
    reading = read(pieces, at, floor) or (_single_unit(pieces, at) if at > floor or at == 0 else None)
    if reading is None:
        return None, at + (cardinal.length if cardinal else 1)
    return _from_reading(pieces, reading, floor, context)


def _single_unit(pieces: Pieces, at: int) -> Reading | None:
    """ "a gallon of fuel", "a mile away": one of its unit; not behind an amount, whose rate it would be, nor "a barrel bomb"."""
    found = units.unit_at(pieces.texts, pieces.lowers, at + 1, after_digits=False) if pieces.low(at) in ("a", "an") else None
    if (
        found is None
        or found.value.kind not in listed("article", "kinds")
        or pieces.low(at + 1) in listed("article", "not_before")
    ):
        return None
    end = at + 1 + found.length
    if pieces.low(end) in HYPHENS or pieces.tag(end).startswith(("NN", "JJ", "CD", "VBN")):
        return None
    return Reading(start=at, end=end, number=(at, at + 1), value=1.0, unit=found.value)


def _from_reading(pieces: Pieces, reading: Reading, floor: int, context: Context) -> tuple[Amount | None, int]:
    reading = joining.compound(pieces, reading, context.blocked)
    amount = (
        joining.exchange(pieces, reading)
        or joining.ratio(pieces, reading)
        or joining.span_of_values(pieces, reading, floor)
        or joining.single(reading)
    )
    if amount.unit is None and amount.kind in ("count", "score") and _blocked(context, reading.start):
        return None, reading.end
    aged = joining.age(pieces, amount, floor, context.persons)
    if aged:
        return _modified(pieces, aged, floor), aged.end
    if amount.unit is not None:
        amount = _modified(pieces, _rated(pieces, amount), floor)
        return _substance(pieces, amount, context), amount.end
    if amount.kind != "count":
        refused = is_no_amount(pieces, reading, counts=False, joined=True)
        return (None if refused else _modified(pieces, amount, floor)), amount.end
    return _bare(pieces, reading, amount, floor, context), amount.end


def _bare(pieces: Pieces, reading: Reading, amount: Amount, floor: int, context: Context) -> Amount | None:
    """A number without unit: a count where it is neither a label, a date nor a pronoun."""
    counted = find_counted(pieces, amount.number_end, plural=amount.value != 1, heads=context.heads)
    if counted is None:
        amount = _of_measured_things(pieces, amount, context)
    joined = amount.value_high is not None
    if is_no_amount(pieces, reading, counts=_is_plural(pieces, counted), joined=joined):
        return None
    if _is_pronoun(pieces, amount, counted):
        return None
    measured = _described_unit(pieces, amount, counted)
    if measured:
        return _modified(pieces, measured, floor)
    return _modified(pieces, _with_counted(pieces, _of_kind(amount, counted), counted), floor)


def _of_measured_things(pieces: Pieces, amount: Amount, context: Context) -> Amount:
    """What is counted where a measure of it stands between: "eight million 250ml bottles"; the span stays as it is."""
    at = amount.number_end
    measure = read(pieces, at, at) if pieces.low(at)[:1] in _DIGIT_STARTS else None
    if measure is None or measure.unit is None or measure.unit.kind in ("money", "percent") or pieces.low(measure.end) in HYPHENS:
        return amount
    things = find_counted(pieces, measure.end, plural=amount.value != 1, heads=context.heads)
    return replace(amount, counted=(things.start, things.end)) if things and things.end > things.start else amount


def _described_unit(pieces: Pieces, amount: Amount, counted: Counted | None) -> Amount | None:
    """A unit with a word that describes it between: "517 rushing yards", "two long years"."""
    if counted is None or counted.end != counted.start + 2:
        return None
    if not pieces.tag(counted.start).startswith(("JJ", "VBG")) and not pieces.lowers[counted.start].endswith("ing"):
        return None
    found = units.unit_at(pieces.texts, pieces.lowers, counted.start + 1, after_digits=False)
    if (
        found is None
        or found.value.kind not in ("length", "mass", "volume", "duration")
        or pieces.tag(counted.start + 1) != "NNS"
    ):
        return None
    return replace(amount, end=counted.end, unit=found.value, kind=found.value.kind)


def _of_kind(amount: Amount, counted: Counted | None) -> Amount:
    """Shares are ratios; a broken number that counts nothing is a level of something: kind other."""
    if 0 < abs(amount.value) < 1:
        return replace(amount, kind="ratio")
    return replace(amount, kind="other") if counted is None and amount.value % 1 else amount


def _is_plural(pieces: Pieces, counted: Counted | None) -> bool:
    if counted is None or counted.end == counted.start:
        return False
    last = counted.end - 1
    tag = pieces.tag(last)
    return tag == "NNS" if tag else looks_plural(pieces.lowers[last]) and pieces.lowers[last] == pieces.texts[last]


def _is_pronoun(pieces: Pieces, amount: Amount, counted: Counted | None) -> bool:
    """ "one" without a noun; "half" of nothing."""
    word = pieces.lowers[amount.end - 1] if amount.number_end == amount.end else ""
    if word == "half" and amount.value == 0.5:
        return pieces.low(amount.end) not in listed("counted", "determiners") and pieces.low(amount.end) != "of"
    if amount.value != 1 or word != "one":
        return False
    if pieces.low(amount.end) == "of":
        return counted is None or counted.start == counted.end
    return counted is None or pieces.tag(amount.end).startswith(("VB", "MD", "IN", "RB"))


def _count(pieces: Pieces, amount: Amount, context: Context) -> Amount:
    counted = find_counted(pieces, amount.number_end, plural=amount.value != 1, heads=context.heads)
    return _with_counted(pieces, amount, counted)


def _with_counted(pieces: Pieces, amount: Amount, counted: Counted | None) -> Amount:
    """The amount with what it counts; "three times" counts nothing but runs over its noun."""
    if counted is None:
        return amount
    if pieces.lowers[counted.start] in listed("counted", "times"):
        return replace(amount, end=counted.start + 1)
    if counted.end == counted.start:
        return replace(amount, end=counted.span_end)
    return replace(amount, end=counted.span_end, counted=(counted.start, counted.end))


def _substance(pieces: Pieces, amount: Amount, context: Context) -> Amount:
    """What a measured amount is an amount of: "500 grams of uranium", "13% of the votes"; the span stays as it is."""
    if amount.kind in ("duration", "age", "temperature") or pieces.low(amount.end) != "of":
        return amount
    counted = find_counted(pieces, amount.end, plural=True, heads=context.heads)
    return replace(amount, counted=(counted.start, counted.end)) if counted and counted.end > counted.start else amount


def _modified(pieces: Pieces, amount: Amount, floor: int) -> Amount:
    """The amount with its modifier, which joins the span."""
    before = modifier_before(pieces, amount.start, floor)
    if before:
        amount = replace(amount, start=before.edge, modifier=before.sign)
    after = modifier_after(pieces, amount.number_end) or modifier_after(pieces, amount.end)
    if after and amount.counted is None:
        amount = replace(amount, end=max(amount.end, after.edge))
    if after:
        return replace(amount, modifier=after.sign if amount.modifier in ("=", "~") else amount.modifier)
    if amount.modifier == "=" and amount.kind not in ("age", "exchange", "ordinal"):
        return _changed(pieces, amount, before is not None)
    return amount


def _changed(pieces: Pieces, amount: Amount, modified: bool) -> Amount:
    if amount.vague:
        return replace(amount, modifier="~")
    if amount.plus:
        return replace(amount, modifier="up" if amount.unit is not None else "=")
    levels = amount.value_high is not None and pieces.low(amount.start) in lexicons.group("amounts", "ranges", "from") | listed(
        "ranges", "between"
    )
    measured = amount.unit is not None and amount.kind != "duration"
    sign = None if modified or levels else change_before(pieces, amount.start, measured=measured)
    return replace(amount, modifier=sign) if sign else amount


def _rated(pieces: Pieces, amount: Amount) -> Amount:
    """ "$60 a barrel", "40 hours a week", "12 cents per share": the unit becomes a rate."""
    if amount.unit is None or amount.kind == "percent":
        return amount
    at, hyphen = amount.end, pieces.low(amount.end) in HYPHENS and pieces.is_glued(amount.end)
    if hyphen:
        at += 1
    if pieces.low(at) not in listed("rates", "words"):
        return amount
    slash = pieces.low(at) == "/"
    at += 2 if hyphen and pieces.low(at + 1) in HYPHENS else 1
    found = units.denominator_at(pieces.lowers, at) or (units.symbol_at(pieces.texts, at) if slash else None)
    if found is None or found.value == amount.unit.name or pieces.low(at + found.length) in listed("rates", "not_before"):
        return amount
    unit = units.rate(amount.unit, found.value)
    return replace(amount, end=at + found.length, unit=unit, kind=unit.kind)


def _blocked(context: Context, at: int) -> bool:
    return at < len(context.blocked) and context.blocked[at]


def _is_trigger(pieces: Pieces, at: int) -> bool:
    word = pieces.lowers[at]
    if word[:1] in _DIGIT_STARTS:
        return True
    if word in ("a", "an"):
        return pieces.low(at + 1) in _after_article()
    if word in _bare_scales():
        return not pieces.tag(at - 1).startswith(("DT", "JJ", "NN", "PRP$", "CD")) and pieces.low(at + 1) not in HYPHENS
    return word in _trigger_words() or (word == "quarter" and pieces.low(at + 1) in _bare_scales())


_DIGIT_STARTS = frozenset("0123456789.½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞")


@cache
def _trigger_words() -> frozenset[str]:
    numbers = lexicons.load("number_words")
    keys = ("ones", "tens", "vague", "vague_multipliers", "ordinals", "ordinal_tens")
    return frozenset(word for key in keys for word in numbers[key]) | {"half"}


@cache
def _after_article() -> frozenset[str]:
    numbers = lexicons.load("number_words")
    approximate = {phrase.split()[1] for phrase in _table("approximate") if " " in phrase}
    return frozenset([*numbers["scales"], *numbers["denominators"], *units.first_words(listed("article", "kinds"))]) | approximate


@cache
def _bare_scales() -> frozenset[str]:
    """Scales that count without an article too: "hundred people"."""
    numbers = lexicons.load("number_words")
    glued = numbers["glued"]
    return frozenset(word for word, value in numbers["scales"].items() if value % 100 == 0 and word not in glued)


@cache
def _approximates() -> PhraseTable[float]:
    return PhraseTable((phrase, value) for phrase, value in _table("approximate").items())


def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = lexicons.load("amounts")[name]
    return table
