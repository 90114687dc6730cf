"""Durations that name no number, as amounts: "an hour", "about a week" are 1 hour and about 1 week."""

from __future__ import annotations

import re

from pipeline.amounts import units
from pipeline.amounts.units import Unit

SIGNS = {"MORE_THAN": ">", "EQUAL_OR_MORE": ">=", "LESS_THAN": "<", "EQUAL_OR_LESS": "<=", "APPROX": "~"}
"""TIMEX3 modifiers as relations of an amount."""

_VALUE = re.compile(r"P(T?)(\d+)([SMHDWQY])", re.ASCII)
_UNITS = {"TS": "second", "TM": "minute", "TH": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}


def time_amount(value: str) -> tuple[float, Unit] | None:
    """Number and unit of a TIMEX3 duration of one unit (`P1W`), None for vague and broken ones (`PXD`, `P1Y6M`)."""
    found = _VALUE.fullmatch(value)
    name = _UNITS.get(found[1] + found[3]) if found else None
    return (float(found[2]), units.named(name)) if found and name else None
