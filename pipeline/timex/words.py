"""Words, figures and marks of a text with their codes in the lexicon of temporal expressions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from pipeline.timex.lexicon import BREAK, NAME, SPACE, WORD, Lexicon, figure_code

MOST_REMEMBERED, LONGEST_REMEMBERED = 50_000, 24
"""Bounds of the memory of lexemes: about 5 MB at most."""

_LEXEME = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+|[^\W\d_]+|\s+|.", re.DOTALL)
_ASCII_DIGITS = re.compile(r"[0-9][0-9,]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Lexed:
    """A text as codes: `codes[i]` stands for `text[bounds[i]:bounds[i + 1]]`."""

    text: str
    codes: str
    bounds: list[int]


def lex(text: str, lexicon: Lexicon) -> Lexed:
    """The text cut into letter runs, figures, single marks and gaps, each with its code. Linear in the text."""
    lexemes = _LEXEME.findall(text)
    codes = "".join(map(_codes(lexicon).__getitem__, lexemes))
    return Lexed(text, codes, [0, *accumulate(map(len, lexemes))])


class _Codes(dict[str, str]):
    """Codes of the lexemes met so far: most of a text is a few thousand of them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __missing__(self, lexeme: str) -> str:
        code = self._code(lexeme)
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        if len(lexeme) <= LONGEST_REMEMBERED:
            self[lexeme] = code
        return code

    def _code(self, lexeme: str) -> str:
        lower = lexeme.lower()
        known = self.lexicon.codes.get(lower)
        if known is None or (lower in self.lexicon.capitalised and lexeme == lower):
            return _other(lexeme)
        return known


@cache
def _codes(lexicon: Lexicon) -> _Codes:
    return _Codes(lexicon)


def _other(lexeme: str) -> str:
    first = lexeme[0]
    if first.isspace():
        return BREAK if lexeme.count("\n") > 1 else SPACE
    if _ASCII_DIGITS.fullmatch(lexeme):
        return figure_code(lexeme)
    if first.isalnum():
        return NAME if first.isupper() else WORD
    return first


class Phrase:
    """A matched stretch: its words in lower case, and what the tables of the lexicon say of them."""

    __slots__ = ("end", "start", "tables", "text", "words")

    def __init__(self, text: str, start: int, end: int, tables: dict[str, dict[str, Any]]) -> None:
        self.text, self.start, self.end, self.tables = text, start, end, tables
        self.words = [found[0].lower() for found in _LEXEME.finditer(text[start:end]) if not found[0].isspace()]

    def get(self, *tables: str) -> Any:
        """The value of the first word that one of the tables holds, None where none does."""
        for word in self.words:
            for table in tables:
                value = self.tables[table].get(word)
                if value is not None:
                    return value
        return None

    def has(self, *words: str) -> bool:
        """Whether one of the words occurs."""
        return any(word in self.words for word in words)

    def figures(self, least: int = 1, most: int = 2) -> list[int]:
        """The figures of so many digits, in order (`most` bounds what is converted)."""
        return [int(word) for word in self.words if word.isdecimal() and least <= len(word) <= most]

    def year(self) -> int | None:
        """The first figure of four digits."""
        return next(iter(self.figures(4, 4)), None)

    def part(self, start: int, end: int) -> Phrase:
        """The phrase of a stretch of the same text."""
        return Phrase(self.text, start, end, self.tables)
