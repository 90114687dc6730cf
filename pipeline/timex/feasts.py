"""Values of feast days, weekends, and the n-th week or weekday of a month or year."""

from __future__ import annotations

import re
from datetime import date

from pipeline.timex import calendar
from pipeline.timex.durations import amount_of
from pipeline.timex.explicit import explicit, month_near, month_of, nearest, year_of
from pipeline.timex.readings import FUTURE, Context, Reading, dated, reader, units_away
from pipeline.timex.relative import weekday
from pipeline.timex.words import Phrase

_JOINT = re.compile(r"\s(before|after)\s", re.IGNORECASE)


@reader
def nth(phrase: Phrase, context: Context) -> Reading | list[Reading] | None:
    """ "the first week of May" is the ISO week of May 1, the second that of May 8; "the last Monday in May" a day."""
    number = -1 if phrase.has("last") else phrase.get("ordinal")
    month, year = month_of(phrase), phrase.year()
    start = calendar.day(year, month or 1, 1) if year else month_near(month, context) if month else None
    if start is None or number is None:
        return None
    anchor = "explicit" if year else "published"
    if phrase.get("weekday"):
        when = calendar.nth_weekday(start.year, start.month, phrase.get("weekday"), number)
        return dated(when, "D", anchor=anchor) if when else []
    if month is None:
        return Reading("DATE", f"{start.year:04d}-W{number:02d}") if number > 0 else None
    last = calendar.days_in_month(start.year, start.month)
    of_month = last if number < 0 else 7 * number - 6
    return dated(start.replace(day=of_month), "W", anchor=anchor) if of_month <= last else []


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
    """A feast day of its year, else the nearest to the article as for any day without a year."""
    year, anchor = year_of(phrase, context)
    words = [word for word in phrase.words if not word.isdecimal() and word not in phrase.tables["deictic"] and word != ","]
    words = words[: -2 if words[-2] == "of" else -1] if words[-1] == "year" else words
    rule = phrase.tables["holiday"].get(" ".join(words).replace("’", "'").replace(" ' s", "'s"))
    if rule is None:
        return None
    if year is not None:
        return dated(_feast(rule, year), "D", anchor=anchor)
    now = context.published
    if now is None:
        fixed = rule[:2].isdecimal()
        return Reading("DATE", f"XXXX-{rule}" if fixed else "XXXX-XX-XX", None, "none")
    days = [day for day in (_feast(rule, now.year + offset) for offset in (0, -1, 1)) if day]
    away = phrase.get("deictic") or 0
    return dated(nearest([day for day in days if (day - now).days * away >= 0] or days, context), "D")


@reader
def offset_from_day(phrase: Phrase, context: Context) -> Reading | None:
    """ "two weeks before Christmas", "a day after July 4": so many units from a day that is named."""
    joint = _JOINT.search(phrase.text, phrase.start, phrase.end)
    if joint is None:
        return None
    amount, named = amount_of(phrase.part(phrase.start, joint.start())), phrase.part(joint.end(), phrase.end)
    if amount is None or amount.count is None or amount.unit not in calendar.UNITS:
        return None
    read = weekday if named.get("weekday") else explicit if month_of(named) else holiday
    found = read(named, context)
    day = calendar.interval(found.value) if isinstance(found, Reading) else None
    if day is None or not isinstance(found, Reading):
        return None
    count = int(amount.count) * (-1 if joint[1].lower() == "before" else 1)
    return dated(units_away(day[0], count, amount.unit), "D", mod=amount.mod, anchor=found.anchor)


def _feast(rule: str, year: int) -> date | None:
    if not 1 <= year <= 9999:
        return None
    if rule.startswith("easter"):
        return calendar.shift_days(calendar.easter(year), int(rule.split()[1]))
    if "/" in rule:
        nth, _, more = rule.partition("+")
        month, number, position = map(int, nth.split("/"))
        when = calendar.nth_weekday(year, month, number, position)
        return calendar.shift_days(when, int(more or 0)) if when else None
    month, of_month = map(int, rule.split("-"))
    return calendar.day(year, month, of_month)
