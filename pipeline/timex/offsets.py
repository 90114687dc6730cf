"""Values of stretches counted from the article's day or a date named before: "two years ago", "the past week", "recently"."""

from __future__ import annotations

from pipeline import lexicons
from pipeline.timex import calendar
from pipeline.timex.durations import Amount, amount_of
from pipeline.timex.readings import Context, Reading, dated, days_away, reader, units_away
from pipeline.timex.words import Phrase

QUARTER_REACH = 600
"""Characters after a quarter in which "a year earlier" means that quarter of the year before (300 to 1,000 alike on TimeBank)."""


@reader
def year_ago(phrase: Phrase, context: Context) -> Reading | None:
    """ "the year-ago quarter", "year-earlier results": the quarter last named (else the latest that is over) a year before."""
    ordinal = phrase.get("ordinal")
    quarter = context.last_quarter or units_away(context.published, -1, "Q")
    if ordinal in (1, 2, 3, 4) and quarter is not None:
        quarter = calendar.day(quarter.year, ordinal * 3 - 2, 1)
    return dated(units_away(quarter, -1, "Y"), "Q", anchor="other_date" if context.last_quarter else "published")


@reader
def offset(phrase: Phrase, context: Context) -> Reading | None:
    """ "two weeks ago", "a year earlier": the calendar unit that far away; hours and vague amounts give no date."""
    amount = amount_of(phrase)
    if amount is None or (phrase.words[-1] in ("before", "after") and context.word_after()[:1].isalpha()):
        return None
    side, mod = 1 if phrase.has("now") else phrase.get("offset"), amount.mod
    vague = Reading("DATE", "PAST_REF" if side < 0 else "FUTURE_REF", None, "none")
    if amount.count is None:
        return vague
    count, unit = (2 * amount.count, "W") if amount.unit == "2W" else (amount.count, amount.unit)
    if unit not in calendar.UNITS:
        return Reading("DURATION", amount.value, mod, "none")
    absolute = phrase.has("ago", "now", "hence")
    start, anchor = (context.published, "published") if absolute else context.reference
    if unit == "Y" and context.last_quarter is not None and context.position - context.quarter_at < QUARTER_REACH:
        return dated(units_away(context.last_quarter, side * int(count), "Y"), "Q", mod=mod, anchor="other_date")
    months = count * {"Y": 12, "DE": 120, "CE": 1200}.get(unit, 0)
    steps, step = (months, "M") if count != int(count) and months else (count, unit)
    when = units_away(start, side * int(steps), step)
    return dated(when, unit, mod=mod, anchor=anchor) if when else vague


@reader
def offset_date(phrase: Phrase, context: Context) -> Reading | None:
    """ "three weeks from tomorrow", "a week from Friday"."""
    amount = amount_of(phrase)
    if amount is None or amount.count is None or amount.unit not in calendar.UNITS or context.published is None:
        return None
    start = days_away(context, phrase.get("today") or 0)
    if phrase.get("weekday"):
        start = calendar.shift_days(context.published, 7 - (context.published.isoweekday() - phrase.get("weekday")) % 7)
    return dated(units_away(start, int(amount.count), amount.unit), "D")


@reader
def window(phrase: Phrase, context: Context) -> Reading | None:
    """ "the last two weeks", "the past week": a DURATION, with the days it covers up to, or from, the article's."""
    amount = amount_of(phrase) or Amount(1, phrase.get("unit", "units"), None)
    side = phrase.get("deictic") or 0
    if phrase.has("past"):
        side = -1
    elif phrase.has("coming", "next"):
        side = 1
    if amount.count is None:
        return Reading("DATE", "PAST_REF", None, "none") if side < 0 else Reading("DURATION", amount.value, amount.mod, "none")
    covered = None
    if amount.unit in calendar.UNITS and context.published is not None and side:
        other = calendar.shift(context.published, side * int(amount.count), amount.unit)
        covered = (min(other, context.published), max(other, context.published)) if other else None
    return Reading("DURATION", amount.value, amount.mod, "published" if covered else "none", interval=covered)


@reader
def vague_window(phrase: Phrase, context: Context) -> Reading | None:
    """ "recent years" and "over the years" last an unknown time; "past years", "coming months" are a side of now."""
    if phrase.has("recent", "over") and phrase.get("units"):
        return Reading("DURATION", Amount(None, phrase.get("units"), None).value, None, "none")
    past = phrase.has("recent", "past", "last", "over")
    return Reading("DATE", "PAST_REF" if past else "FUTURE_REF", None, "none")


@reader
def reference(phrase: Phrase, context: Context) -> Reading | None:
    """ "now", "recently", "soon": no date, a side of the article's day."""
    words = " ".join(phrase.words)
    if (context.after[:1] == "-" and context.after[1:2].isalpha()) or _is_other_use(words, context):
        return None
    return Reading("DATE", phrase.tables["reference"][words], None, "none")


def _is_other_use(words: str, context: Context) -> bool:
    """Whether such words mean no time here: "Now, listen", "as soon as", "the time of day", "the future treaty"."""
    classes = lexicons.load("dates")["classes"]
    before, after = context.word_before(), context.word_after().lower()
    if words == "now":
        return not context.before.strip() and context.after[:1] == ","
    if words == "soon":
        return before in ("as", "too", "so", "how") or after in ("as", "after") or after.endswith("ed")
    if words in classes["after_at_only"]:
        return before != "at" or after in ("of", "when", "that", "the")
    return words in ("the past", "the future") and after[:1].isalnum() and after.strip(".,") not in classes["after_reference"]
