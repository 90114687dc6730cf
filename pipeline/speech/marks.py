"""Pairs quotation marks, paragraph by paragraph, so that one odd mark can't shift the rest of an article.

Curly and angle marks pair by their direction, straight ones by the spaces around them. A single mark opens a quotation only
where it closes again; apostrophes, feet and inches are none. What opens and never closes ends with its paragraph, and goes on
in the next where that opens with a mark again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import lexicons

OPENING = "“„‟«‘‚‹"
CLOSING = "”»’›"
STRAIGHT = "\"'"
_MARK = re.compile(r"``|''|\"{1,4}|[“”„‟«»‘’‚‹›'`]")
_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}(?:\"|''|”)(?!\w)")
_LEFT_OUTER = re.compile(r"[\s(\[{—–/\-…]")
_RIGHT_OUTER = re.compile(r"[\s)\]}—–/\-,.;:!?…]")
_ELISIONS = lexicons.words("function_words", "elided")
"""Words that begin with an apostrophe: 'tis, 'em, rock 'n' roll."""
LONGEST_RUN = 4
"""Straight marks in a row that are one mark: a quotation in a field of CSV opens with three."""
SINGLE_REACH = 1000
"""Characters within which a single mark must close; longer single-quoted stretches don't occur in news."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks, marks included; `start` and `end` are characters of the whole text."""

    start: int
    end: int
    opened: bool = True
    """False where it goes on from the paragraph before without a mark of its own."""
    closed: bool = True
    continues: bool = False
    """Whether it goes on with the unclosed quotation of the paragraph before."""

    def inner(self, text: str) -> tuple[int, int]:
        """Start and end of the words between the marks."""
        start, end = self.start, self.end
        if self.opened:
            start += _width(text, start)
        if self.closed:
            end -= 2 if text.endswith("''", start, end) else _run(text, end)
        return start, max(start, end)


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    single: bool
    opens: bool
    closes: bool


def pair(text: str, paragraphs: Sequence[tuple[int, int]], cue: re.Pattern[str] | None = None) -> list[Quoted]:
    """The outermost quoted stretches of a text, in order; a quotation inside another is part of the outer one.

    `paragraphs` are `(start, end)` offsets. `cue` matches words that name a speaker outside marks ("he said"): where a mark is
    missing before them, the quotation ends there rather than swallow the narrator's words.
    """
    found: list[Quoted] = []
    pending = False
    for start, end in paragraphs:
        marks = _marks(text, start, end)
        here = _pair_paragraph(text, start, end, marks, pending, cue)
        if pending and here and here[0].opened and not text[start : here[0].start].strip():
            here[0] = replace(here[0], continues=True)
        found += here
        pending = bool(here) and not here[-1].closed
    return found


def _width(text: str, start: int) -> int:
    if text.startswith(("``", "''"), start):
        return 2
    return max(1, len(text[start : start + LONGEST_RUN]) - len(text[start : start + LONGEST_RUN].lstrip('"')))


