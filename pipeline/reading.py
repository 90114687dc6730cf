"""What of an article is analysed: its analysed segments as one text, and the way back to the article's own offsets.

The model reads paragraphs joined by a blank line, with runs of white space made one space and invisible characters left
out. The article itself is never edited: `Reading.to_article` takes offsets of the read text back to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.article import Article
from pipeline.segments import Segment

BREAK = "\n\n"
"""Between paragraphs; spaCy makes it one white-space token."""
LONGEST_WORD = 1000
"""Characters without white space from which a stretch is no prose and is passed over: to tokenize one takes quadratic time."""
_ODD = re.compile(rf"[\s\u200b-\u200d\u2060\ufeff\u00ad]+|\S{{{LONGEST_WORD},}}")
_INVISIBLE = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A segment as read: `[start, end)` in the read text, and its index among the article's segments."""

    start: int
    end: int
    segment_id: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The text that the model reads, and where each stretch of it stands in the article."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]
    """Offsets in `text` where a verbatim stretch begins, ascending."""
    origins: tuple[int, ...]
    """The article's offsets of the same stretches."""

    def to_article(self, start: int, end: int) -> tuple[int, int]:
        """The article's `(start, end)` of a non-empty stretch of the read text."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, offset: int) -> int:
        piece = bisect_right(self.starts, offset) - 1
        return self.origins[piece] + offset - self.starts[piece]


def read(article: Article, segments: Iterable[Segment]) -> Reading:
    """The reading of an article's analysed segments, in order. Linear in the length of the text."""
    pieces: list[str] = []
    paragraphs: list[Paragraph] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    for segment_id, segment in enumerate(segments):
        if not segment.analysed:
            continue
        if paragraphs:
            pieces.append(BREAK)
            length += len(BREAK)
        begin = length
        for origin, piece in _stretches(article.text, segment.start, segment.end):
            starts.append(length)
            origins.append(origin)
            pieces.append(piece)
            length += len(piece)
        paragraphs.append(Paragraph(begin, length, segment_id))
    return Reading("".join(pieces), tuple(paragraphs), tuple(starts), tuple(origins))


def _stretches(text: str, start: int, end: int) -> Iterable[tuple[int, str]]:
    """Verbatim stretches of `text[start:end]` with their offsets; white space becomes one space at its first character."""
    at = start
    for odd in _ODD.finditer(text, start, end):
        if odd.group() == " ":
            continue
        if odd.start() > at:
            yield at, text[at : odd.start()]
        if _INVISIBLE.fullmatch(odd.group()) is None:
            yield odd.start(), " "
        at = odd.end()
    if end > at:
        yield at, text[at:end]
