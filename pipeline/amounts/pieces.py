"""Cuts tokens into pieces, so that "£20bn", "60kph" or "5%-10%" read like their spaced forms; every piece knows its token.

Tokens that are names with digits in them ("F-16", "COVID-19", "A380") stay whole, so that their digits are never read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline import lexicons

MAX_TOKEN = 40
"""Longer tokens with digits are addresses, hashes or garbage; they stay whole."""

_PIECE = re.compile(
    r"[0-9]{1,4}[/⁄][0-9]{1,4}(?![0-9/])"  # a fraction
    r"|[0-9][0-9,]*(?:st|nd|rd|th)(?![a-zA-Z])"  # an ordinal
    r"|[0-9]+(?:\.[0-9]+)?(?:[eE]|[x×]10\^?)[-−+]?[0-9]{1,3}(?![0-9A-Za-z])"  # a number with a power of ten
    r"|(?:[0-9]+(?:[.,][0-9]+)*|\.[0-9]+)[½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞]?"
    r"|(?:km|cm|mm|m|ft)[23](?![0-9A-Za-z])"
    r"|[^\W\d_]+|.",
    re.DOTALL,
)
_HAS_DIGIT = re.compile(r"[0-9]")
_LETTERS_OR_SIGNS = re.compile(r"[^\W\d_]+|[^\w\s]+")


@dataclass(slots=True)
class Pieces:
    """Parallel lists, one entry per piece. `tags` are PTB tags of the tokens ("" where untagged)."""

    texts: list[str] = field(default_factory=list)
    lowers: list[str] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    glued: list[bool] = field(default_factory=list)
    """Whether no space stands before the piece."""
    tags: list[str] = field(default_factory=list)
    first: list[bool] = field(default_factory=list)
    """Whether a sentence or paragraph begins here."""

    def low(self, i: int) -> str:
        """The lower-case piece at `i`, or "" outside."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def is_glued(self, i: int) -> bool:
        """Whether piece `i` exists and follows the one before without a space."""
        return 0 < i < len(self.glued) and self.glued[i]

    def tag(self, i: int) -> str:
        """The tag at `i`, or ""."""
        return self.tags[i] if 0 <= i < len(self.tags) else ""

    def token_end(self, end: int) -> int:
        """The end of the token that piece `end - 1` lies in."""
        return self.tokens[end - 1] + 1


def cut(words: Sequence[str], spaces: Sequence[bool], tags: Sequence[str] | None = None, starts: Iterable[int] = ()) -> Pieces:
    """The pieces of tokens `words`; `spaces[i]` tells whether a space follows token i, `starts` where sentences begin."""
    pieces = Pieces()
    begins = set(starts)
    begins.add(0)
    glued = True
    for i, word in enumerate(words):
        parts = (word,) if word.isalpha() and not _is_fold(word) else split_token(word)
        if glued and len(parts) == 1 and _is_abbreviated(word, pieces.texts):
            parts = (word[:-1], ".")
        for k, part in enumerate(parts):
            pieces.texts.append(part)
            pieces.lowers.append(part.lower())
            pieces.tokens.append(i)
            pieces.glued.append(glued or k > 0)
            pieces.tags.append(tags[i] if tags else "")
            pieces.first.append(i in begins and k == 0)
        glued = not spaces[i] and not word.isspace()
    return pieces


def _is_abbreviated(word: str, before: list[str]) -> bool:
    """Whether a full stop hangs on a sign behind digits: "$5.4" + "m."."""
    return 2 <= len(word) <= 5 and word[-1] == "." and word[:-1].isalpha() and bool(before) and before[-1][-1:].isdigit()


def split_token(word: str) -> Sequence[str]:
    """The pieces of one token: whole where it is a name with digits or a short form ("F-16", "a.m.")."""
    if not _HAS_DIGIT.search(word):
        return (word[:-4], word[-4:]) if _is_fold(word) else _split_plain(word)
    if len(word) > MAX_TOKEN or not _may_split(word):
        return (word,)
    return _PIECE.findall(word)


def _is_fold(word: str) -> bool:
    """Whether the word is a multiple: "sixfold"."""
    if word[-4:].lower() != "fold":
        return False
    numbers = lexicons.load("number_words")
    return word[:-4].lower() in numbers["ones"] | numbers["tens"]


def split_phrase(phrase: str) -> list[str]:
    """The pieces of a lexicon phrase, cut as text is."""
    return [piece for word in phrase.split(" ") for piece in split_token(word)]


def _split_plain(word: str) -> Sequence[str]:
    """Tokens without digits: cut at signs, but not at the points of short forms."""
    if len(word) < 2 or len(word) > MAX_TOKEN or word.endswith(".") or "'" in word or "’" in word:
        return (word,)
    return _PIECE.findall(word)


def _may_split(word: str) -> bool:
    """Whether digits in the token are a number: nothing before them but signs, a currency or a word like "for-"."""
    match = _HAS_DIGIT.search(word)
    parts = _LETTERS_OR_SIGNS.findall(word[: match.start()] if match else word)
    if any(unicodedata.category(sign) == "Sc" for part in parts for sign in part):
        return True
    return all(part in _glued_prefixes() for part in parts if part.isalpha())


@cache
def _glued_prefixes() -> frozenset[str]:
    """Letters that may be glued to the digits of an amount: currencies, and prefixes like "under-" or "for-"."""
    money = lexicons.load("currencies")
    codes = {code for code in money["currencies"] if code not in money["codes"]["not_before"] and code.isupper()}
    for entry in money["currencies"].values():
        for symbol in (*entry.get("symbols", ()), *entry.get("before", ())):
            codes.update([symbol] if symbol.isalpha() and len(symbol) > 1 else [])
    return frozenset(codes | set(lexicons.load("amounts")["glued"]["prefixes"]))
