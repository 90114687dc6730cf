"""Offices behind titles: "Ukraine's foreign minister", "Minister of Foreign Affairs" and "top diplomat" are one office.

The patterns are data (the lexicon `offices`); a title that none of them knows is compared by its content words.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from pipeline import lexicons
from pipeline.actors.names import fold

POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?=\s)")


@cache
def _lexicon() -> dict[str, Any]:
    return lexicons.load("offices")


@cache
def _offices() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"\b(?:{row['pattern']})\b"), row["office"]) for row in _lexicon()["office"]]


@lru_cache(maxsize=16_384)
def office(title: str, country: str | None = None) -> str:
    """The office that a title names: a key like `foreign_minister`, or its content words in order of the alphabet.

    A deputy's office is marked (`deputy foreign_minister`); `country` decides what a title means there (a secretary of
    state is a foreign minister in the United States alone). An empty string where no content word is left.
    """
    words = _serving().sub(r"\1", fold(POSSESSIVE.sub("", title)))
    local = _lexicon()["local"].get(country or "", {})
    for pattern, key in [*((re.compile(rf"\b(?:{p})\b"), k) for p, k in local.items()), *_offices()]:
        if pattern.search(words):
            return f"deputy {key}" if key not in _lexicon()["never_deputy"] and _deputy().search(words) else key
    dropped = _lexicon()["dropped"]
    return " ".join(sorted({word for word in words.split() if word not in dropped}))


@cache
def _serving() -> re.Pattern[str]:
    """Who serves an office does not hold it: what follows "adviser to" is dropped."""
    return re.compile(rf"(\b(?:{_lexicon()['serving']})) to .*")


@cache
def _deputy() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_lexicon()['deputy']})\b")


def fits(asked: str, held: str) -> float:
    """How well the office asked for is met by the one held: 1 the same, less for a wider word ("minister", "official"), 0 not."""
    if not asked or not held:
        return 0.0
    if asked == held:
        return 1.0
    wider = _lexicon()["wider"].get(asked)
    if wider and any(re.fullmatch(pattern, held) for pattern in wider):
        return 0.7
    asked_words, held_words = set(asked.split()), set(held.split())
    if "deputy" in asked_words ^ held_words:
        return 0.0
    return 0.6 if asked_words < held_words or held_words < asked_words else 0.0


def single_holder(key: str) -> bool:
    """Whether one person at a time holds the office in a country or body."""
    return key in _lexicon()["single"]


def of_ministry(key: str) -> bool:
    """Whether the office heads a ministry, so that a body in its title can only be that ministry: "US Treasury secretary"."""
    words = set(key.split())
    heads = words & set(_lexicon()["of_ministries"])
    return "deputy" not in words and (key.endswith("_minister") or bool(heads and words - heads))


def of_country(key: str) -> bool:
    """Whether a country has the office at a body, as its ambassador to the United Nations."""
    return key in _lexicon()["of_countries"]


def of_seat(key: str) -> bool:
    """Whether a parliament or seat of power has the office for its state."""
    return key in _lexicon()["of_seats"]


def only_in(key: str) -> str | None:
    """The one country that has such an office at all: VA of the pope."""
    country: str | None = _lexicon()["only_in"].get(key)
    return country


def of_states(key: str) -> bool:
    """Whether "the president" alone may mean somebody whom the article has named: an office of states, not "the head"."""
    return key in _lexicon()["of_states"]


def is_headship(words: str) -> bool:
    """Whether the folded words name the head of a body and nothing else: "chief", not "communications chief"."""
    return re.fullmatch(_lexicon()["headship"], words) is not None


def office_in(title: str, whole: str, country: str | None) -> str:
    """The office within a body: `title` as it stands without the body's name, `whole` with it.

    Its head is `head`, unless the office has a key of its own ("head of the Security Service").
    """
    key = office(whole, country)
    if is_headship(fold(title)):
        return key if key in _lexicon()["heads"] else "head"
    return key


def body_of(phrase: str) -> str | None:
    """The body that a folded phrase before its "chief" stands for: "un rights"."""
    body: str | None = _lexicon()["bodies"].get(phrase)
    return body


def is_former(title: str) -> bool:
    """Whether the title says that its office is over: "former", "ex-", "late"."""
    return any(word in _lexicon()["former"] for word in fold(title).split())
