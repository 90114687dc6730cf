"""What the linker decides on and how: the evidence of a chain, the article around it, and the choice among candidates.

Every score is a sum of what speaks for a candidate, so that a reader of the tables can weigh it; below the threshold, or too near
to the runner-up, there is no link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.actors.base import ActorBase, Candidate
from pipeline.actors.names import fold, without_nickname

THRESHOLD = 0.75
"""Least score of a link; where each part of a score comes from is said at its constant."""

AT_HOME = 0.05
"""Added where the candidate's country is in the article."""

WELL_KNOWN = 0.5
"""Prominence from which on a person may turn up in any article."""

KNOWN_TO_ALL = 0.9
"""Prominence from which on a bare surname is enough against the tagger's label."""

WRONG_LABEL = 0.12
"""Taken off where the name tagger's label would have to be wrong."""

OUTSIDE_TYPES = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
"""Type of an actor outside the base, by the label of its names."""


@dataclass(frozen=True, slots=True)
class Chain:
    """What the mentions of one thing say: texts of names, of title mentions, and roles written beside names."""

    label: str
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """Texts that describe a body: "the Ukrainian military"."""
    roles: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    """Words for a country that own or qualify a body: "Russian" before "Defense Ministry"."""
    places: tuple[int, ...] = ()
    """Where the mentions begin, in order."""
    located: bool = False
    """Whether half of them or more stand after a preposition of place."""
    regions: tuple[str, ...] = ()
    """Names behind a comma after the name of a place: "Ohio" in "Columbus, Ohio"."""


@dataclass(slots=True)
class Context:
    """What is known of the article: its day, the countries that it speaks of, the persons linked so far."""

    on: date | None = None
    sport: bool = False
    """Whether it tells of a match: there "Sweden" and "Miami" are teams, unless something is in them."""
    countries: Counter[str] = field(default_factory=Counter)
    persons: dict[str, list[int]] = field(default_factory=dict)
    """Where in the article each of them is named."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The actor chosen, how and how surely, with the runners-up."""

    actor_id: str
    method: str
    score: float
    margin: float | None
    candidates: tuple[tuple[str, float], ...]


def longest(names: Iterable[str]) -> str:
    """The name with most words, then letters; the first of its like."""
    return without_nickname(max(names, key=lambda name: (len(name.split()), len(name))))


def outside_name(names: Iterable[str]) -> str:
    """The normalised name under which an actor outside the base gets its id."""
    return fold(longest(names))


def prominent(base: ActorBase, candidate: Candidate, method: str = "name") -> bool:
    """Whether the actor is known well enough to be meant against the name tagger's label, by how its name was met."""
    actor = base.get(candidate.actor_id)
    least = {"name": WELL_KNOWN, "spelling": WELL_KNOWN, "surname": KNOWN_TO_ALL}.get(method, 1.1)
    return actor is not None and actor.prominence >= least


def choose(scored: list[Candidate], least_lead: float) -> Decision | None:
    """The best candidate, if it reaches the threshold and leads the next by enough."""
    ranked = sorted(scored, key=lambda c: (-c.score, len(c.actor_id), c.actor_id))
    if not ranked or ranked[0].score < THRESHOLD:
        return None
    margin = round(ranked[0].score - ranked[1].score, 4) if len(ranked) > 1 else None
    if margin is not None and margin < least_lead:
        return None
    shown = tuple((c.actor_id, _bounded(c.score)) for c in ranked[:5])
    return Decision(ranked[0].actor_id, ranked[0].method, _bounded(ranked[0].score), margin, shown)


def _bounded(score: float) -> float:
    return round(min(1.0, max(0.0, score)), 4)
