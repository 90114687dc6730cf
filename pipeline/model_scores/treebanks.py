"""Treebanks of Universal Dependencies (CoNLL-U, https://universaldependencies.org/format.html) as paragraphs of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import DataError
from pipeline.model_scores.lines import numbered_lines

Chars = tuple[int, int]
"""Where a stretch begins and ends in its text, in characters."""
Row = tuple[str, list[str]]
"""A line's place and its ten columns."""
PARAGRAPH = ("# newpar", "# newdoc")
COLUMNS = 10
NUMBER = re.compile(r"\d+(?:-\d+|\.\d+)?")
MAX_WORDS = 2000
"""A longer paragraph, as in a file that marks none, is cut at a sentence. The longest of EWT and GUM dev has 1,097 words."""


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word, as gold has it or as a model finds it."""

    chars: Chars
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: frozenset[str]
    """`{"Number=Sing", ...}`"""
    head: Chars | None
    """Where the head stands; None: the word is a root."""
    relation: str


@dataclass(slots=True)
class Paragraph:
    """The text of a paragraph and what gold says of it."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    """Whether a space follows each word."""
    starts: list[bool] = field(default_factory=list)
    """Whether each word begins a sentence."""
    sentences: list[Chars] = field(default_factory=list)


def read_treebank(path: Path) -> list[Paragraph]:
    """The paragraphs of a file, in order.

    The words of a multi-word token stand without spaces between them, as in English they spell it; empty nodes are left out.
    A lemma that is not given is the form. Raises InputError, and DataError naming line and reason.
    """
    paragraphs: list[Paragraph] = []
    for begins, rows in _sentences(path):
        if begins or not paragraphs or len(paragraphs[-1].words) + len(rows) > MAX_WORDS:
            paragraphs.append(Paragraph())
        _add_sentence(paragraphs[-1], list(_syntactic_words(rows)))
    if not paragraphs:
        raise DataError(f"{path}: holds no sentences")
    return paragraphs


def _sentences(path: Path) -> Iterator[tuple[bool, list[Row]]]:
    """The rows of each sentence, and whether it begins a paragraph."""
    rows: list[Row] = []
    begins = False
    for place, line in numbered_lines(path):
        if line.startswith(PARAGRAPH):
            begins = True
        elif line and not line.startswith("#"):
            rows += _row(place, line)
        elif not line and rows:
            yield begins, rows
            rows, begins = [], False
    if rows:
        yield begins, rows


def _row(place: str, line: str) -> Iterator[Row]:
    """The line's row; nothing for an empty node."""
    columns = line.split("\t")
    if len(columns) != COLUMNS:
        raise DataError(f"{place}: {len(columns)} columns between tabs, CoNLL-U has {COLUMNS}")
    if not NUMBER.fullmatch(columns[0]):
        raise DataError(f"{place}: {columns[0]!r} is no number of a word")
    if not columns[1]:
        raise DataError(f"{place}: a word without form")
    if "." not in columns[0]:
        yield place, columns


def _syntactic_words(rows: list[Row]) -> Iterator[tuple[str, list[str], bool]]:
    """Place and columns of each word, and whether a space follows; inside a multi-word token none does."""
    number, fused_until, fused_space = 0, 0, True
    for place, columns in rows:
        spaced = "SpaceAfter=No" not in columns[9].split("|")
        if "-" in columns[0]:
            fused_until, fused_space = int(columns[0].split("-")[1]), spaced
            continue
        number += 1
        if int(columns[0]) != number:
            raise DataError(f"{place}: word {columns[0]} stands where word {number} should")
        yield place, columns, spaced if number > fused_until else fused_space and number == fused_until
    if number < fused_until:
        raise DataError(f"{rows[-1][0]}: the multi-word token ends with word {fused_until}, the sentence with word {number}")


def _add_sentence(paragraph: Paragraph, words: list[tuple[str, list[str], bool]]) -> None:
    chars: list[Chars] = []
    for _, columns, spaced in words:
        start = len(paragraph.text)
        paragraph.text += columns[1] + " " * spaced
        chars.append((start, start + len(columns[1])))
    for (place, columns, spaced), own in zip(words, chars, strict=True):
        paragraph.words.append(_word(own, columns, _head(place, columns[6], chars)))
        paragraph.spaces.append(spaced)
        paragraph.starts.append(own == chars[0])
    paragraph.sentences.append((chars[0][0], chars[-1][1]))


def _word(chars: Chars, columns: list[str], head: Chars | None) -> Word:
    _, form, lemma, upos, xpos, feats, _, relation, _, _ = columns
    known = frozenset() if feats == "_" else frozenset(feats.split("|"))
    return Word(chars, form, form if lemma == "_" else lemma, upos, xpos, known, head, relation)


def _head(place: str, number: str, chars: list[Chars]) -> Chars | None:
    if not number.isdecimal() or int(number) > len(chars):
        raise DataError(f"{place}: the head must be a number from 0 to {len(chars)}, not {number!r}")
    return chars[int(number) - 1] if int(number) else None
