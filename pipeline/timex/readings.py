"""What a phrase is read as, what it is read against, and the register of the functions that read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from pipeline.timex.calendar import Interval, interval, shift, shift_days, unit_of, value_of
from pipeline.timex.words import Phrase

PAST, UNKNOWN, FUTURE = -1, 0, 1
"""Which way the clause around an expression looks."""

DAY_REACH = 300
"""Characters after a day in which a clock time without one is that day's: about a paragraph."""


class Reading(NamedTuple):
    """TIMEX3 type, value and mod of an expression, and what the value hangs on."""

    type: str
    value: str
    mod: str | None = None
    anchor: str = "explicit"
    span: tuple[int, int] | None = None
    """Where it stands, if not the whole phrase."""
    interval: Interval | None = None
    """Set where the interval does not follow from the value ("the last two weeks")."""
    instants: tuple[str, str] | None = None
    """ISO date and time of first and last instant."""


@dataclass(slots=True)
class Context:
    """What a phrase is read against. `published` is the article's day; the rest changes from phrase to phrase."""

    published: date | None
    look: Callable[[], int] = lambda: UNKNOWN
    """Which way the clause around the phrase looks; asked only where tense matters."""
    before: str = ""
    """The text before the phrase, as far as the sentence goes."""
    after: str = ""
    last_day: date | None = None
    """First day of the last calendar date named in the article so far."""
    last_unit: str | None = None
    last_quarter: date | None = None
    """First day of the last quarter named by its number, which "a year earlier" then speaks of."""
    quarter_at: int = 0
    last_at: int = 0
    position: int = 0
    """Where the phrase stands, and where that quarter and that date stood, in characters."""

    def note(self, reading: Reading) -> None:
        """Keeps a date for later phrases that hang on it."""
        found = interval(reading.value) if reading.type in ("DATE", "TIME") else None
        if found is None:
            return
        self.last_day, self.last_unit, self.last_at = found[0], unit_of(reading.value), self.position
        if self.last_unit == "Q" and reading.anchor != "other_date":
            self.last_quarter, self.quarter_at = found[0], self.position

    def is_near_day(self) -> bool:
        """Whether a day was named so shortly before that a time without one is that day's."""
        return self.last_unit == "D" and self.position - self.last_at < DAY_REACH

    @property
    def direction(self) -> int:
        """`PAST`, `UNKNOWN` or `FUTURE`."""
        return self.look()

    @property
    def reference(self) -> tuple[date | None, str]:
        """The day that "the following day" counts from, and the anchor it makes: the last date named, else the article's."""
        return (self.last_day, "other_date") if self.last_day else (self.published, "published")

    def word_before(self) -> str:
        """The last word before the phrase, in lower case; marks count as words."""
        words = self.before.split()
        return words[-1].lower() if words else ""

    def word_after(self) -> str:
        """The first word after it, as written."""
        words = self.after.split(maxsplit=1)
        return words[0] if words else ""


Reader = Callable[[Phrase, Context], "Reading | list[Reading] | None"]
"""Reads a phrase. None: it is no such expression, a shorter match may be. No readings: it is one, but of no day that exists."""

R = TypeVar("R", bound=Reader)
READERS: dict[str, Reader] = {}
"""The functions that rules of the lexicon name under `value`."""

_UNKNOWN_VALUES = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "DE": "XXX", "CE": "XX"}


def reader(function: R) -> R:
    """Registers a function under its own name."""
    READERS[function.__name__] = function
    return function


def dated(when: date | None, unit: str, *, mod: str | None = None, anchor: str = "published") -> Reading:
    """The DATE of the unit that holds the day; unknown figures are X where there is no day."""
    value = value_of(when, unit)
    if value is None:
        return Reading("DATE", _UNKNOWN_VALUES[unit], mod, "none")
    return Reading("DATE", value, mod, anchor)


def with_daypart(reading: Reading, daypart: str | None) -> Reading:
    """The reading as the part of its day, where one is named: `2025-07-23TMO`."""
    return reading if daypart is None else replace_type(reading, "TIME", f"{reading.value}T{daypart}")


def replace_type(reading: Reading, kind: str, value: str) -> Reading:
    """The reading with another type and value."""
    return reading._replace(type=kind, value=value)


def days_away(context: Context, days: int) -> date | None:
    """The day so many days from the article's."""
    return None if context.published is None else shift_days(context.published, days)


def units_away(start: date | None, count: int, unit: str) -> date | None:
    """The day so many units from `start`."""
    return None if start is None else shift(start, count, unit)
