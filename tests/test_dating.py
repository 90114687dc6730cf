"""The day of an article that its own text tells."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline import Article
from pipeline.dating import dated
from pipeline.segments import segment

BODY = "The council opened a shelter near the river on Monday.\n\nIt had room for 40 guests, the mayor told reporters."


def article(head: str, tail: str = "", **fields: object) -> Article:
    between = " " if head.endswith("—") else "\n\n"
    return Article(text=f"Shelter opens near the river\n\n{head}{between}{BODY}\n\n{tail}", source="story.txt", **fields)  # type: ignore[arg-type]


def day_of(given: Article) -> Article:
    return dated(given, segment(given, clean=True))


@pytest.mark.parametrize(
    "head", ["July 18, 2025", "By Anna Reyes, 18 July 2025", "Published 18 July 2025, 7:45 p.m.", "KYIV, July 18, 2025 —"]
)
def test_a_line_around_the_story_tells_the_day(head: str) -> None:
    found = day_of(article(head))
    assert (found.published, found.published_from) == (date(2025, 7, 18), "text")
    assert found.published_evidence
    assert head.startswith(found.published_evidence[:12])


@pytest.mark.parametrize("head", ["By Anna Reyes", "KYIV, July 18 —", "The bridge fell on 18 July 2025 after a storm."])
def test_a_day_without_year_or_in_the_story_is_not_the_articles(head: str) -> None:
    assert day_of(article(head)).published is None


def test_a_copyright_line_names_no_day_of_publication() -> None:
    assert day_of(article("", "Copyright 2025 Meridian, as of 18 July 2025. All rights reserved.")).published is None


def test_a_day_from_metadata_stays_and_one_of_a_file_name_is_corrected() -> None:
    known = article("July 18, 2025", published=date(2025, 7, 17), published_from="metadata")
    named = article("July 18, 2025", published=date(2025, 7, 17), published_from="filename")
    assert day_of(known).published == date(2025, 7, 17)
    assert day_of(named).published == date(2025, 7, 18)
