"""The stage that gives mentions their actor: every chain is decided once, on the article's day, from all of its mentions."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import syntax
from pipeline.actors import ActorBase
from pipeline.actors.agency import acts, ends_longer_name, is_language, located, tells_of_sport
from pipeline.actors.decisions import OUTSIDE_TYPES, Chain, Context, Decision, longest, outside_name
from pipeline.actors.linking import link, role_status, surname_in_article
from pipeline.actors.phrases import read_title
from pipeline.actors.records import Actor
from pipeline.annotations import MENTIONS, ActorLink, Mention, spans_of

LONGEST_LIST = 5
"""Conjuncts that are followed back to the word that owns them all."""

FARTHEST_OWNER = 12
"""Tokens back to the owner of a list that the parse does not show: "Ukraine's intelligence, the Foreign Ministry and ..."."""

PLACES = ("GPE", "LOC", "ORG")

BELONGING, LISTED = syntax.POSSESSOR | syntax.PREMODIFIER, syntax.CONJUNCT | syntax.APPOSITION
"""Relations of an owner to a body, and of a body to the one before it in a list."""

FITTING_LABELS = {"person": ("PERSON",), "state": ("GPE", "NORP"), "place": ("GPE", "LOC", "FAC", "NORP")}
"""Labels that a mention of an actor of a type can have; the first one stands for any other."""


PART_OF_NAMES = ("state", "place")
"""Types of actors whose names end longer ones: then "Columbia" alone is the shuttle too, but "Canada" still the state."""

OUTSIDE_SCORE = 0.5
"""Score of an actor outside the base: its id is sure, whom it means is not known."""

Mentions = list[tuple[Span, Mention]]


@Language.factory("newsfacts_actors", requires=["doc.spans"], assigns=["span._.actor"], default_config={"overlay": None})
def make(nlp: Language, name: str, overlay: str | None) -> ActorStage:
    """The stage; `overlay` is the path of the user's own actors (CSV or JSONL), read when the first article comes."""
    return ActorStage(Path(overlay) if overlay else None)


