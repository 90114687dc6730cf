"""The rules of `lexicons/furniture.toml`, compiled: which paragraph is furniture by its own wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lexicons
from pipeline.errors import DataError

KINDS = frozenset({"headline", "byline", "dateline", "body", "caption", "note", "related", "boilerplate"})
PLACES = frozenset({"anywhere", "edges", "top", "end"})
LONGEST = 1200
"""Characters of the longest paragraph that wording alone can make furniture: banners and teasers of other stories reach 900."""
DATELINE_WINDOW = 120
"""Characters in which a dateline must end."""
DEEPEST = 3
"""Levels of parts within parts that the lexicon uses."""
_PATTERNS = ("whole", "starts", "contains")
_FLAGS = ("media", "opens", "case", "titled", "weak")
_KEYS = frozenset({"name", "kind", "where", "max_words", *_PATTERNS, *_FLAGS})


@dataclass(frozen=True, slots=True)
class Rule:
    """Paragraphs of one kind of furniture, known by their wording."""

    name: str
    kind: str
    where: str
    pattern: re.Pattern[str]
    max_words: int
    media: bool
    """Stands beside a picture, film or sound: the next paragraph may be its caption."""
    opens: bool
    """Heads a list: title-like lines below belong to it."""
    titled: bool
    """Carries its title in the line above."""
    weak: bool
    """Says nothing of the lines around it: it stands under plain statements too."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """All knowledge of the lexicon, ready for use."""

    rules: tuple[Rule, ...]
    speaker: re.Pattern[str]
    """The start of a line of a transcript."""
    credit: re.Pattern[str]
    dateline: re.Pattern[str]
    site: re.Pattern[str]
    name: re.Pattern[str]
    """A person's name, as a whole line."""
    not_places: frozenset[str]
    outlets: frozenset[str]

    def match(self, text: str, place: str) -> Rule | None:
        """The first rule that the paragraph `text` meets where it stands (`top`, `middle` or `end`); None if there is none.

        What starts with a small letter goes on from the line above: only page controls are written so.
        """
        if len(text) > LONGEST:
            return None
        words = len(text.split())
        for rule in self.rules:
            if text[0].islower() and rule.kind != "boilerplate":
                continue
            if words <= rule.max_words and _applies(rule.where, place) and rule.pattern.match(text):
                return rule
        return None

    def dateline_end(self, text: str) -> int:
        """Length of the dateline that `text` starts with, its dash included; 0 where there is none."""
        found = self.dateline.match(text[:DATELINE_WINDOW])
        if not found or (found["place"] or "").lower() in self.not_places:
            return 0
        return found.end()

    def site_start(self, text: str) -> int | None:
        """Offset of the site's name that ends the headline `text`; None where there is none."""
        found = self.site.search(text[:LONGEST])
        return found.start() if found else None

    def credit_start(self, text: str) -> int | None:
        """Offset of the picture credit that ends `text`; None where there is none."""
        window = max(0, len(text) - LONGEST)
        found = self.credit.search(text, window)
        return found.start() if found else None


@cache
def furniture() -> Furniture:
    """The lexicon, read once. Raises DataError where it is malformed."""
    raw = lexicons.load("furniture")
    parts = raw["parts"]
    return Furniture(
        rules=tuple(_rules(raw)),
        speaker=_compile("speaker", parts["speaker"], re.NOFLAG),
        credit=_compile("credit", _fill(parts["credit"], parts), re.NOFLAG),
        dateline=_compile("dateline", _fill(parts["dateline"], parts), re.NOFLAG),
        name=_compile("name", parts["name"], re.NOFLAG),
        site=_compile("site", _fill(parts["site"], parts), re.NOFLAG),
        not_places=frozenset(raw["not_places"]),
        outlets=frozenset(raw["outlets"]),
    )


def _rules(raw: dict[str, Any]) -> Iterator[Rule]:
    for table in raw["rule"]:
        name = table.get("name", "without a name")
        where = table.get("where", "anywhere")
        if unknown := set(table) - _KEYS:
            raise DataError(f"lexicon furniture.toml, rule {name}: unknown key {sorted(unknown)[0]!r}")
        if table.get("kind") not in KINDS or where not in PLACES:
            raise DataError(f"lexicon furniture.toml, rule {name}: unknown kind or place")
        yield Rule(
            name=name,
            kind=table["kind"],
            where=where,
            pattern=_compile(name, _alternatives(table, raw["parts"]), re.NOFLAG if table.get("case") else re.IGNORECASE),
            max_words=table.get("max_words", 40),
            media=table.get("media", False),
            opens=table.get("opens", False),
            titled=table.get("titled", False),
            weak=table.get("weak", False),
        )


def _alternatives(table: dict[str, Any], parts: dict[str, str]) -> str:
    whole = [rf"(?:{pattern})\s*\Z" for pattern in table.get("whole", [])]
    starts = [rf"(?:{pattern})" for pattern in table.get("starts", [])]
    contains = [rf"[\s\S]*?(?:{pattern})" for pattern in table.get("contains", [])]
    return _fill("|".join([*whole, *starts, *contains]), parts)


def _fill(pattern: str, parts: dict[str, str]) -> str:
    """The pattern with `<name>` replaced by the part of that name, and so on within the parts."""
    for _ in range(DEEPEST):
        for name, part in parts.items():
            pattern = pattern.replace(f"<{name}>", f"(?:{part})")
    return pattern


def _compile(name: str, pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise DataError(f"lexicon furniture.toml, {name}: {error}") from None


def _applies(where: str, place: str) -> bool:
    return where in ("anywhere", place) or (where == "edges" and place in ("top", "end"))
