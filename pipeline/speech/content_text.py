"""The words of a quotation without its marks."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.speech.marks import CLOSING, OPENING

MARKS = OPENING + CLOSING + "\"'`"


def content_text(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """The parts without the marks around them and the white space at their ends, joined by a space."""
    return " ".join(filter(None, (_bare(text[start:end]) for start, end in parts)))


def _bare(words: str) -> str:
    words = words.strip()
    opened, closed = words[:1] in MARKS, words[-1:] in MARKS
    if (opened and closed) or (opened and not any(mark in words[1:] for mark in CLOSING + '"')):
        words = words.strip(MARKS) if opened and closed else words.lstrip(MARKS)
    elif closed and not any(mark in words[:-1] for mark in OPENING + '"'):
        words = words.rstrip(MARKS)
    return words.strip()
