"""What is written out in any usual style reads back: dates in every order, numbers in figures and in words."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components.quantities import QuantityStage
from pipeline.numerals import read_cardinal
from pipeline.timex import find

BLANK = spacy.blank("en")
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def suffix(number: int) -> str:
    """st, nd, rd or th."""
    return "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


STYLES = {
    "American": lambda d: f"{d:%B} {d.day}, {d.year}",
    "British": lambda d: f"{d.day} {d:%B} {d.year}",
    "with weekday": lambda d: f"{d:%A}, {d:%B} {d.day}, {d.year}",
    "British with weekday": lambda d: f"{d:%A} {d.day} {d:%B} {d.year}",
    "ordinal": lambda d: f"the {d.day}{suffix(d.day)} of {d:%B} {d.year}",
    "ordinal after": lambda d: f"{d:%B} {d.day}{suffix(d.day)}, {d.year}",
    "short": lambda d: f"{d:%b}. {d.day}, {d.year}" if d.month != 5 else f"May {d.day}, {d.year}",
    "ISO": lambda d: d.isoformat(),
    "slashes": lambda d: f"{d.year}/{d:%m/%d}",
    "hyphened": lambda d: f"{d.day}-{d:%b}-{d.year}",
}


def below_thousand(number: int, *, british: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    small = ONES[rest] if rest < 20 else TENS[tens - 2] + (f"-{ONES[ones]}" if ones else "")
    if not hundreds:
        return small
    return f"{ONES[hundreds]} hundred" + ((" and " if british else " ") + small if rest else "")


def in_words(number: int, *, british: bool) -> str:
    """The number as an American or, with "and", as a Briton spells it."""
    parts = []
    for scale, word in SCALES:
        count, number = divmod(number, scale)
        parts += [f"{below_thousand(count, british=british)} {word}"] if count else []
    if number or not parts:
        joint = "and " if british and parts and number < 100 else ""
        parts.append(joint + below_thousand(number, british=british))
    return " ".join(parts)


def quantities(text: str) -> list[float]:
    doc = QuantityStage()(BLANK.make_doc(text))
    return [span._.quantity.value for span in doc.spans["quantities"]]


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=60, deadline=None)
@given(when=DAYS)
def test_a_day_in_any_style_reads_back(style: str, when: date) -> None:
    text = f"It happened on {STYLES[style](when)} in Kyiv."
    assert [found.timex.value for found in find(text, date(2025, 7, 23))] == [when.isoformat()]


@settings(max_examples=100, deadline=None)
@given(when=DAYS, hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_clock_time_reads_back(when: date, hour: int, minute: int) -> None:
    clock = f"{hour % 12 or 12}:{minute:02d} {'p.m.' if hour >= 12 else 'a.m.'}"
    text = f"It happened at {clock} on {STYLES['American'](when)} in Kyiv."
    assert [found.timex.value for found in find(text, None)] == [f"{when.isoformat()}T{hour:02d}:{minute:02d}"]


@settings(max_examples=300, deadline=None)
@given(number=st.integers(0, 10**14), british=st.booleans())
def test_a_number_in_words_reads_back(number: int, british: bool) -> None:
    words = [token.text for token in BLANK.make_doc(in_words(number, british=british))]
    assert read_cardinal(words) == (number, len(words))


@settings(max_examples=200, deadline=None)
@given(number=st.integers(2, 10**12), british=st.booleans())
def test_a_count_in_words_or_figures_is_one_amount(number: int, british: bool) -> None:
    assert quantities(f"They sent {number:,} parcels.") == [number]
    assert quantities(f"They sent {in_words(number, british=british)} parcels.") == [number]


@settings(max_examples=200, deadline=None)
@given(cents=st.integers(1, 10**7), sign=st.sampled_from(["$", "€", "£", "₴"]), scale=st.sampled_from(["", " million", "bn"]))
def test_money_reads_back(cents: int, sign: str, scale: str) -> None:
    factor = {"": 1, " million": 1e6, "bn": 1e9}[scale]
    assert quantities(f"It cost {sign}{cents / 100:,.2f}{scale} in all.") == [pytest.approx(cents / 100 * factor)]


@settings(max_examples=200, deadline=None)
@given(tenths=st.integers(-999, 9999))
def test_percentages_read_back(tenths: int) -> None:
    assert quantities(f"The rate was {tenths / 10}% in May.") == [pytest.approx(tenths / 10)]


@pytest.mark.parametrize(
    "text", ["99/99/9999", "0000-00-00", "February 30, 2025", "30 February", "year 0", "00/00/0000", "32 May 2024"]
)
def test_impossible_days_are_no_days(text: str) -> None:
    found = find(f"It was {text}, they said.", date(2025, 7, 23))
    assert all(item.timex.value not in ("", None) and "-02-30" not in item.timex.value for item in found)
    assert not any(item.timex.type == "DATE" and len(item.timex.value) == 10 for item in found)
