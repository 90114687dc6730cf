"""Values of quarters, seasons, years, decades and centuries."""

from __future__ import annotations

from datetime import date

from pipeline import lexicons
from pipeline.timex import calendar
from pipeline.timex.explicit import day_of, year_of
from pipeline.timex.readings import FUTURE, Context, Reading, reader, units_away
from pipeline.timex.words import Phrase

FIRST_SHORT_DECADE = 3
""" "the '30s" to "the '90s" are of the 20th century, those before it of the 21st."""

SURE_YEARS = range(1850, 2051)
"""Bare four-digit figures that are years unless the words around them say otherwise."""


@reader
def year(phrase: Phrase, context: Context) -> Reading | list[Reading] | None:
    """A year with what stands before it: "late 2024", "fiscal 2024", "post-1959"; None where the figure is an amount."""
    number = phrase.year()
    if is_before_christ(context):
        return []
    mod = phrase.get("part") or ("AFTER" if phrase.has("post") else "BEFORE" if phrase.has("pre") else None)
    if number is None or (len(phrase.words) == 1 and not is_year(number, context)):
        return None
    return Reading("DATE", f"{number:04d}", mod)


def is_year(number: int, context: Context) -> bool:
    """Whether a bare figure of four digits is a year, by the words on both sides."""
    classes = lexicons.load("dates")["classes"]
    before, after = context.word_before(), context.word_after()
    if before in classes["year_cues"]:
        return after.lower() not in classes["counted"] or before in ("in", "since")
    if before in classes["amount_cues"] or after.lower().strip(".,;") in classes["counted"] or after.startswith("%"):
        return False
    if after.islower() and after.isalpha() and after.endswith("s") and after not in classes["not_plurals"]:
        return before in classes["determiners"] or before.endswith(("'s", "’s"))
    return number in SURE_YEARS


def is_before_christ(context: Context) -> bool:
    """Whether the year or century that stands here is counted backwards: the calendar has no value for it."""
    return context.word_after().upper().replace(".", "").rstrip(",;:") in ("BC", "BCE")


@reader
def year_range(phrase: Phrase, context: Context) -> Reading | None:
    """ "2014-15", "1939-1945": one expression, its value the ISO 8601 interval."""
    figures = [word for word in phrase.words if word.isdecimal()]
    last = figures[1] if len(figures[1]) == 4 else figures[0][:2] + figures[1]
    if not int(figures[0]) < int(last):
        return None
    start, end = calendar.interval(figures[0]), calendar.interval(last)
    return Reading("DATE", f"{figures[0]}/{last}", interval=(start[0], end[1])) if start and end else None


@reader
def spoken_year(phrase: Phrase, context: Context) -> Reading | None:
    """ "nineteen ninety-one", "the year two thousand"; needs "in" or its like before, where "the year" does not say it."""
    words = [
        word for word in phrase.words if word in phrase.tables["spoken_ones"] | phrase.tables["spoken_tens"] or word == "thousand"
    ]
    if not phrase.has("year") and context.word_before() not in lexicons.load("dates")["classes"]["year_cues"]:
        return None
    tables = phrase.tables
    if "thousand" in words:
        rest = words[words.index("thousand") + 1 :]
        number = tables["spoken_ones"][words[0]] * 1000
    else:
        number, rest = tables["spoken_century"][words[0]] * 100, words[1:]
    number += sum(tables["spoken_tens"].get(word) or tables["spoken_ones"].get(word, 0) for word in rest)
    return Reading("DATE", f"{number:04d}")


@reader
def decade(phrase: Phrase, context: Context) -> Reading | None:
    """ "the 1990s", "the '90s", "the nineties": the decade that has begun last; two-digit ones need "the" or "'"."""
    mod, number = phrase.get("part"), phrase.year()
    if number is None:
        tens = phrase.get("decade_name") or next((figure // 10 for figure in phrase.figures() if figure % 10 == 0), 0)
        if not tens or not phrase.has("the", "'", "’", "early", "late", "mid"):
            return None
        century = phrase.get("spoken_century") or (19 if tens >= FIRST_SHORT_DECADE else 20)
        number = century * 100 + tens * 10
    return Reading("DATE", f"{number // 10:03d}", mod) if number % 10 == 0 else None


@reader
def century(phrase: Phrase, context: Context) -> Reading | list[Reading] | None:
    """ "the 20th century" is `19`."""
    if is_before_christ(context):
        return []
    number = day_of(phrase)
    return Reading("DATE", f"{number - 1:02d}", phrase.get("part")) if number and 1 <= number <= 21 else None


@reader
def quarter(phrase: Phrase, context: Context) -> Reading | None:
    """A named quarter: of its year, else the latest that has begun (the next where the clause looks ahead)."""
    number = phrase.get("ordinal") or next(iter(phrase.figures(1, 1)), None)
    if number not in (1, 2, 3, 4) or context.after.startswith((" of the ", " of a ")):
        return None
    year, anchor = year_of(phrase, context)
    if year is None:
        year = _begun(number * 3 - 2, context)
    return Reading("DATE", f"{year:04d}-Q{number}", None, anchor) if year else Reading("DATE", f"XXXX-Q{number}", None, "none")


def _begun(month: int, context: Context) -> int | None:
    if context.published is None:
        return None
    begun = month <= context.published.month
    return context.published.year - (0 if begun or context.direction == FUTURE else 1)


@reader
def year_quarter(phrase: Phrase, context: Context) -> Reading | None:
    """ "the 1988 quarter": the one of that year that answers to the quarter last named, else to the latest that is over."""
    year, quarter = phrase.year(), context.last_quarter or units_away(context.published, -1, "Q")
    if year is None:
        return None
    anchor = "other_date" if context.last_quarter else "published"
    return Reading("DATE", f"{year:04d}-Q{(quarter.month + 2) // 3}", None, anchor) if quarter else Reading("DATE", f"{year:04d}")


@reader
def half(phrase: Phrase, context: Context) -> Reading | None:
    """Half of a year that is named; matches and bills have halves too."""
    number = next(iter(phrase.figures(1, 1)), None) or (1 if phrase.has("first") else 2)
    year, anchor = year_of(phrase, context)
    return Reading("DATE", f"{year:04d}-H{number}", None, anchor) if year else None


@reader
def season(phrase: Phrase, context: Context) -> Reading | None:
    """A season: of its year, "last", "this", "next", else the latest that has begun (the next where the clause looks ahead)."""
    name, mod, away = phrase.get("season"), phrase.get("part"), phrase.get("deictic")
    year, anchor = year_of(phrase, context)
    if year is None and away is None and not _season_cued(phrase, context):
        return None
    if year is None and context.published is not None:
        year = _season_year(name, away, context.published, context.direction)
    return Reading("DATE", f"{year:04d}-{name}", mod, anchor) if year else Reading("DATE", f"XXXX-{name}", mod, "none")


def _season_cued(phrase: Phrase, context: Context) -> bool:
    """A bare season is a date after a preposition of time; "the fall of Kabul" is none."""
    if context.word_after() == "of" or (phrase.has("fall") and not phrase.has("the", "early", "late")):
        return False
    return len(phrase.words) > 2 or context.word_before() in lexicons.load("dates")["classes"]["time_prepositions"]


def _season_year(name: str, away: int | None, now: date, direction: int) -> int:
    current, begun_in = calendar.season_of(now)
    if name == current:
        return begun_in + (away or 0)
    if away is None:
        away = 1 if direction == FUTURE else -1
    begun = calendar.season_start(name, now.year) <= now
    return now.year + (begun if away > 0 else -(not begun) if away < 0 else 0)
