"""Values of feast days, weekends, and the n-th week or weekday of a month or year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from pipeline import lexicons
from pipeline.timex import calendar
from pipeline.timex.durations import amount_of
from pipeline.timex.explicit import day_of, explicit, month_near, month_of, nearest, year_of
from pipeline.timex.readings import FUTURE, Context, Reading, dated, reader, units_away
from pipeline.timex.relative import today, weekday
from pipeline.timex.words import Phrase

COUNTRY_REACH = 2000
"""Characters before "Independence Day" in which a country may be named that it is the day of."""

_DAY = re.compile(r"\d\d-\d\d")
_OF = re.compile(r"\s(?:of|in)\s", re.IGNORECASE)
_JOINT = re.compile(r"\s(before|after)\s", re.IGNORECASE)


@reader
def nth(phrase: Phrase, context: Context) -> Reading | list[Reading] | None:
    """ "the last Monday in May", "the first day of next month" are days; "the second week of May" is the ISO week of May 8."""
    cut = next(_OF.finditer(phrase.text, phrase.start, phrase.end))
    head, whole = phrase.part(phrase.start, cut.start()), phrase.part(cut.end(), phrase.end)
    number = -1 if head.has("last") else day_of(head) or head.get("ordinal")
    if number is None:
        return None
    start, months, anchor = _whole(whole, context)
    if start is None:
        return dated(None, "W" if head.has("week") else "M" if head.has("month") else "D")
    after = calendar.shift_months(start, months)
    last = calendar.shift_days(after, -1) if after else None
    if head.has("month"):
        when = calendar.shift_months(start, number - 1 if number > 0 else months - 1) if number <= months else None
        return dated(when, "M", anchor=anchor) if when else []
    if head.get("weekday"):
        month = start.month if number > 0 else (last or start).month
        when = calendar.nth_weekday(start.year, month, head.get("weekday"), number)
        return dated(when, "D", anchor=anchor) if when else []
    if head.has("weekend"):
        saturday = calendar.nth_weekday(start.year, start.month if number > 0 else (last or start).month, 6, number)
        week = dated(saturday, "W", anchor=anchor)
        return week._replace(value=f"{week.value}-WE") if saturday else []
    if head.has("week") and months == 12:
        week = dated(calendar.day(start.year, 12, 28), "W", anchor=anchor)  # the last week is the one with December 28
        return week if number < 0 else week._replace(value=f"{start.year:04d}-W{number:02d}")
    step = 7 if head.has("week") else 1
    when = calendar.shift_days(start, step * (number - 1)) if number > 0 else last
    if when is None or last is None or when > last:
        return []
    return dated(when, "W" if head.has("week") else "D", anchor=anchor)


def _whole(phrase: Phrase, context: Context) -> tuple[date | None, int, str]:
    """The month or year that something is the n-th of: its first day, its length in months, and the anchor."""
    month, (year, anchor) = month_of(phrase), year_of(phrase, context)
    if month is not None:
        return (calendar.day(year, month, 1) if year else month_near(month, context)), 1, anchor
    if year is not None:
        return calendar.day(year, 1, 1), 12, anchor
    when = units_away(context.published, phrase.get("deictic") or 0, "M")
    return (when.replace(day=1) if when else None), (12 if phrase.has("year") else 1), anchor


@reader
def weekend(phrase: Phrase, context: Context) -> Reading | None:
    """`2025-W30-WE`; a bare one is this week's from Thursday on or where the clause looks ahead, else last week's."""
    now, away = context.published, phrase.get("deictic")
    if now is None:
        return Reading("DATE", "XXXX-WXX-WE", phrase.get("part"), "none")
    if away is None:
        away = 0 if now.isoweekday() >= 4 or context.direction == FUTURE else -1
    elif phrase.has("past", "coming", "upcoming"):
        away = -1 if phrase.has("past") and now.isoweekday() < 6 else 0
    week = dated(units_away(now, away, "W"), "W", mod=phrase.get("part"))
    return week._replace(value=f"{week.value}-WE")


@reader
def holiday(phrase: Phrase, context: Context) -> Reading | None:
    """A feast of its year, else the nearest to the article as for any day without a year; several days are an interval."""
    year, anchor = year_of(phrase, context)
    words = [word for word in phrase.words if not word.isdecimal() and word not in phrase.tables["deictic"] and word != ","]
    words = words[: -2 if words[-2] == "of" else -1] if words[-1] == "year" else words
    name = " ".join(words).replace("’", "'").replace(" ' s", "'s").replace(" - ", "-")
    rule = phrase.tables["holiday"].get(name)
    if rule == "independence":
        rule = independence_day(phrase, context)
    if rule is None:
        return Reading("DATE", "XXXX-XX-XX", None, "none") if name in phrase.tables["holiday"] else None
    now = context.published
    if year is None and now is None:
        return Reading("DATE", f"XXXX-{rule}" if _DAY.fullmatch(rule) else "XXXX-XX-XX", None, "none")
    years = (year,) if year is not None else (now.year, now.year - 1, now.year + 1) if now else ()
    feasts = {found[0]: found for each in years for found in feast_days(rule, each)}
    if not feasts:
        return dated(None, "D")
    if year is None and now is not None:
        away = phrase.get("deictic") or 0
        on_side = [first for first in feasts if (first - now).days * away >= 0]
        first, last = feasts[nearest(on_side or feasts, context) or now]
    else:
        first, last = next(iter(feasts.values()))
    return (
        dated(first, "D", anchor=anchor)
        if first == last
        else Reading("DATE", f"{first}/{last}", None, anchor, interval=(first, last))
    )


@reader
def offset_from_day(phrase: Phrase, context: Context) -> Reading | None:
    """ "two weeks before Christmas", "a day after July 4": so many units from a day that is named."""
    joint = _JOINT.search(phrase.text, phrase.start, phrase.end)
    if joint is None:
        return None
    amount, named = amount_of(phrase.part(phrase.start, joint.start())), phrase.part(joint.end(), phrase.end)
    if amount is None or amount.count is None or amount.unit not in calendar.UNITS:
        return None
    read = (
        weekday if named.get("weekday") else explicit if month_of(named) else today if named.get("today") is not None else holiday
    )
    found = read(named, context)
    day = calendar.interval(found.value) if isinstance(found, Reading) else None
    if day is None or not isinstance(found, Reading):
        return None
    count = int(amount.count) * (-1 if joint[1].lower() == "before" else 1)
    return dated(units_away(day[0], count, amount.unit), "D", mod=amount.mod, anchor=found.anchor)


def independence_day(phrase: Phrase, context: Context) -> str | None:
    """Month and day of the Independence Day of the country named beside the phrase, else of the last one named before it."""
    days, names = _independence()
    after = re.match(r"\s+(?:of|in)\s+(?:the\s+)?", context.after)
    beside = names.match(context.after, after.end()) if after else None
    before = names.findall(phrase.text[max(0, phrase.start - COUNTRY_REACH) : phrase.start])
    return days[beside[0]] if beside else days[before[-1]] if before else None


@cache
def _independence() -> tuple[dict[str, str], re.Pattern[str]]:
    """Names and adjectives of countries -> their day, and the pattern that finds them."""
    demonyms: dict[str, list[str]] = lexicons.load("nationalities")["demonyms"]
    rows = lexicons.load("feasts")["independence"]
    days = {word: row["day"] for code, row in rows.items() for word in (row["name"], *demonyms.get(code, ()))}
    longest_first = sorted(days, key=len, reverse=True)
    return days, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def feast_days(rule: str, year: int) -> list[calendar.Interval]:
    """First and last day of a feast in a year by its rule in the lexicon; two in the rare year that has Ramadan twice."""
    if not 1 <= year <= 9999:
        return []
    if rule.startswith("feast "):
        return [days for days in _by_other_calendars(rule.removeprefix("feast ")) if days[0].year == year]
    day = _feast(rule, year)
    return [(day, day)] if day else []


@cache
def _by_other_calendars(name: str) -> list[calendar.Interval]:
    feast = lexicons.load("feasts")["feasts"][name]
    if "spans" in feast:
        return [
            (date.fromisoformat(first), date.fromisoformat(last)) for first, last in (span.split("/") for span in feast["spans"])
        ]
    firsts = [date.fromisoformat(day) for day in feast["first"]]
    return [(first, first + timedelta(days=feast.get("days", 1) - 1)) for first in firsts]


def _feast(rule: str, year: int) -> date | None:
    if rule.startswith("easter"):
        return calendar.shift_days(calendar.easter(year), int(rule.split()[1]))
    if "/" in rule:
        nth, _, more = rule.partition("+")
        month, number, position = map(int, nth.split("/"))
        when = calendar.nth_weekday(year, month, number, position)
        return calendar.shift_days(when, int(more or 0)) if when else None
    month, of_month = map(int, rule.split("-"))
    return calendar.day(year, month, of_month)
