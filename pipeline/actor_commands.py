"""The commands `newsfacts actors ...`: look into the actor base, check one's own actors, bring offices from Wikidata."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from rich.console import Console

FAILED = 1
SINCE = 2000
"""Year from which `update` asks for offices: as far back as the base goes."""

actors_app = typer.Typer(no_args_is_help=True, help="Look into the actor base, and add to it what you know.")
ActorsFile = Annotated[
    Path | None,
    typer.Option("--actors", help="Your own actors (CSV or JSONL), which win; or a base from `actors build`.", metavar="FILE"),
]
OnDay = Annotated[str | None, typer.Option("--on", help="Show roles as of this day (YYYY-MM-DD).", metavar="DATE")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]


def day_of(text: str | None) -> date | None:
    """The day of an option. Raises UsageError."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def console() -> Console:
    """Where tables are printed."""
    from rich.console import Console

    return Console(highlight=False)


@actors_app.command("find")
def find_actor(
    name: Annotated[str, typer.Argument(help="A name in any usual spelling or script.")],
    on: OnDay = None,
    actors: ActorsFile = None,
    as_json: AsJson = False,
) -> None:
    """Find actors by name, with their roles.

    Example:  newsfacts actors find Umerov --on 2025-07-23
    """
    from pipeline.actors import ActorBase
    from pipeline.render.actors import as_dict, print_actors

    base = ActorBase.load(actors)
    day = day_of(on)
    found = base.find(name, on=day)
    if as_json:
        typer.echo(json.dumps([as_dict(base, candidate, day) for candidate in found], indent=1, ensure_ascii=False))
    elif found:
        print_actors(base, found, day, console())
    if not found:
        typer.echo(f"no actor of the base is called {name!r}", err=True)
        raise typer.Exit(FAILED)


@actors_app.command("show")
def show_actor(
    actor_id: Annotated[str, typer.Argument(help="Id of an actor, as in the tables: Q106652, n-..., your own.")],
    actors: ActorsFile = None,
) -> None:
    """Show all that the base knows of one actor, as a line of JSON that an actors file of your own may hold.

    Example:  newsfacts actors show Q3874799
    """
    from pipeline.actors import ActorBase
    from pipeline.actors.records import to_json

    actor = ActorBase.load(actors).get(actor_id)
    if actor is None:
        typer.echo(f"no actor of the base has the id {actor_id!r}; find one by name with: newsfacts actors find NAME", err=True)
        raise typer.Exit(FAILED)
    typer.echo(json.dumps(to_json(actor), ensure_ascii=False))


@actors_app.command("validate")
def validate_actors(file: Annotated[Path, typer.Argument(help="Your actors, CSV or JSONL.")]) -> None:
    """Check an actors file of your own: every error with its line; else what it changes.

    Example:  newsfacts actors validate my-actors.csv
    """
    from pipeline.actors import ActorBase
    from pipeline.actors.overlay import read_overlay

    if not file.is_file():
        raise UsageError(f"{file} is no file")
    base = ActorBase.load()
    own = read_overlay(file, base.get)
    known = sum(base.get(actor.actor_id) is not None for actor in own)
    roles = sum(len(actor.roles) for actor in own)
    typer.echo(f"{file}: {len(own)} actors, {known} of them change the base's, {len(own) - known} are new; {roles} roles")


@actors_app.command("build")
def build_base(
    files: Annotated[
        list[Path], typer.Argument(help="Your actors, CSV or JSONL; of two files the later wins.", metavar="FILE...")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the new base.", metavar="DIR")],
) -> None:
    """Build an actor base of your own: the shipped one with your files laid over it, compact and quick to load.

    Give the folder where a file of actors is expected (--actors DIR). Worth it from some thousand actors on.

    Example:  newsfacts actors build ministers.csv companies.jsonl -o my-base
    """
    from pipeline.actors import ActorBase
    from pipeline.actors.overlay import read_overlay
    from pipeline.actors.records import to_json
    from pipeline.actors.store import id_order, write_base

    actors = {actor.actor_id: actor for actor in ActorBase.load()}
    own: set[str] = set()
    for file in files:
        if not file.is_file():
            raise UsageError(f"{file} is no file")
        laid_over = {actor.actor_id: actor for actor in read_overlay(file, actors.get)}
        actors |= laid_over
        own |= laid_over.keys()
    size = write_base([to_json(actors[key]) for key in sorted(actors, key=id_order)], out)
    typer.echo(
        f"{len(actors):,} actors, {len(own):,} of them yours, {size:,} bytes -> {out}; use it with --actors {out}", err=True
    )


@actors_app.command("update")
def update_actors(
    result: Annotated[Path | None, typer.Argument(help="Wikidata's answer, saved as CSV or JSON.", metavar="[RESULT]")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Actors file to write (JSONL).", metavar="FILE")] = None,
    country: Annotated[list[str] | None, typer.Option("--country", "-c", help="Country to ask for, UA; may be repeated.")] = None,
    as_of: Annotated[str | None, typer.Option(help="Day of the download; else the day of the file.", metavar="DATE")] = None,
) -> None:
    """Bring offices and their holders from Wikidata into an actors file.

    Without RESULT it prints the query. Ask it at https://query.wikidata.org, save the answer as CSV or JSON, then give that file:
    known actors keep what the base knows of them, roles told anew replace the same ones. Use the file with --actors.

    Example:  newsfacts actors update -c UA -c RU > offices.sparql

    Then:     newsfacts actors update query.csv -o my-actors.jsonl
    """
    from pipeline.actors import ActorBase
    from pipeline.actors.records import to_json
    from pipeline.actors.wikidata import merged, query

    if result is None:
        try:
            typer.echo(query(country or (), SINCE))
        except ValueError as error:
            raise UsageError(f"{error}; name countries with --country, or give the saved answer") from None
        return
    if out is None or not result.is_file():
        raise UsageError("say where to write with --out FILE" if result.is_file() else f"{result} is no file")
    day = day_of(as_of) or datetime.fromtimestamp(result.stat().st_mtime).date()
    actors = merged(ActorBase.load(), result, day)
    out.write_text("".join(json.dumps(to_json(actor), ensure_ascii=False) + "\n" for actor in actors), encoding="utf-8")
    typer.echo(f"{len(actors)} actors, as of {day} -> {out}; use it with --actors {out}", err=True)
