"""The actor base: who bears a name, who held an office on a day, what an actor's roles were.

base = ActorBase.load()
base.find("Selenskyj", on=date(2025, 7, 23))        # Volodymyr Zelensky, Q3874799
base.holders("defence minister", "UA", date(2024, 1, 1))  # Rustem Umerov
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from math import log2
from pathlib import Path

from pipeline.actors.names import compatible, fold, plain_vowels, skeleton, spelling, split_person
from pipeline.actors.overlay import read_overlay
from pipeline.actors.records import Actor, Role
from pipeline.actors.store import FAMILY_FIRST, Store
from pipeline.actors.titles import fits, office, office_in
from pipeline.errors import UsageError
from pipeline.lexicons import load as lexicon

FRESH = timedelta(days=365)
"""How long after its `as_of` day a role without an end is still taken as held; later it is unknown."""

TYPES_OF_LABEL: dict[str, tuple[str, ...]] = {
    "PERSON": ("person",),
    "GPE": ("state", "place", "organisation", "armed_group", "group"),
    "LOC": ("place", "state", "group"),
    "FAC": ("place", "organisation"),
    "ORG": ("organisation", "media", "armed_group", "group", "place", "state"),
    "NORP": ("group", "armed_group", "organisation", "state", "place"),
}
"""Types of actor that a name label may stand for, likeliest first."""

EXACT, SPELLING, FAMILY = 0.9, 0.85, 0.4
"""Scores of a full name letter by letter, of one by its skeleton, and of a family name alone before prominence is added."""

COMMON_NAME = 0.02
"""Taken off a family name alone for every doubling of those who bear it: Kim is nobody, Erdogan somebody."""

RESPELLED = 0.05
"""Taken off a family name alone that is met by its skeleton and not as written."""

RARER_TYPE = 0.05
"""Taken off where the label's first type would have been another: a state said to be an organisation."""

SCRAPED = frozenset({"every_politician"})
"""Sources of roles that come after those that a hand kept, here or in the user's own overlay."""

