"""Regression of sample articles: what changed against expected rows, and how gold is met against floors that only rise.

DIR/articles/NAME.txt (+ NAME.json)   the articles
DIR/expected/NAME.json                their rows as last accepted, one row a line
DIR/gold/NAME.json                    what a careful reader finds, for some of them (see `pipeline.evaluate`)
DIR/floors.json                       the least figure allowed per layer and field, over all gold
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline.article import Reject
from pipeline.errors import DataError, InputError
from pipeline.evaluate import LAYERS, Score, read_gold, score_article
from pipeline.ingest import find_sources, read
from pipeline.nlp import Settings, stream
from pipeline.tables import rows

Row = dict[str, Any]
EXPECTED_TABLES = ("segments", "sentences", "entities", "dates", "quantities", "quotes", "links")
IDS = {"doc_id", "segment_id", "sentence_id", "entity_id", "date_id", "quantity_id", "quote_id", "speaker_entity_id"}
OFFSETS = {"start", "end", "parts", *(f"{what}_{end}" for what in ("cue", "speaker", "counted") for end in ("start", "end"))}
SCORES = {"link_score", "link_margin", "attribution_score", "candidates", "score"}
LEFT_OUT = IDS | OFFSETS | SCORES
"""They move with every edit and say nothing to a reader."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between an article's rows and those expected."""

    article: str
    table: str
    text: str
    about: str
    """`missing`, `new`, or `FIELD: OLD -> NEW`."""

    def __str__(self) -> str:
        return f"{self.article}  {self.table}  {self.text!r}  {self.about}"


@dataclass(slots=True)
class Report:
    """What a check found."""

    articles: int = 0
    changes: list[Change] = field(default_factory=list)
    scores: dict[str, Score] = field(default_factory=lambda: {layer: Score() for layer in LAYERS})
    per_article: dict[str, dict[str, Score]] = field(default_factory=dict)
    floors: dict[str, dict[str, float]] = field(default_factory=dict)

    @property
    def broken(self) -> list[str]:
        """Figures below their floor, a line each."""
        figures = {layer: score.figures() for layer, score in self.scores.items()}
        return [
            f"{layer} {name}: {figures[layer].get(name, 0.0)} is below its floor {floor}"
            for layer, floors in self.floors.items()
            for name, floor in floors.items()
            if figures[layer].get(name, 0.0) < floor
        ]

    @property
    def ok(self) -> bool:
        """Whether nothing changed and no floor is broken."""
        return not self.changes and not self.broken


def check(folder: Path, nlp: Language, *, update: bool = False) -> Report:
    """Compares the articles of `folder` with their expected rows and gold. Raises InputError, DataError.

    With `update` the expected rows are rewritten and floors raised to today's figures; where a figure is below its floor
    nothing is written: a floor is lowered by hand or not at all.
    """
    found = dict(_analysed(folder, nlp))
    report = Report(articles=len(found), floors=_read_json(folder / "floors.json", default={}))
    for name, tables in found.items():
        expected = _read_json(folder / "expected" / f"{name}.json", default={})
        report.changes += changes(name, expected, readable(tables))
        gold = folder / "gold" / f"{name}.json"
        if gold.is_file():
            scores = score_article(read_gold(gold, tables["documents"][0]["text"]), tables)
            report.per_article[name] = scores
            for layer, score in scores.items():
                report.scores[layer].add(score)
    stale = {p.stem for p in (folder / "expected").glob("*.json")} - set(found)
    report.changes += [Change(name, "documents", name, "missing") for name in sorted(stale)]
    if update and not report.broken:
        _write(folder, found, report, stale)
    return report


def readable(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The rows of an article as they are kept in `expected`: without ids, offsets, scores and nulls."""
    texts = {(name, i): row["text"] for name in ("dates", "quantities", "quotes") for i, row in enumerate(tables[name])}
    kept: dict[str, list[Row]] = {}
    for name in EXPECTED_TABLES:
        kept[name] = [_readable_row(row) for row in tables[name]]
    for row, source in zip(kept["links"], tables["links"], strict=True):
        row["text"] = texts[source["table"], row.pop("row_id")]
    return kept


def _readable_row(row: Row) -> Row:
    return {key: _plain(value) for key, value in row.items() if key not in LEFT_OUT and value not in (None, [])}


def changes(article: str, expected: dict[str, list[Row]], actual: dict[str, list[Row]]) -> list[Change]:
    """The differences, in order: rows are paired by their text, then compared field by field."""
    found: list[Change] = []
    for table in EXPECTED_TABLES:
        found += _table_changes(article, table, expected.get(table, []), actual[table])
    return found


def _table_changes(article: str, table: str, old: list[Row], new: list[Row]) -> Iterator[Change]:
    matcher = SequenceMatcher(a=[row["text"] for row in old], b=[row["text"] for row in new], autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            for before, after in zip(old[old_from:old_to], new[new_from:new_to], strict=True):
                for name in sorted({*before, *after}):
                    if before.get(name) != after.get(name):
                        yield Change(article, table, after["text"], f"{name}: {before.get(name)!r} -> {after.get(name)!r}")
            continue
        yield from (Change(article, table, row["text"], "missing") for row in old[old_from:old_to])
        yield from (Change(article, table, row["text"], "new") for row in new[new_from:new_to])


def _analysed(folder: Path, nlp: Language) -> Iterator[tuple[str, dict[str, list[Row]]]]:
    articles = folder / "articles"
    if not articles.is_dir():
        raise InputError(f"{folder} has no folder `articles`; see `newsfacts check --help` for what it must hold")
    items = [item for source in find_sources([str(articles)]) for item in read(source)]
    for found in stream(nlp, items, Settings()):
        if isinstance(found, Reject):
            raise DataError(f"{found.source}: {found.message}")
        yield Path(found.article.source).stem, rows(found)


def _write(folder: Path, found: dict[str, dict[str, list[Row]]], report: Report, stale: set[str]) -> None:
    target = folder / "expected"
    target.mkdir(exist_ok=True)
    for name, tables in found.items():
        (target / f"{name}.json").write_text(_one_row_a_line(readable(tables)), encoding="utf-8")
    for name in stale:
        (target / f"{name}.json").unlink()
    if report.per_article:
        floors = {layer: score.figures() for layer, score in report.scores.items()}
        (folder / "floors.json").write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


def _one_row_a_line(tables: dict[str, list[Row]]) -> str:
    blocks = []
    for name, rows_ in tables.items():
        lines = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows_)
        blocks.append(f' "{name}": [\n{lines}\n ]' if rows_ else f' "{name}": []')
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _read_json(path: Path, *, default: Any) -> Any:
    if not path.is_file():
        return default
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise DataError(f"{path}: {error}") from error
