"""Completes amounts from their neighbours: what a writer leaves out because it was just said, or comes in a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.amounts.lexicon import listed
from pipeline.amounts.pieces import Pieces
from pipeline.amounts.records import Amount

NEAR, COMPARABLE = 2.0, 10.0
"""How many times a level, or a count, may be another one and still be of the same thing."""


def completed_by_earlier(pieces: Pieces, earlier: Sequence[Amount], amount: Amount) -> Amount:
    """The amount with what the `earlier` ones tell of it.

    A conversion is as exact as what it converts: "under 296 hp (224 kW / 300 PS)", "fell 17.5 points, or 0.2 percent".
    """
    if amount.unit is None and amount.counted is None and amount.kind in ("other", "count"):
        return _elliptic(pieces, earlier, amount)
    if not earlier or amount.modifier != "=" or amount.unit is None or earlier[-1].unit is None:
        return amount
    gap = pieces.lowers[earlier[-1].end : amount.start]
    again = gap in (["("], [",", "or"], ["or"]) or (gap == ["/"] and pieces.low(earlier[-1].start - 1) == "(")
    return replace(amount, modifier=earlier[-1].modifier) if again else amount


def _elliptic(pieces: Pieces, earlier: Sequence[Amount], amount: Amount) -> Amount:
    """What a number alone is compared with in its sentence gives it unit or thing.

    "The highest is 84.75 cents, the lowest 74.07", "3.9 million tents, up from 2.4 million".
    """
    compared = pieces.low(amount.start - 1) in listed("counted", "compared_after")
    for other in reversed(earlier):
        if any(pieces.first[other.end : amount.start + 1]):
            break
        times = other.value / amount.value if amount.value else 0.0
        if amount.kind == "other" and other.unit is not None and 1 / NEAR <= times <= NEAR:
            return replace(amount, unit=other.unit, kind=other.unit.kind)
        if amount.kind == other.kind == "count" and compared and other.counted and 1 / COMPARABLE <= times <= COMPARABLE:
            return replace(amount, counted=other.counted)
    return amount


def completed_by_next(pieces: Pieces, amount: Amount, after: Amount) -> Amount:
    """The amount with what the next one tells of it: the unit of the whole for a part, a unit or thing that both share.

    "280 million of the 1.5 billion shekels", "45 and 50 percent".
    """
    gap = pieces.lowers[amount.end : after.start]
    if amount.unit or amount.counted or amount.kind not in ("count", "other"):
        return amount
    if gap in (["and"], ["or"]):
        kind = after.unit.kind if after.unit else amount.kind
        return replace(amount, unit=after.unit, kind=kind, counted=after.counted)
    if after.unit and gap[:1] == ["of"] and gap[1:] in ([], ["the"], ["its"], ["a"]):
        return replace(amount, unit=after.unit, kind=after.unit.kind)
    return amount
