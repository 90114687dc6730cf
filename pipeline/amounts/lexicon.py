"""The lists of the lexicon `amounts`."""

from __future__ import annotations

from pipeline import lexicons


def listed(table: str, key: str) -> frozenset[str]:
    """The list `key` of a table of the lexicon, as a set."""
    return lexicons.group("amounts", table, key)
