"""Reads numbers from words: cardinals and ordinals, spelled out, in digits, or both ("2.5 million", "half a dozen").

Words are the tokens of spaCy's English tokenizer: "twenty", "-", "five". The value is a finite float; signs, currencies and
units are the business of `pipeline.amounts`. The grammar is the usual one of English numerals (Hurford 1975): a group below a
thousand, times its scales, groups falling in size. Every function reads at most `MAX_WORDS` words, so time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline import lexicons

MAX_DIGITS = 30
"""Longer strings of digits are identifiers or garbage, not amounts."""
MAX_WORDS = 48
"""No numeral is longer: "nine hundred and ninety-nine trillion, ..." with all groups has some forty."""
MAX_SCALES = 3
"""Scale words in a row that still make a number: "five hundred thousand million"."""
HYPHENS = frozenset("-‐‑–")

_DIGITS = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d*\.\d+|\d+)"
    r"(?P<fraction>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞])?(?P<scale>[A-Za-z]{1,3})?",
    re.ASCII,
)
_POWER = re.compile(r"(\d+(?:\.\d+)?)(?:[eE]|[x×]10\^?)([-−+]?\d{1,3})", re.ASCII)
_SLASH = re.compile(r"(\d{1,4})[/⁄](\d{1,4})", re.ASCII)
_ORDINAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)", re.ASCII | re.IGNORECASE)


class Numeral(NamedTuple):
    """A number as read: its value and how many words it took."""

    value: float
    length: int


def read_cardinal(words: Sequence[str], start: int = 0) -> Numeral | None:
    """The longest cardinal (or fraction) that begins at `words[start]`, or None.

    "2.5 million", "one and a half million", "two-thirds", "half a million", "a dozen", "20bn". Vague plurals have the value of
    their order ("dozens" 12, "tens of thousands" 10,000): `is_vague` tells. "a third" counts before "of" only; "half a mile"
    takes "half a", so that the unit comes next.
    """
    window = [word.lower() for word in words[start : start + MAX_WORDS]]
    if not window:
        return None
    return _vague(window) or _half(window) or _article(window) or _fraction(window) or _composed(window)


def read_ordinal(words: Sequence[str], start: int = 0) -> Numeral | None:
    """The ordinal that begins at `words[start]`, or None: "third", "23rd", "twenty-first", "one hundred and fifth"."""
    window = [word.lower() for word in words[start : start + MAX_WORDS]]
    if not window:
        return None
    match = _ORDINAL.fullmatch(window[0]) if len(window[0]) <= MAX_DIGITS else None
    if match:
        return Numeral(float(match[1].replace(",", "")), 1)
    simple = _simple_ordinal(window[0])
    return Numeral(simple, 1) if simple is not None else _compound_ordinal(window)


def is_vague(word: str) -> bool:
    """Whether the word is a plural that gives an order only: "hundreds", "tens"."""
    word = word.lower()
    return word in _table("vague") or word in _table("vague_multipliers")


def digits_value(text: str) -> float | None:
    """The value of one token of digits ("1,000", "2½", ".5", "3/4", "20bn", "2×10^30"), or None.

    The letters m, b, t are no scale here.
    """
    if len(text) > MAX_DIGITS or not (text[:1].isnumeric() or text.startswith(".")):
        return None
    if text in _table("fraction_signs"):
        return _table("fraction_signs")[text]
    slash = _SLASH.fullmatch(text)
    if slash:
        return int(slash[1]) / int(slash[2]) if int(slash[2]) else None
    power = _POWER.fullmatch(text)
    if power:
        exponent = int(power[2].replace("−", "-"))
        return float(f"{power[1]}e{exponent}") if abs(exponent) <= MAX_DIGITS else None
    match = _DIGITS.fullmatch(text)
    if not match or (match["fraction"] and match["scale"]):
        return None
    scale = _table("glued_always").get((match["scale"] or "").lower()) if match["scale"] else 1.0
    if scale is None:
        return None
    return scaled_by(_plain(match["number"]), scale) + _table("fraction_signs").get(match["fraction"] or "", 0.0)


def scaled_by(value: float, scale: float) -> float:
    """The product as a person would write it: 4.1 million is 4100000.0 and not 4099999.9999999995."""
    return float(f"{value * scale:.15g}")


@cache
def _table(name: str) -> dict[str, float]:
    return {word: float(value) for word, value in lexicons.load("number_words")[name].items()}


def _plain(number: str) -> float:
    dots = number.count(".")
    return float(number.replace(",", "").replace(".", "" if dots > 1 else "."))


def _word(window: Sequence[str], i: int) -> str:
    return window[i] if i < len(window) else ""


def _vague(window: list[str]) -> Numeral | None:
    """ "hundreds", "tens of thousands", "hundreds of thousands of"."""
    if _word(window, 1) == "of" and window[0] in _table("vague_multipliers") and _word(window, 2) in _table("vague"):
        return Numeral(_table("vague_multipliers")[window[0]] * _table("vague")[window[2]], 3)
    value = _table("vague").get(window[0])
    return None if value is None else Numeral(value, 1)


def _half(window: list[str]) -> Numeral | None:
    """ "half a million", "half a mile" (2 words), "half the ..." (1 word), "a half", "one half"."""
    first = 1 if window[0] in ("a", "one") and _word(window, 1) == "half" else 0
    if _word(window, first) != "half":
        return None
    after = first + 1
    if _word(window, after) in HYPHENS:
        after += 1
    if _word(window, after) not in ("a", "an"):
        return _scaled(window, 0.5, after) if _is_scale(_word(window, after)) else Numeral(0.5, first + 1)
    after += 1
    if _word(window, after) in HYPHENS:
        after += 1
    return _scaled(window, 0.5, after) if _is_scale(_word(window, after)) else Numeral(0.5, after)


def _article(window: list[str]) -> Numeral | None:
    """ "a dozen", "a hundred and ten", "a quarter of", "a third of a million", "a quarter million"; "hundred people" too."""
    if window[0] not in ("a", "an"):
        return _without_article(window)
    if _is_scale(_word(window, 1)) and _word(window, 1) not in ("gross", "mm"):
        return _composed(["one", *window[1:]])
    denominator = _table("denominators").get(_word(window, 1))
    if denominator and _word(window, 2) == "of":
        return _of_scale(window, 1.0 / denominator, 2)
    scale = 2 + (_word(window, 2) in HYPHENS)
    if denominator and _word(window, 1) == "quarter" and _is_scale(_word(window, scale)):
        return _scaled(window, 1.0 / denominator, scale)
    return None


def _without_article(window: list[str]) -> Numeral | None:
    """ "hundred and ten people", "quarter million": the scale alone, from a hundred on."""
    if window[0] == "quarter":
        return _scaled(window, 0.25, 1) if _is_scale(_word(window, 1)) else None
    if not _is_scale(window[0]) or _table("scales")[window[0]] % 100:
        return None
    numeral = _composed(["one", *window])
    return Numeral(numeral.value, numeral.length - 1) if numeral else None


def _fraction(window: list[str]) -> Numeral | None:
    """ "two-thirds", "three quarters", "one third": a singular denominator after one, else a plural above the numerator."""
    numerator = _table("ones").get(window[0]) if window else None
    if not numerator:
        return None
    at = 2 if _word(window, 1) in HYPHENS else 1
    word = _word(window, at)
    singular = word[:-1] if word.endswith("s") else word
    denominator = _table("denominators").get(singular)
    if denominator is None or numerator >= denominator or (numerator == 1) == word.endswith("s"):
        return None
    return _of_scale(window, numerator / denominator, at + 1)


def _of_scale(window: list[str], value: float, at: int) -> Numeral:
    """ "a quarter of a million": the fraction times the scale; else the fraction alone."""
    if _word(window, at) == "of" and _word(window, at + 1) in ("a", "an", "one") and _is_scale(_word(window, at + 2)):
        return _scaled(window, value, at + 2)
    return Numeral(value, at)


def _is_scale(word: str) -> bool:
    return word in _table("scales")


def _scaled(window: list[str], value: float, at: int) -> Numeral:
    """`value` times the scales from `at` on, hyphens between."""
    for _ in range(MAX_SCALES):
        step = 1 if _word(window, at) in HYPHENS and _is_scale(_word(window, at + 1)) else 0
        word = _word(window, at + step)
        word = word[:-1] if word in _table("vague") else word
        if not _is_scale(word):
            break
        value = scaled_by(value, _table("scales")[word])
        at += step + 1
    return Numeral(value, at)


def _composed(window: list[str]) -> Numeral | None:
    """Groups that fall in size: "two million three hundred thousand and five", "3 million and a half"."""
    total, at, limit = 0.0, 0, float("inf")
    while True:
        joined = at
        if at and _word(window, at) in ("and", ","):
            joined = at + 1
        group = _group(window, joined)
        if group is None or (at and not _continues(window, at, joined, group, limit)):
            break
        total, at, limit = total + group.value, joined + group.length, _last_scale(window, joined, group)
        broken = _and_fraction(window, at) if limit >= 1000 else Numeral(0.0, 0)
        if broken.length and not _is_scale(_word(window, at + broken.length)):
            return Numeral(total + broken.value * limit, at + broken.length)
        if limit <= 1:
            break
    return _spoken_decimals(window, total, at) if at else None


def _spoken_decimals(window: list[str], whole: float, at: int) -> Numeral:
    """ "one point three million", "zero point zero five": the number so far with the digits that are spelled behind "point"."""
    if _word(window, at) != "point" or not window[at - 1].isalpha():
        return Numeral(whole, at)
    end, digits = at + 1, ""
    while (spelled := _small(window, end)) and spelled.value == int(spelled.value):
        digits += f"{spelled.value:.0f}"
        end += spelled.length
    return _scaled(window, float(f"{whole:.0f}.{digits}"), end) if digits else Numeral(whole, at)


def _continues(window: list[str], at: int, joined: int, group: Numeral, limit: float) -> bool:
    """Whether a further group belongs to the same number: smaller than the last scale, and spelled out."""
    if not window[joined][0].isalpha() or group.value >= limit or group.value < 1:
        return False
    return _word(window, at) != "," or group.value >= 100


def _last_scale(window: list[str], at: int, group: Numeral) -> float:
    """The scale that the group ended with; 1 where it had none, so that nothing more can follow. Dozens end a number."""
    word = window[at + group.length - 1]
    return _table("scales").get(word, 1.0) if word not in ("dozen", "gross") else 1.0


def _group(window: list[str], at: int) -> Numeral | None:
    """One head (digits, or words below a hundred), "and a half", and its scales."""
    head = _head(window, at)
    if head is None:
        return None
    value, after = head.value, at + head.length
    if _word(window, after) in HYPHENS and [_word(window, after + i) for i in (1, 3, 5)] == ["and", "a", "half"]:
        value, after = value + 0.5, after + 6
    elif head.value < 1000:
        broken = _and_fraction(window, after)
        value, after = value + broken.value, after + broken.length
    scaled = _scaled(window, value, after)
    return _spelled_hundreds(window, scaled, at)


def _and_fraction(window: list[str], at: int) -> Numeral:
    """ "and a half", "and three quarters" from `at` on; nothing where it is a share of something: "five and a quarter of"."""
    if _word(window, at) != "and":
        return Numeral(0.0, 0)
    denominator = _table("denominators").get(_word(window, at + 2), 0.0) if _word(window, at + 1) in ("a", "an") else 0.0
    fraction = Numeral(1 / denominator, 2) if denominator else _fraction(window[at + 1 :])
    if fraction is None or _word(window, at + 1 + fraction.length) == "of":
        return Numeral(0.0, 0)
    return Numeral(fraction.value, fraction.length + 1)


def _spelled_hundreds(window: list[str], scaled: Numeral, at: int) -> Numeral:
    """ "three hundred [and] five thousand": what follows the hundred and comes before the scale joins the group."""
    if window[scaled.length - 1] != "hundred":
        return Numeral(scaled.value, scaled.length - at)
    joined = scaled.length + (_word(window, scaled.length) == "and")
    rest = _small(window, joined)
    if rest is None or not rest.value or _word(window, joined + rest.length) == "hundred":
        return Numeral(scaled.value, scaled.length - at)
    whole = _scaled(window, scaled.value + rest.value, joined + rest.length)
    return Numeral(whole.value, whole.length - at)


def _head(window: list[str], at: int) -> Numeral | None:
    word = _word(window, at)
    value = digits_value(word)
    if value is None:
        return _small(window, at)
    if word.isdigit() and len(word) <= 3:
        grouped = _spaced_thousands(window, at)
        if grouped:
            return grouped
    fraction = digits_value(_word(window, at + 1)) if word.isdigit() else None
    if fraction is not None and 0 < fraction < 1 and not _word(window, at + 1).startswith("."):
        return Numeral(value + fraction, 2)
    return Numeral(value, 1)


def _spaced_thousands(window: list[str], at: int) -> Numeral | None:
    """ "1 000 000", "25 000": groups of three after a space, believed where there are two or the last ends in "00"."""
    end = at + 1
    while len(_word(window, end)) == 3 and window[end].isascii() and window[end].isdigit() and end - at <= 4:
        end += 1
    if end == at + 1 or (end == at + 2 and not window[at + 1].endswith("00")):
        return None
    return Numeral(float("".join(window[at:end])), end - at)


def _small(window: list[str], at: int) -> Numeral | None:
    """Words below a hundred: "seven", "twenty-five", "twenty five"."""
    word = _word(window, at)
    if word in _table("ones"):
        return Numeral(_table("ones")[word], 1)
    tens = _table("tens").get(word)
    if tens is None:
        return None
    step = 2 if _word(window, at + 1) in HYPHENS else 1
    unit = _table("ones").get(_word(window, at + step), 0.0)
    return Numeral(tens + unit, step + 1) if 1 <= unit <= 9 else Numeral(tens, 1)


def _simple_ordinal(word: str) -> float | None:
    for table in ("ordinals", "ordinal_tens", "ordinal_scales"):
        if word in _table(table):
            return _table(table)[word]
    return None


def _compound_ordinal(window: list[str]) -> Numeral | None:
    """A cardinal whose last word is an ordinal: "twenty-first", "two hundredth", "one hundred and fifth"."""
    if window[0] not in _table("ones") and window[0] not in _table("tens"):
        return None
    tens = _table("tens").get(window[0])
    step = 2 if _word(window, 1) in HYPHENS else 1
    unit = _table("ordinals").get(_word(window, step), 0.0)
    if tens and 1 <= unit <= 9:
        return Numeral(tens + unit, step + 1)
    base = _composed(window)
    if base is None:
        return None
    at = base.length + (_word(window, base.length) in ("and", *HYPHENS))
    scale = _table("ordinal_scales").get(_word(window, at))
    if scale:
        return Numeral(base.value * scale, at + 1)
    room = 10 if window[base.length - 1] in _table("tens") else _last_scale(window, 0, base)
    rest = read_ordinal(window, at) if room > 1 else None
    return Numeral(base.value + rest.value, at + rest.length) if rest and rest.value < room else None
