"""Actors of the base for a reader: names, who they are, roles on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.actors import ActorBase, Candidate, Role


def as_dict(base: ActorBase, candidate: Candidate, on: date | None) -> dict[str, Any]:
    """A found actor as plain data; with `on`, only the roles of that day."""
    actor = base.get(candidate.actor_id)
    assert actor is not None
    roles = base.roles_at(actor.actor_id, on) if on else actor.roles
    return {
        "actor_id": actor.actor_id, "name": actor.name, "type": actor.type, "country": actor.country,
        "description": actor.description, "aliases": list(actor.aliases), "score": candidate.score, "method": candidate.method,
        "roles": [
            {"title": r.title, "organisation": r.organisation, "country": r.country, "start": _iso(r.start), "end": _iso(r.end),
             "as_of": _iso(r.as_of), "source": r.source}
            for r in roles
        ],
    }  # fmt: skip


def print_actors(base: ActorBase, found: Sequence[Candidate], on: date | None, console: Console) -> None:
    """Prints each actor and its roles, best first."""
    for candidate in found:
        actor = base.get(candidate.actor_id)
        assert actor is not None
        roles = base.roles_at(actor.actor_id, on) if on else actor.roles
        about = f"  {actor.actor_id}  {actor.type}  {actor.country or ''}  "
        console.print(Text.assemble((actor.name, "bold"), about, (candidate.method, "dim")))
        if actor.aliases:
            console.print(Text(f"  also {', '.join(actor.aliases)}", style="dim"))
        for role in roles:
            console.print(Text(f"  {_role(role)}"))
        if on and not roles:
            console.print(Text(f"  no role known on {on}", style="dim"))


def _role(role: Role) -> str:
    where = f", {role.organisation}" if role.organisation else ""
    state = f" ({role.country})" if role.country else ""
    return f"{role.title}{where}{state}: {_iso(role.start) or '?'} to {_iso(role.end) or 'now'}, verified {_iso(role.as_of)}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
