"""Values of dates that hang on the article's day or on a date named before: "yesterday", "last week", "that year"."""

from __future__ import annotations

from datetime import date

from pipeline import lexicons
from pipeline.timex import calendar
from pipeline.timex.explicit import explicit, month_of
from pipeline.timex.offsets import window
from pipeline.timex.readings import FUTURE, PAST, Context, Reading, dated, days_away, reader, units_away, with_daypart
from pipeline.timex.words import Phrase


@reader
def today(phrase: Phrase, context: Context) -> Reading | None:
    """ "today", "yesterday morning", "the day after tomorrow"."""
    days = phrase.get("today")
    if phrase.has("before", "after"):
        days += 1 if phrase.has("after") else -1
    return with_daypart(dated(days_away(context, days), "D", mod=phrase.get("part")), phrase.get("daypart"))


@reader
def daypart(phrase: Phrase, context: Context) -> Reading | None:
    """ "tonight", "this morning", "last night", "the next morning"; "overnight" is the night that ended on the article's day."""
    name = phrase.get("daypart") or "NI"
    mod = phrase.get("part")
    if phrase.words[:-1] == ["the"] and not _is_of_named_day(context):
        return None
    if phrase.has("that", "the"):
        start, anchor = context.reference
        days = 1 if phrase.has("next", "following") else -1 if phrase.has("previous", "before") else 0
        return with_daypart(dated(units_away(start, days, "D"), "D", mod=mod, anchor=anchor), name)
    days = -1 if phrase.has("last", "overnight") else 0
    return with_daypart(dated(days_away(context, days), "D", mod=mod), name)


def _is_of_named_day(context: Context) -> bool:
    """Whether "the morning" is that of a day just named: behind a preposition of time."""
    cues = lexicons.load("dates")["classes"]["time_prepositions"]
    return context.word_before() in cues and context.word_after() != "of" and context.is_near_day()


@reader
def weekday(phrase: Phrase, context: Context) -> Reading | None:
    """The latest such day not after the article's, or the next where the clause looks ahead; "last", "next", "this" decide."""
    number = phrase.get("weekday")
    if number is None and (phrase.words[-1] != "." or len(phrase.words) == 2):
        return None
    number = number or phrase.get("weekday_short")
    if context.published is None:
        return with_daypart(Reading("DATE", f"XXXX-WXX-{number}", None, "none"), phrase.get("daypart"))
    start, anchor = context.reference if phrase.has("following", "previous", "same") else (context.published, "published")
    when = _weekday(phrase, context, start or context.published, number)
    if phrase.words[-1] == "week" and phrase.words[-2] not in ("this", "last", "next"):
        when = units_away(when, 7, "D")
    if phrase.has("day"):
        when = units_away(when, 1 if phrase.has("after") else -1, "D")
    return with_daypart(dated(when, "D", mod=phrase.get("part"), anchor=anchor), phrase.get("daypart"))


def _weekday(phrase: Phrase, context: Context, start: date, number: int) -> date | None:
    ago = (start.isoweekday() - number) % 7
    if phrase.has("week") and phrase.has("this", "last", "next"):
        return calendar.shift_days(start, number - start.isoweekday() + 7 * (phrase.get("deictic") or 0))
    if phrase.has("last", "previous"):
        return calendar.shift_days(start, -(ago or 7))
    if phrase.has("next"):
        return calendar.shift_days(start, number - start.isoweekday() + 7)
    if phrase.has("past"):
        return calendar.shift_days(start, -ago)
    if phrase.has("coming", "upcoming", "following"):
        return calendar.shift_days(start, 7 - ago)
    if phrase.has("this") and context.direction != PAST:
        return calendar.shift_days(start, (7 - ago) % 7)
    if context.direction == FUTURE and not phrase.has("same"):
        return calendar.shift_days(start, (7 - ago) % 7)
    return calendar.shift_days(start, -ago)


@reader
def deictic_month(phrase: Phrase, context: Context) -> Reading | None:
    """ "last May" is the latest May that is over, "next May" the next to begin, "this May" the article's year's."""
    month, away = month_of(phrase), phrase.get("deictic") or 0
    if phrase.has("past", "previous"):
        away = -1
    if month is None or context.published is None:
        return Reading("DATE", f"XXXX-{month:02d}", phrase.get("part"), "none")
    now = context.published
    years = (0 if month < now.month else -1) if away < 0 else (0 if month > now.month else 1) if away > 0 else 0
    return dated(calendar.day(now.year + years, month, 1), "M", mod=phrase.get("part"))


