"""Whom a title alone means: "the Russian president" by the base, "the president" by the article."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.actors.base import ActorBase, holds, role_office
from pipeline.actors.decisions import THRESHOLD, Chain, Context, Decision
from pipeline.actors.names import fold
from pipeline.actors.phrases import Title, read_title
from pipeline.actors.records import Actor
from pipeline.actors.titles import fits, of_country, of_ministry, of_seat, of_states, only_in, single_holder
from pipeline.actors.titles import office as office_of

TITLE_OF_COUNTRY, TITLE_IN_ARTICLE, TITLE_AFTER_NAME = 0.9, 0.8, 0.76
"""Scores of "the Russian president" by the base; of "the president" by the one president whom the article names, or, of several,
by the one named last before it."""


def person_titled(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """Who holds the office that one of the chain's titles names, on the article's day."""
    for text in dict.fromkeys(chain.titles):
        title = read_title(base, text)
        if not title.office or title.former:
            continue
        if context.on is None or not (title.countries or title.bodies or only_in(title.office)):
            found = _named_in_article(base, title, chain, context)
        else:
            found = _holder(base, title, context)
        if found:
            return found
    return None


def _holder(base: ActorBase, title: Title, context: Context) -> Decision | None:
    """Who holds the office on the article's day, in the first of the bodies and countries of the title where anybody does."""
    assert context.on is not None
    for office, place, town in dict.fromkeys(_places(base, title)):
        found = base.office_holders(office, place, context.on, town)
        if not found:
            continue
        named = [(actor, fit) for actor, fit in found if actor.actor_id in context.persons]
        if len(found) > 1 and not single_holder(office) and len(named) == 1:
            found = named
        if len(found) > 1 and not single_holder(office):
            return None
        actor, fit = found[0]
        if fit < 1.0 and not single_holder(office):
            return None  # a wider word for an office that many hold: "the adviser"
        score = round(TITLE_OF_COUNTRY * (0.5 + fit / 2), 4)
        return Decision(actor.actor_id, "title", score, None, ((actor.actor_id, score),)) if score >= THRESHOLD else None
    return None


def _places(base: ActorBase, title: Title) -> Iterator[tuple[str, str, str]]:
    """Where to look for the holder: the office, the index key of a body or country, and a word that the role must have.

    A body of a state leads on to that state, for the offices that only the state has: "the Pentagon chief" is its minister.
    """
    bodies = [actor for actor in map(base.get, title.bodies) if actor]
    if not of_country(title.office):
        yield from ((title.office, f"@{fold(actor.name)}", "") for actor in bodies)
    countries = title.countries or tuple(dict.fromkeys(_countries_of(base, title)))
    if len(countries) == 1:
        place = f"@{countries[0]}"
        if of_country(title.office) or of_ministry(title.office) or (single_holder(title.office) and not bodies):
            yield title.office, place, ""
        for actor in bodies:
            if of_seat(title.office) and (actor.represents or _is_body(actor, "Parliament")):
                yield title.office, place, ""
            ministry = next((name for name in actor.names if name.startswith("Ministry of ")), None)
            if title.office == "head" and ministry and _is_body(actor, "Ministry"):
                yield office_of("Minister of " + ministry.removeprefix("Ministry of ").rpartition(" of ")[0]), place, ""
    if not single_holder(title.office):
        yield from (
            (title.office, f"@{actor.country}", fold(actor.name.removesuffix(" Oblast")))
            for actor in bodies
            if actor.type == "place" and actor.country
        )


def _is_body(actor: Actor, what: str) -> bool:
    """Whether the actor is that body of its state, by the usual name that the base gives it."""
    return any(name.startswith(f"{what} of ") for name in actor.names) and actor.type == "organisation"


def _countries_of(base: ActorBase, title: Title) -> Iterator[str]:
    """The states whose bodies the title names, as in "Home Office minister", or that alone have such an office ("the pope")."""
    only = only_in(title.office)
    yield from (actor.country for actor in map(base.get, title.bodies) if actor and actor.country)
    if only is not None:
        yield only


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
