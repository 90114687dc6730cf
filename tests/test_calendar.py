"""The calendar behind TIMEX3 values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.timex import calendar

DAYS = st.dates()


def days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-07-23", "2025-07-23", "2025-07-23"),
        ("2025-07-23TMO", "2025-07-23", "2025-07-23"),
        ("2025-07-23T15:00", "2025-07-23", "2025-07-23"),
        ("2025-W30", "2025-07-21", "2025-07-27"),
        ("2025-W30-WE", "2025-07-26", "2025-07-27"),
        ("2025-W30-5", "2025-07-25", "2025-07-25"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-Q4", "2024-10-01", "2024-12-31"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
        ("2024-SP", "2024-03-01", "2024-05-31"),
        ("2024-WI", "2024-12-01", "2025-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("00", "0001-01-01", "0099-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_value_covers_its_days(value: str, first: str, last: str) -> None:
    assert calendar.interval(value) == days(first, last)


@pytest.mark.parametrize(
    "value", ["P3Y", "PAST_REF", "XXXX-07-23", "XXXX-WXX-5", "2025-02-30", "2025-13", "2025-W54", "2025-W00", "0000", ""]
)
def test_a_value_without_days_has_no_interval(value: str) -> None:
    assert calendar.interval(value) is None


def test_week_53_exists_in_long_years_only() -> None:
    assert calendar.interval("2020-W53") == days("2020-12-28", "2021-01-03")
    assert calendar.interval("2021-W53") is None


@pytest.mark.parametrize(
    ("value", "mod", "first", "last"),
    [
        ("2022", "START", "2022-01-01", "2022-04-30"),
        ("2022", "MID", "2022-05-01", "2022-08-31"),
        ("2022", "END", "2022-09-01", "2022-12-31"),
        ("2022-07", "START", "2022-07-01", "2022-07-10"),
        ("2022-07", "END", "2022-07-21", "2022-07-31"),
        ("2022-Q1", "END", "2022-03-01", "2022-03-31"),
        ("2022-07-05", "END", "2022-07-05", "2022-07-05"),
        ("2022", "APPROX", "2022-01-01", "2022-12-31"),
    ],
)
def test_a_part_of_a_unit_is_a_third_of_it(value: str, mod: str, first: str, last: str) -> None:
    assert calendar.interval(value, mod) == days(first, last)


@given(DAYS, st.sampled_from(calendar.UNITS))
def test_the_unit_of_a_day_holds_the_day(when: date, unit: str) -> None:
    value = calendar.value_of(when, unit)
    assert value is not None
    covered = calendar.interval(value)
    if covered is not None:  # the weeks at both ends of the calendar are cut off
        assert covered[0] <= when <= covered[1]
        assert calendar.unit_of(value) == unit


@given(DAYS, st.integers(-(10**9), 10**9), st.sampled_from(calendar.UNITS))
def test_shifting_never_overflows(when: date, count: int, unit: str) -> None:
    moved = calendar.shift(when, count, unit)
    assert moved is None or (moved > when) == (count > 0) or moved == when


@given(DAYS, st.integers(-40000, 40000))
def test_days_shift_back_to_where_they_came_from(when: date, count: int) -> None:
    moved = calendar.shift_days(when, count)
    assert moved is None or moved - timedelta(count) == when


def test_the_last_of_a_month_stays_in_the_month() -> None:
    assert calendar.shift_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert calendar.shift_months(date(2024, 2, 29), 12) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("year", "sunday"),
    [(1961, "1961-04-02"), (2000, "2000-04-23"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2038, "2038-04-25")],
)
def test_easter(year: int, sunday: str) -> None:
    assert calendar.easter(year).isoformat() == sunday


def test_nth_weekdays() -> None:
    assert calendar.nth_weekday(2024, 11, 4, 4) == date(2024, 11, 28)
    assert calendar.nth_weekday(2024, 5, 1, -1) == date(2024, 5, 27)
    assert calendar.nth_weekday(2023, 2, 5, 5) is None


@pytest.mark.parametrize(
    ("when", "season", "year"),
    [("2025-01-15", "WI", 2024), ("2024-12-01", "WI", 2024), ("2025-03-01", "SP", 2025), ("2025-11-30", "FA", 2025)],
)
def test_winter_belongs_to_the_year_it_began_in(when: str, season: str, year: int) -> None:
    assert calendar.season_of(date.fromisoformat(when)) == (season, year)


@pytest.mark.parametrize(
    ("year", "month", "of_month"), [(2025, 2, 29), (2025, 13, 1), (2025, 0, 1), (0, 1, 1), (10000, 1, 1), (2025, 4, 31)]
)
def test_days_that_do_not_exist(year: int, month: int, of_month: int) -> None:
    assert calendar.day(year, month, of_month) is None
