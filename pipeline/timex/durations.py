"""Amounts of time and what recurs: durations ("three years"), sets ("every Friday", "twice a week")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline import lexicons
from pipeline.numerals import read_cardinal
from pipeline.timex.calendar import UNITS
from pipeline.timex.readings import Context, Reading, dated, reader, units_away
from pipeline.timex.words import Phrase

_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:/\d+)?|[^\W\d_]+|[-–]")
_PREFIX = {"TS": "PT{}S", "TM": "PT{}M", "TH": "PT{}H", "DE": "P{}Y", "CE": "P{}Y", "2W": "P{}W"}
_FACTOR = {"DE": 10, "CE": 100, "2W": 2}
_ARTICLES = frozenset(("a", "an", "another"))
_MOST = 10**9
_FINER = {"Y": ("M", "D"), "M": ("D",), "W": ("D",), "D": ("TH", "TM"), "TH": ("TM", "TS"), "TM": ("TS",)}
"""Units that may follow one in the same amount: years and months, hours and minutes."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many units; a count of None is a vague one ("several")."""

    count: float | None
    unit: str
    mod: str | None

    @property
    def value(self) -> str:
        """The TIMEX3 duration: `P3Y`, `PT90M`, `PXD`; whole parts of a year or an hour as months and minutes."""
        if self.count is None:
            letter = self.unit
            return f"PTX{letter[1]}" if letter[0] == "T" else f"PX{letter.lstrip('2')}"
        count = self.count * _FACTOR.get(self.unit, 1)
        if count != int(count):
            return _broken(count, self.unit)
        return _PREFIX.get(self.unit, "P{}" + self.unit).format(int(count))


def _broken(count: float, unit: str) -> str:
    whole, part = int(count), count - int(count)
    smaller = {"Y": ("P{}Y", "P{}M", 12), "TH": ("PT{}H", "PT{}M", 60)}.get(unit)
    if smaller and abs(part * smaller[2] - round(part * smaller[2])) < 1e-6:
        rest = smaller[1].format(round(part * smaller[2]))
        return rest if not whole else smaller[0].format(whole) + rest.removeprefix("PT" if unit == "TH" else "P")
    return _PREFIX.get(unit, "P{}" + unit).format(f"{count:g}")


def amount_of(phrase: Phrase) -> Amount | None:
    """The amount that a phrase names before its unit: "at least two and a half years", "several weeks", "a day"."""
    units = phrase.tables["units"] | phrase.tables["unit"]
    words = [found[0].lower() for found in _FIGURE.finditer(phrase.text[phrase.start : phrase.end])]
    at = next((i for i, word in reversed(list(enumerate(words))) if word in units and (word != "second" or i)), None)
    if at is None:
        return None
    mod, head = _modifier(phrase), words[:at]
    classes = lexicons.load("dates")["classes"]
    if not {*classes["vague"], *classes["vague_nouns"]}.isdisjoint(head):
        return Amount(None, units[words[at]], mod)
    count = 2.0 if "couple" in head else _count(head)
    if count is None or not count < _MOST:
        return None
    return Amount(count + (0.5 if "half" in words[at:] else 0), units[words[at]], mod)


def _modifier(phrase: Phrase) -> str | None:
    if phrase.has("than"):
        mod: str | None = phrase.get("modifier_than")
        if phrase.has("no"):
            return "EQUAL_OR_LESS" if mod == "MORE_THAN" else "EQUAL_OR_MORE"
        return mod
    if phrase.has("at"):
        return str(phrase.get("modifier_least"))
    if phrase.has("up"):
        return "EQUAL_OR_LESS"
    if phrase.has("close"):
        return "APPROX"
    found = phrase.get("modifier")
    return str(found) if found else None


def _count(head: list[str]) -> float | None:
    """The first number among the words, else 1 for an article before the unit ("a year", "another full year")."""
    for start, word in enumerate(head):
        numeral = None if word in _ARTICLES and head[start + 1 : start + 2] == [] else read_cardinal(head, start)
        if numeral is not None:
            return numeral.value
    return 1.0 if not _ARTICLES.isdisjoint(head) else None


@reader
def duration(phrase: Phrase, context: Context) -> Reading | None:
    """ "over three years" is `P3Y`, MORE_THAN; an age is none."""
    amount = amount_of(phrase)
    classes = lexicons.load("dates")["classes"]
    after = context.word_after().lower().strip(".,;:)")
    if amount is None or after in classes["age_words"] or (context.after.startswith("-") and not context.after.startswith("--")):
        return None
    if amount.unit == "Q" and (after == "of" or "-" in phrase.text[phrase.start : phrase.end]):  # "three-quarters of a mile"
        return None
    return Reading("DURATION", amount.value, amount.mod, "none")


