"""One article in the terminal: its text with coloured mentions, then its tables."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

Row = dict[str, Any]
STYLES = {"entities": "bold cyan", "dates": "bold green", "quantities": "bold yellow", "quotes": "on grey15"}
"""Quotes first: the others are drawn over them."""
COLUMNS = {
    "entities": ("text", "label", "form", "actor_name", "represents", "role", "role_status"),
    "dates": ("text", "type", "value", "mod", "interval"),
    "quantities": ("text", "kind", "amount", "unit", "counted"),
    "quotes": ("kind", "speaker_name", "speaker", "cue", "content"),
}
FOLDED = frozenset({"content", "text", "actor_name", "role", "speaker"})
"""Columns that may take several lines; the others are short and stay on one."""
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
    view = Table(title=f"{name} ({len(rows)})", title_justify="left", title_style=STYLES[name], box=SIMPLE_HEAD, pad_edge=False)
    cells = [[_cell(_value(row, column)) for column in COLUMNS[name]] for row in rows]
    shown = [i for i in range(len(COLUMNS[name])) if any(line[i] for line in cells)]
    for i in shown:
        column = COLUMNS[name][i]
        view.add_column(column, overflow="fold", no_wrap=column not in FOLDED)
    for line in cells:
        view.add_row(*(Text(line[i]) for i in shown))
    return view


def _value(row: Row, column: str) -> Any:
    """The row's value, or two or three of them put together to save room."""
    if column == "interval":
        days = [row["earliest"], row["latest"]]
        return None if days[0] is None or str(days[0]) == row["value"] else f"{days[0]} to {days[1]}"
    if column == "amount":
        high = "" if row["value_high"] is None else f" to {row['value_high']:,.10g}"
        sign = "" if row["modifier"] == "=" else f"{row['modifier']} "
        return f"{sign}{row['value']:,.10g}{high}"
    return row[column]


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
