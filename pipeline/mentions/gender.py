"""A person's grammatical gender, where a title, an office or the first name tells it."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Span

from pipeline import lexicons
from pipeline.actors.names import fold

MASCULINE, FEMININE = "masculine", "feminine"


def gender_of_title(name: Span) -> str | None:
    """From "Mr.", "Mrs.", "Queen" right before the name."""
    if name.start == 0:
        return None
    before = name.doc[name.start - 1].lower_
    return next((g for g in (MASCULINE, FEMININE) if before in lexicons.group("titles", "personal", g)), None)


def gender_of_office(role: str) -> str | None:
    """From "spokeswoman", "chairman"."""
    words = frozenset(role.lower().split())
    return next((g for g in (MASCULINE, FEMININE) if words & lexicons.group("titles", "offices", g)), None)


def gender_of_name(name: str) -> str | None:
    """From the first name, where it is nearly always a man's or nearly always a woman's."""
    first = (fold(name).split() or [""])[0]
    return next((g for g in (MASCULINE, FEMININE) if first in _first_names(g)), None)


@cache
def _first_names(gender: str) -> frozenset[str]:
    return lexicons.words("first_names", gender) | lexicons.group("pronouns", "first_names", gender)


def gender_of_pronoun(word: str) -> str | None:
    """From "he", "him", "his", "she", "her"."""
    return next((g for g in (MASCULINE, FEMININE) if word in lexicons.group("pronouns", "personal", g)), None)