@reader
def in_two_units(phrase: Phrase, context: Context) -> Reading | None:
    """ "two years and three months" is `P2Y3M`, "an hour and 45 minutes" `PT1H45M`; with "ago" the day or month so long ago."""
    units = phrase.tables["units"] | phrase.tables["unit"]
    cut = next(found for found in _FIGURE.finditer(phrase.text, phrase.start, phrase.end) if found[0].lower() in units)
    first, second = amount_of(phrase.part(phrase.start, cut.end())), amount_of(phrase.part(cut.end(), phrase.end))
    after = context.word_after().lower().strip(".,;:)")
    if (
        first is None
        or second is None
        or first.count is None
        or second.count is None
        or second.unit not in _FINER.get(first.unit, ())
    ):
        return None
    if after in lexicons.load("dates")["classes"]["age_words"]:
        return None
    if phrase.has("ago", "earlier", "later"):
        start, anchor = (context.published, "published") if phrase.has("ago") else context.reference
        side = 1 if phrase.has("later") else -1
        when = units_away(units_away(start, side * int(first.count), first.unit), side * int(second.count), second.unit)
        return dated(when, second.unit, mod=first.mod, anchor=anchor) if second.unit in UNITS else None
    if first.unit == "W":
        return Reading("DURATION", Amount(7 * first.count + second.count, "D", None).value, first.mod, "none")
    whole, part = first.value, second.value
    return Reading("DURATION", whole + part.removeprefix("PT" if "T" in whole else "P"), first.mod, "none")


@reader
def one(phrase: Phrase, context: Context) -> Reading | None:
    """ "a year": a DURATION after a preposition or verb, a SET as a rate ("$1 billion a year")."""
    classes = lexicons.load("dates")["classes"]
    unit = phrase.get("unit", "units")
    if unit == "TS" or (unit == "Q" and context.word_after() == "of") or context.word_after().lower() in classes["age_words"]:
        return None
    if phrase.words[0] in ("a", "an") and len(phrase.words) == 2 and _is_rate(context, classes):
        return Reading("SET", Amount(1, unit, None).value, None, "none")
    if phrase.words[0] in ("a", "an") and len(phrase.words) == 2 and context.word_before() not in classes["duration_cues"]:
        return None
    return Reading("DURATION", Amount(1, unit, _modifier(phrase)).value, _modifier(phrase), "none")


def _is_rate(context: Context, classes: dict[str, list[str]]) -> bool:
    words = context.before.lower().split()[-4:]
    if not words or words[-1] in classes["duration_cues"] or words[-1].endswith((",", ":", "—")):
        return False
    counted = {*classes["cardinal"], *classes["rate_cues"]}
    return any(word[0].isdigit() or word[0] in "$€£" or word in counted for word in words)


@reader
def vague_duration(phrase: Phrase, context: Context) -> Reading | None:
    """ "for years", "decades-long" are `PXY`; "day-long" is `P1D`."""
    classes = lexicons.load("dates")["classes"]
    plural = phrase.get("units")
    if plural is None:
        return Reading("DURATION", Amount(1, phrase.get("unit"), None).value, None, "none")
    if not phrase.has("long") and context.word_before() not in classes["vague_cues"]:
        return None
    return Reading("DURATION", Amount(None, plural, None).value, None, "none")


@reader
def recurrence(phrase: Phrase, context: Context) -> Reading | None:
    """ "every Friday" is `XXXX-WXX-5`, "twice a week" and "weekly" are `P1W`, "every two years" is `P2Y`."""
    frequency = phrase.get("frequency")
    if frequency:
        return Reading("SET", frequency, None, "none")
    number, part = phrase.get("weekday", "weekdays"), phrase.get("daypart", "dayparts")
    if number:
        return Reading("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), None, "none")
    month = phrase.get("month", "month_short")
    if month:
        return Reading("SET", f"XXXX-{month:02d}", None, "none")
    if phrase.get("season"):
        return Reading("SET", f"XXXX-{phrase.get('season')}", None, "none")
    if part:
        return Reading("SET", f"XXXX-XX-XXT{part}", None, "none")
    if phrase.has("weekend", "weekends"):
        return Reading("SET", "XXXX-WXX-WE", None, "none")
    return _every(phrase)


def _every(phrase: Phrase) -> Reading | None:
    if phrase.has("times", "once", "twice", "per"):
        unit = phrase.get("unit")
        return Reading("SET", Amount(1, unit, None).value, None, "none") if unit != "TS" else None
    if phrase.has("few"):
        return Reading("SET", Amount(None, phrase.get("units", "unit"), None).value, None, "none")
    amount = amount_of(phrase)
    if amount is not None and amount.unit == "M" and amount.count == 1:
        return Reading("SET", "P1M", None, "none")
    unit = phrase.get("units", "unit")
    if phrase.has("other"):
        return Reading("SET", Amount(2, unit, None).value, None, "none")
    return Reading("SET", amount.value if amount and amount.count else Amount(1, unit, None).value, None, "none")