class ActorStage:
    """Writes `._.actor` on mention spans. State: the actor base, loaded on first use."""

    def __init__(self, overlay: Path | None = None) -> None:
        self._overlay = overlay
        self._base: ActorBase | None = None

    @property
    def base(self) -> ActorBase:
        """The actor base that this stage links to."""
        if self._base is None:
            self._base = ActorBase.load(self._overlay)
        return self._base

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its mentions linked."""
        chains: dict[int, Mentions] = defaultdict(list)
        places: dict[int, str] = {}
        for span in spans_of(doc, MENTIONS):
            mention = span._.mention
            if mention is not None and mention.form == "name" and mention.label in PLACES:
                places[span.start] = span.text
            if mention is not None and not (mention.label == "NORP" and is_language(span)):
                chains[mention.chain].append((span, mention))
        on = date.fromisoformat(doc._.published) if doc._.published else None
        for number, decision in decide(
            self.base, {n: evidence(m, places) for n, m in chains.items()}, Context(on=on, sport=tells_of_sport(doc))
        ).items():
            _write(self.base, chains[number], decision, on)
        return doc


def evidence(mentions: Mentions, places: Mapping[int, str]) -> Chain:
    """What the mentions of a chain say, as texts; `places` are the names of places by their first token."""
    names = tuple(span.text for span, mention in mentions if mention.form == "name")
    titles = tuple(span.text for span, mention in mentions if mention.form == "title")
    bodies = tuple(span.text for span, mention in mentions if mention.form == "nominal") if not names and not titles else ()
    roles = tuple(dict.fromkeys(mention.role for _, mention in mentions if mention.role))
    labels = Counter(mention.label for _, mention in mentions if mention.form == "name" or not names)
    label = min(labels, key=lambda key: (-labels[key], key != "PERSON", key))
    owners = tuple(dict.fromkeys(owner for span, _ in mentions if (owner := _owner(span)))) if label == "ORG" and names else ()
    return Chain(label, names, titles, bodies, roles, owners, tuple(sorted(span.start for span, _ in mentions)),
                 label in PLACES and 2 * sum(located(span) for span, _ in mentions) >= len(mentions),
                 _regions(mentions, places) if label in PLACES else ())  # fmt: skip


def _regions(mentions: Mentions, places: Mapping[int, str]) -> tuple[str, ...]:
    """The places named behind a comma after a mention, as in "Columbus, Ohio"."""
    behind = {span.end + 1: None for span, _ in mentions if span.end + 1 < len(span.doc) and span.doc[span.end].text == ","}
    return tuple(dict.fromkeys(places[at] for at in behind if at in places))


def _owner(span: Span) -> str:
    """The name or adjective before a body, or before the list that it ends: "Ukraine" in "Ukraine's Security Service"."""
    heads = [span.root]
    while heads[-1].dep_ in LISTED and len(heads) < LONGEST_LIST:
        heads.append(heads[-1].head)
    for head in heads:
        for child in head.lefts:
            if child.i < span.start and child.dep_ in BELONGING and child.text[:1].isupper():
                return child.text
    before = span.doc[span.start - 1] if span.start else None
    if before is not None and before.text[:1].isupper() and not before.is_sent_start:
        return before.text
    return _possessor_before(span)


def _possessor_before(span: Span) -> str:
    """The last capitalised word with a possessive mark before the span, with no verb or full stop between them."""
    for at in range(span.start - 1, max(0, span.start - FARTHEST_OWNER), -1):
        token = span.doc[at]
        if token.pos_ in ("VERB", "AUX") or token.is_sent_start or token.text in (".", ";", ":"):
            return ""
        if token.lower_ in ("'s", "’s") and span.doc[at - 1].text[:1].isupper():
            return span.doc[at - 1].text
    return ""


def decide(base: ActorBase, chains: dict[int, Chain], context: Context) -> dict[int, Decision | str | None]:
    """A decision for every chain: an actor of the base, the id of one outside it, or None.

    Places and bodies come first, for persons are weighed by the countries that the article speaks of; titles without a name last,
    for they may mean a person named elsewhere.
    """
    decisions: dict[int, Decision | str | None] = {}
    things = [n for n, chain in chains.items() if chain.names and chain.label != "PERSON"]
    persons = [n for n, chain in chains.items() if chain.names and chain.label == "PERSON"]
    titles = [n for n, chain in chains.items() if not chain.names]
    sure: dict[int, Decision] = {}
    for number in things:
        decision = link(base, chains[number], context)
        _count_countries(base, context, decision, len(chains[number].names))
        if decision and decision.margin is None:
            sure[number] = decision
    for number in (*persons, *titles):
        for text in (*chains[number].roles, *chains[number].titles):
            context.countries.update(read_title(base, text).countries)
    for number in (*things, *persons, *titles):
        decision = sure.get(number) or link(base, chains[number], context)
        actor = base.get(decision.actor_id) if decision else None
        if decision and actor and actor.type == "person":
            context.persons.setdefault(decision.actor_id, []).extend(chains[number].places)
        decisions[number] = decision or outside_id(chains[number])
    for number in things:
        if isinstance(decisions[number], str):
            decisions[number] = surname_in_article(base, chains[number], context) or decisions[number]
    return decisions


def _count_countries(base: ActorBase, context: Context, decision: Decision | None, times: int) -> None:
    actor = base.get(decision.actor_id) if decision else None
    if actor and actor.country:
        context.countries[actor.country] += times


def outside_id(chain: Chain, country: str = "") -> str | None:
    """The id of an actor outside the base: `x-` and 12 hex digits of its name, type and country; None without a name."""
    kind = OUTSIDE_TYPES.get(chain.label)
    if kind is None or not chain.names or not outside_name(chain.names):
        return None
    key = f"{outside_name(chain.names)}\0{kind}\0{country}"
    return f"x-{hashlib.sha256(key.encode('utf-8')).hexdigest()[:12]}"


def _write(base: ActorBase, mentions: Mentions, decision: Decision | str | None, on: date | None) -> None:
    if decision is None:
        return
    actor = base.get(decision.actor_id) if isinstance(decision, Decision) else None
    if isinstance(decision, str) or actor is None:
        name = longest(span.text for span, mention in mentions if mention.form == "name")
        for span, _ in mentions:
            span._.actor = ActorLink(actor_id=str(decision), name=name, known=False, method="outside", score=OUTSIDE_SCORE)
        return
    longer = {span.start for span, m in mentions if m.form == "name" and actor.type in PART_OF_NAMES and ends_longer_name(span)}
    if longer and actor.type == "place":
        return
    for span, mention in mentions:
        if span.start in longer:
            continue
        span._.actor = ActorLink(
            actor_id=actor.actor_id,
            name=actor.name,
            known=True,
            method=decision.method,
            score=decision.score,
            margin=decision.margin,
            candidates=decision.candidates,
            represents=_represents(actor, span),
            role_status=_status(base, actor, span, mention, on),
        )
        span._.mention = replace(mention, label=_label(actor, mention.label))


def _label(actor: Actor, label: str) -> str:
    """The label that agrees with who it is: the base knows a person from a place better than the model does."""
    fitting = FITTING_LABELS.get(actor.type)
    return label if fitting is None or label in fitting else fitting[0]


def _represents(actor: Actor, span: Span) -> str | None:
    if actor.represents is None or not acts(span, unless_located=actor.type == "organisation"):
        return None
    return actor.represents


def _status(base: ActorBase, actor: Actor, span: Span, mention: Mention, on: date | None) -> str | None:
    text = mention.role or (span.text if mention.form == "title" else None)
    return role_status(base, actor, text, on) if text and actor.type == "person" else None
