"""The figures of a model as the Markdown tables of its card, or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pipeline.model_scores import FileScores, ModelScores
from pipeline.model_scores.names import CORE, TOGETHER

NONE = "–"


def as_dict(scores: ModelScores, errors: int = 0) -> dict[str, Any]:
    """The figures as they go into JSON, with the first `errors` errors of each file if there are to be any."""
    shown = asdict(scores)
    for file in shown["treebanks"] + shown["names"]:
        file["errors"] = file["errors"][:errors]
        if not errors:
            del file["errors"]
    return {key: round(value, 1) if isinstance(value, float) else value for key, value in shown.items()}


def markdown(scores: ModelScores, errors: int = 0) -> str:
    """The tables, the cost, then the first `errors` errors of each file."""
    blocks = [_treebanks(scores.treebanks), *_names(scores.names), _cost(scores)]
    blocks += [_errors(file, errors) for file in (*scores.treebanks, *scores.names) if errors and file.errors]
    return "\n\n".join(block for block in blocks if block)


def _treebanks(files: list[FileScores]) -> str:
    if not files:
        return ""
    columns = list(files[0].figures)
    return _table(["treebank", "given", *columns], ([f"`{f.file}`", f.given, *_cells(f, columns)] for f in files))


def _names(files: list[FileScores]) -> Iterator[str]:
    """The core labels, then the others; an other label of which none is found right anywhere is told in a line."""
    if not files:
        return
    core = [*CORE, TOGETHER]
    yield _table(["names, F1", *core], ([f"`{f.file}`", *_cells(f, core)] for f in files))
    others = sorted({label for f in files for label in f.figures} - set(core))
    found = [label for label in others if any(f.figures.get(label) for f in files)]
    if found:
        rows = ([f"`{f.file}`", *_cells(f, found)] for f in files if any(label in f.figures for label in found))
        yield _table(["other names, F1", *found], rows)
    if len(found) < len(others):
        yield f"In the gold, but none found right: {', '.join(label for label in others if label not in found)}."


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _cells(file: FileScores, columns: list[str]) -> list[str]:
    figures = (file.figures.get(column) for column in columns)
    return [NONE if figure is None else f"{figure:.1f}" for figure in figures]


def _cost(scores: ModelScores) -> str:
    said = []
    if scores.words_per_cpu_second is not None:
        said.append(f"{scores.words_per_cpu_second:,.0f} words per CPU second, one document at a time")
    if scores.resident_mb is not None:
        said.append(f"{scores.resident_mb:,.0f} MB resident at the end")
    return "; ".join([*said, f"loaded in {scores.load_seconds:.1f} s"]) + "."


def _errors(file: FileScores, errors: int) -> str:
    lines = "\n".join(file.errors[:errors])
    return f"`{file.file}`, {file.given}, {min(errors, len(file.errors))} of {len(file.errors):,} errors:\n\n```\n{lines}\n```"
