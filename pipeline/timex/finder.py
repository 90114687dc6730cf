"""Finds the temporal expressions of a text and gives each its TIMEX3 value and its days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

from pipeline.annotations import Timex
from pipeline.timex import calendar, clock, durations, explicit, feasts, offsets, relative, years  # noqa: F401  (they register the readers)
from pipeline.timex.calendar import Interval
from pipeline.timex.lexicon import BREAK, NAME, SPACE, WORD, Lexicon, Rule, compiled
from pipeline.timex.readings import READERS, UNKNOWN, Context, Reading
from pipeline.timex.shared import with_shared_years
from pipeline.timex.words import Lexed, Phrase, lex

AROUND = 200
"""Characters on both sides that a reader may look at; cut at the sentence's end."""

MOST_REMEMBERED, LONGEST_REMEMBERED = 16_384, 60
"""Bounds of the memory of runs of codes: the same few (" Friday ", "in 2024") make up most of a text."""

_RUN = re.compile(rf"[^{WORD}{NAME}{BREAK}]+")
_SENTENCE_START = re.compile(r"""[.!?]["'”’)]?\s+(?=["'“‘(]?[A-Z0-9])|\n\s*\n""")
_NUMBER_BEFORE = re.compile(r"[$€£#\w.,:/+−-]\Z")

Direction = Callable[[int, int], int]
"""Says which way the clause around `(start, end)` looks: `PAST`, `UNKNOWN` or `FUTURE`."""


class Found(NamedTuple):
    """A temporal expression: characters of the text, end exclusive."""

    start: int
    end: int
    timex: Timex


class _Candidate(NamedTuple):
    start: int
    end: int
    rule: Rule


def find(text: str, published: date | None = None, direction: Direction | None = None) -> list[Found]:
    """The temporal expressions of an article in order, none overlapping another.

    Values that hang on the article's day keep X's where `published` is None. `direction` is asked for expressions whose value
    depends on tense. Time is linear in the text.
    """
    lexicon = compiled()
    lexed = lex(text, lexicon)
    context = Context(published)
    read: list[tuple[int, int, Reading]] = []
    taken = 0
    for candidate in _candidates(lexed, lexicon):
        if candidate.start < taken or not _stands_free(text, candidate):
            continue
        readings = _read(text, candidate, context, lexicon, direction)
        for reading in readings or ():
            context.note(reading)
            read.append((*(reading.span or candidate[:2]), reading))
        if readings is not None:
            taken = candidate.end
    read.sort(key=lambda item: item[:2])
    return [Found(start, end, timex_of(reading)) for start, end, reading in with_shared_years(text, read)]


def timex_of(reading: Reading) -> Timex:
    """The record of a reading, with the days that its value covers."""
    days: Interval | None = reading.interval
    if days is None and reading.type in ("DATE", "TIME"):
        days = calendar.interval(reading.value, reading.mod)
    first, last = (day.isoformat() for day in days) if days else (None, None)
    at = reading.instants or (None, None)
    return Timex(
        type=reading.type,
        value=reading.value,
        mod=reading.mod,
        earliest=first,
        latest=last,
        earliest_at=at[0],
        latest_at=at[1],
        anchor=reading.anchor,
    )


def _candidates(lexed: Lexed, lexicon: Lexicon) -> Iterator[_Candidate]:
    """All matches of all rules: leftmost, then longest, then first in the lexicon.

    No phrase holds a word from outside the lexicon, so rules are tried on the runs between such words, where one has a trigger.
    """
    for run in _RUN.finditer(lexed.codes):
        start, codes = run.start(), run[0]
        for first, last, rule in _remembered(codes) if len(codes) <= LONGEST_REMEMBERED else _matches(codes):
            yield _Candidate(lexed.bounds[start + first], lexed.bounds[start + last], lexicon.rules[rule])


def _matches(codes: str) -> tuple[tuple[int, int, int], ...]:
    """`(start, end, rule)` of all matches in a run."""
    lexicon = compiled()
    if not lexicon.triggers.search(codes):
        return ()
    spans = ((match.span(), rank) for rank, rule in enumerate(lexicon.rules) for match in rule.pattern.finditer(codes))
    found = [(low + (codes[low] == SPACE), (codes[high - 1] == SPACE) - high, rank) for (low, high), rank in spans if low < high]
    return tuple((start, -end, rank) for start, end, rank in sorted(found) if start < -end)


_remembered = lru_cache(maxsize=MOST_REMEMBERED)(_matches)


def _stands_free(text: str, candidate: _Candidate) -> bool:
    """Whether the match is no piece of a longer word or figure ("Su-34", "$2000", "1.5.2", "2024-A")."""
    start, end = candidate.start, candidate.end
    if text[start].isdigit() and start and _NUMBER_BEFORE.search(text, start - 1, start):
        return text[start - 1] in ".,:-/" and (start < 2 or not text[start - 2].isalnum())
    if start and text[start].isalpha() and text[start - 1].isalnum():
        return False
    after = text[end : end + 2]
    if after and (after[0].isalnum() or after[0] == "_"):
        return False
    return not (text[end - 1].isdigit() and len(after) == 2 and after[0] in ".,:/-" and after[1].isdigit()) and after[:1] not in (
        "%",
        "°",
    )


def _read(
    text: str, candidate: _Candidate, context: Context, lexicon: Lexicon, direction: Direction | None
) -> list[Reading] | None:
    start, end = candidate.start, candidate.end
    phrase = Phrase(text, start, end, lexicon.tables)
    context.before, context.after = _before(text, start), text[end : end + AROUND]
    if candidate.rule.value != "holiday" and _is_title(phrase, context):
        return None
    context.position = start
    context.look = partial(direction or _unknown, start, end)
    readings = READERS[candidate.rule.value](phrase, context)
    return [readings] if isinstance(readings, Reading) else readings


def _before(text: str, start: int) -> str:
    window = text[max(0, start - AROUND) : start]
    cuts = [cut.end() for cut in _SENTENCE_START.finditer(window)]
    return window[cuts[-1] :] if cuts else window


def _unknown(start: int, end: int) -> int:
    return UNKNOWN


def _is_title(phrase: Phrase, context: Context) -> bool:
    """Whether a unit of time has a capital that its surroundings don't: the programme "60 Minutes", "This Week"."""
    stretch = phrase.text[phrase.start : phrase.end]
    last = stretch.split()[-1]
    return (
        len(phrase.words) > 1
        and last.lower() in phrase.tables["unit"] | phrase.tables["units"]
        and last[0].isupper()
        and not last.isupper()
        and not context.word_after()[:1].isupper()
    )
