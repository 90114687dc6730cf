"""Values of dates that name a day or month: in full, in figures, as a range, and with the year to be found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pipeline import lexicons
from pipeline.timex import calendar
from pipeline.timex.readings import FUTURE, PAST, Context, Reading, dated, reader
from pipeline.timex.words import Phrase

DIRECTION_WEIGHT = 3.0
"""A day without a year is of the year that brings it nearest to the article; where the clause looks one way, a day on the other
side counts as this much further off (value F1 on half of TimeBank and AQUAINT: 1 gives 82.2, 2 82.7, 3 and 4 82.9)."""

UNKNOWN_WEIGHT = 1.5
"""The same for a day ahead where the clause looks neither way: news speaks of what was more than of what will be. By judgement:
1 to 2 are alike on TimeBank and AQUAINT, and January 6 in an article of July is the past one."""

MONTHS_AHEAD = 2
"""A month without a year that is at most so far ahead is the coming one, unless the clause looks back. By judgement: 0 to 3 are
alike on TimeBank and AQUAINT."""

PIVOT = 50
"""Two-digit years: below it 20xx, else 19xx."""


@reader
def iso(phrase: Phrase, context: Context) -> Reading | list[Reading]:
    """`2025-07-23`, `2025-07-23T15:00`; nothing where the calendar has no such day."""
    figures = [int(word) for word in phrase.words if word.isdecimal() and len(word) <= 4]
    when = calendar.day(*figures[:3])
    if when is None:
        return []
    if len(figures) < 5:
        return dated(when, "D", anchor="explicit")
    at = f"{when.isoformat()}T{figures[3]:02d}:{figures[4]:02d}"
    return Reading("TIME", at, instants=(at, at))


@reader
def numeric(phrase: Phrase, context: Context) -> Reading | list[Reading]:
    """`23/07/2025` or `07/23/2025`: the one that is a date; of two, the article's own day or nothing."""
    first, second = phrase.figures()[:2]
    year = phrase.year() or century_of(phrase.figures()[2])
    days = {calendar.day(year, second, first), calendar.day(year, first, second)} - {None}
    if context.published in days:
        days = {context.published}
    if len(days) != 1:
        return []
    return dated(days.pop(), "D", anchor="explicit")


@reader
def short_numeric(phrase: Phrase, context: Context) -> Reading | None:
    """ "on 7/23": month and day, or day and month where only that can be; without "on" it is a fraction or a score."""
    if context.word_before() != "on" or context.after[:1] == "/":
        return None
    first, second = phrase.figures()[:2]
    month, of_month = (first, second) if first <= 12 else (second, first)
    year = year_of_day(month, of_month, context) if month <= 12 else None
    return dated(calendar.day(year, month, of_month), "D") if year else None


@reader
def day_of_this_month(phrase: Phrase, context: Context) -> Reading | None:
    """ "on the 18th": of the month last named, else the one nearest to the article; "the 18th floor" is none."""
    after = context.word_after().lower()
    names = lexicons.load("dates")["classes"]
    if context.word_before() != "on" or (after[:1].isalnum() and after.strip(".,;") not in names["after_reference"]):
        return None
    of_month = phrase.figures()[0]
    if context.last_day is not None and context.last_unit in ("D", "M"):
        when = calendar.day(context.last_day.year, context.last_day.month, of_month)
        return dated(when, "D", anchor="other_date") if when else None
    months = [calendar.shift_months(context.published.replace(day=1), n) for n in (0, -1, 1)] if context.published else []
    near = nearest((calendar.day(m.year, m.month, of_month) for m in months if m), context)
    return dated(near, "D") if near else None


def century_of(two_digits: int) -> int:
    """The year behind two figures."""
    return two_digits + (2000 if two_digits < PIVOT else 1900)


def day_of(phrase: Phrase) -> int | None:
    """The day of the month that a phrase names, in figures or as an ordinal."""
    figures = phrase.figures()
    if figures:
        return figures[0]
    tens = phrase.get("spoken_tens") if phrase.get("ordinal") else None
    ordinal = phrase.get("ordinal")
    return None if ordinal is None or ordinal < 0 else ordinal + (tens or 0)


def month_of(phrase: Phrase) -> int | None:
    """The first month named."""
    month: int | None = phrase.get("month", "month_short")
    return month


def year_of(phrase: Phrase, context: Context) -> tuple[int | None, str]:
    """The year that a phrase names ("2024", "of last year"), and the anchor that makes."""
    year = phrase.year()
    if year is not None:
        return year, "explicit"
    if context.published and phrase.has("year"):
        return context.published.year + (phrase.get("deictic") or 0), "published"
    return None, "published"


@reader
def explicit(phrase: Phrase, context: Context) -> Reading | list[Reading] | None:
    """Month and day, month and year, all three, or the month alone; nothing where the calendar has no such day."""
    month, of_month = month_of(phrase), day_of(phrase)
    year, anchor = year_of(phrase, context)
    if month is None:
        return None
    if of_month is None:
        return _month(phrase, context, month, year, anchor)
    if year is None and _counts(context):
        return None
    if year is None:
        year = year_of_day(month, of_month, context)
        if year is None:
            possible = 1 <= of_month <= calendar.days_in_month(2000, month) and not context.published
            return Reading("DATE", f"XXXX-{month:02d}-{of_month:02d}", None, "none") if possible else []
    when = calendar.day(year, month, of_month)
    return dated(when, "D", anchor=anchor) if when else []


def _counts(context: Context) -> bool:
    """Whether the figure after a month counts what follows: "In May 12 people ..."."""
    return context.word_after().lower().strip(".,") in lexicons.load("dates")["classes"]["counted"]


