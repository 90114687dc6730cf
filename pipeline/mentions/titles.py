"""Titles that stand for a person without a name: "the Russian leader", "Ukraine's foreign minister", "the president"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span

from pipeline import lexicons
from pipeline.mentions.offices import Office, bare_offices, is_nominal, offices_in, same_office, trimmed, unique_offices

OWNERS = frozenset({"GPE", "NORP", "ORG", "LOC", "PERSON"})
FARTHEST = 8
"""Tokens that a title reaches to either side of its office."""


@dataclass(frozen=True, slots=True)
class Title:
    """A title alone: its tokens with the determiner, its office, and the names inside it, by their lower-case text."""

    start: int
    end: int
    office: str
    owners: frozenset[str]


def find_titles(doc: Doc, names: list[Span], taken: list[tuple[int, int]]) -> list[Title]:
    """The titles of a Doc outside `taken` stretches (names and the roles beside them), in order. Linear."""
    inside = {i for start, end in taken for i in range(start, end)}
    inside |= {i for name in names if name.label_ == "ORG" for i in range(name.start, name.end)}
    owner_at = {i: name for name in names if name.label_ in OWNERS for i in range(name.start, name.end)}
    found: list[Title] = []
    for office in offices_in(doc, 0, len(doc)):
        free = not any(i in inside for i in range(office.start, office.end))
        singular = doc[office.end - 1].tag_ not in ("NNS", "NNPS")
        if free and singular and office.name in unique_offices() and not (found and office.start < found[-1].end):
            title = _title(doc, office, owner_at)
            if title:
                found.append(title)
    return found


def _title(doc: Doc, office: Office, owner_at: dict[int, Span]) -> Title | None:
    """The phrase around an office, if it says whose it is, or is an office that stands alone with "the"."""
    sent = doc[office.start].sent
    start = _left_edge(doc, office.start, max(sent.start, office.start - FARTHEST))
    end = _right_edge(doc, office, min(sent.end, office.end + FARTHEST), owner_at)
    if end < len(doc) and doc[end].pos_ in ("PROPN", "NOUN") and doc[end].text != "," and end == office.end:
        return None  # the office is part of a longer noun ("president elections") or of a name that was not found
    named = [owner_at[i] for i in range(office.end, min(end + 1, len(doc))) if i in owner_at and owner_at[i].label_ == "PERSON"]
    if any(person.start >= office.end and doc[person.start - 1].tag_ not in ("IN", "TO", "POS") for person in named):
        return None  # a role before a name: "ambassador to France Jo Doe"
    owners = {owner_at[i].text.lower() for i in range(start, end) if i in owner_at}
    definite = start < office.start and doc[start].lower_ == "the"
    if not owners and not (definite and _is_bare(doc, start + 1, office)):
        return None
    if doc[start].lower_ in lexicons.words("function_words", "indefinite"):
        return None
    return Title(start, end, office.name, frozenset(owners))


def _left_edge(doc: Doc, start: int, floor: int) -> int:
    at = start
    while at > floor and is_nominal(doc[at - 1]):
        at -= 1
    if at > floor and doc[at - 1].pos_ == "DET":
        return at - 1
    span = trimmed(doc, at, start)
    return span.start if span is not None else start


def _right_edge(doc: Doc, office: Office, ceiling: int, owner_at: dict[int, Span]) -> int:
    """Past "of Ukraine", "of the Ukrainian state", "to the United Nations", where a name stands in it."""
    end = office.end
    joined = ("of", "to") if office.name in lexicons.group("titles", "offices", "sent") else ("of",)
    if end >= ceiling or doc[end].lower_ not in joined:
        return end
    at = end + 1
    while at < ceiling and (
        is_nominal(doc[at]) or at in owner_at or doc[at].pos_ == "DET" or doc[at].lower_ in ("of", "and", "for")
    ):
        at += 1
    names = [owner_at[i] for i in range(end + 1, at) if i in owner_at]
    return max(names[0].end, _noun_end(doc, names[0].end, at)) if names else end


def _noun_end(doc: Doc, start: int, ceiling: int) -> int:
    """The end of the noun phrase that a name begins: "the Ukrainian state"."""
    at = start
    while at < ceiling and doc[at].pos_ in ("NOUN", "PROPN") and doc[at].tag_ != "POS":
        at += 1
    return at


def _is_bare(doc: Doc, start: int, office: Office) -> bool:
    return office.name in bare_offices() and office.start == start


def fits(title: Title, role: str, role_office: str | None) -> bool:
    """Whether a title can mean the person who was given `role` in the article: the same office, and no other owner."""
    if role_office is None or not same_office(title.office, role_office):
        return False
    words = role.lower()
    return all(owner in words or owner[:5] in words for owner in title.owners)
