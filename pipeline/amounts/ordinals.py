"""Tells which ordinals are amounts: "the ninth phase", "finished third"; not "the third quarter", "Third, he lied"."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline import lexicons
from pipeline.amounts.counted import find_counted
from pipeline.amounts.lexicon import listed
from pipeline.amounts.pieces import Pieces
from pipeline.amounts.records import Amount
from pipeline.numerals import HYPHENS


def ordinal_amount(pieces: Pieces, at: int, end: int, value: float, heads: Mapping[int, int]) -> Amount | None:
    """The ordinal in pieces `at` to `end` as an amount with what is counted; None where it is none.

    First and second only of things that come numbered, or behind a verb of rank. `heads` as in `find_counted`.
    """
    if pieces.low(end) in listed("ordinal", "not_before") or pieces.low(end) in HYPHENS or _is_dated(pieces, at, end):
        return None
    ranked = pieces.low(at - 1) in listed("ordinal", "ranks")
    counted = find_counted(pieces, end, plural=False, heads=heads) if pieces.low(end) != "of" else None
    if counted is None or counted.end == counted.start:
        bare = Amount(start=at, end=end, number_end=end, value=value, kind="ordinal")
        return bare if ranked or (value >= _lowest_free() and _stands_alone(pieces, at, end)) else None
    if pieces.tag(end) in ("NNP", "NNPS"):
        return None
    if value < _lowest_free() and not ranked and pieces.lowers[counted.end - 1] not in listed("ordinal", "numbered"):
        return None
    chars = (counted.start, counted.end)
    return Amount(start=at, end=counted.span_end, number_end=end, value=value, kind="ordinal", counted=chars)


def _is_dated(pieces: Pieces, at: int, end: int) -> bool:
    months = listed("years", "months")
    return pieces.low(end) in months or pieces.low(at - 1) in months


def _stands_alone(pieces: Pieces, at: int, end: int) -> bool:
    """Whether nothing is counted because it was just named: "the tenth", "a fourth was wounded"; no adverb, no fraction."""
    if pieces.low(at - 1) in ("a", "an"):
        return pieces.tag(end).startswith("VB")
    opens = pieces.first[at] and pieces.low(end) in (",", ":", ";")
    return (
        not opens and pieces.low(end) != "of" and not pieces.tag(end).startswith(("NN", "JJ", "CD")) and not pieces.is_glued(at)
    )


def _lowest_free() -> float:
    return float(lexicons.load("amounts")["ordinal"]["lowest_free"])
