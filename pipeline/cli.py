"""The command `newsfacts`: parses, calls, prints. Everything it does can be done from Python, too."""

from __future__ import annotations

import json
import logging
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.actor_commands import ActorsFile, actors_app, console, day_of
from pipeline.defaults import DEFAULT_MODEL
from pipeline.errors import NewsfactsError, UsageError

if TYPE_CHECKING:
    from pipeline.check import Report
    from pipeline.running import Summary

OK, FAILED, USAGE, SOME_REJECTED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes."""
SHOWN_WARNINGS = 10

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    help="Reads raw English news articles and writes tables: who, when, how much, and who said what.\n\n"
    "Begin with:  newsfacts show samples/articles/prisoner-exchange.txt",
)
app.add_typer(actors_app, name="actors")

Model = Annotated[str, typer.Option(help="A shipped model, an installed spaCy pipeline or a folder.", show_default=True)]
Published = Annotated[str | None, typer.Option(help="Day of publication (YYYY-MM-DD); wins over the record's.", metavar="DATE")]
Format = Annotated[str | None, typer.Option(help="Read inputs as this format (text, jsonl) whatever their names.")]
NoClean = Annotated[bool, typer.Option("--no-clean", help="Analyse everything as body, furniture included.")]
AnyLanguage = Annotated[bool, typer.Option("--any-language", help="Analyse articles that are not English, too.")]


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, globs; - for standard input.", metavar="INPUT...")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the tables; made if missing, continued if begun.")],
    published: Published = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Worker processes.")] = 1,
    model: Model = DEFAULT_MODEL,
    actors: ActorsFile = None,
    format: Format = None,
    no_clean: NoClean = False,
    any_language: AnyLanguage = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace a run that is in the folder.")] = False,
    shard_size: Annotated[int, typer.Option(min=1, help="Articles that are written and marked done together.")] = 500,
    max_chars: Annotated[int, typer.Option(min=1, help="Longer articles are rejected.")] = 300_000,
    max_seconds: Annotated[float, typer.Option(min=0, help="Articles that take longer are rejected; 0: no limit.")] = 60.0,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no summary; errors only.")] = False,
) -> None:
    """Read articles and write their tables as Parquet.

    A run that was broken off goes on where it stopped when the same command is given again.

    Exit code: 0 all articles read, 2 wrong usage or nothing readable, 3 some records rejected (see table `rejects`).

    Example:  newsfacts run dump.jsonl.gz articles/ -o facts --workers 2
    """
    from pipeline.nlp import Settings
    from pipeline.render.progress import progress_bar
    from pipeline.running import run as run_articles

    settings = Settings(
        model=model, actors=str(actors) if actors else None, clean=not no_clean, any_language=any_language,
        max_chars=max_chars, max_seconds=max_seconds,
    )  # fmt: skip
    begun = time.perf_counter()
    try:
        with nullcontext(_silent) if quiet else progress_bar(inputs, format, out) as advance:
            summary = run_articles(
                inputs, out, settings=settings, published=day_of(published), format=format, workers=workers,
                shard_size=shard_size, overwrite=overwrite, advance=advance,
            )  # fmt: skip
    except KeyboardInterrupt:
        typer.echo("newsfacts: interrupted; give the same command again to go on where it stopped", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if not quiet:
        _say_summary(summary, out, time.perf_counter() - begun)
    if summary.documents == 0 and summary.rejects:
        raise typer.Exit(USAGE)
    raise typer.Exit(SOME_REJECTED if summary.rejects else OK)


@app.command()
def show(
    file: Annotated[str, typer.Argument(help="A text file, or one of records (see --record); - for standard input.")],
    published: Published = None,
    record: Annotated[int, typer.Option(min=0, help="Which record of the file.")] = 0,
    model: Model = DEFAULT_MODEL,
    actors: ActorsFile = None,
    format: Format = None,
    no_clean: NoClean = False,
    any_language: AnyLanguage = False,
    as_json: Annotated[bool, typer.Option("--json", help="The rows of all tables as JSON.")] = False,
) -> None:
    """Show one article: its text with mentions in colour, then its tables.

    Example:  newsfacts show article.txt --published 2025-07-23
    """
    from itertools import islice

    from pipeline.article import Reject
    from pipeline.ingest import find_sources, read
    from pipeline.nlp import Settings, load, stream
    from pipeline.tables import rows

    source = find_sources([file], format=format)[0]
    items = islice(read(source, published=day_of(published)), record, record + 1)
    nlp = load(model, actors=str(actors) if actors else None)
    found = next(stream(nlp, items, Settings(clean=not no_clean, any_language=any_language)), None)
    if found is None:
        raise UsageError(f"{file} has no record {record}")
    if isinstance(found, Reject):
        raise UsageError(f"{found.source} record {found.source_record}: {found.message}")
    tables = rows(found)
    if as_json:
        typer.echo(json.dumps(tables, indent=1, ensure_ascii=False, default=str))
        return
    from pipeline.render.terminal import print_article

    print_article(tables, console())


@app.command()
def schema(as_json: Annotated[bool, typer.Option("--json", help="As JSON instead of Markdown.")] = False) -> None:
    """List the tables and their columns.

    Example:  newsfacts schema > tables.md
    """
    from pipeline.schema import describe

    tables = describe()
    if as_json:
        typer.echo(json.dumps(tables, indent=1))
        return
    for name, table in tables.items():
        typer.echo(f"## {name}\n\nOne row per {table['row']}.\n\n| column | type | null | what |\n|---|---|---|---|")
        for c in _columns(table):
            typer.echo(f"| `{c['name']}` | {c['type']} | {'yes' if c['null'] else ''} | {c['about']} |")
        typer.echo("")


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Folder with articles/, expected/, gold/ and floors.json.", metavar="DIR")],
    update: Annotated[bool, typer.Option("--update", help="Accept today's rows; floors rise, none is lowered.")] = False,
    model: Model = DEFAULT_MODEL,
    actors: ActorsFile = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what differs from gold, article by article.")] = False,
) -> None:
    """Check sample articles for regressions: what changed, and how gold is met.

    DIR/articles holds the articles (NAME.txt, with NAME.json for their metadata); DIR/expected their rows as last accepted;
    DIR/gold what a careful reader finds (optional); DIR/floors.json the least figures allowed. Exit code 1 on any change
    or broken floor: look at the changes, then accept them with --update or mend what broke.

    Example:  newsfacts check samples
    """
    from pipeline.check import check as check_articles
    from pipeline.nlp import load

    report = check_articles(folder, load(model, actors=str(actors) if actors else None), update=update)
    _say_report(report, errors=errors, updated=update)
    raise typer.Exit(FAILED if report.broken or (report.changes and not update) else OK)


@app.command()
def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Treebanks (.conllu) and names (.jsonl), also .gz.", metavar="GOLD...")],
    model: Model = DEFAULT_MODEL,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Show the first N errors of each file, too.", metavar="N")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON instead of Markdown.")] = False,
) -> None:
    """Measure a language model against gold: tags, trees, names and speed, as the tables of its card.

    The model works alone, without the stages of newsfacts. Percent; F1 where words or names must be found first.

    A treebank (Universal Dependencies) is read twice: with gold tokens and sentences given, and as raw text, where a word is
    right only on the very characters of a gold word. Relations are compared as they are named, `nsubj:pass` in full, so a model
    with ClearNLP labels gets a LAS of its own kind.

    Names are lines of JSON, offsets in characters; what overlaps `missing` is not annotated and not counted:

    `{"text": "Ana Roe left Oslo.", "ents": [[0, 7, "PERSON"], [13, 17, "GPE"]], "missing": []}`

    Names must have the exact span, but for a leading article and a trailing 's; GPE, LOC and FAC count as one, PLACE. Labels that
    a file does not have are not counted. Speed is taken on these texts, one at a time.

    Example:  newsfacts evaluate en_ewt-ud-dev.conllu.gz gum.dev.jsonl.gz

    What it gets wrong:  newsfacts evaluate names.jsonl --errors 20

    Another model:  newsfacts evaluate names.jsonl --model en_core_web_sm --json
    """
    from pipeline.model_scores import evaluate_model
    from pipeline.render.counting import counting_bar
    from pipeline.render.model_card import as_dict, markdown

    with counting_bar("documents") as advance:
        scores = evaluate_model(gold, model=model, advance=advance)
    if as_json:
        typer.echo(json.dumps(as_dict(scores, errors), indent=1, ensure_ascii=False))
    else:
        typer.echo(markdown(scores, errors))


def main() -> None:
    """The entry point: errors made on purpose become one line and an exit code; nothing shows a traceback but a bug."""
    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    try:
        app()
    except UsageError as error:
        _stop(f"newsfacts: {error}", USAGE)
    except NewsfactsError as error:
        _stop(f"newsfacts: {error}", FAILED)


def _stop(message: str, code: int) -> None:
    typer.echo(message, err=True)
    sys.exit(code)


def _silent(records: int, words: int) -> None:
    """Tells nobody of progress."""


def _columns(table: dict[str, Any]) -> list[dict[str, Any]]:
    columns: list[dict[str, Any]] = table["columns"]
    return columns


def _say_summary(summary: Summary, out: Path, seconds: float) -> None:
    articles = "article" if summary.documents == 1 else "articles"
    say = f"{summary.documents:,} {articles}, {summary.words:,} words -> {out}"
    if summary.resumed:
        say += f" ({summary.resumed:,} records were done before)"
    else:
        say += f" in {seconds:.1f} s ({summary.words / max(seconds, 1e-9):,.0f} words/s)"
    typer.echo(say, err=True)
    for warning in summary.warnings[:SHOWN_WARNINGS]:
        typer.echo(f"warning: {warning}", err=True)
    if len(summary.warnings) > SHOWN_WARNINGS:
        typer.echo(f"... {len(summary.warnings) - SHOWN_WARNINGS} more warnings in {out / 'manifest.json'}", err=True)
    if summary.rejects:
        typer.echo(f"{summary.rejects:,} of {summary.records:,} records rejected: see {out / 'rejects'}", err=True)
        from pipeline.render.rejects import first_rejects

        for line in first_rejects(out, SHOWN_WARNINGS):
            typer.echo(f"rejected: {line}", err=True)


def _say_report(report: Report, *, errors: bool, updated: bool) -> None:
    for change in report.changes:
        typer.echo(str(change))
    if errors:
        for article, scores in report.per_article.items():
            for score in scores.values():
                for line in score.errors:
                    typer.echo(f"{article}  gold: {line}")
    for article, scores in report.per_article.items():
        typer.echo(f"{article}: " + ", ".join(f"{layer} {score.f1}" for layer, score in scores.items()))
    for layer, score in report.scores.items():
        typer.echo(f"{layer}: " + ", ".join(f"{name} {value}" for name, value in score.figures().items()))
    for line in report.broken:
        typer.echo(f"BROKEN {line}")
    verb = "accepted" if updated and not report.broken else "changed"
    typer.echo(f"{report.articles} articles, {len(report.changes)} rows {verb}, {len(report.broken)} floors broken")
