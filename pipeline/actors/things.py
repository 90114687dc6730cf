"""Which place, body or group a name or description means: "Columbus, Ohio", "General Electric Co.", "the Ukrainian military"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline import lexicons
from pipeline.actors.base import ActorBase, Candidate
from pipeline.actors.bodies import body_of_state
from pipeline.actors.decisions import AT_HOME, WRONG_LABEL, Chain, Context, Decision, choose, longest, prominent
from pipeline.actors.names import fold
from pipeline.actors.records import Actor

PLACE_MARGIN = 0.015
"""Least lead over the next of anything but a person: their names were ranked by hand, or by size."""

IN_REGION, ELSEWHERE = 0.05, 0.3
"""Added to a place in the region that is named behind it; taken from one that lies elsewhere, and from what is little known where
nothing else speaks for it."""

UNFAMILIAR, LITTLE_KNOWN = 0.4, 0.2
"""Prominence of a place (0.4 has about 700,000 inhabitants) below which the article must speak of its country; and of a place
(0.2 has 150,000) or body below which a name alone is not enough then: the place must be where something is or happens, the body
have the fullest name of the chain."""

BODY_OF_STATE = 0.85
"""Score of "the Ukrainian military": the words leave no other, but a hand did not write that name."""


def thing_named(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """The place, body or group that bears one of the chain's names."""
    best: dict[str, Candidate] = {}
    owners = _owners(base, chain)
    regions = [[actor for c in base.candidates(text, "GPE") if (actor := base.get(c.actor_id))] for text in chain.regions]
    owned = [f"{word} {name}" for actor in owners for word in _owner_words(actor) for name in chain.names]
    shorter = [(short, country) for name in chain.names for short, country in _shorter(base, name, chain.label)]
    for name, country in dict.fromkeys([*((name, None) for name in (*owned, *chain.names)), *shorter]):
        for candidate in base.candidates(name, chain.label):
            actor = base.get(candidate.actor_id)
            if actor is None or (country and actor.country != country) or _is_another(actor, name, owners, chain):
                continue
            if actor.type in ("state", "place") and context.sport and not chain.located and candidate.method == "name":
                continue
            home = AT_HOME if actor.country and context.countries[actor.country] else 0.0
            score = candidate.score + home + _support(actor, regions, chain, context, at_home=home > 0)
            if candidate.actor_id not in best or best[candidate.actor_id].score < score:
                best[candidate.actor_id] = Candidate(candidate.actor_id, score, candidate.method)
    return choose(list(best.values()), PLACE_MARGIN)


def _is_another(actor: Actor, name: str, owners: list[Actor], chain: Chain) -> bool:
    """Whether the chain tells that an actor of that name is not meant: the body of another state than its owner, or another
    reading of an abbreviation that is spelled out."""
    if name.isupper() and _stands_for_another(actor, name, chain):
        return True
    countries = {owner.country for owner in owners}
    return bool(countries) and actor.type == "organisation" and actor.country is not None and actor.country not in countries


def _support(actor: Actor, regions: list[list[Actor]], chain: Chain, context: Context, *, at_home: bool) -> float:
    """What is added for a place in the region that is named, or taken from a little known actor that nothing speaks for."""
    if actor.type == "place":
        return _whereabouts(actor, regions, supported=at_home and (chain.located or actor.prominence >= LITTLE_KNOWN))
    if actor.type == "media" and not _is_paper_here(actor, chain, context):
        return -ELSEWHERE
    supported = at_home and chain.label == "ORG" and _is_called(actor, chain)
    return -ELSEWHERE if actor.prominence < LITTLE_KNOWN and not supported else 0.0


def _is_paper_here(actor: Actor, chain: Chain, context: Context) -> bool:
    """Whether a newspaper is told by more than a name that many have ("the Times"), or is of the country told of most."""
    if not all(fold(name) in lexicons.words("bodies", "papers") for name in chain.names):
        return True
    times = context.countries[actor.country or ""]
    return times > 0 and times == max(context.countries.values())


