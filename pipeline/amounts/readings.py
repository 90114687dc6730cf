"""Reads one number together with its sign, scale letter, currency and unit: "US$1.5bn", "minus 5 °C", "12-cent", "3m people"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from pipeline import lexicons
from pipeline.amounts import units
from pipeline.amounts.pieces import Pieces
from pipeline.amounts.units import Unit
from pipeline.numerals import HYPHENS, Numeral, digits_value, is_vague, read_cardinal, scaled_by

INCH_QUOTES = 200
"""Pieces looked back for an open quotation before a `"` is taken for inches; quotations in news are shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One number as written, pieces `start` to `end`; `number` are the pieces of the numeral alone."""

    start: int
    end: int
    number: tuple[int, int]
    value: float
    scale: float = 1.0
    """What the words behind the digits multiply them by: 1e6 in "2.5 million"."""
    unit: Unit | None = None
    digits: bool = False
    vague: bool = False
    signed: int = 0
    """1 for a written "+", -1 for "-"."""
    multiple: bool = False
    """Whether it is a multiple: "2.5x", "sixfold"."""


def read(pieces: Pieces, at: int, floor: int = 0) -> Reading | None:
    """The reading whose numeral begins at piece `at`, or None: also where the digits belong to a name or code ("5G", "1990s").

    A currency before the number is looked for down to piece `floor`.
    """
    numeral = read_cardinal(pieces.lowers, at) or _share(pieces, at)
    if numeral is None:
        return None
    end = at + numeral.length
    written = digits_value(pieces.lowers[at])
    digits = written is not None
    sign, start = _sign(pieces, at, floor)
    money = units.currency_before(pieces.texts, start, floor, pieces.glued)
    if money is None and start < at:
        money = units.currency_before(pieces.texts, at, floor, pieces.glued)
    scale = numeral.value / written if written else _spelled_scale(pieces, at, end)
    letter = _scale_letter(pieces, end, money is not None) if digits and numeral.length == 1 else None
    if letter:
        scale, end = letter, end + 1
    value = scaled_by((-1 if sign < 0 else 1) * numeral.value, letter or 1.0)
    reading = Reading(
        start=start - (money.length if money else 0),
        end=end,
        number=(at, end),
        value=value,
        scale=scale,
        unit=money.value if money else None,
        digits=digits,
        vague=is_vague(pieces.lowers[at]),
        signed=sign,
    )
    read_on = _with_unit(pieces, reading)
    return _below_zero(pieces, read_on) if read_on else None


def _share(pieces: Pieces, at: int) -> Numeral | None:
    """ "by a third", "fell a quarter": a share because it is told of a change."""
    denominators: dict[str, float] = lexicons.load("number_words")["denominators"]
    if pieces.low(at) not in ("a", "one") or pieces.low(at + 1) not in denominators:
        return None
    change = lexicons.load("amounts")["change"]
    told = (
        pieces.low(at - 1) in change["by"] or pieces.low(at - 1) in change["up_move"] or pieces.low(at - 1) in change["down_move"]
    )
    return Numeral(1 / denominators[pieces.low(at + 1)], 2) if told and not pieces.tag(at + 2).startswith("NN") else None


def _spelled_scale(pieces: Pieces, at: int, end: int) -> float:
    """What the scales at the end of a spelled number multiply: 1000 in "five thousand"."""
    scales: dict[str, float] = lexicons.load("number_words")["scales"]
    scale = 1.0
    for i in range(end - 1, at, -1):
        if pieces.lowers[i] not in scales:
            break
        scale *= scales[pieces.lowers[i]]
    return scale


def _sign(pieces: Pieces, at: int, floor: int) -> tuple[int, int]:
    """The sign and where the amount then begins: "-5", "minus 5", "minus-1.4"; a hyphen after a word is none."""
    glue = _glue()
    before = at - 1
    if before < floor:
        return 0, at
    if pieces.lowers[before] in glue["minus"]:
        return -1, before
    hyphened = before > floor and pieces.lowers[before] in HYPHENS and pieces.is_glued(at)
    if hyphened and pieces.lowers[before - 1] in glue["minus"]:
        return -1, before - 1
    sign: int = glue["signs"].get(pieces.texts[before], 0)
    free = before == 0 or not pieces.glued[before] or pieces.texts[before - 1] in ("(", "$", "£", "€", ":")
    return (sign, before) if sign and pieces.is_glued(at) and free else (0, at)


def _scale_letter(pieces: Pieces, at: int, money: bool) -> float | None:
    """The scale that a letter after digits stands for: "$5m", "10M people", "3m people"; elsewhere "m" is a metre."""
    scales: dict[str, float] = lexicons.load("number_words")["glued"]
    scale = scales.get(pieces.low(at))
    if scale is None or (not pieces.is_glued(at) and not money):
        return None
    always = lexicons.load("number_words")["glued_always"]
    if money or pieces.texts[at] in ("M", "B") or pieces.lowers[at] == "b" or pieces.lowers[at] in always:
        return float(scale)
    return float(scale) if pieces.lowers[at] == "m" and _counts(pieces, at + 1) else None


def _counts(pieces: Pieces, at: int) -> bool:
    """Whether a plural noun of things comes next, so that "3m" is three million."""
    tag, word = pieces.tag(at), pieces.low(at)
    if tag:
        return tag in ("NNS", "JJ", "NNPS") or word in _plurals()
    return word in _plurals() or (word.isalpha() and word.endswith("s") and len(word) > 3)


def _with_unit(pieces: Pieces, reading: Reading) -> Reading | None:
    """The reading with the unit behind it; None where letters glued to the digits are no unit."""
    at = reading.end
    if pieces.low(at) in HYPHENS and pieces.is_glued(at) and pieces.is_glued(at + 1):
        at += 1
    found = units.unit_at(pieces.texts, pieces.lowers, at, after_digits=reading.digits and not reading.vague)
    if found and not _plausible(pieces, at, found.length, reading):
        found = None
    if found is None and 0 < reading.value < 1 and pieces.lowers[at : at + 2] in (["of", "a"], ["of", "an"]):
        at += 2
        found = units.unit_at(pieces.texts, pieces.lowers, at, after_digits=False)
    if reading.unit is not None:
        again = found if found and found.value.kind == "money" else None
        return _moved(reading, at + again.length, reading.unit) if again else reading
    if found:
        return _moved(reading, at + found.length, _money_or(pieces.low(at), found.value, reading))
    doubtful = units.doubtful_currency(pieces.low(at))
    if doubtful and abs(reading.value) >= doubtful[1]:
        return _moved(reading, at + 1, doubtful[0])
    return _without_unit(pieces, reading)


def _below_zero(pieces: Pieces, reading: Reading) -> Reading:
    """ "20 below zero", "5 degrees above zero": a temperature, negative where it is below."""
    glue = lexicons.load("amounts")["zero"]
    side = glue["sides"].get(pieces.low(reading.end))
    if side is None or pieces.low(reading.end + 1) not in glue["words"]:
        return reading
    unit = reading.unit if reading.unit and reading.unit.kind == "temperature" else Unit("degree", "temperature")
    return replace(reading, end=reading.end + 2, value=side * reading.value, unit=unit)


def _without_unit(pieces: Pieces, reading: Reading) -> Reading | None:
    if not (pieces.is_glued(reading.end) and pieces.low(reading.end).isalpha()):
        return reading
    multiple = pieces.low(reading.end) in _glue()["multipliers"] and not pieces.is_glued(reading.end + 1)
    return _moved(reading, reading.end + 1, None, multiple=True) if multiple else None


def _money_or(word: str, unit: Unit, reading: Reading) -> Unit:
    """Pounds of money where there are very many of them."""
    doubtful = units.doubtful_currency(word) if unit.kind != "money" else None
    return doubtful[0] if doubtful and abs(reading.value) >= doubtful[1] else unit


def _plausible(pieces: Pieces, at: int, length: int, reading: Reading) -> bool:
    """Symbols of one letter must be glued to the digits, small ones may stand apart; a closing quotation mark is no inch."""
    symbol = pieces.texts[at]
    if pieces.is_glued(at + length) and pieces.low(at + length)[:1].isdigit():
        return False
    if length > 1 or len(symbol) > 1:
        return True
    if symbol == '"':
        window = pieces.texts[max(0, at - INCH_QUOTES) : at]
        return pieces.is_glued(at) and window.count('"') % 2 == 0 and "“" not in window[-20:]
    if not symbol.isalpha() or (pieces.low(at + 1) == "/" and pieces.is_glued(at + 1) and pieces.is_glued(at + 2)):
        return True
    if symbol.isupper() and reading.start > 0 and pieces.texts[reading.start - 1].istitle():
        return False
    apart = symbol.islower() and symbol not in ("p", "t") and not pieces.low(at + 1).isalnum()
    return pieces.is_glued(at) or apart or at > reading.end


def _moved(reading: Reading, end: int, unit: Unit | None, *, multiple: bool = False) -> Reading:
    return replace(reading, end=end, unit=unit, multiple=multiple)


@cache
def _plurals() -> frozenset[str]:
    return frozenset(lexicons.load("amounts")["counted"]["plurals"])


def _glue() -> dict[str, dict[str, int]]:
    glue: dict[str, dict[str, int]] = lexicons.load("amounts")["glued"]
    return glue
