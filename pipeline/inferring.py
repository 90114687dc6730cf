"""The day of an undated article, where what it tells fits one year only: roles that its actors held, and weekdays of days named.

The month and day are those of the latest day that the article names without a year; the year is the only one in which that day
lies in the known terms of at least two actors named with their roles, and in which days named with their weekday fall on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline import lexicons
from pipeline.actors import ActorBase
from pipeline.actors.base import role_office
from pipeline.actors.phrases import read_title
from pipeline.actors.records import Actor, Role
from pipeline.actors.titles import fits, single_holder
from pipeline.annotations import DATES, MENTIONS, spans_of
from pipeline.timex.readings import FUTURE
from pipeline.timex.tense import direction_of

FIRST_YEAR = 1990
"""Roles of the base begin about 2000; nothing earlier is looked at."""
LEAST_ACTORS = 2
"""Actors with roles that must agree, so that one wrong link dates nothing; a weekday counts as one."""
MOST_TOLD = 3
"""Roles named in the evidence, those of the shortest terms first."""
WINTER, AUTUMN = 3, 10
"""Months up to which, and from which on, days of one article may lie in two years."""
SURE_FIT = 0.9
"""How well a role as written must fit the office in the base."""

_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)")
Term = tuple[date, date]


class Evidence(NamedTuple):
    """A role as written and the terms in which its actor is known to have held it."""

    actor: Actor
    role: str
    terms: tuple[Term, ...]


def inferred_day(doc: Doc, base: ActorBase) -> tuple[date, str] | None:
    """The day of publication and what it rests on; None where the text does not settle it. The Doc has been read undated."""
    named = list(_named_days(doc))
    if not named:
        return None
    months = [month for month, _, _ in named]
    wraps = min(months) <= WINTER and max(months) >= AUTUMN
    month, of_month, _ = max((day for day in named if not wraps or day[0] <= WINTER), key=lambda day: day[:2])
    held = list(_held(doc, base))
    weekdays = [day for day in named if day[2] is not None]
    if len({evidence.actor.actor_id for evidence in held}) + bool(weekdays) < LEAST_ACTORS:
        return None
    last = max((term[1].year for evidence in held for term in evidence.terms), default=0)
    told = _latest_told(doc)
    fitting = []
    for year in range(FIRST_YEAR, last + 1):
        day = _day(year, month, of_month)
        if day is None or (told is not None and day < told) or not all(_covers(evidence, day) for evidence in held):
            continue
        if all(_falls_on(year - (wraps and m >= AUTUMN), m, d, weekday) for m, d, weekday in weekdays):
            fitting.append(day)
    return (fitting[0], _told(fitting[0], held, weekdays)) if len(fitting) == 1 else None


def _named_days(doc: Doc) -> Iterator[tuple[int, int, int | None]]:
    """Month, day and weekday of the days that the text names without a year, but for those to come."""
    weekdays: dict[str, int] = lexicons.load("dates")["tables"]["weekday"]
    for span in spans_of(doc, DATES):
        found = _DAY.fullmatch(span._.timex.value) if span._.timex is not None else None
        if (
            found
            and any(token.text[0].isdigit() for token in span)
            and direction_of(doc, span.start_char, span.end_char) != FUTURE
        ):
            weekday = next((weekdays[token.lower_] for token in span if token.lower_ in weekdays), None)
            yield int(found[1]), int(found[2]), weekday


def _held(doc: Doc, base: ActorBase) -> Iterator[Evidence]:
    """The roles in which known actors are named as holding them still, each with its known terms."""
    seen = set()
    for span in spans_of(doc, MENTIONS):
        mention, link = span._.mention, span._.actor
        actor = base.get(link.actor_id) if link is not None and link.known else None
        if actor is None or mention is None or mention.form != "name" or not mention.role:
            continue
        if (actor.actor_id, mention.role) in seen:
            continue
        seen.add((actor.actor_id, mention.role))
        title = read_title(base, mention.role)
        if not single_holder(title.office):  # of members of parliaments the base knows some terms only
            continue
        terms = tuple(_term(role) for role in actor.roles if role.start and _is_meant(role, title.office, title.countries))
        if terms and not title.former:
            yield Evidence(actor, mention.role, terms)


def _is_meant(role: Role, office: str, countries: Sequence[str]) -> bool:
    return fits(office, role_office(role)) >= SURE_FIT and (not countries or role.country in (*countries, None))


def _term(role: Role) -> Term:
    """From its start to its end; a role without one is known up to the day of its last check."""
    return role.start or date.min, role.end or max(role.as_of, role.start or role.as_of)


def _covers(evidence: Evidence, day: date) -> bool:
    return any(start <= day <= end for start, end in evidence.terms)


def _falls_on(year: int, month: int, of_month: int, weekday: int | None) -> bool:
    day = _day(year, month, of_month)
    return day is not None and day.isoweekday() == weekday


def _day(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def _latest_told(doc: Doc) -> date | None:
    """The first day of the latest date with a year that the text speaks of as past."""
    told = [
        date.fromisoformat(span._.timex.earliest)
        for span in spans_of(doc, DATES)
        if span._.timex is not None
        and span._.timex.earliest
        and span._.timex.anchor == "explicit"
        and direction_of(doc, span.start_char, span.end_char) != FUTURE
    ]
    return max(told, default=None)


def _told(day: date, held: Sequence[Evidence], weekdays: Sequence[tuple[int, int, int | None]]) -> str:
    """The evidence in words."""
    parts = []
    for evidence in sorted(held, key=lambda e: (min(end - start for start, end in e.terms), e.actor.actor_id))[:MOST_TOLD]:
        start, end = next(term for term in evidence.terms if term[0] <= day <= term[1])
        parts.append(f"{evidence.actor.name}, {evidence.role} (known from {start} to {end})")
    if weekdays:
        parts.append("weekdays of the days named")
    return f"{day.year} is the only year that fits {'; '.join(parts)}; {day:%B} {day.day} is the latest day named"