@reader
def deictic_unit(phrase: Phrase, context: Context) -> Reading | None:
    """ "this week", "late last year", "that month": the unit of the calendar, with mod START or END for its part."""
    unit, away = phrase.get("unit"), phrase.get("deictic") or 0
    if unit not in calendar.UNITS:
        return None
    if phrase.has("past") or (phrase.has("the") and phrase.has("last")):
        return window(phrase, context)
    mod = phrase.get("part")
    if phrase.has("that", "same") or (phrase.has("the") and phrase.has("next", "previous", "following", "preceding")):
        return anaphoric_unit(phrase, context)
    if phrase.has("latest"):
        away = -1
    if unit == "D" and not phrase.has("current"):
        return None
    reading = dated(units_away(context.published, away, unit), unit, mod=mod)
    return _up_to_now(reading, phrase, context) if phrase.has("earlier", "later") and away == 0 else reading


def _up_to_now(reading: Reading, phrase: Phrase, context: Context) -> Reading:
    """ "earlier this week" ends, "later this week" begins on the article's day."""
    days = calendar.interval(reading.value)
    if days is None or context.published is None:
        return reading
    return reading._replace(interval=(days[0], context.published) if phrase.has("earlier") else (context.published, days[1]))


@reader
def beyond(phrase: Phrase, context: Context) -> Reading | None:
    """ "the week after next", "the year before last"."""
    unit: str = phrase.get("unit")
    return dated(units_away(context.published, 2 if phrase.has("next") else -2, unit), unit)


@reader
def anaphoric_unit(phrase: Phrase, context: Context) -> Reading | None:
    """ "the following day", "that year", "the year before": counted from the last date named, else from the article's."""
    unit = phrase.get("unit")
    if unit not in calendar.UNITS:
        return None
    if phrase.words[-1] in ("before", "after") and context.word_after()[:1].isalpha():
        return None
    start, anchor = context.reference
    away = phrase.get("deictic") or phrase.get("offset") or 0
    if phrase.has("that", "same") and anchor == "published":
        return None
    return dated(units_away(start, away, unit), unit, mod=phrase.get("part"), anchor=anchor)


@reader
def edge(phrase: Phrase, context: Context) -> Reading | None:
    """ "the end of the month", "year-end": the unit with its mod; a bare year's end is December 31."""
    unit = phrase.get("unit")
    if unit not in calendar.UNITS or unit == "D":
        return None
    if unit == "Y" and not phrase.has("of"):
        return dated(calendar.day(context.published.year, 12, 31) if context.published else None, "D")
    return dated(context.published, unit, mod=phrase.get("part"))


@reader
def the_period(phrase: Phrase, context: Context) -> Reading | None:
    """ "the quarter": the last one named, else the latest that is over; "the year" with an end is a DURATION."""
    if phrase.has("year"):
        if context.word_after()[:1].isdigit():
            return None
        if context.word_after() in lexicons.load("dates")["classes"]["ending"]:
            return Reading("DURATION", "P1Y", None, "none")
        return dated(context.published, "Y") if context.word_before() in ("of", "for", "in") else None
    if phrase.has("period") and not phrase.has("latest"):
        return None
    if phrase.has("this"):
        return dated(context.published, "Q")
    if context.last_quarter is not None and not phrase.has("that"):
        return dated(context.last_quarter, "Q", anchor="other_date")
    return dated(units_away(context.published, -1, "Q"), "Q")


@reader
def week_of(phrase: Phrase, context: Context) -> Reading | None:
    """ "the week of March 6": the ISO week that holds the day."""
    inner = (
        weekday if phrase.get("weekday") and month_of(phrase) is None else today if phrase.get("today") is not None else explicit
    )
    reading = inner(phrase, context)
    if not isinstance(reading, Reading):
        return None
    found = calendar.interval(reading.value)
    return dated(found[0], "W", anchor=reading.anchor) if found else None
