"""Scores tables against gold made by hand: dates, quantities, quotes and actors of an article.

Gold names a stretch by its words (`text`, or `parts` for an interrupted quote); rows of a layer stand in order of position,
and each is looked for from just after the start of the one before. See samples/README.md for the fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import DataError

Row = dict[str, Any]
LAYERS = ("dates", "quantities", "quotes", "actors")
QUOTE_OVERLAP = 0.7
"""Intersection over union of characters from which a quote counts as found; the same as in whole-article scoring elsewhere."""


@dataclass(slots=True)
class Score:
    """Hits and misses of one layer, and of fields among the hits."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    fields: dict[str, list[int]] = field(default_factory=dict)
    """`{field: [right, compared]}`, over the hits."""
    errors: list[str] = field(default_factory=list)
    """One line for each thing that is wrong."""

    @property
    def f1(self) -> float:
        """F1 in percent, one decimal; 100 where there is nothing to find and nothing was found."""
        total = 2 * self.hits + self.false + self.missed
        return round(200 * self.hits / total, 1) if total else 100.0

    def share(self, name: str) -> float | None:
        """Percent right of a field, one decimal; None where nothing was compared."""
        right, compared = self.fields.get(name, [0, 0])
        return round(100 * right / compared, 1) if compared else None

    def add(self, other: Score) -> None:
        """Adds another article's score."""
        self.hits += other.hits
        self.false += other.false
        self.missed += other.missed
        self.errors += other.errors
        for name, (right, compared) in other.fields.items():
            mine = self.fields.setdefault(name, [0, 0])
            mine[0] += right
            mine[1] += compared

    def note(self, name: str, right: bool, error: str) -> None:
        """Counts one comparison of a field."""
        counts = self.fields.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1
        if not right:
            self.errors.append(error)

    def figures(self) -> dict[str, float]:
        """`{"f1": ..., field: ...}` in percent."""
        shares = {name: share for name in sorted(self.fields) if (share := self.share(name)) is not None}
        return {"f1": self.f1, **shares}


def read_gold(path: Path, text: str) -> dict[str, list[Row]]:
    """The gold of an article, each row with `chars`, a list of `(start, end)`. Raises DataError where a text isn't found."""
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise DataError(f"{path}: {error}") from error
    return {layer: _located(gold.get(layer, []), text, f"{path}: {layer}") for layer in LAYERS}


def _located(rows: Iterable[Row], text: str, place: str) -> list[Row]:
    located: list[Row] = []
    after = 0
    for number, row in enumerate(rows):
        chars: list[tuple[int, int]] = []
        at = after
        for part in row.get("parts") or [row["text"]]:
            start = text.find(part, at)
            if start < 0:
                raise DataError(f"{place} row {number}: {part!r} does not stand in the article after character {at}")
            chars.append((start, start + len(part)))
            at = start + len(part)
        located.append({**row, "chars": chars})
        after = chars[0][0] + 1
    return located


def score_article(gold: dict[str, list[Row]], found: dict[str, list[Row]]) -> dict[str, Score]:
    """The score of each layer; `found` holds rows of the tables `dates`, `quantities`, `quotes`, `entities`."""
    return {
        "dates": _score_dates(gold["dates"], found["dates"]),
        "quantities": _score_quantities(gold["quantities"], found["quantities"]),
        "quotes": _score_quotes(gold["quotes"], found["quotes"]),
        "actors": _score_actors(gold["actors"], found["entities"]),
    }


def _score_dates(gold: list[Row], found: list[Row]) -> Score:
    def equal(g: Row, r: Row) -> bool:
        return r["value"] in _options(g, "value")

    score, pairs = _match("date", gold, found, equal, lambda r: r["value"])
    for g, r in pairs:
        if g.get("type"):
            score.note("type", r["type"] == g["type"], f"date {g['text']!r}: type {r['type']}, gold {g['type']}")
    return score


def _score_quantities(gold: list[Row], found: list[Row]) -> Score:
    def equal(g: Row, r: Row) -> bool:
        high = g.get("value_high")
        level = any(_same_number(r["value"], v) for v in _options(g, "value"))
        return level and (high is None or _same_number(r["value_high"], high))

    def show(r: Row) -> str:
        return f"{r['modifier']}{r['value']:g} {r['unit'] or r['counted'] or ''}"

    score, pairs = _match("quantity", gold, found, equal, show)
    for g, r in pairs:
        for name in ("modifier", "unit", "kind"):
            if name in g:
                right = r[name] in _options(g, name)
                score.note(name, right, f"quantity {g['text']!r}: {name} {r[name]!r}, gold {g[name]!r}")
        if g.get("counted"):
            right = _head(g["counted"]) == _head(r["counted"])
            score.note("counted", right, f"quantity {g['text']!r}: counted {r['counted']!r}, gold {g['counted']!r}")
    return score


