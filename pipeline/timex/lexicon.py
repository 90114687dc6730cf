"""The lexicon of temporal expressions, compiled: every word of it gets one code character, every phrase a pattern over codes.

A text is lexed into words once; its codes are a string with one character per word, figure, mark and gap, so that a phrase of the
lexicon is an ordinary regular expression with no ambiguity between letters, cases and abbreviations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lexicons
from pipeline.errors import DataError

SPACE, BREAK, WORD, NAME = " ", "\n", "w", "W"
"""Codes of a gap, a paragraph break, a word outside the lexicon, and one with a capital."""

_WORDS, _PLAIN, _PADDED = 0xE000, 0x4E00, 0x4F00
_YEAR, _YEAR_OR_CLOCK, _CLOCK, _DIGITS, _GROUPED = "\u5000", "\u5001", "\u5002", "\u5003", "\u5004"
_ELEMENT = re.compile(r"<([^<>]+)>|([a-z]+)|(\()(?!\?)|(\s+)|(\\.|.)")
_RANGE = re.compile(r"(\d+)-(\d+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase of the lexicon and the function that values it."""

    name: str
    pattern: re.Pattern[str]
    value: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Words by code, tables of values, rules in the order of the file."""

    codes: dict[str, str]
    capitalised: frozenset[str]
    tables: dict[str, dict[str, Any]]
    rules: tuple[Rule, ...]
    triggers: re.Pattern[str]
    """Matches the codes of a text that may hold an expression at all."""


def figure_code(digits: str) -> str:
    """The code of a run of digits (with commas between thousands), by its shape: never converts more than four."""
    if "," in digits:
        return _GROUPED
    if len(digits) == 1:
        return chr(_PLAIN + int(digits))
    if len(digits) == 2:
        return chr((_PADDED if digits[0] == "0" else _PLAIN) + int(digits))
    if len(digits) != 4:
        return _DIGITS
    year, clock = "1000" <= digits < "2200", digits[:2] < "24" and digits[2:] < "60"
    return (_YEAR_OR_CLOCK if clock else _YEAR) if year else _CLOCK if clock else _DIGITS


@cache
def compiled() -> Lexicon:
    """The lexicon `dates`, ready to match. Raises DataError, naming the rule, where a phrase is malformed."""
    raw = lexicons.load("dates")
    compiler = _Compiler(raw)
    rules = tuple(compiler.rule(entry) for entry in raw["rules"])
    triggers = compiler.pattern("triggers", raw["macros"]["trigger"])
    return Lexicon(compiler.codes, frozenset(raw["capitalised"]), raw["tables"], rules, triggers)


class _Compiler:
    """Turns phrases into patterns; hands out codes as words turn up."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.codes: dict[str, str] = {}
        self.macros: dict[str, str] = raw["macros"]
        self.names: dict[str, list[str]] = {name: list(table) for name, table in raw["tables"].items()} | raw["classes"]

    def rule(self, entry: dict[str, Any]) -> Rule:
        return Rule(entry["name"], self.pattern(entry["name"], entry["phrase"]), entry["value"])

    def pattern(self, name: str, phrase: str) -> re.Pattern[str]:
        try:
            return re.compile(self._expand(phrase))
        except (re.error, KeyError) as error:
            raise DataError(f"lexicon dates.toml, rule {name}: {error}") from None

    def _expand(self, phrase: str) -> str:
        return "".join(map(self._element, _ELEMENT.finditer(phrase)))

    def _element(self, found: re.Match[str]) -> str:
        name, word, bracket, gap, other = found.groups()
        if name:
            return self._class(name)
        if word:
            return self._code(word)
        return "(?:" if bracket else " ?" if gap else str(other)

    def _class(self, name: str) -> str:
        if name in self.macros:
            return f"(?:{self._expand(self.macros[name])})"
        if name in _KINDS:
            return _KINDS[name]
        span = _RANGE.fullmatch(name)
        if span:
            return _figures(span[1], span[2])
        return self._words(self.names[name])

    def _words(self, entries: list[str]) -> str:
        single = "".join(self._code(entry) for entry in entries if entry.isalpha())
        several = [
            "".join(self._text(part) for part in re.split(r"( )|(')|(-)", entry) if part)
            for entry in entries
            if not entry.isalpha()
        ]
        several.sort(key=len, reverse=True)
        return f"(?:{'|'.join([*several, f'[{single}]'] if single else several)})"

    def _text(self, part: str) -> str:
        if part == " ":
            return " ?"
        if part == "'":
            return "['’]"
        if part == "-":
            return " ?- ?"
        letters = re.fullmatch(r"([a-z]+)(\d+)", part)
        return self._code(letters[1]) + chr(_PLAIN + int(letters[2])) if letters else self._code(part)

    def _code(self, word: str) -> str:
        return self.codes.setdefault(word, chr(_WORDS + len(self.codes)))


def _figures(low: str, high: str) -> str:
    """`1-31` takes figures with and without a leading zero, `00-59` and `01-12` only two digits."""
    first, last = int(low), int(high)
    two = len(low) == 2 and low[0] == "0"
    start = max(first, 10) if two else first
    plain = f"{chr(_PLAIN + start)}-{chr(_PLAIN + last)}" if last >= start else ""
    padded = f"{chr(_PADDED + first)}-{chr(_PADDED + min(last, 9))}" if first < 10 else ""
    return f"[{plain}{padded}]"


_ANY_SMALL = f"{chr(_PLAIN)}-{chr(_PLAIN + 99)}{chr(_PADDED)}-{chr(_PADDED + 9)}"
_KINDS = {
    "year": f"[{_YEAR}{_YEAR_OR_CLOCK}]",
    "hhmm": f"[{_CLOCK}{_YEAR_OR_CLOCK}]",
    "digits": f"[{_ANY_SMALL}{_YEAR}{_YEAR_OR_CLOCK}{_CLOCK}{_DIGITS}]",
    "grouped": _GROUPED,
    "word": f"[{WORD}{NAME}]",
}