Interval = tuple[Role, Actor]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a mention may mean, the score by name and prior alone (0 to 1), and how its name was met."""

    actor_id: str
    score: float
    method: str
    """`name`, `spelling`, `given_name`, `surname` or `demonym`."""


class ActorBase:
    """Actors by id, name, skeleton, demonym and office. Use `ActorBase.load`."""

    def __init__(self, store: Store, own: Iterable[Actor] = (), own_version: str = "") -> None:
        mine = list(own)
        self._store = store
        self._own = {actor.actor_id: actor for actor in mine}
        self._own_index = Store.of(mine, own_version) if mine else None
        self.version = store.version if not mine else f"{store.version}+{own_version}"
        """Changes with every change of the data."""
        self._found: dict[tuple[str, str], list[Candidate]] = {}
        self.memo: dict[tuple[str, str], object] = {}
        """For readers of the base: what they found in a text, which depends on nothing else."""
        self._offices: dict[str, list[tuple[str, Role, Actor]]] = {}

    @staticmethod
    def load(overlay: Path | None = None) -> ActorBase:
        """The shipped base, with the user's own records (CSV or JSONL) laid over it, or the base in a folder; read once per file.

        Raises DataError, naming file and line, for a malformed overlay.
        """
        if overlay is None:
            return _shipped()
        if overlay.is_dir():
            return ActorBase(Store.read(overlay))
        try:
            content = overlay.read_bytes()
        except OSError as error:
            raise UsageError(f"the actors file {overlay} can't be read: {error.strerror}") from None
        return _with_overlay(overlay, hashlib.sha256(content).hexdigest()[:16])

    def __iter__(self) -> Iterator[Actor]:
        """All actors; the user's own last."""
        yield from (actor for actor in self._store if actor.actor_id not in self._own)
        yield from self._own.values()

    def __len__(self) -> int:
        return len(self._store) + sum(self._store.get(key) is None for key in self._own)

    def get(self, actor_id: str) -> Actor | None:
        """The actor of that id, or None."""
        return self._own.get(actor_id) or self._store.get(actor_id)

    def lookup(self, key: str) -> list[Actor]:
        """The actors under an index key (see `store`); the user's own first."""
        found = [actor for actor in self._store.find(key) if actor.actor_id not in self._own]
        return [*self._own_index.find(key), *found] if self._own_index else found

    def find(self, name: str, on: date | None = None) -> list[Candidate]:
        """Everybody and everything that bears the name, best first; on a day, those who were in office then come first."""
        best: dict[str, Candidate] = {}
        for label in ("PERSON", "GPE", "ORG", "NORP"):
            for candidate in self.candidates(name, label, on):
                if candidate.actor_id not in best or best[candidate.actor_id].score < candidate.score:
                    best[candidate.actor_id] = candidate
        return sorted(best.values(), key=_rank)

    def candidates(self, mention: str, label: str, on: date | None = None) -> list[Candidate]:
        """Actors of the label's types that the mention may name, best first.

        Scores weigh the name, prominence and, with a day, whether the actor held a role about then.
        """
        key = (mention, label)
        if key not in self._found:
            by_name = self._persons(mention) if label == "PERSON" else self._others(mention, label)
            self._found[key] = sorted(by_name, key=_rank)
        found = self._found[key]
        if on is None or label != "PERSON":
            return found
        return sorted((Candidate(c.actor_id, self._timely(c, on), c.method) for c in found), key=_rank)

    def bearers(self, name: str) -> int:
        """How many persons of the base bear the family name of that personal name: a measure of how common it is."""
        _, family = split_person(fold(name))
        return len(self.lookup(f"^{skeleton(' '.join(family))}")) if family else 0

    def roles_at(self, actor_id: str, day: date) -> list[Role]:
        """The roles that the actor held on the day, as far as they were verified for it."""
        actor = self.get(actor_id)
        return [role for role in actor.roles if holds(role, day)] if actor else []

    def holders(self, title: str, country: str | None, on: date) -> list[Actor]:
        """Who held the office on the day, best fit and latest start first.

        `title` in any wording ("foreign minister", "top diplomat", "leader"); `country` as ISO code, or None for the head
        of an organisation named in the title ("NATO chief").
        """
        return [
            actor for actor, _ in self.office_holders(office(title, country), f"@{country}" if country else f"@{fold(title)}", on)
        ]

    def office_holders(self, asked: str, where: str, on: date, of: str = "") -> list[tuple[Actor, float]]:
        """Holders on the day of the office key asked for (see `titles`) under an index key `@...`: those of the best fit,
        each with it, those of roles kept by hand before others, the latest start first. `of` is a folded word
        that the role's title must have ("Mayor of Kyiv")."""
        if asked == "leader":
            asked = leading_office(where[1:])
        found: dict[str, tuple[float, bool, date, Actor]] = {}
        for held, role, actor in self._offices_of(where):
            fit = fits(asked, held)
            if fit and holds(role, on) and of in fold(role.title):
                entry = (fit, role.source not in SCRAPED, role.start or date.min, actor)
                found[actor.actor_id] = max(entry, found.get(actor.actor_id, entry), key=lambda e: e[:3])
        best = max((entry[0] for entry in found.values()), default=0.0)
        ranked = sorted((e for e in found.values() if e[0] == best), key=lambda e: (not e[1], -e[2].toordinal(), e[3].actor_id))
        return [(actor, fit) for fit, _, _, actor in ranked]

    def _offices_of(self, where: str) -> list[tuple[str, Role, Actor]]:
        if where not in self._offices:
            rows: list[tuple[str, Role, Actor]] = []
            for actor in self.lookup(where):
                for role in actor.roles:
                    if role_key(role) == where or f"@{role.country}" == where:
                        rows.append((role_office(role), role, actor))
            self._offices[where] = rows
        return self._offices[where]

    def _persons(self, mention: str) -> list[Candidate]:
        given, family = split_person(fold(mention))
        best: dict[str, Candidate] = {}
        for actor in self.lookup(f"~{skeleton(mention)}"):
            if actor.type == "person":
                exact = fold(mention) in map(fold, actor.names)
                _keep(best, actor, EXACT if exact else SPELLING, "name" if exact else "spelling", 0.08)
        if given and not best:
            self._by_family(best, given, family)
        elif family and not given:
            bearers = self.lookup(f"^{skeleton(family[-1])}")
            for actor in bearers:
                spelled = any(family[-1] in fold(name).split() for name in actor.names)
                score = FAMILY - COMMON_NAME * log2(len(bearers)) - RESPELLED * (not spelled)
                _keep(best, actor, score, "surname", 0.5)
        return list(best.values()) or self._respelled(mention, given)

    def _respelled(self, mention: str, given: list[str]) -> list[Candidate]:
        """Names that are unknown as written: with vowels written out ("Loefven"), or a second family name ("Maduro Moros")."""
        best: dict[str, Candidate] = {}
        plain = plain_vowels(fold(mention))
        for actor in self.lookup(f"~{skeleton(plain)}") if given and plain != fold(mention) else ():
            if actor.type == "person":
                _keep(best, actor, SPELLING, "spelling", 0.08)
        shorter = fold(mention).split()[:-1]
        for actor in self.lookup(f"~{skeleton(' '.join(shorter))}") if len(shorter) > 1 and not best else ():
            if actor.type == "person" and actor.country in spelling()["two_family_names"]:
                _keep(best, actor, SPELLING, "spelling", 0.08)
        return list(best.values())

    def _by_family(self, best: dict[str, Candidate], given: list[str], family: list[str]) -> None:
        """Family name with other or fewer given names than the base has: "J. Biden", "Javad Zarif"."""
        bones = skeleton(" ".join(family))
        for actor in self.lookup(f"^{bones}"):
            score = max((compatible(given, known) for known in _given_before(actor, bones)), default=0.0)
            if score:
                _keep(best, actor, 0.45 + 0.4 * score, "given_name", 0.08)

    def _others(self, mention: str, label: str) -> list[Candidate]:
        allowed = TYPES_OF_LABEL.get(label, ())
        best: dict[str, Candidate] = {}
        folded = fold(mention)
        for actor in self.lookup(f"={folded}"):
            if actor.type in allowed and _acronym_fits(mention, actor):
                _keep(best, actor, EXACT - RARER_TYPE * (actor.type not in allowed[:2]), "name", 0.08)
        if label in ("NORP", "GPE", "LOC", "ORG"):
            for actor in self.lookup(f"%{folded}"):
                _keep(best, actor, EXACT - RARER_TYPE * (label != "NORP"), "demonym", 0.08)
        if not best:
            for actor in self.lookup(f"~{skeleton(mention)}"):
                if actor.type in allowed and actor.type != "person":
                    _keep(best, actor, SPELLING - RARER_TYPE, "spelling", 0.08)
        return list(best.values())

    def _timely(self, candidate: Candidate, on: date) -> float:
        """The score, a little higher for whoever was in office within two years, lower where every role lies years ahead."""
        actor = self.get(candidate.actor_id)
        if actor is None or not actor.roles:
            return candidate.score
        if in_office_about(actor, on):
            return candidate.score + 0.03
        ahead = all(role.start and role.start > on + timedelta(days=3 * 365) for role in actor.roles)
        return candidate.score - 0.15 if ahead else candidate.score - 0.02


