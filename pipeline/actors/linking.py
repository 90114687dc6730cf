"""Which actor a chain of mentions means, from its names, its titles, the roles beside it and the article around it.

Pure decisions on text; the component moves them into the Doc. Every score is a sum of what speaks for a candidate, so that
a reader of the tables can weigh it; below the threshold, or too near to the runner-up, there is no link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from pipeline.actors.base import ActorBase, Candidate, holds, in_office_about, role_office
from pipeline.actors.names import fold, skeleton, split_person, without_nickname
from pipeline.actors.phrases import Title, read_title
from pipeline.actors.records import Actor, Role
from pipeline.actors.titles import fits, of_states, single_holder

THRESHOLD = 0.75
"""Least score of a link; where each part of a score comes from is said at its constant."""

MARGIN = 0.08
"""Least lead of a person over the next; namesakes nearer than this are left unlinked."""

PLACE_MARGIN = 0.015
"""The same for everything else, whose names were ranked by hand."""

ROLE_FITS_SURNAME, ROLE_FITS_NAME, ROLE_CLASHES = 0.3, 0.1, 0.15
"""A title that fits a bare surname's bearer carries it over the threshold; beside a full name it only confirms."""

AT_HOME = 0.05
"""Added where the candidate's country is in the article."""

UNSUPPORTED, RARE_NAME = 0.25, 3
"""Taken from a little known person whom no title speaks for, unless the article tells of that country, the person was in office
about its day and at most so many in the base bear the family name: a Michael Jackson in parliament is not whom articles mean."""

WELL_KNOWN = 0.5
"""Prominence from which on a person may turn up in any article."""

KNOWN_TO_ALL = 0.9
"""Prominence from which on a bare surname is enough against the tagger's label."""

SURNAME_IN_ARTICLE = 0.78
"""Score of a bare surname under a wrong label, where the article names one such person in full."""

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
    roles: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    """Words for a country that own or qualify a body: "Russian" before "Defense Ministry"."""
    places: tuple[int, ...] = ()
    """Where the mentions begin, in order."""
    located: bool = False
    """Whether one of them stands after a preposition of place."""


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


