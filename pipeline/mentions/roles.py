"""The role written beside a person's name: before it, or after it as an apposition (", Ukraine's foreign minister,")."""

from __future__ import annotations

from spacy.tokens import Doc, Span

from pipeline import lexicons
from pipeline.mentions.offices import CONNECTING, LONGEST_ROLE, is_nominal, office_at, offices_in, trimmed

_STOPS = lexicons.words("function_words", "role_end")


def role_of(name: Span, people: dict[int, Span]) -> Span | None:
    """The role beside a name, or None; `people` holds every person's name in the Doc by its first token."""
    return role_before(name, people) or role_after(name, people)


def role_before(name: Span, people: dict[int, Span]) -> Span | None:
    """The role in front: "Russian President", "Putin's aide" before a comma, "Head of the Presidential Office"."""
    doc, end = name.doc, name.start
    floor = max(name.sent.start, end - LONGEST_ROLE)
    if end > floor and doc[end - 1].text == ",":
        end -= 1
        if not offices_in(doc, max(floor, end - 2), end):  # a comma parts a role from its name only right after the office
            return None
    start = _run_before(doc, end, floor, people)
    role = trimmed(doc, start, end)
    return role if role is not None and offices_in(doc, role.start, role.end) else None


def role_after(name: Span, people: dict[int, Span]) -> Span | None:
    """The role behind a comma: "an aide to Putin", "now serving as secretary of ..."; up to the next comma or clause."""
    doc = name.doc
    start = name.end
    ceiling = min(name.sent.end, start + LONGEST_ROLE + 6)
    if start >= ceiling or doc[start].text != ",":
        return None
    start += 1
    if start < ceiling and doc[start].like_num:  # an age, between commas
        start += 1
        if start >= ceiling or doc[start].text != ",":
            return None
        start += 1
    start = _after_holding(doc, start, ceiling)
    end = _phrase_end(doc, start, min(ceiling, start + LONGEST_ROLE))
    offices = offices_in(doc, start, end)
    if not offices or _is_anothers(doc, offices[0].end, people) or not _leads_to(doc, start, offices[0].start):
        return None
    return trimmed(doc, start, end)


def _run_before(doc: Doc, end: int, floor: int, people: dict[int, Span]) -> int:
    """Where the nominal run that ends at `end` begins; it goes on across "of the" where an office stands before it."""
    ends = {person.end for person in people.values()}
    start = end
    while start > floor:
        token = doc[start - 1]
        if start in ends and start < end and doc[start].tag_ != "POS" and doc[start].lower_ not in ("'s", "’s"):
            own = offices_in(doc, start, min(start + 3, end))
            return start - _length_ending(people, start) if own else start
        joined = token.lower_ in ("and", "&") and floor + 1 < start < end and is_nominal(doc[start - 2])
        if is_nominal(token) or joined:
            start -= 1
            continue
        begin = start - 1 if token.pos_ == "DET" else start
        if begin > floor and doc[begin - 1].lower_ in CONNECTING and _ends_in_office(doc, floor, begin - 1):
            start = begin - 1
            continue
        break
    return start


def _length_ending(people: dict[int, Span], end: int) -> int:
    return next(len(person) for person in people.values() if person.end == end)


def _ends_in_office(doc: Doc, floor: int, end: int) -> bool:
    return any(office.end == end for office in offices_in(doc, max(floor, end - 3), end))


def _after_holding(doc: Doc, start: int, ceiling: int) -> int:
    """Past "now serving as", "who serves as"."""
    verbs = frozenset(lexicons.load("titles")["holding"]["verbs"])
    at = start
    while at < ceiling and (doc[at].pos_ == "ADV" or doc[at].lower_ in lexicons.words("function_words", "role_lead")):
        at += 1
    if at + 1 < ceiling and doc[at].lower_ in verbs and doc[at + 1].lower_ == "as":
        return at + 2
    return at if at > start and at < ceiling and doc[at].pos_ in ("DET", "NOUN", "PROPN", "ADJ") else start


def _phrase_end(doc: Doc, start: int, ceiling: int) -> int:
    """The end of a noun phrase that begins at `start`: before a comma, a clause, a verb."""
    at = start
    while at < ceiling:
        token = doc[at]
        if token.text == "," or token.lower_ in _STOPS or token.pos_ in ("VERB", "AUX", "SPACE") or token.text in ".!?":
            break
        at += 1
    return at


def _leads_to(doc: Doc, start: int, office: int) -> bool:
    """Whether only nominals, a determiner and "of" stand between the phrase's start and its office."""
    return all(is_nominal(t) or t.pos_ in ("DET", "CCONJ") or t.lower_ == "of" for t in doc[start:office])


def _is_anothers(doc: Doc, end: int, people: dict[int, Span]) -> bool:
    """Whether the office is the title of the next person's name, not the apposition of this one's."""
    return end in people and office_at(doc, end) is None
