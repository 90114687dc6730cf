"""Odd marks: apostrophes, marks forgotten, paragraphs that go on, and marks without end."""

from __future__ import annotations

import time

import pytest

from pipeline.speech.lexicon import narrator
from pipeline.speech.marks import Quoted, pair


def paired(text: str) -> list[Quoted]:
    paragraphs, start = [], 0
    for paragraph in text.split("\n\n"):
        paragraphs.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return pair(text, paragraphs, narrator())


def stretches(text: str) -> list[str]:
    return [text[q.start : q.end] for q in paired(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers' families didn't leave; it's the '90s again.",
        "The players’ union won’t sign.",
        "Rock 'n' roll and 'em all.",
        "He is 6'2\" tall.",
        'The ship has 12" guns.',
        "",
    ],
)
def test_apostrophes_feet_and_inches_are_no_marks(text: str) -> None:
    assert stretches(text) == []


def test_a_possessive_inside_single_marks_does_not_close_them() -> None:
    assert stretches("The judge said ‘the soldiers’ rights won’t lapse’ today.") == ["‘the soldiers’ rights won’t lapse’"]


def test_a_quotation_within_a_quotation_is_part_of_the_outer_one() -> None:
    assert stretches("\"He told us 'no' twice,\" she said.") == ["\"He told us 'no' twice,\""]


def test_an_unclosed_mark_ends_with_its_paragraph_and_leaves_the_next_alone() -> None:
    text = '"Nobody closed this.\n\nThe "deal" is dead.'
    assert stretches(text) == ['"Nobody closed this.', '"deal"']
    assert [q.closed for q in paired(text)] == [False, True]


def test_a_paragraph_that_opens_again_goes_on() -> None:
    quoted = paired("“One.\n\n“Two.\n\n“Three,” she said.\n\n“Four.”")
    assert [q.continues for q in quoted] == [False, True, True, False]


def test_a_closing_mark_alone_ends_the_quotation_of_the_paragraph_before() -> None:
    text = '"One.\n\nTwo," she said.'
    assert stretches(text) == ['"One.', 'Two,"']
    assert paired(text)[1].continues
    assert not paired(text)[1].opened


def test_a_forgotten_closing_mark_does_not_swallow_the_attribution() -> None:
    assert stretches("“We won, he said. “We go on,” she added.") == ["“We won,", "“We go on,”"]


def test_a_stray_opening_mark_inside_splits_nothing() -> None:
    assert stretches("“They are lost. “They are gone. Enough.”") == ["“They are lost. “They are gone. Enough.”"]


@pytest.mark.parametrize(("text", "inner"), [("“Yes,”", "Yes,"), ("``Yes''", "Yes"), ('"Yes', "Yes"), ('""', "")])
def test_the_inner_words_are_those_between_the_marks(text: str, inner: str) -> None:
    start, end = paired(text)[0].inner(text)
    assert text[start:end] == inner


@pytest.mark.parametrize("mark", ["“", "‘", '"', "'", "«", "``"])
def test_ten_thousand_odd_marks_take_no_time(mark: str) -> None:
    began = time.process_time()
    paired(f"{mark}a " * 10_000)
    assert time.process_time() - began < 5
