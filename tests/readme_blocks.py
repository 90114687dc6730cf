"""The parts of the README that are made from what the package does, so that they can't rot.

python -m tests.readme_blocks        # writes them into README.md
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline import Settings, load
from pipeline.ingest import find_sources, read
from pipeline.nlp import stream
from pipeline.schema import TABLES
from pipeline.tables import rows

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
EXAMPLE = "samples/articles/prisoner-exchange.txt"
COLUMNS = {
    "quotes": ("speaker_name", "speaker", "kind", "content"),
    "quantities": ("text", "kind", "modifier", "value", "unit", "counted"),
}
SHOWN = 5
LONGEST = 60


def blocks(nlp: Language) -> dict[str, str]:
    """Every generated block of the README by its name."""
    (source,) = find_sources([str(ROOT / EXAMPLE)])
    (found,) = stream(nlp, read(source), Settings())
    tables = rows(found)
    example = {name: _table(columns, tables[name][:SHOWN]) for name, columns in COLUMNS.items()}
    return {**example, "tables": tables_block(), "figures": figures_block()}


def tables_block() -> str:
    """A line per table: what a row is, and its columns."""
    lines = ["| table | one row per | columns |", "|---|---|---|"]
    for spec in TABLES.values():
        columns = " · ".join(f"`{c.name}`" for c in spec.columns)
        lines.append(f"| `{spec.name}` | {spec.row} | {columns} |")
    return "\n".join(lines)


def figures_block() -> str:
    """The figures that the samples are held to, from their floors."""
    floors = json.loads((ROOT / "samples" / "floors.json").read_text(encoding="utf-8"))
    lines = ["| layer | F1 | among what is found, right |", "|---|---|---|"]
    for layer, figures in floors.items():
        others = " · ".join(f"{name} {value}" for name, value in figures.items() if name != "f1")
        lines.append(f"| {layer} | {figures['f1']} | {others} |")
    return "\n".join(lines)


def fill(readme: str, made: dict[str, str]) -> str:
    """The README with each block between its marks replaced."""
    for name, block in made.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        readme, count = pattern.subn(lambda m, block=block: f"{m[1]}{block}\n{m[2]}", readme)
        if count != 1:
            raise KeyError(f"README.md has {count} blocks named {name}")
    return readme


def _table(columns: tuple[str, ...], rows_: list[dict[str, Any]]) -> str:
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    lines += [f"| {' | '.join(_cell(row[c]) for c in columns)} |" for row in rows_]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = f"{value:.10g}" if isinstance(value, float) else str(value)
    text = text.replace("|", "\\|").replace("\n", " ")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


if __name__ == "__main__":
    README.write_text(fill(README.read_text(encoding="utf-8"), blocks(load())), encoding="utf-8")
