"""The stage that turns names into mentions with chains and roles, and adds titles that stand alone and pronouns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import lexicons
from pipeline.annotations import MENTIONS, Mention
from pipeline.mentions.antecedents import Known, resolve
from pipeline.mentions.bodies import chained_bodies, find_bodies
from pipeline.mentions.chains import Chained, chain_names
from pipeline.mentions.gender import gender_of_office
from pipeline.mentions.interviews import labels_alike, teller_mentions
from pipeline.mentions.names import names_of
from pipeline.mentions.offices import office_names, offices_in
from pipeline.mentions.roles import role_of
from pipeline.mentions.titles import Title, find_titles, fits

HYPHENS = ("-", "–", "‑")


@Language.factory("newsfacts_mentions", requires=["doc.ents"], assigns=["doc.spans"])
def make(nlp: Language, name: str) -> MentionStage:
    """The stage; it has no settings."""
    return MentionStage()


class MentionStage:
    """Writes `doc.spans["mentions"]`, sorted by start, each with `._.mention`. A title may hold the name of its country."""

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its mentions."""
        found, genders = given_mentions(doc)
        labels = {mention.chain: mention.label for _, mention in found}
        known = known_mentions(found, genders)
        for more in (*resolve(doc, known), *teller_mentions(doc, known)):
            found.append((doc[more.start : more.end], Mention(label=labels[more.chain], form=more.form, chain=more.chain)))
        found.sort(key=lambda pair: (pair[0].start, -pair[0].end))
        doc.spans[MENTIONS] = [span for span, _ in found]
        for span, mention in _renumbered(found):
            span._.mention = mention
        return doc


Found = list[tuple[Span, Mention]]


def given_mentions(doc: Doc) -> tuple[Found, dict[int, str | None]]:
    """The names, titles, bodies and groups of a Doc with their chains, and the gender of each chain."""
    names = list(_whole_names(_parted(names_of(doc))))
    chained = chain_names(names)
    roles = _roles(names, chained)
    taken = [(s.start, s.end) for s in (*roles.values(), *(n for n in names if n.label_ == "PERSON"))]
    titles = labels_alike(doc, _chain_titles(doc, find_titles(doc, names, taken), names, chained, roles))
    found = [(name, _named(i, chained, roles)) for i, name in enumerate(names)]
    found += [(doc[t.start : t.end], Mention(label="PERSON", form="title", chain=chain)) for t, chain in titles]
    last = max((mention.chain for _, mention in found), default=-1)
    bodies = chained_bodies(find_bodies(doc, names), last + 1)
    found += [(doc[b.start : b.end], Mention(label="ORG", form="nominal", chain=chain)) for b, chain in bodies]
    genders = {number: chain.gender for number, chain in enumerate(chained.chains)}
    for i, role in roles.items():
        genders[chained.of_name[i]] = gender_of_office(role.text) or genders[chained.of_name[i]]
    return found, genders


def known_mentions(found: Found, genders: Mapping[int, str | None]) -> list[Known]:
    """The same as the mentions that pronouns and nouns may mean."""
    return [Known(span.start, span.end, m.chain, m.label, m.form, genders.get(m.chain)) for span, m in found]


def _parted(ents: list[Span]) -> Iterator[Span]:
    """The names, those like "Russia-Ukraine" in two where the article has both alone."""
    alone = {ent.text for ent in ents if len(ent) == 1}
    for ent in ents:
        if len(ent) == 3 and ent[1].text in HYPHENS and {ent[0].text, ent[2].text} <= alone:
            yield Span(ent.doc, ent.start, ent.start + 1, label=ent.label_)
            yield Span(ent.doc, ent.end - 1, ent.end, label=ent.label_)
        else:
            yield ent


def _whole_names(ents: Iterable[Span]) -> Iterator[Span]:
    """The names, those of persons that a model cut in two put together again: nothing stands between their halves.

    An office alone ("Editor", "Governor") is no name, whatever the model says.
    """
    held: Span | None = None
    for ent in ents:
        if len(ent) == 1 and ent.text.lower() in office_names():
            continue
        if held is not None and held.label_ == ent.label_ == "PERSON" and held.end == ent.start:
            held = Span(ent.doc, held.start, ent.end, label="PERSON")
            continue
        if held is not None:
            yield held
        held = ent
    if held is not None:
        yield held


def _named(i: int, chained: Chained, roles: dict[int, Span]) -> Mention:
    role = roles[i].text if i in roles else None
    return Mention(label=chained.labels[i], form="name", chain=chained.of_name[i], role=role)


def _roles(names: list[Span], chained: Chained) -> dict[int, Span]:
    people = {name.start: name for i, name in enumerate(names) if chained.labels[i] == "PERSON"}
    found = {i: role_of(name, people) for i, name in enumerate(names) if chained.labels[i] == "PERSON"}
    return {i: role for i, role in found.items() if role is not None}


def _chain_titles(
    doc: Doc, titles: list[Title], names: list[Span], chained: Chained, roles: dict[int, Span]
) -> list[tuple[Title, int]]:
    """Each title with a chain: the person who was given that role in the article, else one of its own by office and owner.

    A bare title ("the president") that no role fits names nobody and is left out.
    """
    given = [(span.text, _office(doc, span), chained.of_name[i], span.start) for i, span in sorted(roles.items())]
    own: dict[tuple[str, frozenset[str]], int] = {}
    worldwide = lexicons.group("titles", "offices", "worldwide")
    linked: list[tuple[Title, int]] = []
    for title in titles:
        fitting = [(start, chain) for role, office, chain, start in given if fits(title, role, office)]
        fitting = _named_beside(doc, title, names, chained) or fitting or _only_bearer(title, given)
        before = [pair for pair in fitting if pair[0] < title.start]
        if fitting:
            linked.append((title, max(before)[1] if before else min(fitting)[1]))
        elif title.owners or title.office in worldwide:
            key = (title.office, title.owners)
            linked.append((title, own.setdefault(key, len(chained.chains) + len(own))))
    return linked


def _named_beside(doc: Doc, title: Title, names: list[Span], chained: Chained) -> list[tuple[int, int]]:
    """The person named behind a title and a comma: "the foreign minister of Ukraine, Andrii Sybiha"."""
    if title.end + 1 >= len(doc) or doc[title.end].text != ",":
        return []
    beside = [i for i, name in enumerate(names) if name.start == title.end + 1 and chained.labels[i] == "PERSON"]
    return [(names[i].start, chained.of_name[i]) for i in beside]


def _only_bearer(title: Title, given: list[tuple[str, str | None, int, int]]) -> list[tuple[int, int]]:
    """Of one who speaks for a body, the one person before who was told without it: "spokesman Jo Doe ... the NATO spokesman"."""
    if title.office not in lexicons.group("titles", "offices", "speaking"):
        return []
    bearers = {chain: start for role, _, chain, start in given if role.lower() == title.office and start < title.start}
    return [(start, chain) for chain, start in bearers.items()] if len(bearers) == 1 else []


def _office(doc: Doc, role: Span) -> str | None:
    offices = offices_in(doc, role.start, role.end)
    return offices[0].name if offices else None


def _renumbered(found: list[tuple[Span, Mention]]) -> list[tuple[Span, Mention]]:
    """The mentions with chains numbered from 0 by first mention."""
    order: dict[int, int] = {}
    renumbered = []
    for span, m in found:
        chain = order.setdefault(m.chain, len(order))
        renumbered.append((span, Mention(label=m.label, form=m.form, chain=chain, role=m.role)))
    return renumbered
