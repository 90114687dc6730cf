"""Values of clock times: "10 p.m. Wednesday", "0430 GMT", "3 p.m. Kyiv time"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.timex import calendar
from pipeline.timex.explicit import explicit, month_of
from pipeline.timex.readings import Context, Reading, reader
from pipeline.timex.relative import today, weekday
from pipeline.timex.words import Phrase

DAY_REACH = 300
"""Characters after a day in which a clock time without one is that day's: about a paragraph."""

NOON = 12 * 60
"""Minutes after midnight."""

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s*(?P<half>[ap])\.?\s*m\b|(?P<h24>\d{1,2}):(?P<m24>\d\d)"
    r"|(?<!\d)(?P<military>\d{4})(?!\d)|(?P<oclock>\d{1,2})(?=\s+(?:o['’]clock|[a-z(]))",
    re.IGNORECASE | re.ASCII,
)
_OFFSET = re.compile(r"(?:gmt|utc)\s?([+-])\s?(\d{1,2})", re.IGNORECASE | re.ASCII)

STAMP_MARKS = frozenset({"—", "–", "-", "|"})
"""Marks behind the time of day that leads an entry."""


@reader
def clock(phrase: Phrase, context: Context) -> Reading | None:
    """A clock time of the day named beside it, else of the last day named or the article's; in UTC it carries a Z.

    The instants keep the offset of the zone that the text names, and are local and bare without one.
    """
    found = _best(phrase)
    time = _named(phrase) if phrase.get("moment") else _time(found) if found else None
    if time is None:
        return None
    if time < NOON and phrase.has("afternoon", "evening") and found and not found["half"]:
        time += NOON
    day, anchor = _day(phrase, context, found)
    zone = _zone(phrase)
    hours = f"T{time // 60:02d}:{time % 60:02d}"
    mod = "APPROX" if phrase.has("around", "about", "approximately", "roughly") else None
    if day is None:
        return Reading("TIME", f"XXXX-XX-XX{hours}", mod, "none")
    value = f"{day.isoformat()}{hours}" + (
        "Z" if phrase.has("gmt", "utc") and not _OFFSET.search(phrase.text, phrase.start, phrase.end) else ""
    )
    at = _instant(day, time, zone)
    return Reading("TIME", value, mod, anchor, interval=(day, day), instants=(at, at) if at else None)


def _best(phrase: Phrase) -> re.Match[str] | None:
    """The figure that is most surely a clock time: "Wednesday, April 28, 2021 at 9pm" has two."""
    found = list(_TIME.finditer(phrase.text, phrase.start, phrase.end))
    return min(found, key=lambda match: 0 if match["hour"] else 1 if match["h24"] else 2, default=None)


def _named(phrase: Phrase) -> int:
    hours: str = phrase.get("moment")
    return int(hours[1:3]) * 60


def _time(found: re.Match[str]) -> int | None:
    """Minutes after midnight."""
    if found["hour"]:
        hour, minute = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0), int(found["minute"] or 0)
    elif found["h24"]:
        hour, minute = int(found["h24"]), int(found["m24"])
    elif found["military"]:
        hour, minute = int(found["military"][:2]), int(found["military"][2:])
    else:
        hour, minute = int(found["oclock"]), 0
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def _day(phrase: Phrase, context: Context, found: re.Match[str] | None) -> tuple[date | None, str]:
    """The day beside the clock time, and its anchor."""
    stretches = [(phrase.start, found.start()), (found.end(), phrase.end)] if found else [(phrase.start, phrase.end)]
    for start, end in stretches:
        rest = phrase.part(start, end)
        inner = (
            explicit if month_of(rest) else weekday if rest.get("weekday") else today if rest.get("today") is not None else None
        )
        reading = inner(rest, context) if inner else None
        if isinstance(reading, Reading):
            days = calendar.interval(reading.value)
            return (days[0] if days else None), reading.anchor
    if not context.before.strip() and context.word_after() in STAMP_MARKS:  # it leads an entry of a live blog
        return context.published, "published"
    if context.last_unit == "D" and context.position - context.last_at < DAY_REACH:
        return context.last_day, "other_date"
    return context.published, "published"


def _zone(phrase: Phrase) -> int | str | None:
    """Minutes east of Greenwich, or the name of a zone."""
    offset = _OFFSET.search(phrase.text, phrase.start, phrase.end)
    if offset:
        return int(offset[2]) * (60 if offset[1] == "+" else -60)
    zone: int | str | None = phrase.get("zone")
    return phrase.get("zone_name") if zone is None else zone


def _instant(day: date, time: int, zone: int | str | None) -> str | None:
    """ISO date and time, with the offset where the zone is known; None outside the calendar."""
    try:
        local = datetime(day.year, day.month, day.day) + timedelta(minutes=time)
    except OverflowError:
        return None
    if zone is None or zone == "local":
        return local.isoformat()
    try:
        place = ZoneInfo(zone) if isinstance(zone, str) else timezone(timedelta(minutes=zone))
    except ZoneInfoNotFoundError:  # no time zone database on this system: the time stays local
        return local.isoformat()
    return local.replace(tzinfo=place).isoformat()
