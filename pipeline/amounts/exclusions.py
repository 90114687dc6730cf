"""Tells numbers that are no amounts: labels ("Article 5"), names ("Channel 24"), dates, clock times, list marks, idioms."""

from __future__ import annotations

from functools import cache

from pipeline import lexicons
from pipeline.amounts.lexicon import listed
from pipeline.amounts.phrases import PhraseTable
from pipeline.amounts.pieces import Pieces
from pipeline.amounts.readings import Reading
from pipeline.numerals import HYPHENS

LOOK_BACK = 4
"""Longest idiom with its number last, in pieces before the number."""


def idiom_end(pieces: Pieces, at: int) -> int | None:
    """The end of the fixed expression that the number at `at` belongs to, or None."""
    for start in range(max(0, at - LOOK_BACK), at + 1):
        found = _idioms().at(pieces.lowers, start)
        if found and start + found.length > at:
            return start + found.length
    return None


def is_no_amount(pieces: Pieces, reading: Reading, *, counts: bool, joined: bool = False) -> bool:
    """Whether a bare number (no unit, no currency) is something else than an amount.

    `counts`: a plural noun follows it; `joined`: it is the first of a range, score or ratio, so that signs behind it are no code.
    """
    if _is_clock(pieces, reading) or _is_day_of_month(pieces, reading) or _is_list_mark(pieces, reading):
        return True
    if _is_code(pieces, reading, joined=joined):
        return True
    if _is_year(pieces, reading, counts=counts):
        return True
    if _indices().before(pieces.lowers, reading.start) or _is_name(pieces, reading, inside=True):
        return True
    return not counts and (_is_label(pieces, reading) or _is_name(pieces, reading, inside=False))


def _is_code(pieces: Pieces, reading: Reading, *, joined: bool) -> bool:
    """Digits joined to other digits or words by signs: "10/12/2024", "555-0100-22"; number words inside compounds."""
    before, after = reading.start - 1, reading.end
    if reading.signed or not reading.digits:
        return not joined and _is_hyphened_word(pieces, reading)
    if before >= 0 and pieces.is_glued(reading.start):
        mark = pieces.texts[before]
        if mark.isalpha() or mark in "/.:_@#&":
            return True
        if mark in HYPHENS and pieces.is_glued(before) and pieces.low(before - 1).isalnum():
            return not _allowed_prefix(pieces.texts[before - 1])
    return not joined and pieces.low(after) in ("/", "_", "@", ":", ".", "–", "-") and _glued_digit(pieces, after)


def _glued_digit(pieces: Pieces, at: int) -> bool:
    return pieces.is_glued(at) and pieces.is_glued(at + 1) and pieces.low(at + 1)[:1].isdigit()


def _is_hyphened_word(pieces: Pieces, reading: Reading) -> bool:
    """ "four-cylinder", "no-one": a number word inside a compound names, it does not count."""
    if reading.digits:
        return False
    after = pieces.low(reading.end) in HYPHENS and pieces.is_glued(reading.end) and pieces.is_glued(reading.end + 1)
    before = pieces.low(reading.start - 1) in HYPHENS and pieces.is_glued(reading.start) and pieces.is_glued(reading.start - 1)
    return after or before


def _allowed_prefix(word: str) -> bool:
    return word in lexicons.load("amounts")["glued"]["prefixes"]


def _is_clock(pieces: Pieces, reading: Reading) -> bool:
    clock = listed("clock", "suffixes"), listed("clock", "before")
    return pieces.low(reading.end) in clock[0] or pieces.low(reading.start - 1) in clock[1]


def _is_day_of_month(pieces: Pieces, reading: Reading) -> bool:
    """ "June 2", "2 June", "the 5th of May": a capitalised month beside a small number, or a year behind it."""
    if not reading.digits or reading.value != int(reading.value) or reading.scale != 1:
        return False
    months = listed("years", "months")
    before, after = pieces.low(reading.start - 1), pieces.low(reading.end)
    if reading.value <= 31 and after in months and pieces.texts[reading.end][0].isupper():
        return True
    return before in months and pieces.texts[reading.start - 1][0].isupper()


def _is_year(pieces: Pieces, reading: Reading, *, counts: bool) -> bool:
    years = lexicons.load("amounts")["years"]
    text = pieces.texts[reading.number[0]]
    if reading.number[1] - reading.number[0] != 1 or len(text) != 4 or not text.isdigit():
        return False
    if not years["first"] <= reading.value <= years["last"]:
        return False
    recent = years["recent"][0] <= reading.value <= years["recent"][1] and reading.value % 100 != 0
    return not counts or recent or pieces.low(reading.start - 1) in listed("years", "prepositions")


def _is_list_mark(pieces: Pieces, reading: Reading) -> bool:
    """ "1." or "2)" at the start of a paragraph or sentence."""
    return pieces.first[reading.start] and reading.digits and pieces.low(reading.end) in (".", ")") and reading.value < 100


def _is_label(pieces: Pieces, reading: Reading) -> bool:
    if pieces.low(reading.end) in listed("labels", "after"):
        return True
    return _labels().before(pieces.lowers, reading.start) is not None


def _is_name(pieces: Pieces, reading: Reading, *, inside: bool) -> bool:
    """Digits right behind a capitalised word inside a sentence: "Channel 24", "iPhone 14"; `inside`: and before one."""
    before = reading.start - 1
    if not reading.digits or reading.scale != 1 or before < 0 or pieces.first[reading.start]:
        return False
    word = pieces.texts[before]
    if not any(letter.isupper() for letter in word) or not word[-1].isalpha() or pieces.first[before]:
        return False
    if inside and not pieces.texts[min(reading.end, len(pieces.texts) - 1)].istitle():
        return False
    return pieces.low(before) not in listed("years", "weekdays") and len(word) > 1


@cache
def _idioms() -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for phrase in lexicons.load("amounts")["idioms"]["phrases"])


@cache
def _indices() -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for phrase in lexicons.load("amounts")["labels"]["indices"])


@cache
def _labels() -> PhraseTable[bool]:
    return PhraseTable((phrase, True) for phrase in lexicons.load("amounts")["labels"]["before"])