def _score_quotes(gold: list[Row], found: list[Row]) -> Score:
    score = Score()
    free = list(found)
    for g in gold:
        best = max(free, key=lambda r: _overlap(g["chars"], _parts(r)), default=None)
        if best is None or _overlap(g["chars"], _parts(best)) < QUOTE_OVERLAP:
            if not g.get("optional"):
                score.missed += 1
                score.errors.append(f"quote missed: {_short(g)}")
            continue
        free.remove(best)
        if g.get("optional"):
            continue
        score.hits += 1
        score.note("kind", best["kind"] in _options(g, "kind"), f"quote {_short(g)}: {best['kind']}, gold {g['kind']}")
        names = [n for n in (best["speaker_name"], best["speaker"]) if n]
        wanted = _options(g, "speaker")
        right = any(_same_name(w, n) for w in wanted for n in names) if wanted else not names
        score.note("speaker", right, f"quote {_short(g)}: speaker {names}, gold {wanted}")
    for r in free:
        score.false += 1
        score.errors.append(f"quote false: {r['kind']} {r['text'][:60]!r}")
    return score


def _score_actors(gold: list[Row], found: list[Row]) -> Score:
    """Mentions by span; `actor`: the canonical name; `represents` where gold names it."""

    def covers(g: Row, r: Row) -> bool:
        return bool(r["actor_name"]) and any(_same_name(w, r["actor_name"]) for w in _options(g, "actor"))

    rows = [r for r in found if r["form"] in ("name", "title")]
    score, pairs = _match("actor", gold, rows, covers, lambda r: f"{r['text']} -> {r['actor_name']}")
    for g, r in pairs:
        if g.get("label"):
            score.note("label", r["label"] in _options(g, "label"), f"actor {g['text']!r}: label {r['label']}, gold {g['label']}")
    return score


def _match(
    what: str, gold: list[Row], found: list[Row], equal: Callable[[Row, Row], bool], show: Callable[[Row], str]
) -> tuple[Score, list[tuple[Row, Row]]]:
    """Pairs gold rows with overlapping found ones, equal ones first; an unequal pair is a miss and a false one."""
    score = Score()
    free = list(found)
    pairs: list[tuple[Row, Row]] = []
    for g in gold:
        over = [r for r in free if _touch(g, r)]
        best = min(over, key=lambda r: (not equal(g, r), -_shared(g, r)), default=None)
        if best is not None:
            free.remove(best)
        if g.get("optional"):
            continue
        if best is not None and equal(g, best):
            score.hits += 1
            pairs.append((g, best))
            continue
        score.missed += 1
        score.false += best is not None
        score.errors.append(f"{what} {g['text']!r}: " + ("not found" if best is None else f"{show(best)} in {best['text']!r}"))
    for r in free:
        score.false += 1
        score.errors.append(f"{what} false: {r['text']!r} ({show(r)})")
    return score, pairs


def _options(row: Row, name: str) -> list[Any]:
    """The value of a gold field and its alternatives (`NAME_alt`: one or a list)."""
    value, alternatives = row.get(name), row.get(f"{name}_alt", [])
    values = alternatives if isinstance(alternatives, list) else [alternatives]
    return ([value] if value is not None or name in ("unit",) else []) + values


def _touch(g: Row, r: Row) -> bool:
    return bool(_shared(g, r) > 0)


def _shared(g: Row, r: Row) -> int:
    start, end = g["chars"][0][0], g["chars"][-1][1]
    return int(min(end, r["end"]) - max(start, r["start"]))


def _parts(r: Row) -> list[tuple[int, int]]:
    return [(p["start"], p["end"]) for p in r["parts"]]


def _overlap(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> float:
    """Intersection over union, in characters."""
    mine = {i for s, e in a for i in range(s, e)}
    theirs = {i for s, e in b for i in range(s, e)}
    return len(mine & theirs) / max(1, len(mine | theirs))


def _same_number(a: float | None, b: float) -> bool:
    return a is not None and abs(a - b) <= 1e-6 * max(1.0, abs(b))


def _same_name(a: str, b: str) -> bool:
    """The same name, or one inside the other as whole words ("President Zelensky", "Zelensky")."""
    x, y = (f" {' '.join(name.lower().split())} " for name in (a, b))
    return x in y or y in x


def _head(phrase: str | None) -> str:
    return phrase.lower().split()[-1] if phrase else ""


def _short(g: Row) -> str:
    return repr((g.get("text") or g["parts"][0])[:60])
