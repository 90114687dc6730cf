"""Finds what an amount counts: the noun phrase behind the number, without the number ("severely wounded defenders").

By tags where the tokens have them, with the head that the parse gives as a check; else by a list of words that end a phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from pipeline import lexicons
from pipeline.amounts.lexicon import listed
from pipeline.amounts.pieces import Pieces
from pipeline.numerals import HYPHENS

QUOTES = frozenset("\"'“”‘’«»")


class Counted(NamedTuple):
    """Pieces of what is counted, and the end of the amount's span: after its head, or after "of whom"."""

    start: int
    end: int
    span_end: int


def find_counted(pieces: Pieces, at: int, *, plural: bool, heads: Mapping[int, int]) -> Counted | None:
    """What is counted by the number that ends before piece `at`; `start == end` where only a pronoun follows ("of whom").

    `heads` maps a piece of the number to the piece of the noun that it modifies (UD nummod); may be empty.
    """
    start, partitive = _after_of(pieces, at)
    if partitive and pieces.low(start) in listed("counted", "pronouns") and not pieces.tag(start + 1).startswith("NN"):
        return Counted(start, start, start + 1)
    while pieces.low(start) in listed("counted", "skip") or (start == at and _opens(pieces, start)):
        start += 1
    tagged = bool(pieces.tag(start))
    end = _tagged_end(pieces, start, heads.get(at - 1)) if tagged else _plain_end(pieces, start, plural or partitive)
    if end is None:
        return None
    while pieces.low(start) in QUOTES:
        start += 1
    return Counted(start, end, end)


def _after_of(pieces: Pieces, at: int) -> tuple[int, bool]:
    """Past "of the", "of the country's", "of his"; whether there was an "of"."""
    if pieces.low(at) != "of":
        return at, False
    at += 1
    if pieces.low(at) in listed("counted", "determiners"):
        at += 1
    for i in range(at, at + 4):
        if pieces.low(i) in ("'s", "’s") or (pieces.low(i) in ("'", "’") and pieces.tag(i) == "POS"):
            return i + 1, True
        if not pieces.low(i).isalpha():
            break
    return at, True


def _tagged_end(pieces: Pieces, start: int, head: int | None) -> int | None:
    """The end of the noun phrase by tags: adjectives, participles and nouns up to the last noun in a row."""
    noun: int | None = None
    i = start
    while i < min(len(pieces.lowers), start + _limit()):
        tag, word = pieces.tags[i], pieces.lowers[i]
        if word.isspace():
            break
        if tag.startswith("NN") and word not in _temporal():
            noun = i
            if i == head and tag in ("NNS", "NNPS") and not pieces.is_glued(i + 1):
                break
        elif not _inside(pieces, i, tag, noun):
            break
        i += 1
    if noun is None:
        return None
    closing = pieces.low(noun + 1) in QUOTES - {"'"} and _opened(pieces, start, noun)
    return noun + (2 if closing else 1)


def _inside(pieces: Pieces, i: int, tag: str, noun: int | None) -> bool:
    """Whether a piece that is no noun may stand inside the phrase."""
    word = pieces.lowers[i]
    after = pieces.tag(i + 1)
    if tag == "CD" and word[0].isdigit():
        return after.startswith("NNP") or (noun is not None and pieces.tag(noun) == "NNP" and pieces.texts[noun].istitle())
    if word in listed("counted", "elsewhen"):
        return False
    if word in HYPHENS:
        return pieces.is_glued(i) and pieces.is_glued(i + 1)
    if pieces.is_glued(i) and pieces.low(i - 1) in HYPHENS:
        return True
    if noun is not None and not (pieces.low(i + 1) in HYPHENS and pieces.is_glued(i + 1)):
        return tag.startswith("JJ") and after.startswith("NN") and pieces.tag(noun) == "NN"
    if tag.startswith(("JJ", "VBN", "VBG")) or word in QUOTES or word in listed("counted", "skip"):
        return True
    if tag in ("RB", "RBR", "RBS"):
        return (pieces.low(i + 1) in HYPHENS and pieces.is_glued(i + 1)) or after.startswith(("JJ", "VBN", "VBG", "RB"))
    return word in ("and", "or", ",") and after.startswith(("JJ", "VBN", "RB", "NN")) and i > 0 and pieces.tag(i - 1) != "CD"


def _opens(pieces: Pieces, at: int) -> bool:
    """Whether a quotation mark, or the hyphen of "27-nation", stands between the number and its noun."""
    return pieces.low(at) in QUOTES or (pieces.low(at) in HYPHENS and pieces.is_glued(at) and pieces.is_glued(at + 1))


def _opened(pieces: Pieces, start: int, noun: int) -> bool:
    return any(pieces.low(i) in QUOTES for i in range(start, noun))


def _plain_end(pieces: Pieces, start: int, plural: bool) -> int | None:
    """Without tags: up to the first plural where one is due, else the first word that may be a noun."""
    last = None
    for i in range(start, min(len(pieces.lowers), start + _limit())):
        word = pieces.lowers[i]
        if word in HYPHENS and pieces.is_glued(i):
            continue
        if not word.isalpha() or word in listed("counted", "stop") or len(word) < 2:
            break
        last = i
        if not plural or looks_plural(word):
            return i + 1
    return None if last is None else start + 1


def looks_plural(word: str) -> bool:
    """Whether a word has the form of a plural noun; for text without tags."""
    return word in listed("counted", "plurals") or (
        word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is"))
    )


def _limit() -> int:
    return int(_table()["last_words"])


def _table() -> dict[str, Any]:
    table: dict[str, Any] = lexicons.load("amounts")["counted"]
    return table


@cache
def _temporal() -> frozenset[str]:
    years = lexicons.load("amounts")["years"]
    return frozenset(years["weekdays"]) | frozenset(_table()["temporal"])
