"""The day an article came out, where nobody has given it: read from the lines around its story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipeline import lexicons
from pipeline.article import Article
from pipeline.segments import Segment
from pipeline.timex import find

WEAKER = ("none", "filename")
"""Sources of a day that one in the text corrects."""
OWN = ("byline", "dateline")
"""Kinds of segments whose day is the article's."""
OTHER = ("boilerplate", "note")
"""Kinds that name it beside a word such as "published"; else they speak of something else."""
LONGEST = 200
"""Characters of a line that tells it."""


def dated(article: Article, segments: Sequence[Segment]) -> Article:
    """The article with the day that its dateline, byline or a line of publication names in full, the first of them.

    A day that was given, or stands in the record's metadata, stays. `published_evidence` is the line.
    """
    if article.published_from not in WEAKER:
        return article
    for line in _lines(article, segments):
        day = _day(line)
        if day:
            return replace(article, published=day, published_from="text", published_evidence=line)
    return article


def _lines(article: Article, segments: Sequence[Segment]) -> Iterator[str]:
    cues: list[str] = lexicons.load("dates")["classes"]["publication_cues"]
    for segment in segments:
        line = article.text[segment.start : segment.end].strip()
        if len(line) <= LONGEST and (segment.kind in OWN or (segment.kind in OTHER and any(cue in line.lower() for cue in cues))):
            yield line


def _day(line: str) -> date | None:
    """The first day that the line names with its year."""
    for found in find(line):
        timex: Any = found.timex
        if timex.type in ("DATE", "TIME") and timex.anchor == "explicit" and timex.earliest and timex.earliest == timex.latest:
            return date.fromisoformat(timex.earliest)
    return None
