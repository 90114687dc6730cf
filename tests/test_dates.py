"""Temporal expressions in sentences: span, type, value, days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotations import Timex
from pipeline.timex import find
from pipeline.timex.readings import FUTURE, PAST, UNKNOWN

PUBLISHED = date(2025, 7, 23)  # a Wednesday


def read(text: str, published: date | None = PUBLISHED, direction: int = UNKNOWN) -> dict[str, Timex]:
    """Expression to record."""
    return {text[found.start : found.end]: found.timex for found in find(text, published, lambda start, end: direction)}


def values(text: str, published: date | None = PUBLISHED, direction: int = UNKNOWN) -> dict[str, str]:
    return {expression: timex.value for expression, timex in read(text, published, direction).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signed on July 4, 1776 in Philadelphia", {"July 4, 1776": "1776-07-04"}),
        ("signed on 4 July 1776", {"4 July 1776": "1776-07-04"}),
        ("signed on the 4th of July 1776", {"the 4th of July 1776": "1776-07-04"}),
        ("signed on Thursday, Sept. 26, 2024.", {"Thursday, Sept. 26, 2024": "2024-09-26"}),
        ("released 2024-02-29 and 2024/02/29", {"2024-02-29": "2024-02-29", "2024/02/29": "2024-02-29"}),
        ("released 29/02/2024 and 02/28/2024", {"29/02/2024": "2024-02-29", "02/28/2024": "2024-02-28"}),
        ("released on 24.02.2022", {"24.02.2022": "2022-02-24"}),
        ("It began in February 2022.", {"February 2022": "2022-02"}),
        ("It began in early February 2022.", {"early February 2022": "2022-02"}),
        ("It began at the end of February 2022.", {"the end of February 2022": "2022-02"}),
        ("The wall fell in 1989.", {"1989": "1989"}),
        ("in the late 1980s, the '90s and the nineties", {"the late 1980s": "198", "the '90s": "199", "the nineties": "199"}),
        ("a 19th-century church", {"19th-century": "18"}),
        ("in the third quarter of 2024", {"the third quarter of 2024": "2024-Q3"}),
        ("in Q3 2024 and H1 2023", {"Q3 2024": "2024-Q3", "H1 2023": "2023-H1"}),
        ("in spring 2024 and the winter of 2021", {"spring 2024": "2024-SP", "the winter of 2021": "2021-WI"}),
        ("in fiscal 2024", {"fiscal 2024": "2024"}),
        ("over the 2014-15 season", {"2014-15": "2014/2015"}),
        ("in nineteen ninety-one", {"nineteen ninety-one": "1991"}),
        ("on the last Monday in May 2024", {"the last Monday in May 2024": "2024-05-27"}),
        ("on Easter Sunday 2024", {"Easter Sunday 2024": "2024-03-31"}),
        ("Thanksgiving 2024", {"Thanksgiving 2024": "2024-11-28"}),
    ],
)
def test_explicit_dates_in_every_order_and_style(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected
    assert values(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Friday.", {"Friday": "2025-07-18"}),
        ("They met on Wednesday.", {"Wednesday": "2025-07-23"}),
        ("They met last Wednesday.", {"last Wednesday": "2025-07-16"}),
        ("They meet next Friday.", {"next Friday": "2025-08-01"}),
        ("They meet this coming Friday.", {"this coming Friday": "2025-07-25"}),
        ("It fell on Tuesday night.", {"Tuesday night": "2025-07-22TNI"}),
        ("today, yesterday and tomorrow", {"today": "2025-07-23", "yesterday": "2025-07-22", "tomorrow": "2025-07-24"}),
        ("tonight or last night", {"tonight": "2025-07-23TNI", "last night": "2025-07-22TNI"}),
        ("yesterday morning", {"yesterday morning": "2025-07-22TMO"}),
        ("this week and last week", {"this week": "2025-W30", "last week": "2025-W29"}),
        ("next month or next year", {"next month": "2025-08", "next year": "2026"}),
        ("last quarter and last decade", {"last quarter": "2025-Q2", "last decade": "201"}),
        ("earlier this week", {"earlier this week": "2025-W30"}),
        ("three days ago", {"three days ago": "2025-07-20"}),
        ("two weeks ago", {"two weeks ago": "2025-W28"}),
        ("a year and a half ago", {"a year and a half ago": "2024"}),
        ("two decades ago", {"two decades ago": "200"}),
        ("at the end of the year", {"the end of the year": "2025"}),
        ("over the weekend", {"the weekend": "2025-W29-WE"}),
        ("last May and next March", {"last May": "2025-05", "next March": "2026-03"}),
        ("last summer", {"last summer": "2024-SU"}),
        ("three weeks from tomorrow", {"three weeks from tomorrow": "2025-08-14"}),
        ("the week of March 3", {"the week of March 3": "2025-W10"}),
        ("in recent years", {"recent years": "PXY"}),
        ("It is now soon.", {"now": "PRESENT_REF", "soon": "FUTURE_REF"}),
    ],
)
def test_dates_that_hang_on_the_day_of_the_article(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


def test_a_weekday_in_an_article_of_that_weekday_is_today() -> None:
    assert values("They met on Friday.", date(2025, 7, 25)) == {"Friday": "2025-07-25"}


def test_a_clause_that_looks_ahead_makes_the_weekday_the_next_one() -> None:
    assert values("They will meet on Friday.", direction=FUTURE) == {"Friday": "2025-07-25"}


def test_news_names_its_own_day_by_the_weekday_in_clauses_that_look_ahead_too() -> None:
    assert values("They will meet on Wednesday.", direction=FUTURE) == {"Wednesday": "2025-07-23"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened two weeks before Christmas.", {"two weeks before Christmas": "2024-12-11"}),
        ("They left a day after July 4.", {"a day after July 4": "2025-07-05"}),
        ("They met on July 2 and on the 18th.", {"July 2": "2025-07-02", "the 18th": "2025-07-18"}),
        ("She lives on the 18th floor.", {}),
        ("They met on 7/21, won 7/21.", {"7/21": "2025-07-21"}),
        ("It began on Sep-23-2020.", {"Sep-23-2020": "2020-09-23"}),
        ("It was due in Dec-2018.", {"Dec-2018": "2018-12"}),
        ("The call came at 4 in the afternoon.", {"4 in the afternoon": "2025-07-23T16:00"}),
        ("They vote on Election Day.", {"Election Day": "2025-11-04"}),
        ("The last half of 1989 was quiet.", {"The last half of 1989": "1989-H2"}),
        ("They met on Christmas of last year.", {"Christmas of last year": "2024-12-25"}),
    ],
)
def test_days_told_by_other_days_and_in_short_forms(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "published", "direction", "value"),
    [
        ("on July 23", "2025-07-23", UNKNOWN, "2025-07-23"),
        ("on December 30", "2025-01-02", UNKNOWN, "2024-12-30"),
        ("on December 30", "2025-01-02", PAST, "2024-12-30"),
        ("on January 3", "2024-12-30", UNKNOWN, "2025-01-03"),
        ("on January 6", "2025-07-23", UNKNOWN, "2025-01-06"),
        ("on February 29", "2025-03-01", UNKNOWN, "2024-02-29"),
        ("in December", "2025-01-02", UNKNOWN, "2024-12"),
        ("in December", "2025-07-02", FUTURE, "2025-12"),
        ("in March", "2025-07-02", FUTURE, "2026-03"),
        ("in July", "2025-07-02", UNKNOWN, "2025-07"),
        ("in the fourth quarter", "2025-02-02", UNKNOWN, "2024-Q4"),
        ("on Christmas Day", "2025-01-02", UNKNOWN, "2024-12-25"),
    ],
)
def test_a_missing_year_is_the_nearest_with_the_past_preferred(text: str, published: str, direction: int, value: str) -> None:
    assert list(values(text, date.fromisoformat(published), direction).values()) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on July 23", "XXXX-07-23"),
        ("on Friday", "XXXX-WXX-5"),
        ("in July", "XXXX-07"),
        ("last week", "XXXX-WXX"),
        ("yesterday", "XXXX-XX-XX"),
        ("last year", "XXXX"),
        ("at 3 p.m.", "XXXX-XX-XXT15:00"),
    ],
)
def test_without_the_day_of_the_article_the_unknown_stays_unknown(text: str, value: str) -> None:
    (timex,) = read(text, None).values()
    assert (timex.value, timex.earliest, timex.latest, timex.anchor) == (value, None, None, "none")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("June 2-4, 2024", "2024-06-02", "2024-06-04"),
        ("June 2-4", "2025-06-02", "2025-06-04"),
        ("28 February – 2 March 2024", "2024-02-28", "2024-03-02"),
        ("early 2022", "2022-01-01", "2022-04-30"),
        ("mid-July", "2025-07-11", "2025-07-20"),
        ("earlier this week", "2025-07-21", "2025-07-23"),
        ("later this month", "2025-07-23", "2025-07-31"),
        ("the last two weeks", "2025-07-09", "2025-07-23"),
        ("the next three months", "2025-07-23", "2025-10-23"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
    ],
)
def test_the_days_an_expression_covers(text: str, first: str, last: str) -> None:
    (timex,) = read(text).values()
    assert (timex.earliest, timex.latest) == (first, last)


@pytest.mark.parametrize(
    ("text", "expression", "value", "mod"),
    [
        ("for three years", "three years", "P3Y", None),
        ("for over three years", "over three years", "P3Y", "MORE_THAN"),
        ("for no more than 60 days", "no more than 60 days", "P60D", "EQUAL_OR_LESS"),
        ("for at least ten minutes", "at least ten minutes", "PT10M", "EQUAL_OR_MORE"),
        ("for nearly two decades", "nearly two decades", "P20Y", "LESS_THAN"),
        ("within 50 days", "50 days", "P50D", None),
        ("after two and a half years", "two and a half years", "P2Y6M", None),
        ("after half an hour", "half an hour", "PT30M", None),
        ("after twenty-five years", "twenty-five years", "P25Y", None),
        ("a four-day visit", "four-day", "P4D", None),
        ("for several weeks", "several weeks", "PXW", None),
        ("for decades", "decades", "PXDE", None),
        ("for a year", "a year", "P1Y", None),
    ],
)
def test_durations(text: str, expression: str, value: str, mod: str | None) -> None:
    timex = read(text)[expression]
    assert (timex.type, timex.value, timex.mod) == ("DURATION", value, mod)


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("They train every Friday.", "every Friday", "XXXX-WXX-5"),
        ("They train twice a week.", "twice a week", "P1W"),
        ("They train every two years.", "every two years", "P2Y"),
        ("They train every other day.", "every other day", "P2D"),
        ("They train daily.", "daily", "P1D"),
        ("They train on Mondays.", "Mondays", "XXXX-WXX-1"),
        ("It costs $40 million a year.", "a year", "P1Y"),
    ],
)
def test_what_recurs_is_a_set(text: str, expression: str, value: str) -> None:
    timex = read(text)[expression]
    assert (timex.type, timex.value) == ("SET", value)


@pytest.mark.parametrize(
    ("text", "expression", "value", "at"),
    [
        ("at 0430 GMT", "0430 GMT", "2025-07-23T04:30Z", "2025-07-23T04:30:00+00:00"),
        ("at 3 p.m. Kyiv time", "3 p.m. Kyiv time", "2025-07-23T15:00", "2025-07-23T15:00:00+03:00"),
        ("at 10:30 a.m. EST", "10:30 a.m. EST", "2025-07-23T10:30", "2025-07-23T10:30:00-05:00"),
        ("at 15:30 on Monday", "15:30 on Monday", "2025-07-21T15:30", "2025-07-21T15:30:00"),
        ("on Tuesday at 9am", "Tuesday at 9am", "2025-07-22T09:00", "2025-07-22T09:00:00"),
        ("at noon Thursday", "noon Thursday", "2025-07-17T12:00", "2025-07-17T12:00:00"),
        ("at midnight Friday", "midnight Friday", "2025-07-18T24:00", "2025-07-19T00:00:00"),
        ("at 12:05 a.m.", "12:05 a.m.", "2025-07-23T00:05", "2025-07-23T00:05:00"),
        ("on April 28, 2021 at 9pm", "April 28, 2021 at 9pm", "2021-04-28T21:00", "2021-04-28T21:00:00"),
    ],
)
def test_clock_times(text: str, expression: str, value: str, at: str) -> None:
    timex = read(text)[expression]
    assert (timex.type, timex.value, timex.earliest_at) == ("TIME", value, at)


def test_later_and_earlier_count_from_the_last_date_named() -> None:
    text = "The bridge opened on May 19, 2018. Four years later it was hit. The following day it was closed."
    assert values(text) == {"May 19, 2018": "2018-05-19", "Four years later": "2022", "The following day": "2022-01-02"}
    assert read(text)["Four years later"].anchor == "other_date"


def test_a_year_earlier_after_a_quarter_is_that_quarter() -> None:
    text = "Profit rose in the second quarter from a year earlier."
    assert values(text) == {"the second quarter": "2025-Q2", "a year earlier": "2024-Q2"}


def test_a_range_in_words_is_two_dates() -> None:
    assert values("It ran from 3 to 5 May.") == {"3": "2025-05-03", "5 May": "2025-05-05"}
    assert values("between May and July") == {"May": "2025-05", "July": "2025-07"}


@pytest.mark.parametrize(
    "text",
    [
        "It may rain.",
        "May God help them.",
        "They march on Rome.",
        "The March on Washington drew crowds.",
        "The Sun rose.",
        "She came second.",
        "4 min read",
        "a 1,000-for-1,000 swap",
        "They won 3-2.",
        "Article 5 applies.",
        "version 2.10.3",
        "call +380 44 234-56-78",
        "a Su-34 and an Mi-8",
        "1,984 people",
        "some 2000 soldiers",
        "killed 1984 people",
        "It cost $2000.",
        "Theresa May resigned.",
        "the film 60 Minutes aired",
        "He is 52 years old.",
        "Now, listen to me.",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert values(text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ran from May to October 2020.", {"May": "2020-05", "October 2020": "2020-10"}),
        ("It ran from Nov. 3 to Feb. 5, 2017.", {"Nov. 3": "2016-11-03", "Feb. 5, 2017": "2017-02-05"}),
        ("It ran from December 2019 to March.", {"December 2019": "2019-12", "March": "2020-03"}),
        ("They met on June 18 and 19.", {"June 18": "2025-06-18", "19": "2025-06-19"}),
        ("They met on 18 and 19 June.", {"18": "2025-06-18", "19 June": "2025-06-19"}),
        ("On May 5 and 6 people fell ill.", {"May 5": "2025-05-05"}),
        ("It is open from 5 to 6 p.m.", {"5": "2025-07-23T17:00", "6 p.m": "2025-07-23T18:00"}),
    ],
)
def test_the_two_ends_of_a_stretch_share_what_only_one_names(text: str, expected: dict[str, str]) -> None:
    assert {key.rstrip("."): value for key, value in values(text).items()} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ramadan 2024 was quiet.", {"Ramadan 2024": "2024-03-11/2024-04-09"}),
        ("They met on Eid al-Fitr.", {"Eid al-Fitr": "2025-03-30"}),
        ("Yom Kippur 2023 was calm.", {"Yom Kippur 2023": "2023-09-25"}),
        ("Ukraine marked its Independence Day.", {"Independence Day": "2025-08-24"}),
        ("Finland's Independence Day was cold.", {"Independence Day": "2025-12-06"}),
        ("The Independence Day of India was hot.", {"Independence Day": "2025-08-15"}),
        ("They marked Independence Day.", {"Independence Day": "XXXX-XX-XX"}),
        ("It rang at midnight on New Year's Eve 2024.", {"midnight on New Year's Eve 2024": "2024-12-31T24:00"}),
    ],
)
def test_feasts_of_other_calendars_and_of_countries(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


def test_a_movable_feast_without_a_year_has_no_day() -> None:
    assert values("They met on Thanksgiving and Christmas.", None) == {"Thanksgiving": "XXXX-XX-XX", "Christmas": "XXXX-12-25"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They vote on the first Monday of next month.", {"the first Monday of next month": "2025-08-04"}),
        ("It ended on the last day of October 2015.", {"the last day of October 2015": "2015-10-31"}),
        ("It rained on the last weekend of May.", {"the last weekend of May": "2025-W22-WE"}),
        ("It was the last week of 2019.", {"the last week of 2019": "2019-W52"}),
        ("They paid in the third month of 2021.", {"the third month of 2021": "2021-03"}),
        ("They meet the week after next.", {"the week after next": "2025-W32"}),
        ("They met on Wednesday evening last week.", {"Wednesday evening last week": "2025-07-16TEV"}),
        ("It fell on Tuesday the 15th.", {"Tuesday the 15th": "2025-07-15"}),
        ("On Tuesday the 15th brigade moved.", {"Tuesday": "2025-07-22"}),
        ("He left a fortnight ago.", {"a fortnight ago": "2025-W28"}),
        ("He fell two days before yesterday.", {"two days before yesterday": "2025-07-20"}),
        ("He called last night at 8.", {"last night at 8": "2025-07-22T20:00"}),
        ("They met at half past seven on Monday.", {"half past seven on Monday": "2025-07-21T07:30"}),
        ("He fell on Friday. In the evening he died.", {"Friday": "2025-07-18", "the evening": "2025-07-18TEV"}),
        ("In the evening of his life he wrote.", {}),
    ],
)
def test_dates_told_by_their_place_in_a_longer_stretch(text: str, expected: dict[str, str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They talked for an hour and 45 minutes.", "PT1H45M"),
        ("He got two years and three months.", "P2Y3M"),
        ("He got a week and three days.", "P10D"),
        ("It took one and a quarter years.", "P1Y3M"),
        ("It rained all day.", "P1D"),
    ],
)
def test_durations_in_two_units_or_broken_ones_are_one(text: str, value: str) -> None:
    assert list(values(text).values()) == [value]


@pytest.mark.parametrize("text", ["February 30, 2025", "2025-13-45", "31/02/2024", "June 31", "the year 2000 BC", "05/06/2024"])
def test_days_that_do_not_exist_or_can_not_be_told_are_left_out(text: str) -> None:
    assert values(f"It was on {text} or so.") == {}


def test_an_ambiguous_figure_that_may_be_the_day_of_the_article_is_it() -> None:
    assert values("Posted 05/06/2024", date(2024, 6, 5)) == {"05/06/2024": "2024-06-05"}


@pytest.mark.parametrize("published", [date.min, date.max, None])
def test_the_ends_of_the_calendar_hold(published: date | None) -> None:
    text = "yesterday, tomorrow, 900 centuries ago, next week, last weekend, the next century, July 4, Friday, midnight"
    assert read(text, published)


@pytest.mark.parametrize(
    "text", ["1" * 100_000 + " years", "July " * 2_000, "one " * 5_000, "2025-" * 5_000, "(" * 20_000, "two hundred and " * 2_000]
)
def test_hostile_lengths_pass(text: str) -> None:
    find(text, PUBLISHED)


WORDS = st.sampled_from(
    [
        "the",
        "last",
        "next",
        "May",
        "23",
        "2024",
        "ago",
        "two",
        "weeks",
        "of",
        ",",
        ".",
        "-",
        "/",
        ":",
        "Monday",
        "early",
        "1990s",
        "quarter",
        "GMT",
        "p.m.",
        "every",
        "a",
        "half",
        "’s",
        "Sept.",
        "31",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join), st.one_of(st.none(), st.dates()))
def test_expressions_are_sorted_trimmed_and_never_overlap(text: str, published: date | None) -> None:
    end = 0
    for found in find(text, published):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        timex = found.timex
        assert (timex.earliest is None) == (timex.latest is None)
        assert (
            timex.earliest is None
            or timex.latest is None
            or date.fromisoformat(timex.earliest) <= date.fromisoformat(timex.latest)
        )
        end = found.end
