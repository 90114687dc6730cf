"""Names against gold in JSON Lines: exact spans by label.

A record is `{"text": ..., "ents": [[start, end, label], ...], "missing": [[start, end], ...]}`, offsets in characters; what
`missing` covers is not annotated.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from pipeline.errors import DataError
from pipeline.evaluate import Score
from pipeline.model_scores.lines import numbered_lines

Name = tuple[int, int, str]
"""Start, end, label."""
FIELDS = ("text", "ents", "missing")
PLACE = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
"""Where a country ends and a place begins is told apart differently by every corpus: they count as one class."""
CORE = ("PERSON", "ORG", "PLACE", "NORP")
TOGETHER = "together"
ARTICLES = ("the ", "The ", "a ", "an ")
POSSESSIVES = ("'s", "’s")
CONTEXT = 40
"""Characters shown on either side of a wrong name."""


@dataclass(frozen=True, slots=True)
class Record:
    """A text with its gold names."""

    text: str
    names: list[Name]
    missing: list[tuple[int, int]]


def read_names(path: Path) -> list[Record]:
    """The records of a file. Raises InputError, and DataError naming line and reason."""
    records = [_record(place, line) for place, line in numbered_lines(path) if line.strip()]
    if not records:
        raise DataError(f"{path}: holds no records")
    return records


def score_names(records: list[Record], analyse: Callable[[str], Doc]) -> tuple[dict[str, float | None], list[str]]:
    """F1 in percent by label and of the four core ones together, and a line for each miss and false alarm.

    Leading articles and trailing possessives are trimmed on both sides. Names that overlap `missing`, and labels that no
    record has, are left out. The figure of a core label without gold is None.
    """
    scores = {label: Score() for label in sorted({PLACE.get(label, label) for r in records for _, _, label in r.names})}
    errors: list[str] = []
    for record in records:
        gold = _comparable(record, record.names, scores)
        found = _comparable(record, [(e.start_char, e.end_char, e.label_) for e in analyse(record.text).ents], scores)
        for _, _, label in gold & found:
            scores[label].hits += 1
        for start, end, label in sorted(gold - found):
            scores[label].missed += 1
            errors.append(f"missed {label} {_in_context(record.text, start, end)}")
        for start, end, label in sorted(found - gold):
            scores[label].false += 1
            errors.append(f"false {label} {_in_context(record.text, start, end)}")
    return _figures(scores), errors


def _figures(scores: dict[str, Score]) -> dict[str, float | None]:
    together = Score()
    for label in CORE:
        together.add(scores.get(label, Score()))
    core = {label: scores[label].f1 if label in scores else None for label in CORE}
    others = {label: score.f1 for label, score in scores.items() if label not in CORE}
    return {**core, TOGETHER: together.f1 if any(label in scores for label in CORE) else None, **others}


def _comparable(record: Record, names: list[Name], labels: dict[str, Score]) -> set[Name]:
    kept = ((s, e, PLACE.get(label, label)) for s, e, label in names if not any(a < e and s < b for a, b in record.missing))
    return {(*_trimmed(record.text, start, end), label) for start, end, label in kept if label in labels}


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    for article in ARTICLES:
        if text.startswith(article, start, end):
            start += len(article)
    for possessive in POSSESSIVES:
        if text.endswith(possessive, start, end):
            end -= len(possessive)
    return start, end


def _in_context(text: str, start: int, end: int) -> str:
    return f"{text[start:end]!r} in {text[max(0, start - CONTEXT) : end + CONTEXT]!r}"


def _record(place: str, line: str) -> Record:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise DataError(f"{place}: not JSON ({error})") from None
    if not isinstance(row, dict):
        raise DataError(f"{place}: not a JSON object")
    for name in FIELDS:
        if name not in row:
            raise DataError(f"{place}: the field `{name}` is lacking")
    text = row["text"]
    if not isinstance(text, str):
        raise DataError(f"{place}: `text` must be text, not {text!r}")
    names = [(*_span(place, "ents", span[:2], len(text)), _label(place, span)) for span in _lists(place, row, "ents", 3)]
    return Record(text, names, [_span(place, "missing", span, len(text)) for span in _lists(place, row, "missing", 2)])


def _lists(place: str, row: dict[str, Any], name: str, length: int) -> Iterator[list[Any]]:
    shape = "[start, end, label]" if length == 3 else "[start, end]"
    spans = row[name]
    if not isinstance(spans, list) or not all(isinstance(span, list) and len(span) == length for span in spans):
        raise DataError(f"{place}: `{name}` must be a list of {shape}")
    yield from spans


def _span(place: str, name: str, span: list[Any], length: int) -> tuple[int, int]:
    start, end = span
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        raise DataError(f"{place}: `{name}` has {span}, which is no stretch of a text of {length} characters")
    return start, end


def _label(place: str, span: list[Any]) -> str:
    if not isinstance(span[2], str):
        raise DataError(f"{place}: `ents` has the label {span[2]!r}, which is no text")
    return span[2]
