"""Text to paragraphs: blank lines part them; so do line ends, unless the text is wrapped at a width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline import lexicons

WIDEST = 120
"""Characters of the widest line that a hard-wrapped text has; mail is wrapped at 72 to 78, terminals at 80 to 120."""
NARROWEST = 40
"""Width below which lines are a list or verse, not wrapped prose."""
FULL_SHARE = 0.5
"""Share of lines too full to take the next word, from which a text may be hard-wrapped; lists of headlines have about a third."""
ACCOUNTED_SHARE = 0.8
"""Share of lines that are full or end a sentence, as nearly all do in wrapped text."""
BROKEN_SHARE = 0.5
"""Share of the full lines that break off within a sentence; where short paragraphs happen to be of one length, none does."""
MIN_INNER_LINES = 3
"""Lines followed by another without a blank between; with fewer, a width can't be told."""
_LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
_INVISIBLE = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad]*")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of an article's text, in code points."""

    start: int
    end: int
    kind: str
    """`headline`, `byline`, `dateline`, `body`, `caption`, `note`, `related` or `boilerplate`."""
    analysed: bool
    """Whether the stages read it."""


Span = tuple[int, int]


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of `text` as `(start, end)`: trimmed, in order, together holding every character that is no white space."""
    lines = list(_lines(text))
    blocks = list(_blocks(text, lines))
    width = wrap_width(text, blocks)
    return [span for block in blocks for span in _join(text, block, width)]


def legible(text: str, start: int, end: int) -> bool:
    """Whether there is anything to see in `text[start:end]`."""
    return _INVISIBLE.match(text, start, end).end() < end  # type: ignore[union-attr]  # matches the empty string too


def wrap_width(text: str, blocks: Sequence[Sequence[Span]]) -> int | None:
    """The width at which the lines of `text` are wrapped; None where each line is a paragraph of its own."""
    inner = [(line, after) for block in blocks for line, after in pairwise(block)]
    if len(inner) < MIN_INNER_LINES:
        return None
    width = max(end - start for block in blocks for start, end in block)
    if not NARROWEST <= width <= WIDEST:
        return None
    full = [line for line, after in inner if _is_full(text, line, after, width)]
    broken = sum(not _ends_sentence(text, line) for line in full)
    ended = sum(_ends_sentence(text, line) for line, after in inner if not _is_full(text, line, after, width))
    wrapped = (
        len(full) >= FULL_SHARE * len(inner)
        and len(full) + ended >= ACCOUNTED_SHARE * len(inner)
        and broken >= BROKEN_SHARE * len(full)
    )
    return width if wrapped else None


def _lines(text: str) -> Iterator[Span]:
    for line in _LINE.finditer(text):
        raw = line.group()
        start = line.start() + len(raw) - len(raw.lstrip())
        yield (start, line.start() + len(raw.rstrip())) if raw.strip() else (line.start(), line.start())


def _blocks(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """Runs of lines without a blank line among them."""
    block: list[Span] = []
    for start, end in lines:
        if block and (start == end or text.count("\n", block[-1][1], start) > 1):
            yield block
            block = []
        if end > start:
            block.append((start, end))
    if block:
        yield block


def _is_full(text: str, line: Span, after: Span, width: int) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    first_word = text[after[0] : min(after[1], after[0] + WIDEST)].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width


def _ends_sentence(text: str, line: Span) -> bool:
    return text[max(line[0], line[1] - 3) : line[1]].rstrip("\"'”’)").endswith((".", "!", "?"))


def _join(text: str, block: list[Span], width: int | None) -> Iterator[Span]:
    start, end = block[0]
    for before, line in pairwise(block):
        if (width and _is_full(text, before, line, width)) or _runs_on(text, before, line):
            end = line[1]
        else:
            yield start, end
            start, end = line
    yield start, end


def _runs_on(text: str, line: Span, after: Span) -> bool:
    """Whether a sentence broken off at the end of `line` (at a comma or a word such as "the") goes on in `after`."""
    if not text[after[0]].islower():
        return False
    tail = text[max(line[0], line[1] - 20) : line[1]]
    return tail.endswith(",") or tail.rsplit(maxsplit=1)[-1].lower() in _open_words()


@cache
def _open_words() -> frozenset[str]:
    return lexicons.words("furniture", "open_words")