def _run(text: str, end: int) -> int:
    """How many characters the mark before `end` has: the straight ones of CSV come doubled."""
    before = text[max(0, end - LONGEST_RUN) : end]
    return max(1, len(before) - len(before.rstrip('"')))


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of a paragraph that can open or close; apostrophes, feet and inches left out."""
    inches = {m.end() - 1 for m in _INCHES.finditer(text, start, end)}
    marks = []
    for match in _MARK.finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if match.end() - 1 in inches:
            continue
        mark = _directed(match, before, after, text)
        if mark is not None:
            marks.append(mark)
    return marks


def _directed(match: re.Match[str], before: str, after: str, text: str) -> _Mark | None:
    sign = match.group()
    if sign in ("``", "''"):
        return _Mark(
            *match.span(),
            single=False,
            opens=sign == "``" or _outer_left(before),
            closes=sign == "''" and not _outer_left(before),
        )
    outer_left, outer_right = _outer_left(before), _outer_right(after)
    if sign in "'’‘`‚‹›":
        return _single(match, sign, before, after, outer_left, outer_right, text)
    if sign[0] == '"':
        if outer_left == outer_right:
            return _Mark(*match.span(), single=False, opens=True, closes=True)
        if (
            outer_right
            and before.isdigit()
            and after in " ,."
            and not text.count('"', max(0, match.start() - 400), match.start()) % 2
        ):
            return None  # 12" guns
        return _Mark(*match.span(), single=False, opens=outer_left, closes=not outer_left)
    if sign in "«»":
        return _Mark(*match.span(), single=False, opens=outer_left, closes=not outer_left)
    if sign == "“":  # opens in English, closes after „
        return _Mark(*match.span(), single=False, opens=True, closes=not outer_left and outer_right)
    return _Mark(*match.span(), single=False, opens=sign in OPENING, closes=sign in CLOSING)


def _single(match: re.Match[str], sign: str, before: str, after: str, left: bool, right: bool, text: str) -> _Mark | None:
    if before.isalnum() and after.isalnum():
        return None
    opens = left and not after.isspace() and sign != "›" and sign != "’"
    if opens and sign in "'`":
        word = re.compile(r"\w+").match(text, match.end())
        opens = word is not None and not word.group()[0].isdigit() and word.group().lower() not in _ELISIONS
    closes = right and not before.isspace() and sign in "’'›"
    return _Mark(*match.span(), single=True, opens=opens, closes=closes) if opens or closes else None


def _outer_left(char: str) -> bool:
    return bool(_LEFT_OUTER.match(char)) or char in OPENING or char in STRAIGHT or char == "`"


def _outer_right(char: str) -> bool:
    return bool(_RIGHT_OUTER.match(char)) or char in CLOSING or char in STRAIGHT


def _pair_paragraph(
    text: str, start: int, end: int, marks: list[_Mark], pending: bool, cue: re.Pattern[str] | None
) -> list[Quoted]:
    found: list[Quoted] = []
    index = 0
    first = next((mark for mark in marks if not mark.single), None)
    if pending and first is not None and first.closes and not first.opens:
        found.append(Quoted(start, first.end, opened=False, continues=True))
        index = marks.index(first) + 1
    while index < len(marks):
        opening = marks[index]
        index += 1
        if opening.opens:
            quoted, index = (_single_stretch if opening.single else _double_stretch)(text, end, marks, index, cue)
            found += [] if quoted is None else [quoted]
    return found


def _double_stretch(
    text: str, end: int, marks: list[_Mark], index: int, cue: re.Pattern[str] | None
) -> tuple[Quoted | None, int]:
    """The stretch that the mark before `index` opens, and the index of the first mark behind it."""
    opening = marks[index - 1]
    searched = opening.end
    for j in range(index, len(marks)):
        mark = marks[j]
        if mark.single:
            continue
        if mark.closes:
            return Quoted(opening.start, mark.end), j + 1
        cut = _cue_cut(text, searched, mark.start, cue)
        if cut is not None:
            return Quoted(opening.start, cut, closed=False), j
        searched = mark.end
    cut = _cue_cut(text, searched, end, cue)
    stop = _rstrip(text, opening.start, end) if cut is None else cut
    behind = next((j for j in range(index, len(marks)) if marks[j].start >= stop), len(marks))
    return Quoted(opening.start, stop, closed=False), behind


def _single_stretch(
    text: str, end: int, marks: list[_Mark], index: int, cue: re.Pattern[str] | None
) -> tuple[Quoted | None, int]:
    """The same for a single mark, which counts only where it closes within reach."""
    opening = marks[index - 1]
    last: tuple[Quoted, int] | None = None
    for j in range(index, len(marks)):
        mark = marks[j]
        if mark.start - opening.end > SINGLE_REACH or (mark.opens and last is not None):
            break
        if mark.single and mark.closes:
            last = Quoted(opening.start, mark.end), j + 1
            if not _may_be_apostrophe(text, mark):
                break
    return (None, index) if last is None else last


def _may_be_apostrophe(text: str, mark: _Mark) -> bool:
    """A plural's possessive ("the soldiers’ families") looks like a closing mark."""
    return (
        text[mark.start - 1 : mark.start] == "s"
        and text[mark.end : mark.end + 1] == " "
        and text[mark.end + 1 : mark.end + 2].islower()
    )


def _cue_cut(text: str, start: int, end: int, cue: re.Pattern[str] | None) -> int | None:
    """Where the narrator speaks again after a mark that was forgotten: the comma before "he said"."""
    match = cue.search(text, start, end) if cue is not None else None
    return None if match is None else match.start() + 1


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
