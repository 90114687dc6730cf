"""Bodies that every state has: "Ukraine's defence ministry" and "the Ukrainian Ministry of Defense" are one of them.

The lexicon `bodies` says what they are called; the base has a record for each state's, under "Ministry of Defence of Ukraine".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from pipeline import lexicons
from pipeline.actors.names import fold

if TYPE_CHECKING:  # the base is built with the names that are made here
    from pipeline.actors.base import ActorBase
    from pipeline.actors.records import Actor

LONGEST_PHRASE, LONGEST_STATE = 10, 5
"""Words of a phrase that is read, and of the name of a state in it."""

_POSSESSIVE = re.compile(r"['’]s?$")


@cache
def spoken_forms() -> dict[str, str]:
    """What the lexicon calls each body, in tokens: "defense ministry" -> "Ministry of Defence"; what passes keeps its word."""
    lexicon = lexicons.load("bodies")
    forms = {form: name for table in ("bodies", "passing") for name, spoken in lexicon[table].items() for form in spoken}
    for portfolio, spoken in lexicon["ministries"].items():
        for words in spoken:
            before = () if words.startswith("the ") else (f"{words} ministry", f"{words} department")
            for form in (*before, f"ministry of {words}", f"ministry for {words}", f"department of {words}"):
                forms[form] = f"Ministry of {portfolio}"
    return forms


@cache
def _folded_forms() -> dict[str, str]:
    return {fold(form.replace(" 's", "'s")): name for form, name in spoken_forms().items()}


def lasting_bodies() -> list[str]:
    """The names of the bodies that are actors of every state."""
    lexicon = lexicons.load("bodies")
    return [*lexicon["bodies"], *(f"Ministry of {portfolio}" for portfolio in lexicon["ministries"])]


def body_of_state(base: ActorBase, phrase: str, owners: tuple[Actor, ...] = ()) -> Actor | None:
    """The body of the one state that a phrase names, or that `owners` gives; None where it is none, or nobody's."""
    words = re.sub(r"\s+(['’]s?\b)", r"\1", phrase).split()
    if len(words) > LONGEST_PHRASE:
        return None
    states, rest = dict.fromkeys(owners), []
    at = 0
    while at < len(words):
        state, length = _state_at(base, words, at)
        if state is not None:
            states[state] = None
        else:
            rest.append(words[at])
        at += length
    joining = lexicons.words("bodies", "joining")
    while rest and rest[0].lower() in joining:
        rest.pop(0)
    while rest and rest[-1].lower() in joining:
        rest.pop()
    what = _folded_forms().get(fold(" ".join(rest)))
    if what is None or len(states) != 1:
        return None
    return next(_records(base, what, next(iter(states))), None)


def _records(base: ActorBase, what: str, state: Actor) -> Iterator[Actor]:
    """The record of a body: by its name, or by one that a hand gave it ("Ukrainian Ministry of Defence")."""
    for name in (f"{what} of {state.name}", *(f"{word} {what}" for word in state.demonyms[:1])):
        yield from (actor for actor in base.lookup(f"={fold(name)}") if actor.country == state.country)


def _state_at(base: ActorBase, words: list[str], at: int) -> tuple[Actor | None, int]:
    """The state that a capitalised word or more name from `at` on, and how many words they are."""
    if words[at][:1].isupper():
        for end in range(min(len(words), at + LONGEST_STATE), at, -1):
            gram = _POSSESSIVE.sub("", " ".join(words[at:end]))
            for label in ("GPE", "NORP"):
                for candidate in base.candidates(gram, label)[:1]:
                    actor = base.get(candidate.actor_id)
                    if actor is not None and actor.type == "state" and candidate.method != "spelling":
                        return actor, end - at
    return None, 1
