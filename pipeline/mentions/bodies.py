"""Bodies told by their state and what they are: "the Ukrainian military", "Poland's defence ministry"; and groups without a name,
"the two sides"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Span

from pipeline import lexicons, syntax
from pipeline.actors.bodies import spoken_forms
from pipeline.mentions.offices import POSSESSIVE_MARKS, office_names

OWNERS = frozenset({"GPE", "NORP"})
LONGEST_FORM = 4
"""Tokens of the longest form in the lexicon."""
FARTHEST_OWNER = 3
"""Adjectives and nouns between an owner and its body: "Russian occupation forces"."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body or group in a Doc: its tokens `[start, end)` with the determiner, what it is, and whose by the owner's lower-case
    name; a group has no owner."""

    start: int
    end: int
    what: str
    owner: str


def find_bodies(doc: Doc, names: Sequence[Span]) -> list[Body]:
    """The bodies and groups outside of names, in order. Linear."""
    named = {i for name in names for i in range(name.start, name.end)}
    owners = {i: name for name in names if name.label_ in OWNERS for i in (name.start, name.end - 1)}
    first_words, group_nouns = _first_words(), _group_nouns()
    found: list[Body] = []
    for at, word in enumerate(doc.to_array("LOWER").tolist()):
        if (word not in first_words and word not in group_nouns) or at in named or (found and at < found[-1].end):
            continue
        body = _owned(doc, at, named, owners) if word in first_words else None
        body = body or (_group(doc, at) if word in group_nouns else None)
        if body is not None:
            found.append(body)
    return found


def _owned(doc: Doc, at: int, named: set[int], owners: Mapping[int, Span]) -> Body | None:
    for length in range(min(LONGEST_FORM, len(doc) - at), 0, -1):
        end = at + length
        what = spoken_forms().get(" ".join(token.lower_ for token in doc[at:end]))
        if what is None or any(i in named for i in range(at, end)) or not _is_noun(doc, end - 1):
            continue
        if end < len(doc) and (doc[end].text == "-" or end in named):
            continue  # part of a longer word or name
        owner = _owner_before(doc, at, owners)
        if owner is not None:
            return Body(_determiner(doc, owner.start), end, what, owner.text.lower())
        after = _owner_after(doc, end, owners)
        if after is not None:
            return Body(_determiner(doc, at), after.end, what, after.text.lower())
    return None


def _is_noun(doc: Doc, at: int) -> bool:
    """Whether a word stands for the body: as a noun, or as the adjective before one who speaks for it ("military spokesman")."""
    if doc[at].pos_ in ("NOUN", "PROPN"):
        return True
    return doc[at].pos_ == "ADJ" and at + 1 < len(doc) and syntax.lemma(doc[at + 1]) in office_names()


def _owner_before(doc: Doc, at: int, owners: Mapping[int, Span]) -> Span | None:
    """The one state in front; of two in a list ("Russian and Ukrainian forces") it is not said what is whose."""
    for i in range(at - 1, max(-1, at - 2 - FARTHEST_OWNER), -1):
        if i in owners:
            owner = owners[i]
            before = doc[owner.start - 1] if owner.start else None
            listed = before is not None and (before.pos_ == "CCONJ" or before.text in ("-", "–"))
            return None if listed or owner.end - 1 != i else owner
        if doc[i].pos_ not in ("ADJ", "NOUN") and doc[i].lower_ not in POSSESSIVE_MARKS:
            return None
    return None


def _owner_after(doc: Doc, end: int, owners: Mapping[int, Span]) -> Span | None:
    """The state behind "of"."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of":
        return None
    first = end + 2 if doc[end + 1].lower_ == "the" else end + 1
    owner = owners.get(first)
    return owner if owner is not None and owner.start == first and owner.label_ == "GPE" else None


def _determiner(doc: Doc, start: int) -> int:
    """Where the phrase begins: at its article, if it has one."""
    return start - 1 if start and doc[start - 1].lower_ in lexicons.words("function_words", "articles") else start


def _group(doc: Doc, at: int) -> Body | None:
    """ "the two sides", "both countries", "the sides"."""
    numbers = lexicons.group("bodies", "groups", "numbers")
    start = at
    while start and doc[start - 1].lower_ in numbers:
        start -= 1
    noun = doc[at].lower_
    counted = start < at
    if start and doc[start - 1].lower_ in lexicons.group("bodies", "groups", "determiners"):
        start -= 1
    elif not (counted and doc[start].lower_ in lexicons.group("bodies", "groups", "undetermined")):
        return None
    if not counted and noun not in lexicons.group("bodies", "groups", "alone"):
        return None
    if at + 1 < len(doc) and (doc[at + 1].pos_ in ("NOUN", "PROPN") or doc[at + 1].lower_ == "of"):
        return None
    return Body(start, at + 1, noun, "")


@cache
def _first_words() -> frozenset[int]:
    return frozenset(get_string_id(form.split()[0]) for form in spoken_forms())


@cache
def _group_nouns() -> frozenset[int]:
    return frozenset(map(get_string_id, lexicons.group("bodies", "groups", "nouns")))


def chained_bodies(bodies: Sequence[Body], first: int) -> Iterator[tuple[Body, int]]:
    """Each body with the number of its chain, from `first` on: the same body of the same state is one."""
    chains: dict[tuple[str, str], int] = {}
    for body in bodies:
        yield body, chains.setdefault((body.what, body.owner), first + len(chains))
