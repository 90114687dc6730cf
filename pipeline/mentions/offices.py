"""Words that name an office or role, and the phrases they head: "Ukraine's foreign minister", "aide to Putin"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Span, Token

from pipeline import lexicons

LONGEST_OFFICE = 4
"""Words of the longest office in the lexicon ("chancellor of the exchequer")."""
LONG_STRETCH = 50
"""Tokens from which on the words of a stretch are compared by their hashes."""
LONGEST_ROLE = 16
"""Tokens of the longest role that is read; by judgement."""
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
POSSESSIVE_MARKS = lexicons.words("function_words", "possessive_marks")
CONNECTING = lexicons.words("function_words", "role_joining")
"""Prepositions inside a role, after its office."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office word or phrase in a Doc: tokens `[start, end)`, and its lower-case singular."""

    start: int
    end: int
    name: str


@cache
def office_names() -> frozenset[str]:
    """All offices of the lexicon, multi-word ones with single spaces and hyphens apart as the tokenizer parts them."""
    groups = lexicons.load("titles")["offices"]
    names = [name for key in ("masculine", "feminine", "neutral") for name in groups[key]]
    return frozenset(name.replace("-", " - ") for name in names)


@cache
def unique_offices() -> frozenset[str]:
    """Offices with one holder at a time in a country or body."""
    return frozenset(name.replace("-", " - ") for name in lexicons.load("titles")["offices"]["unique"])


@cache
def bare_offices() -> frozenset[str]:
    """Offices that stand for a person even without a country or body."""
    return frozenset(name.replace("-", " - ") for name in lexicons.load("titles")["offices"]["bare"])


@cache
def _first_words() -> frozenset[int]:
    """Hashes of the words that offices begin with: most tokens are ruled out by one look-up."""
    return frozenset(get_string_id(name.split()[0]) for name in office_names())


def office_at(doc: Doc, start: int, end: int | None = None) -> Office | None:
    """The longest office that begins at a token, before `end` where it is given; or None."""
    if doc[start].lower not in _first_words():
        return None
    for length in range(min(LONGEST_OFFICE, (len(doc) if end is None else end) - start), 0, -1):
        name = " ".join(t.lower_ for t in doc[start : start + length])
        if name in office_names():
            return Office(start, start + length, name)
    return None


def offices_in(doc: Doc, start: int, end: int) -> list[Office]:
    """The offices in a stretch of tokens, left to right, not overlapping."""
    found: list[Office] = []
    for at in _first_word_places(doc, start, end):
        if found and at < found[-1].end:
            continue
        office = office_at(doc, at, end)
        if office:
            found.append(office)
    return found


def _first_word_places(doc: Doc, start: int, end: int) -> Iterable[int]:
    """Where an office may begin; of long stretches the words are compared all at once."""
    if end - start <= LONG_STRETCH:
        return range(start, end)
    first = _first_words()
    return (at for at, word in enumerate(doc.to_array("LOWER").tolist()[start:end], start) if word in first)


def same_office(one: str, other: str) -> bool:
    """Whether two offices can be one person's: the same, or one said for the other ("leader", "president")."""
    same = lexicons.load("titles")["same"]
    return one == other or other in same.get(one, ()) or one in same.get(other, ())


def is_nominal(token: Token) -> bool:
    """Whether the token can stand inside a role: nouns, names, adjectives, the hyphen, the possessive."""
    return token.pos_ in NOMINAL or token.text == "-" or token.lower_ in POSSESSIVE_MARKS or token.tag_ == "POS"


def trimmed(doc: Doc, start: int, end: int) -> Span | None:
    """The stretch without determiners, conjunctions and marks at its ends; None where nothing is left."""
    edge = ("DET", "CCONJ", "PUNCT", "SPACE", "ADP", "ADV", "PART", "PRON")
    while start < end and (doc[start].pos_ in edge or doc[start].tag_ == "POS"):
        start += 1
    while end > start and doc[end - 1].pos_ in ("CCONJ", "PUNCT", "SPACE", "ADP", "DET"):
        end -= 1
    return doc[start:end] if start < end else None