def _month(phrase: Phrase, context: Context, month: int, year: int | None, anchor: str) -> Reading | None:
    mod = phrase.get("part")
    if year is not None:
        return Reading("DATE", f"{year:04d}-{month:02d}", mod, anchor)
    if not is_month(phrase, context):
        return None
    when = month_near(month, context)
    return dated(when, "M", mod=mod) if when else Reading("DATE", f"XXXX-{month:02d}", mod, "none")


def is_month(phrase: Phrase, context: Context) -> bool:
    """Whether a month standing alone is one, and not a verb or a name ("may", "the March on Rome", "April Jones")."""
    names = lexicons.load("dates")["classes"]
    if len(phrase.words) == 1 and phrase.words[0] in phrase.tables["month_short"]:
        return False
    if len(phrase.words) > 1 and phrase.words[-1] != ".":
        return True
    cued = context.word_before() in names["month_cues"]
    after = context.word_after()
    if phrase.words[0] in names["month_verbs"]:
        return cued and after.lower() not in ("on", "of")
    return cued or phrase.words[0] not in names["month_names"] or not after[:1].isupper()


def month_near(month: int, context: Context) -> date | None:
    """The latest such month that has begun, or the next one where the clause looks ahead."""
    if context.published is None:
        return None
    now = context.published
    ahead = (month - now.month) % 12
    coming = context.direction == FUTURE or (
        context.direction != PAST and 0 < ahead <= MONTHS_AHEAD and context.word_before() != "since"
    )
    months = ahead if coming else ahead - 12 if ahead else 0
    return calendar.shift_months(now.replace(day=1), months)


def year_of_day(month: int, of_month: int, context: Context) -> int | None:
    """The year that brings the day nearest to the article, or None without an article's day."""
    now = context.published
    if now is None:
        return None
    days = [calendar.day(now.year + offset, month, of_month) for offset in (0, -1, 1, -2, 2, -3, 3, -4, 4)]
    near = nearest(days, context)
    return near.year if near else None


def nearest(days: Iterable[date | None], context: Context) -> date | None:
    """The day nearest to the article's; one on the side that the clause does not look to counts as further off."""
    now = context.published
    found = [when for when in days if when]
    if now is None or not found:
        return None
    ahead = {FUTURE: 1 / DIRECTION_WEIGHT, PAST: DIRECTION_WEIGHT}.get(context.direction, UNKNOWN_WEIGHT)
    return min(found, key=lambda when: (now - when).days if when <= now else (when - now).days * ahead)


def _is_counted(phrase: Phrase, after: str) -> bool:
    """Whether a figure that ends the phrase may count what follows: "on May 5 and 6 people"."""
    classes = lexicons.load("dates")["classes"]
    return phrase.words[-1][:1].isdigit() and after[:1].isalpha() and after.strip(".,;") not in classes["after_reference"]


@reader
def weekday_and_day(phrase: Phrase, context: Context) -> Reading | list[Reading] | None:
    """ "Tuesday the 11th": the day nearest to the article that is both; "Monday the first group" is none."""
    number, of_month = phrase.get("weekday", "weekday_short"), day_of(phrase)
    after = context.word_after().lower()
    names = lexicons.load("dates")["classes"]
    if of_month is None or (after[:1].isalnum() and after.strip(".,;") not in names["after_reference"]):
        return None
    if context.published is None:
        return Reading("DATE", f"XXXX-XX-{of_month:02d}", None, "none")
    months = [calendar.shift_months(context.published.replace(day=1), n) for n in range(-12, 13)]
    days = [calendar.day(month.year, month.month, of_month) for month in months if month]
    near = nearest([day for day in days if day and day.isoweekday() == number], context)
    return dated(near, "D") if near else []


@reader
def day_range(phrase: Phrase, context: Context) -> Reading | None:
    """ "June 2-4": one expression, its value the ISO 8601 interval."""
    days, months = phrase.figures(), [phrase.tables["month"].get(w) or phrase.tables["month_short"].get(w) for w in phrase.words]
    named = [month for month in months if month]
    year, anchor = year_of(phrase, context)
    year = year or year_of_day(named[0], days[0], context)
    if year is None:
        return None
    first = calendar.day(year, named[0], days[0])
    last = calendar.day(year + (named[-1] < named[0]), named[-1], days[1])
    if first is None or last is None or last <= first:
        return None
    return Reading("DATE", f"{first}/{last}", None, anchor, interval=(first, last))


@reader
def two_days(phrase: Phrase, context: Context) -> list[Reading] | None:
    """ "3 to 5 May", "May 3 to 5": two expressions, the second of which may be a figure alone."""
    days, month = phrase.figures(), month_of(phrase)
    joint = next(word for word in phrase.words if word in ("to", "and", "through", "until", "till", "or"))
    after = context.word_after().lower()
    if month is None or (joint in ("and", "or") and (_counts(context) or _is_counted(phrase, after))):
        return None
    year, anchor = year_of(phrase, context)
    year = year or year_of_day(month, days[0], context)
    pair = [calendar.day(year, month, of_month) if year else None for of_month in days[:2]]
    middle = phrase.text.index(f" {joint} ", phrase.start) if f" {joint} " in phrase.text[phrase.start : phrase.end] else None
    if pair[0] is None or pair[1] is None or middle is None:
        return None
    second = middle + len(joint) + 2
    second += 4 if phrase.text.startswith("the ", second) else 0
    spans = ((phrase.start, middle), (second, phrase.end))
    return [dated(when, "D", anchor=anchor)._replace(span=span) for when, span in zip(pair, spans, strict=True)]