def in_office_about(actor: Actor, day: date) -> bool:
    """Whether the actor held some role within two years of the day."""
    return any(_near(role, day) for role in actor.roles)


def holds(role: Role, day: date) -> bool:
    """Whether the role was held on the day; not where it has no end and was last verified more than `FRESH` before."""
    if role.start and day < role.start:
        return False
    if role.end:
        return day <= role.end
    return day <= role.as_of + FRESH


def role_key(role: Role) -> str:
    """The index key of the organisation that the role belongs to."""
    return f"@{fold(role.organisation)}" if role.organisation else ""


@cache
def role_office(role: Role) -> str:
    """The office key of a role, its organisation read with its title ("Head" of the Security Service)."""
    if role.organisation is None:
        return office(role.title, role.country)
    return office_in(role.title, f"{role.title} of {role.organisation}", role.country)


def leading_office(country: str) -> str:
    """The office that "the leader" of a state means; `leader` itself where it is no state."""
    leaders = lexicon("nationalities")["leaders"]
    named = next((key for key in leaders if country in leaders[key]), "prime_minister")
    return named if len(country) == 2 else "leader"


def _near(role: Role, on: date, around: timedelta = timedelta(days=730)) -> bool:
    start, end = role.start or date.min, role.end or role.as_of + FRESH
    return start <= on + around and on - around <= end


def _given_before(actor: Actor, family: str) -> Iterable[list[str]]:
    """The given names of every name of the actor whose family name has that skeleton, wherever that stands."""
    for name in actor.names:
        given, last = split_person(fold(name))
        if skeleton(" ".join(last)) == family or (len(last) > 1 and skeleton(last[-1]) == family):
            yield given
        elif given and skeleton(given[0]) == family and actor.country in FAMILY_FIRST:
            yield [*given[1:], *last]


def _acronym_fits(mention: str, actor: Actor) -> bool:
    """Whether a short all-capital name ("WHO", "US") is met by capitals: "Who" and "us" are words."""
    folded = fold(mention)
    written = [name for name in actor.names if fold(name) == folded]
    return (
        not all(name.isupper() and len(name) < 7 for name in written) or mention.isupper() or any(n == mention for n in written)
    )


def _keep(best: dict[str, Candidate], actor: Actor, base: float, method: str, prior: float) -> None:
    score = round(base + prior * actor.prominence, 4)
    if actor.actor_id not in best or best[actor.actor_id].score < score:
        best[actor.actor_id] = Candidate(actor.actor_id, score, method)


def _rank(candidate: Candidate) -> tuple[float, int, str]:
    return (-candidate.score, len(candidate.actor_id), candidate.actor_id)


@cache
def _shipped() -> ActorBase:
    return ActorBase(Store.shipped())


@cache
def _with_overlay(path: Path, version: str) -> ActorBase:
    store = Store.shipped()
    return ActorBase(store, read_overlay(path, store.get), version)
