"""Which actor a chain of mentions means, from its names, its titles, the roles beside it and the article around it.

Pure decisions on text; the component moves them into the Doc. Here are persons by name; see `things` and `holders` for the rest.
"""

from __future__ import annotations

from datetime import date

from pipeline.actors.base import ActorBase, Candidate, holds, in_office_about, role_office
from pipeline.actors.decisions import AT_HOME, WELL_KNOWN, WRONG_LABEL, Chain, Context, Decision, choose, longest, prominent
from pipeline.actors.holders import person_titled
from pipeline.actors.names import fold, skeleton, split_person
from pipeline.actors.phrases import Title, read_title
from pipeline.actors.records import Actor, Role
from pipeline.actors.things import body_described, thing_called_person, thing_named
from pipeline.actors.titles import fits, office

MARGIN = 0.08
"""Least lead of a person over the next; namesakes nearer than this are left unlinked."""

ROLE_FITS_SURNAME, ROLE_FITS_NAME, ROLE_CLASHES = 0.3, 0.1, 0.15
"""A title that fits a bare surname's bearer carries it over the threshold; beside a full name it only confirms."""

UNSUPPORTED, RARE_NAME = 0.25, 3
"""Taken from a little known person whom no title speaks for, unless the article tells of that country, the person was in office
about its day (if it has one) and at most so many in the base bear the family name: a Michael Jackson in parliament is not whom
articles mean."""

SURNAME_IN_ARTICLE = 0.78
"""Score of a bare surname under a wrong label, where the article names one such person in full."""


def link(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """The actor of the base that the chain means, or None: unknown, or not sure enough."""
    if not chain.names:
        return person_titled(base, chain, context) if chain.titles else body_described(base, chain.bodies, chain)
    if chain.label == "PERSON":
        return _person(base, chain, context) or thing_called_person(base, chain, context)
    found = thing_named(base, chain, context) or (body_described(base, chain.names, chain) if chain.label == "ORG" else None)
    return found or _person_called_thing(base, chain, context)


def _person(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    name = longest(chain.names)
    titles = [read_title(base, text) for text in (*chain.roles, *chain.titles)]
    found = base.candidates(name, "PERSON", context.on)[:40]
    scored = [Candidate(c.actor_id, _weigh_person(base, c, titles, context), c.method) for c in found]
    decision = choose(scored, MARGIN)
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
    return (on is None or in_office_about(actor, on)) and base.bearers(actor.name) <= RARE_NAME


def _role_fit(actor: Actor | None, title: Title, on: date | None) -> float:
    """How well a title agrees with what the actor was: 1 for a role held on the day, less for one held before or to come."""
    if actor is None or not title.office or (title.countries and actor.country not in title.countries and not title.bodies):
        return 0.0
    asked = {title.office} if title.countries or title.bodies else {title.office, office(title.spoken, actor.country)}
    return max((fits(key, role_office(role)) * _weight(role, on) for role in actor.roles for key in asked), default=0.0)


def _weight(role: Role, on: date | None) -> float:
    return 1.0 if on is None or holds(role, on) else 0.7


def _person_called_thing(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """The full name of a well known person, or the surname of a very well known one, that the tagger took for something else."""
    found = [c for c in base.candidates(longest(chain.names), "PERSON", context.on) if prominent(base, c, c.method)]
    return choose([Candidate(c.actor_id, c.score - WRONG_LABEL, c.method) for c in found], MARGIN)


def surname_in_article(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """The one person linked in the article whose family name the tagger took for a place or body elsewhere in it."""
    name = skeleton(longest(chain.names))
    named = [actor for actor in map(base.get, context.persons) if actor]
    bearers = [actor for actor in named if any(name == skeleton(" ".join(split_person(fold(n))[1])) for n in actor.names)]
    if len(bearers) != 1:
        return None
    actor_id = bearers[0].actor_id
    return Decision(actor_id, "surname_in_article", SURNAME_IN_ARTICLE, None, ((actor_id, SURNAME_IN_ARTICLE),))


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
