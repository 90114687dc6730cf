"""What a title phrase says: "Ukraine's foreign minister" is `foreign_minister` of UA, "NATO chief" the head of NATO."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.actors.base import ActorBase
from pipeline.actors.names import fold
from pipeline.actors.titles import POSSESSIVE, body_of, is_former, is_headship, office, office_in

LONGEST_PHRASE = 24
"""Words of a title that are read; longer ones are clauses."""

LONGEST_GRAM = 9
"""Words of the longest name of a body within a title."""

BY_REST = frozenset({"spokesperson", "aide", "envoy", "president", "prime_minister", "ambassador"})
"""Offices that are read without the names of the bodies around them; others need them ("secretary of the Security Council")."""

_EDGE = '"“”‘,;:()[]'


@dataclass(frozen=True, slots=True)
class Title:
    """A title read: its office, the countries and the bodies or places that it names (actor ids)."""

    office: str
    countries: tuple[str, ...]
    bodies: tuple[str, ...]
    former: bool
    spoken: str = ""
    """Its words without those names."""


def read_title(base: ActorBase, text: str) -> Title:
    """The office, countries and bodies of a title as written; capitals tell names from words ("US" and "us")."""
    known = base.memo.get(("title", text))
    if not isinstance(known, Title):
        known = base.memo[("title", text)] = _read(base, text)
    return known


def _read(base: ActorBase, text: str) -> Title:
    text = re.sub(r"\s+(['’]s\b)", r"\1", text)
    words = [word.strip(_EDGE) for word in text.replace("-", " ").split()[:LONGEST_PHRASE]]
    words = [word for word in words if word]
    countries: dict[str, None] = {}
    bodies: dict[str, None] = {}
    rest: list[str] = []
    at = 0
    while at < len(words):
        length = _name_at(base, words, at, countries, bodies)
        if not length:
            rest.append(words[at])
        at += length or 1
    local = next(iter(countries), None)
    spoken = re.sub(r"(?: (?:of|for|in|to))+$", "", " ".join(POSSESSIVE.sub("", word) for word in rest))
    key = office(spoken, local)
    if bodies and key == "ambassador":
        key = office(text, local)
    elif bodies and (key not in BY_REST or is_headship(fold(spoken))):
        key = office_in(spoken, text, local)
        if key == "head" and not is_headship(fold(spoken)):
            key = ""
    return Title(key, tuple(countries), tuple(bodies), is_former(text), spoken)


def _name_at(base: ActorBase, words: list[str], at: int, countries: dict[str, None], bodies: dict[str, None]) -> int:
    """How many words from `at` on are the name of a state, its people, a place or a body; 0 where none begins."""
    if not words[at][0].isupper():
        return 0
    for end in range(min(len(words), at + LONGEST_GRAM), at, -1):
        gram = POSSESSIVE.sub("", " ".join(words[at:end]) + " ").strip() if end == at + 1 else _bare_end(words[at:end])
        named = body_of(fold(gram))
        found = (
            base.candidates(named or gram, "ORG" if named else "GPE")
            or base.candidates(gram, "ORG")
            or base.candidates(gram, "NORP")
        )
        if not found or found[0].method == "spelling":
            continue
        actor = base.get(found[0].actor_id)
        if actor is None:
            continue
        if actor.type == "state" and actor.country:
            countries[actor.country] = None
        else:
            bodies[actor.actor_id] = None
        return end - at
    return 0


def _bare_end(words: list[str]) -> str:
    """The words as a name: a possessive mark goes from the last one alone ("President's Office" keeps its own)."""
    return " ".join([*words[:-1], POSSESSIVE.sub("", words[-1] + " ").strip()])
