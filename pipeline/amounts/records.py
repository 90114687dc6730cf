"""The amount as found, in pieces; the stage turns it into a `Quantity`."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.amounts.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount, pieces `start` to `end`; the words for the number itself end at `number_end`."""

    start: int
    end: int
    number_end: int
    value: float
    value_high: float | None = None
    kind: str = "count"
    modifier: str = "="
    unit: Unit | None = None
    counted: tuple[int, int] | None = None
    vague: bool = False
    plus: bool = False
    """Whether a plus sign stands before it."""
