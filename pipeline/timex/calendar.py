"""Calendar arithmetic on TIMEX3 values: the interval behind a value, and the value some units away from a day.

Everything is pure and total: what the proleptic Gregorian calendar of `datetime.date` (years 1 to 9999) can't hold is None, never
an exception. Weeks are ISO weeks, Monday to Sunday. Seasons are meteorological and northern: `SP` March to May, `SU` June to
August, `FA` September to November, `WI` December to February of the year after (`2024-WI` starts in December 2024).
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date, timedelta

Interval = tuple[date, date]
"""First and last day, inclusive."""

UNITS = ("D", "W", "M", "Q", "Y", "DE", "CE")
"""Calendar units, by the letters of TIMEX3 durations; finer units (`TS`, `TM`, `TH`) are no calendar units."""

_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d|XX)(?:T.*)?)?|W(?P<week>\d\d)(?:-(?P<weekday>[1-7]|WE))?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?|(?P<decade>\d{3})X?|(?P<century>\d\d)(?:XX)?",
    re.ASCII,
)
_THIRDS = {"START": (0, 1), "MID": (1, 2), "END": (2, 3)}


def day(year: int, month: int, of_month: int) -> date | None:
    """That day, or None where the calendar has none (`February 30`)."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= of_month <= days_in_month(year, month)):
        return None
    return date(year, month, of_month)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def shift_days(start: date, days: int) -> date | None:
    """`start` moved by `days`, or None outside the calendar."""
    ordinal = start.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def shift_months(start: date, months: int) -> date | None:
    """The same day of the month, or the month's last, `months` away; None outside the calendar."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(start.day, days_in_month(year, month + 1)))


def shift(start: date, count: int, unit: str) -> date | None:
    """The day `count` units of `UNITS` after `start` (before it where negative), or None outside the calendar."""
    if unit in _MONTHS:
        return shift_months(start, count * _MONTHS[unit])
    return shift_days(start, count * (7 if unit == "W" else 1))


def value_of(when: date | None, unit: str) -> str | None:
    """The TIMEX3 value of the `unit` that holds the day: `2025-07-23`, `2025-W30`, `2025-07`, `2025-Q3`, `2025`, `202`, `20`."""
    if when is None:
        return None
    if unit == "W":
        year, week, _ = when.isocalendar()
        return f"{year:04d}-W{week:02d}"
    if unit == "Q":
        return f"{when.year:04d}-Q{(when.month + 2) // 3}"
    width = {"D": 10, "M": 7, "Y": 4, "DE": 3, "CE": 2}[unit]
    return when.isoformat()[:width]


def unit_of(value: str) -> str | None:
    """The unit (of `UNITS`) of a calendar value, None for a duration, a reference or an unknown year."""
    found = _VALUE.fullmatch(value)
    if found is None:
        return None
    for name, unit in (
        ("day", "D"),
        ("weekday", "D"),
        ("week", "W"),
        ("month", "M"),
        ("quarter", "Q"),
        ("decade", "DE"),
        ("century", "CE"),
    ):
        if found[name]:
            return unit
    return "Y" if found["year"] and not found["half"] and not found["season"] else None


def season_start(season: str, year: int) -> date:
    """First day of the season that begins in `year`."""
    return date(year, _SEASON_STARTS[season], 1)


def season_of(when: date) -> tuple[str, int]:
    """The season that holds the day, and the year in which it began."""
    names = ("WI", "SP", "SU", "FA")
    return names[when.month % 12 // 3], when.year - (when.month < 3)


def easter(year: int) -> date:
    """Western Easter Sunday (Gregorian; Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    month, of_month = divmod(h + el - 7 * ((a + 11 * h + 22 * el) // 451) + 114, 31)
    return date(year, month, of_month + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The `nth` ISO weekday (1 to 7) of a month, from its end where negative; None where there is none."""
    if nth > 0:
        first = date(year, month, 1)
        return day(year, month, 1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year, month, days_in_month(year, month))
    return day(year, month, last.day - (last.isoweekday() - weekday) % 7 + 7 * (nth + 1))


def interval(value: str, mod: str | None = None) -> Interval | None:
    """First and last day of a TIMEX3 value, None where no calendar interval follows.

    `START`, `MID` and `END` give the first, second and last third of it ("early 2022": January to April), in whole months where
    it is a quarter of a year or longer, else in days.
    """
    found = _VALUE.fullmatch(value)
    whole = _whole(found) if found else None
    if whole is None or mod not in _THIRDS:
        return whole
    return _third(whole, *_THIRDS[mod])


def _third(whole: Interval, low: int, high: int) -> Interval:
    first, last = whole
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and months >= 3:
        start, end = shift_months(first, months * low // 3), shift_months(first, months * high // 3)
        return start or first, end - timedelta(1) if end else last
    days = (last - first).days + 1
    if days < 3:
        return whole
    return first + timedelta(days * low // 3), first + timedelta(days * high // 3 - 1)


def _whole(found: re.Match[str]) -> Interval | None:
    if found["century"]:
        return _years(int(found["century"]) * 100, 100)
    if found["decade"]:
        return _years(int(found["decade"]) * 10, 10)
    year = int(found["year"])
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if found["week"]:
        return _week(year, int(found["week"]), found["weekday"])
    if found["season"]:
        return _months(season_start(found["season"], year), 3)
    if found["quarter"]:
        return _months(date(year, int(found["quarter"]) * 3 - 2, 1), 3)
    if found["half"]:
        return _months(date(year, int(found["half"]) * 6 - 5, 1), 6)
    if found["day"] and found["day"] != "XX":
        when = day(year, int(found["month"]), int(found["day"]))
        return (when, when) if when else None
    if found["month"]:
        first = day(year, int(found["month"]), 1)
        return _months(first, 1) if first else None
    return _years(year, 1)


def _years(first: int, count: int) -> Interval | None:
    """Century 00 starts with year 1: the calendar has no year 0."""
    last = first + count - 1
    return (date(max(first, 1), 1, 1), date(last, 12, 31)) if MINYEAR <= last <= MAXYEAR else None


def _months(first: date, count: int) -> Interval:
    after = shift_months(first, count)
    return first, after - timedelta(1) if after else date.max


def _week(year: int, week: int, weekday: str | None) -> Interval | None:
    january_4 = date(year, 1, 4)
    first_week = january_4.toordinal() - january_4.isoweekday() + 1
    start, end = {None: (0, 6), "WE": (5, 6)}.get(weekday) or (int(weekday or 1) - 1,) * 2
    ordinals = [first_week + (week - 1) * 7 + offset for offset in (start, end)]
    if not 1 <= week <= 53 or not all(1 <= n <= date.max.toordinal() for n in ordinals):
        return None
    first, last = date.fromordinal(ordinals[0]), date.fromordinal(ordinals[1])
    return (first, last) if (shift_days(first, 3 - first.weekday()) or first).year == year else None
