"""Gives a day or month without a year the year of its other end: "from May to October 2020", "from December 2019 to March"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.timex.calendar import interval
from pipeline.timex.readings import Reading

_JOINT = re.compile(r"\s*(?:[-–—]|,?\s(?P<both>and|or|to|through|until|till)\s)\s*(?:the\s)?\Z", re.IGNORECASE)
_DAY_OR_MONTH = re.compile(r"(XXXX|\d{4})(-\d\d(?:-\d\d)?)")
_LISTED = ("and", "or")


def with_shared_years(text: str, read: Sequence[tuple[int, int, Reading]]) -> list[tuple[int, int, Reading]]:
    """The readings `(start, end, reading)`, in order, with years that their neighbours name.

    The first of two takes the year that the second names, or the one before where its month is later; the second takes that of
    the first only as the end of a stretch ("to", "until").
    """
    shared = list(read)
    for at, ((_, end, first), (start, _, second)) in enumerate(pairwise(read)):
        joint = _JOINT.match(text, end, start)
        if joint is None:
            continue
        if _has_year(second) and not _has_year(first):
            shared[at] = (*read[at][:2], _in_year(first, second, -1))
        elif _has_year(first) and not _has_year(second) and (joint["both"] or "to").lower() not in _LISTED:
            shared[at + 1] = (*read[at + 1][:2], _in_year(second, first, 1))
    return shared


def _has_year(reading: Reading) -> bool:
    return reading.anchor == "explicit"


def _in_year(reading: Reading, other: Reading, side: int) -> Reading:
    """The reading in the year of the other, or one year to the side where it would lie on the wrong side of it."""
    own, known = _DAY_OR_MONTH.fullmatch(reading.value), _DAY_OR_MONTH.fullmatch(other.value)
    if own is None or known is None or known[1] == "XXXX" or reading.type != "DATE":
        return reading
    wrong = own[2][:3] > known[2][:3] if side < 0 else own[2][:3] < known[2][:3]
    value = f"{int(known[1]) + side * wrong:04d}{own[2]}"
    return reading._replace(value=value, anchor="explicit") if interval(value) else reading
