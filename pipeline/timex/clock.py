"""Values of clock times: "10 p.m. Wednesday", "0430 GMT", "3 p.m. Kyiv time"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import lexicons
from pipeline.timex import calendar
from pipeline.timex.explicit import explicit, month_of
from pipeline.timex.feasts import holiday
from pipeline.timex.readings import Context, Reading, reader
from pipeline.timex.relative import daypart, today, weekday
from pipeline.timex.words import Phrase

NOON = 12 * 60
"""Minutes after midnight."""

_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::\d\d)?\s*(?P<half>[ap])\.?\s*m\b|(?P<h24>\d{1,2})[:h](?P<m24>\d\d)"
    r"|(?<!\d)(?P<military>\d{4})(?!\d)|(?P<oclock>\d{1,2})(?=\s+(?:o['’]clock|[a-z(]))",
    re.IGNORECASE | re.ASCII,
)
_TO = re.compile(r"\s+(?:to|and|until|till)\s+|\s?[-–—]\s?", re.IGNORECASE)
_PAST = re.compile(
    r"(?:(?P<half>half)|(?:a\s+)?quarter|(?P<minutes>\d{1,2})\s+minutes)\s+(?P<side>past|to)\s+(?P<hour>\d{1,2}|[a-z]+)",
    re.IGNORECASE | re.ASCII,
)
_WORD = re.compile(r"\w+")
_LEAD = re.compile(r"(?:\s*,)?\s*(?:on\s+)?", re.IGNORECASE)
_AT_HOUR = re.compile(r"\sat\s(\d{1,2})\Z")
_OFFSET = re.compile(r"(?:gmt|utc)\s?([+-])\s?(\d{1,2})", re.IGNORECASE | re.ASCII)

STAMP_MARKS = frozenset({"—", "–", "-", "|"})
"""Marks behind the time of day that leads an entry."""


@reader
def clock(phrase: Phrase, context: Context) -> Reading | None:
    """A clock time of the day named beside it, else of the last day named or the article's; in UTC it carries a Z.

    The instants keep the offset of the zone that the text names, and are local and bare without one.
    """
    bare = _AT_HOUR.search(phrase.text[phrase.start : phrase.end])
    if bare:
        return _hour_of_daypart(phrase, context, bare)
    found = None if phrase.get("moment") else _best(phrase)
    time = _time(found) if found else _named(phrase)
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


def _hour_of_daypart(phrase: Phrase, context: Context, at: re.Match[str]) -> Reading | None:
    """ "tonight at 11", "tomorrow afternoon at 5": an hour that the part of the day puts before or after noon."""
    named, hour = phrase.part(phrase.start, phrase.start + at.start()), int(at[1])
    part = today(named, context) if named.get("today") is not None else weekday(named, context) if named.get("weekday") else None
    part = part or daypart(named, context)
    if part is None or "T" not in part.value or hour == NOON // 60:
        return None
    day, _, name = part.value.partition("T")
    time = hour * 60 + (0 if name == "MO" else NOON)
    return part._replace(value=f"{day}T{time // 60:02d}:00", interval=calendar.interval(day))


@reader
def hours(phrase: Phrase, context: Context) -> list[Reading] | None:
    """ "from 5 to 6 p.m.": two clock times of one day; the first is before the second, in its half of the day if it can."""
    joint = next(found for found in _TO.finditer(phrase.text, phrase.start, phrase.end))
    if joint[0].strip() == "and" and context.word_before() != "between":
        return None
    second = clock(phrase.part(joint.end(), phrase.end), context)
    figures = phrase.part(phrase.start, joint.start()).figures()
    if second is None or not figures:
        return None
    day, _, until = second.value.partition("T")
    end = int(until[:2]) * 60 + int(until[3:5])
    begin = figures[0] % 12 * 60 + (figures[1] if len(figures) > 1 else 0)
    begin += NOON if begin + NOON < end else 0
    value = f"{day}T{begin // 60:02d}:{begin % 60:02d}{until[5:]}"
    on = calendar.interval(day)
    at = _instant(on[0], begin, _zone(phrase)) if on else None
    first = Reading("TIME", value, None, second.anchor, interval=on, instants=(at, at) if at else None)
    return [first._replace(span=(phrase.start, joint.start())), second._replace(span=(joint.end(), phrase.end))]


@reader
def past_the_hour(phrase: Phrase, context: Context) -> Reading | None:
    """ "half past seven", "a quarter to 8 in the evening", "20 minutes past 3 p.m.": of the day named or told of."""
    found = _PAST.match(phrase.text, phrase.start, phrase.end)
    hour = found and (phrase.tables["spoken_ones"].get(found["hour"].lower()) or _figure(found["hour"]))
    after = context.word_after().lower().strip(".,;")
    if not found or not hour or (after[:1].isalpha() and after not in lexicons.load("dates")["classes"]["after_reference"]):
        return None
    minutes = 30 if found["half"] else int(found["minutes"]) if found["minutes"] else 15
    time = hour % 12 * 60 + (-minutes if found["side"] == "to" else minutes)
    rest = phrase.part(found.end(), phrase.end)
    time += NOON if rest.has("pm", "afternoon", "evening") else 0
    day, anchor = _day(rest, context, None)
    hours = f"T{time // 60 % 24:02d}:{time % 60:02d}"
    if day is None:
        return Reading("TIME", f"XXXX-XX-XX{hours}", None, "none")
    return Reading("TIME", f"{day.isoformat()}{hours}", None, anchor, interval=(day, day))


def _figure(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


def _best(phrase: Phrase) -> re.Match[str] | None:
    """The figure that is most surely a clock time: "Wednesday, April 28, 2021 at 9pm" has two."""
    found = list(_TIME.finditer(phrase.text, phrase.start, phrase.end))
    return min(found, key=lambda match: 0 if match["hour"] else 1 if match["h24"] else 2, default=None)


def _named(phrase: Phrase) -> int | None:
    """Minutes after midnight of "noon" or "midnight"."""
    hours: str | None = phrase.get("moment")
    return int(hours[1:3]) * 60 if hours else None


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
    found = found or next(
        (word for word in _WORD.finditer(phrase.text, phrase.start, phrase.end) if _is_moment(word, phrase)), None
    )
    stretches = [(phrase.start, found.start()), (found.end(), phrase.end)] if found else [(phrase.start, phrase.end)]
    for start, end in stretches:
        rest = phrase.part(start, end)
        lead = _LEAD.match(rest.text, rest.start, rest.end)
        rest = rest.part(lead.end() if lead else rest.start, end)
        if not rest.words:
            continue
        inner = (
            explicit
            if month_of(rest)
            else weekday
            if rest.get("weekday")
            else today
            if rest.get("today") is not None
            else holiday
        )
        reading = inner(rest, context)
        if isinstance(reading, Reading):
            days = calendar.interval(reading.value)
            return (days[0] if days else None), reading.anchor
    if not context.before.strip() and context.word_after() in STAMP_MARKS:  # it leads an entry of a live blog
        return context.published, "published"
    if context.is_near_day():
        return context.last_day, "other_date"
    return context.published, "published"


def _is_moment(word: re.Match[str], phrase: Phrase) -> bool:
    return word[0].lower() in phrase.tables["moment"]


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