def body_described(base: ActorBase, phrases: Iterable[str], chain: Chain) -> Decision | None:
    """What a body of some state is by its words and its owner."""
    owners = tuple(_owners(base, chain))
    for phrase in dict.fromkeys(phrases):
        actor = body_of_state(base, phrase, owners)
        if actor is not None:
            return Decision(actor.actor_id, "body", BODY_OF_STATE, None, ((actor.actor_id, BODY_OF_STATE),))
    return None


def thing_called_person(base: ActorBase, chain: Chain, context: Context) -> Decision | None:
    """A place or body that the tagger took for a person: only under its full name, without a role beside it."""
    name = longest(chain.names)
    if chain.roles or base.candidates(name, "PERSON"):
        return None
    found = {
        c.actor_id: c
        for label in ("ORG", "GPE")
        for c in base.candidates(name, label)
        if c.method == "name" and prominent(base, c)
    }
    return choose([Candidate(c.actor_id, c.score - WRONG_LABEL, c.method) for c in found.values()], PLACE_MARGIN)


def _is_called(actor: Actor, chain: Chain) -> bool:
    """Whether the actor bears the fullest name of the chain, not only an abbreviation of it."""
    return fold(longest(chain.names)) in map(fold, actor.names)


def _stands_for_another(actor: Actor, short: str, chain: Chain) -> bool:
    """Whether the chain spells an abbreviation out, and not as the actor's name: "the Inflation Reduction Act (IRA)"."""
    full = longest(chain.names)
    return len(full.split()) > 1 and full != short and not _is_called(actor, chain)


def _whereabouts(place: Actor, regions: list[list[Actor]], *, supported: bool) -> float:
    """What speaks for a place among its namesakes, or against it: the region named behind it (each with its own namesakes), or
    the countries of the article."""
    named = [
        [region for region in namesakes if region.actor_id != place.actor_id and _is_region(region)] for namesakes in regions
    ]
    inside = [any(_lies_in(place, region) for region in namesakes) for namesakes in named if namesakes]
    if inside:
        return IN_REGION if any(inside) else -ELSEWHERE
    return -ELSEWHERE if place.prominence < UNFAMILIAR and not supported else 0.0


def _is_region(actor: Actor) -> bool:
    return actor.type == "state" or (actor.description or "").startswith("region of ")


def _lies_in(place: Actor, region: Actor) -> bool:
    """Whether a place lies in a state, or in the province that its description names, if it names one."""
    if region.country != place.country:
        return False
    described = place.description or ""
    return region.type == "state" or f" in {region.name}" in described or "," not in described


def _owners(base: ActorBase, chain: Chain) -> list[Actor]:
    """The states that the words before a body name."""
    found = [base.get(c.actor_id) for word in chain.owners for label in ("GPE", "NORP") for c in base.candidates(word, label)[:1]]
    return list(dict.fromkeys(actor for actor in found if actor and actor.type == "state"))


def _shorter(base: ActorBase, name: str, label: str) -> Iterator[tuple[str, str | None]]:
    """What the base may know a name by that it does not know as written: without "State of", "Inc." or the country before a body;
    then that country must be the body's."""
    if base.candidates(name, label):
        return
    words = name.split()
    kinds, forms = lexicons.words("places", "kinds"), lexicons.words("places", "legal_forms")
    if len(words) > 2 and " ".join(words[:2]).lower() in kinds and words[2].lower() != "the":
        yield " ".join(words[2:]), None
    if len(words) > 1 and words[-1].lower() in forms:
        yield " ".join(words[:-1]).rstrip(","), None
    if len(words) > 2 and label == "ORG":
        for candidate in (*base.candidates(words[0], "GPE")[:1], *base.candidates(words[0], "NORP")[:1]):
            actor = base.get(candidate.actor_id)
            if actor and actor.type == "state" and actor.country:
                yield " ".join(words[1:]), actor.country


def _owner_words(actor: Actor) -> list[str]:
    """How the state is written before what it owns."""
    return [f"{actor.name}'s", *actor.demonyms[:1], *(name for name in actor.names if name.isupper())]
