"""The records of the actor base: an actor with its dated roles, read from and written to JSON with every field checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.errors import DataError

TYPES = frozenset({"person", "state", "organisation", "place", "armed_group", "media", "group"})
"""The types of actor that the tables know."""

GENDERS = frozenset({"female", "male", "other"})

ACTOR_ID = re.compile(r"Q[1-9]\d{0,11}|n-[a-z0-9]+(?:-[a-z0-9]+)*")
"""A Wikidata id, or `n-` and a slug where none is known for sure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office or post that an actor held from `start` to `end`; what is unknown is None."""

    title: str
    organisation: str | None = None
    country: str | None = None
    """ISO 3166 alpha-2."""
    start: date | None = None
    end: date | None = None
    """Last day; None while it goes on, or where the end is not known."""
    as_of: date
    """The day to which the role was last verified: a role without an end says nothing about much later days."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, state, organisation, place or group that news speak of."""

    actor_id: str
    name: str
    type: str
    country: str | None = None
    description: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    """Words for its people and adjectives of it: Ukrainian, Ukrainians."""
    gender: str | None = None
    prominence: float = 0.1
    """How likely news mean this one among namesakes, 0 to 1: 1 a leader that every reader knows, 0.1 a member of parliament."""
    represents: str | None = None
    """The actor that this place or seat of power speaks for."""
    roles: tuple[Role, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and every alias."""
        return (self.name, *self.aliases)


def actor_from(raw: Mapping[str, Any], where: str) -> Actor:
    """The actor of a JSON object. Raises DataError, opening with `where`, for a wrong or unknown field."""
    unknown = set(raw) - ACTOR_FIELDS.keys()
    if unknown:
        raise DataError(f"{where}: unknown field {sorted(unknown)[0]!r}; known are {', '.join(ACTOR_FIELDS)}")
    values = {key: ACTOR_FIELDS[key](value, f"{where}: {key}") for key, value in raw.items() if value is not None}
    for key in ("actor_id", "name", "type"):
        if key not in values:
            raise DataError(f"{where}: {key} is missing")
    return Actor(**values)


def role_from(raw: Mapping[str, Any], where: str) -> Role:
    """The role of a JSON object. Raises DataError for a wrong or unknown field, or an end before the start."""
    unknown = set(raw) - ROLE_FIELDS.keys()
    if unknown:
        raise DataError(f"{where}: unknown field {sorted(unknown)[0]!r}; known are {', '.join(ROLE_FIELDS)}")
    values = {key: ROLE_FIELDS[key](value, f"{where}: {key}") for key, value in raw.items() if value is not None}
    for key in ("title", "as_of", "source"):
        if key not in values:
            raise DataError(f"{where}: {key} is missing")
    role = Role(**values)
    if role.start and role.end and role.end < role.start:
        raise DataError(f"{where}: ends on {role.end}, before its start on {role.start}")
    return role


def to_json(actor: Actor) -> dict[str, Any]:
    """The JSON object that `actor_from` reads back; empty fields are left out."""
    raw: dict[str, Any] = {}
    for key in ACTOR_FIELDS:
        value = getattr(actor, key)
        if key == "roles":
            value = [_role_to_json(role) for role in actor.roles]
        if value not in (None, (), []):
            raw[key] = list(value) if isinstance(value, tuple) else value
    return raw


def _role_to_json(role: Role) -> dict[str, str]:
    values = ((key, getattr(role, key)) for key in ROLE_FIELDS)
    return {key: str(value) for key, value in values if value is not None}


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise DataError(f"{where} must be text, not {value!r}")
    return value


def _one_of(allowed: frozenset[str]) -> Callable[[Any, str], str]:
    def check(value: Any, where: str) -> str:
        if value not in allowed:
            raise DataError(f"{where} must be one of {', '.join(sorted(allowed))}, not {value!r}")
        return str(value)

    return check


def _shaped(pattern: str, what: str) -> Callable[[Any, str], str]:
    def check(value: Any, where: str) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise DataError(f"{where} must be {what}, not {value!r}")
        return value

    return check


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise DataError(f"{where} must be a list of texts")
    return tuple(_text(item, where) for item in value)


def _share(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise DataError(f"{where} must be a number from 0 to 1, not {value!r}")
    return float(value)


def _day(value: Any, where: str) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise DataError(f"{where} must be a day like 2025-07-18, not {value!r}") from None


def _roles(value: Any, where: str) -> tuple[Role, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise DataError(f"{where} must be a list of objects")
    return tuple(role_from(item, f"{where}[{i}]") for i, item in enumerate(value))


_id = _shaped(ACTOR_ID.pattern, "a Wikidata id or n- and a slug")
_country = _shaped(r"[A-Z]{2}", "an ISO 3166 alpha-2 code")

ROLE_FIELDS: dict[str, Callable[[Any, str], Any]] = {
    "title": _text, "organisation": _text, "country": _country, "start": _day, "end": _day, "as_of": _day, "source": _text,
}  # fmt: skip
ACTOR_FIELDS: dict[str, Callable[[Any, str], Any]] = {
    "actor_id": _id, "name": _text, "type": _one_of(TYPES), "country": _country, "description": _text, "aliases": _texts,
    "demonyms": _texts, "gender": _one_of(GENDERS), "prominence": _share, "represents": _id, "roles": _roles,
}  # fmt: skip
