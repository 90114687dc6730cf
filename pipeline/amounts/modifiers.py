"""Reads the relation that words around an amount express: "more than", "up to", "or so", "rose ... by"."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from pipeline import lexicons
from pipeline.amounts.phrases import Found, PhraseTable
from pipeline.amounts.pieces import Pieces

BY_REACH = 9
"""Pieces looked back from "by" for the verb of change: "cut its emissions of carbon dioxide by"; a clause is seldom longer."""
ADVERBS = 3
"""Adverbs and the like between verb and number: "rose sharply by another"."""


class Modifier(NamedTuple):
    """A sign (`~`, `<`, `<=`, `>`, `>=`, `up`, `down`) and the piece where the words for it begin (before) or end (after)."""

    sign: str
    edge: int


def modifier_before(pieces: Pieces, start: int, floor: int) -> Modifier | None:
    """The modifier right before piece `start`, not beginning before `floor`; an article between is passed over."""
    for end in (start, start - 1):
        if end == start - 1 and pieces.low(end) not in ("a", "an", "the"):
            break
        found = _before().before(pieces.lowers, end, floor)
        if found:
            return Modifier(found.value, end - found.length)
    return None


def modifier_after(pieces: Pieces, end: int) -> Modifier | None:
    """The modifier right after piece `end - 1`: "or more", "+", "-odd"."""
    found: Found[str] | None = _after().at(pieces.lowers, end)
    if found is None:
        return None
    if pieces.low(end) == "+" and not pieces.is_glued(end):
        return None
    return Modifier(found.value, end + found.length)


def change_before(pieces: Pieces, start: int, *, measured: bool) -> str | None:
    """`up` or `down` where a verb of change governs the amount at `start`; `measured` tells whether it has a unit."""
    i = start - 1
    if pieces.low(i) in ("a", "an"):
        return None
    for _ in range(ADVERBS):
        if pieces.low(i) in _between() or (pieces.low(i).endswith("ly") and len(pieces.low(i)) > 4):
            i -= 1
    if pieces.low(i) == "of" or pieces.first[min(i + 1, start)]:
        return None
    if pieces.low(i - 1) in _change()["particle_after"]:
        return None
    sign = _verb(pieces.low(i), measured=measured)
    if sign or pieces.low(start - 1) not in _change()["by"] or i == start - 1:
        return sign or (_verb_of_by(pieces, start) if pieces.low(start - 1) in _change()["by"] else None)
    return _verb_of_by(pieces, i + 1)


def _verb_of_by(pieces: Pieces, start: int) -> str | None:
    """The verb of change in the same clause before "by"."""
    for i in range(start - 1, max(-1, start - BY_REACH), -1):
        sign = _verb(pieces.lowers[i], measured=True)
        if sign:
            return sign
        if pieces.first[i] or pieces.lowers[i] in (";", ".", ":"):
            return None
    return None


def _verb(word: str, *, measured: bool) -> str | None:
    change = _verbs()
    kind = change.get(word)
    if kind is None:
        return None
    sign, strong = kind
    return sign if strong or measured else None


@cache
def _before() -> PhraseTable[str]:
    return PhraseTable((phrase, sign) for sign, phrases in lexicons.load("amounts")["modifiers"].items() for phrase in phrases)


@cache
def _after() -> PhraseTable[str]:
    return PhraseTable(
        (phrase, sign) for sign, phrases in lexicons.load("amounts")["modifiers_after"].items() for phrase in phrases
    )


@cache
def _verbs() -> dict[str, tuple[str, bool]]:
    """Verb -> its sign, and whether it says so of anything."""
    change = _change()
    table: dict[str, tuple[str, bool]] = {}
    for key in ("up_move", "down_move", "up_take", "down_take"):
        sign, strength = key.split("_")
        for verb in change[key]:
            table[verb.split(" ")[-1]] = (sign, strength == "move" and verb not in ("up", "down"))
    return table


@cache
def _between() -> frozenset[str]:
    return frozenset(word for phrase in _change()["between"] for word in phrase.split(" "))


def _change() -> dict[str, Any]:
    change: dict[str, Any] = lexicons.load("amounts")["change"]
    return change
