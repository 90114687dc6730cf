"""One article in the terminal: its text with coloured mentions, then its tables."""

from __future__ import annotations

from typing import Any

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

Row = dict[str, Any]
STYLES = {"entities": "bold cyan", "dates": "bold green", "quantities": "bold yellow", "quotes": "on grey15"}
"""Quotes first: the others are drawn over them."""
COLUMNS = {
    "entities": ("text", "label", "form", "actor_name", "represents", "role", "role_status", "link_score"),
    "dates": ("text", "type", "value", "mod", "earliest", "latest", "anchor"),
    "quantities": ("text", "kind", "modifier", "value", "value_high", "unit", "counted"),
    "quotes": ("kind", "speaker_name", "speaker", "cue", "content"),
}
LONGEST = 70


def render(tables: dict[str, list[Row]]) -> Group:
    """A printable view of one article's rows, as `pipeline.tables.rows` gives them."""
    document = tables["documents"][0]
    head = Text.assemble(
        (document["title"] or document["source"], "bold"),
        f"\npublished {document['published'] or 'unknown'} ({document['published_from']}), {document['n_tokens']} tokens\n",
    )
    views = [_table(name, tables[name]) for name in COLUMNS if tables[name]]
    return Group(head, _legend(), _page(tables), *views)


def print_article(tables: dict[str, list[Row]], console: Console) -> None:
    """Prints the view."""
    console.print(render(tables))


def _legend() -> Text:
    names = [part for name in STYLES for part in ((f" {name} ", STYLES[name]), "  ")]
    return Text.assemble(*names, ("not analysed", "dim"), "\n")


def _page(tables: dict[str, list[Row]]) -> Text:
    text = Text(tables["documents"][0]["text"] + "\n")
    for segment in tables["segments"]:
        if not segment["analysed"]:
            text.stylize("dim", segment["start"], segment["end"])
    for name in ("quotes", "entities", "dates", "quantities"):
        for row in tables[name]:
            text.stylize(STYLES[name], row["start"], row["end"])
    return text


def _table(name: str, rows: list[Row]) -> Table:
    view = Table(title=f"{name} ({len(rows)})", title_justify="left", title_style=STYLES[name], expand=False)
    columns = [column for column in COLUMNS[name] if any(row[column] is not None for row in rows)]
    for column in columns:
        view.add_column(column, overflow="fold")
    for row in rows:
        view.add_row(*(Text(_cell(row[column])) for column in columns))
    return view


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
