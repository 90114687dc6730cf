"""Names across alphabets and spellings: Zelensky, Zelenskyy, Selenskyj and Зеленський come to one skeleton.

Letters are brought to Latin by anyascii; then the rules of the lexicon `spelling` fold what transliterations of one name
differ in (y, i and j; kh and h; w and v; doubled letters ...). Edit distance is never asked: it makes Iran of Iraq.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from anyascii import anyascii

from pipeline import lexicons

LONGEST_NAME = 120
"""Characters of a mention that are looked at; the longest name of the base has 90."""

_NICKNAME = re.compile(r"""\s*(?:“[^”]{1,40}”|"[^"]{1,40}"|‘[^’]{1,40}’|\([^)]{1,40}\))\s*(?=\S)""")
_APART = re.compile(r"[^a-z0-9&]+")
_DROPPED = re.compile(r"['’ʼ`´.]")
_TITLE_LIKE = re.compile(r"^(?:the )+")


@cache
def spelling() -> dict[str, Any]:
    """The tables of the lexicon `spelling`."""
    return lexicons.load("spelling")


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The name in small Latin letters, words parted by one space, marks and a leading "the" dropped."""
    plain = anyascii(_DROPPED.sub("", name[:LONGEST_NAME])).lower()
    return _TITLE_LIKE.sub("", _APART.sub(" ", _DROPPED.sub("", plain)).strip())


def plain_vowels(folded: str) -> str:
    """The folded name with "ue", "oe" and "ae" as one vowel, as in names whose dots or strokes are written out."""
    for written, plain in spelling()["written_out"]:
        folded = folded.replace(written, plain)
    return folded


def without_nickname(name: str) -> str:
    """The name without what stands in marks or brackets inside it: Zelimkhan “Tornike” Khangoshvili."""
    return _NICKNAME.sub(" ", name[:LONGEST_NAME]).strip() or name


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """The folded name with every word brought to the form that its transliterations share."""
    return " ".join(_word(word) for word in fold(name).split())


@lru_cache(maxsize=65_536)
def _word(word: str) -> str:
    if word.isdigit():
        return word
    for pattern, into in _rules():
        word = pattern.sub(into, word)
    return word


@cache
def _rules() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), into) for pattern, into in spelling()["rules"]]


@cache
def _given_names() -> dict[str, frozenset[int]]:
    """Skeleton of a given name -> the groups of names that may stand for one another."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(spelling()["given_names"]):
        for name in line.split():
            groups.setdefault(skeleton(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def same_given(one: str, other: str) -> float:
    """How well two given names (folded) agree: 1 the same, 0.9 forms of one name, 0.6 an initial, 0 another name."""
    if one == other:
        return 1.0
    first, second = _word(one), _word(other)
    if first == second:
        return 0.95
    if _given_names().get(first, frozenset()) & _given_names().get(second, frozenset()):
        return 0.9
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return 0.6
    return 0.0


def compatible(mention: list[str], known: list[str]) -> float:
    """How well the given names of a mention agree with those of a known person, 0 to 1; 0 where one of them can't be the other.

    Each given name of the mention must be one of the person's, in order ("Javad Zarif" is Mohammad Javad Zarif); a middle
    name that the base lacks costs a little, a first name that it lacks is another person.
    """
    if not mention or not known:
        return 0.5
    at = 0
    agreed: list[float] = []
    for given in mention:
        scores = [same_given(given, other) for other in known[at:]]
        best = max(scores, default=0.0)
        if best:
            at += scores.index(best) + 1
            agreed.append(best)
        elif not agreed:
            return 0.0
    missing = 1.0 if at == len(agreed) else 0.9
    return sum(agreed) / len(mention) * missing


def split_person(name: str) -> tuple[list[str], list[str]]:
    """Given names and family name of a folded personal name; particles go with the family name ("von der leyen")."""
    words = name.split()
    while len(words) > 1 and words[0] in spelling()["honorifics"]:
        words = words[1:]
    cut = len(words) - 1
    if cut > 0 and words[-1] in spelling()["suffixes"]:
        words, cut = words[:-1], cut - 1
    while cut > 0 and words[cut - 1] in spelling()["particles"]:
        cut -= 1
    return words[: max(cut, 0)], words[max(cut, 0) :]