def link(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """The actor of the base that the chain means, or None: unknown, or not sure enough."""
    if not chain.names:
        return _by_title(base, chain, context)
    if chain.label == "PERSON":
        return _person(base, chain, context) or _thing_called_person(base, chain, context)
    return _thing(base, chain, context) or _person_called_thing(base, chain, context)


def longest(names: Iterable[str]) -> str:
    """The name with most words, then letters; the first of its like."""
    return without_nickname(max(names, key=lambda name: (len(name.split()), len(name))))


# ---------------------------------------------------------------- persons by name


def _person(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    name = longest(chain.names)
    titles = [read_title(base, text) for text in (*chain.roles, *chain.titles)]
    found = base.candidates(name, "PERSON", context.on)[:40]
    scored = [Candidate(c.actor_id, _weigh_person(base, c, titles, context), c.method) for c in found]
    decision = _choose(scored, MARGIN)
    if decision and decision.method == "surname" and any(title.office for title in titles):
        fit = max((_role_fit(base.get(decision.actor_id), title, context.on) for title in titles), default=0.0)
        if fit:
            return Decision(decision.actor_id, "surname_and_role", decision.score, decision.margin, decision.candidates)
    return decision


def _weigh_person(base: ActorBase, candidate: Candidate, titles: list[Title], context: Context) -> float:
    actor = base.get(candidate.actor_id)
    if actor is None:
        return 0.0
    score = candidate.score
    bare = candidate.method == "surname"
    fit = max((_role_fit(actor, title, context.on) for title in titles), default=0.0)
    if fit:
        score += fit * (ROLE_FITS_SURNAME if bare else ROLE_FITS_NAME)
    elif any(title.office for title in titles) and (bare or actor.prominence < WELL_KNOWN):
        score -= ROLE_CLASHES
    home = bool(context.countries[actor.country or ""])
    if not fit and actor.prominence < WELL_KNOWN and not (home and _plain_case(base, actor, context.on)):
        score -= UNSUPPORTED
    return score + AT_HOME * home


def _plain_case(base: ActorBase, actor: Actor, on: date | None) -> bool:
    return on is not None and in_office_about(actor, on) and base.bearers(actor.name) <= RARE_NAME


def _role_fit(actor: Actor | None, title: Title, on: date | None) -> float:
    """How well a title agrees with what the actor was: 1 for a role held on the day, less for one held before or to come."""
    if actor is None or not title.office or (title.countries and actor.country not in title.countries and not title.bodies):
        return 0.0
    return max((fits(title.office, role_office(role)) * _weight(role, on) for role in actor.roles), default=0.0)


def _weight(role: Role, on: date | None) -> float:
    return 1.0 if on is None or holds(role, on) else 0.7


def _person_called_thing(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """The full name of a well known person, or the surname of a very well known one, that the tagger took for something else."""
    found = [c for c in base.candidates(longest(chain.names), "PERSON", context.on) if _prominent(base, c, c.method)]
    return _choose([Candidate(c.actor_id, c.score - WRONG_LABEL, c.method) for c in found], MARGIN)


def surname_in_article(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """The one person linked in the article whose family name the tagger took for a place or body elsewhere in it."""
    name = skeleton(longest(chain.names))
    named = [actor for actor in map(base.get, context.persons) if actor]
    bearers = [actor for actor in named if any(name == skeleton(" ".join(split_person(fold(n))[1])) for n in actor.names)]
    if len(bearers) != 1:
        return None
    actor_id = bearers[0].actor_id
    return Decision(actor_id, "surname_in_article", SURNAME_IN_ARTICLE, None, ((actor_id, SURNAME_IN_ARTICLE),))


# ---------------------------------------------------------------- everything else by name


def _thing(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    best: dict[str, Candidate] = {}
    owners = _owners(base, chain)
    countries = {actor.country for actor in owners}
    owned = [f"{word} {name}" for actor in owners for word in _owner_words(actor) for name in chain.names]
    for name in dict.fromkeys((*owned, *chain.names)):
        for candidate in base.candidates(name, chain.label):
            actor = base.get(candidate.actor_id)
            if actor and actor.type in ("state", "place") and context.sport and not chain.located and candidate.method == "name":
                continue
            if countries and actor and actor.type == "organisation" and actor.country and actor.country not in countries:
                continue
            home = AT_HOME if actor and actor.country and context.countries[actor.country] else 0.0
            score = candidate.score + home
            if candidate.actor_id not in best or best[candidate.actor_id].score < score:
                best[candidate.actor_id] = Candidate(candidate.actor_id, score, candidate.method)
    return _choose(list(best.values()), PLACE_MARGIN)


def _owners(base: ActorBase, chain: Chain) -> list[Actor]:
    """The states that the words before a body name."""
    found = [base.get(c.actor_id) for word in chain.owners for label in ("GPE", "NORP") for c in base.candidates(word, label)[:1]]
    return list(dict.fromkeys(actor for actor in found if actor and actor.type == "state"))


def _owner_words(actor: Actor) -> list[str]:
    """How the state is written before what it owns."""
    return [f"{actor.name}'s", *actor.demonyms[:1], *(name for name in actor.names if name.isupper())]


def _thing_called_person(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """A place or body that the tagger took for a person: only under its full name, without a role beside it."""
    name = longest(chain.names)
    if chain.roles or base.candidates(name, "PERSON"):
        return None
    found = {
        c.actor_id: c
        for label in ("ORG", "GPE")
        for c in base.candidates(name, label)
        if c.method == "name" and _prominent(base, c)
    }
    return _choose([Candidate(c.actor_id, c.score - WRONG_LABEL, c.method) for c in found.values()], PLACE_MARGIN)


def _prominent(base: ActorBase, candidate: Candidate, method: str = "name") -> bool:
    actor = base.get(candidate.actor_id)
    least = {"name": WELL_KNOWN, "spelling": WELL_KNOWN, "surname": KNOWN_TO_ALL}.get(method, 1.1)
    return actor is not None and actor.prominence >= least


def _choose(scored: list[Candidate], least_lead: float) -> Decision | None:
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


# ---------------------------------------------------------------- persons by title alone

TITLE_OF_COUNTRY, TITLE_IN_ARTICLE, TITLE_AFTER_NAME = 0.9, 0.8, 0.76
"""Scores of "the Russian president" by the base; of "the president" by the one president whom the article names, or, of several,
by the one named last before it."""


def _by_title(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    for text in dict.fromkeys(chain.titles):
        title = read_title(base, text)
        if not title.office or title.former:
            continue
        if context.on is None or not (title.countries or title.bodies):
            found = _named_in_article(base, title, chain, context)
        else:
            found = _holder(base, title, context)
        if found:
            return found
    return None


def _holder(base: ActorBase, title: Title, context: Context) -> Decision | None:
    """Who holds the office on the article's day: of the one body or, failing that, the one country that the title names."""
    assert context.on is not None
    bodies = [f"@{fold(actor.name)}" for actor in map(base.get, title.bodies) if actor]
    place = next((place for place in bodies if base.lookup(place)), None)
    town = ""
    if place is None and not title.bodies and len(title.countries) == 1 and single_holder(title.office):
        place = f"@{title.countries[0]}"
    towns = [actor for actor in map(base.get, title.bodies) if actor and actor.type == "place" and actor.country]
    if place is None and towns and not single_holder(title.office):
        place, town = f"@{towns[0].country}", fold(towns[0].name.removesuffix(" Oblast"))
    if place is None:
        return None
    found = base.office_holders(title.office, place, context.on, town)
    named = [(actor, fit) for actor, fit in found if actor.actor_id in context.persons]
    if len(found) > 1 and not single_holder(title.office) and len(named) == 1:
        found = named
    if not found or (len(found) > 1 and not single_holder(title.office)):
        return None
    actor, fit = found[0]
    score = round(TITLE_OF_COUNTRY * (0.5 + fit / 2), 4)
    return Decision(actor.actor_id, "title", score, None, ((actor.actor_id, score),)) if score >= THRESHOLD else None


def _named_in_article(base: ActorBase, title: Title, chain: Chain, context: Context) -> Decision | None:
    """The person of the article who holds (without a day: held) such an office; of several, the last named before the title."""
    if title.bodies or not of_states(title.office):
        return None
    start = chain.places[0] if chain.places else 0
    holders: list[tuple[int, str]] = []
    for actor_id, places in context.persons.items():
        actor = base.get(actor_id)
        if actor is None or (title.countries and actor.country not in title.countries):
            continue
        roles = [role for role in actor.roles if context.on is None or holds(role, context.on)]
        if any(fits(title.office, role_office(role)) >= 0.7 for role in roles):
            holders.append((max((place for place in places if place < start), default=-1), actor_id))
    if not holders:
        return None
    place, chosen = max(holders)
    if len(holders) > 1 and place < 0:
        return None
    score = TITLE_IN_ARTICLE if len(holders) == 1 else TITLE_AFTER_NAME
    return Decision(
        chosen, "title_in_article", score, None, tuple((actor_id, score) for _, actor_id in sorted(holders, reverse=True)[:5])
    )


# ---------------------------------------------------------------- role on the day


def role_status(base: ActorBase, actor: Actor, text: str, on: date | None) -> str:
    """`current`, `former` or `future`: how the role as written stood on the day; `unknown` where the base can't say."""
    title = read_title(base, text)
    if on is None or not title.office:
        return "unknown"
    fitting = [
        (fits(title.office, role_office(role)), role)
        for role in actor.roles
        if not title.countries or role.country in (*title.countries, None)
    ]
    best = max((fit for fit, _ in fitting), default=0.0)
    roles = [role for fit, role in fitting if fit and fit == best]
    if any(holds(role, on) for role in roles):
        return "current"
    if any(role.end and role.end < on for role in roles) and not any(
        role.start and role.end is None and role.start <= on for role in roles
    ):
        return "former"
    return "future" if roles and all(role.start and role.start > on for role in roles) else "unknown"


def outside_name(names: Iterable[str]) -> str:
    """The normalised name under which an actor outside the base gets its id."""
    return fold(longest(names))
