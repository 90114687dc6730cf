"""The read text leads back to the article, whatever was skipped or collapsed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.article import Article
from pipeline.reading import read
from pipeline.segments import Segment, segment

ODD_TEXT = st.text(alphabet=st.sampled_from("ab é😀\u00a0\u200b\u00ad\t\n .,“"), max_size=200)


def article(text: str) -> Article:
    return Article(text=text, source="here")


def body(text: str, *stretches: tuple[int, int]) -> list[Segment]:
    return [Segment(start, end, "body", True) for start, end in stretches]


def test_white_space_is_collapsed_and_invisible_characters_are_left_out() -> None:
    text = "Zelen\u00adsky\u00a0 said\nso"
    reading = read(article(text), body(text, (0, len(text))))
    assert reading.text == "Zelensky said so"


def test_offsets_lead_back_across_what_was_left_out() -> None:
    text = "skip\nZelen\u00adsky\u00a0 said\nso"
    reading = read(article(text), body(text, (5, len(text))))
    start, end = reading.to_article(0, len("Zelensky"))
    assert text[start:end] == "Zelen\u00adsky"
    start, end = reading.to_article(reading.text.index("so"), len(reading.text))
    assert text[start:end] == "so"


def test_paragraphs_are_joined_by_a_blank_line_and_know_their_segment() -> None:
    text = "One.\n\nFurniture\n\nTwo."
    segments = [Segment(0, 4, "body", True), Segment(6, 15, "boilerplate", False), Segment(17, 21, "body", True)]
    reading = read(article(text), segments)
    assert reading.text == "One.\n\nTwo."
    assert [(p.start, p.end, p.segment_id) for p in reading.paragraphs] == [(0, 4, 0), (6, 10, 2)]


def test_a_word_of_thousands_of_characters_is_passed_over_and_what_surrounds_it_is_read() -> None:
    text = f"Before {'x(' * 5000} after"
    reading = read(article(text), body(text, (0, len(text))))
    assert reading.text == "Before   after"
    assert text[slice(*reading.to_article(9, 14))] == "after"


@given(ODD_TEXT)
def test_every_visible_character_read_is_the_articles_own(text: str) -> None:
    reading = read(article(text), segment(article(text), clean=False))
    for offset, character in enumerate(reading.text):
        if not character.isspace():
            start, end = reading.to_article(offset, offset + 1)
            assert text[start:end] == character


@given(ODD_TEXT)
def test_nothing_visible_is_lost_without_cleaning(text: str) -> None:
    reading = read(article(text), segment(article(text), clean=False))
    visible = "".join(c for c in text if not c.isspace() and c not in "\u200b\u00ad")
    assert "".join(reading.text.split()) == visible
