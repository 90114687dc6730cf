"""Marks pair within their paragraph; an odd one costs nothing but itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speech.marks import pair


def quoted(text: str) -> list[str]:
    at, paragraphs = 0, []
    for paragraph in text.split("\n\n"):
        paragraphs.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return [text[q.start : q.end] for q in pair(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said “yes” and “no”.", ["“yes”", "“no”"]),
        ("He said «yes» again.", ["«yes»"]),
        ("He said „yes“ again.", ["„yes“"]),
        ("He said ``yes'' again.", ["``yes''"]),
        ("“He said ‘yes’ to me,” she said.", ["“He said ‘yes’ to me,”"]),
        ("The pipe was 5'10\" long and the talks' end came.", []),
        ("It's the ministers' word, isn't it?", []),
        ("He said 'yes, we will come' again.", ["'yes, we will come'"]),
        ('"""We came,"" he said. ""We saw."""', ['"""We came,""', '""We saw."""']),
    ],
)
def test_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_the_words_of_marks_that_csv_doubled_have_no_mark_left() -> None:
    text = '"""We came,"" he said.'
    (found,) = pair(text, [(0, len(text))])
    assert text[slice(*found.inner(text))] == "We came,"


def test_a_mark_that_never_closes_ends_with_its_paragraph() -> None:
    assert quoted("“We will go.\n\n“And we will come back,” he said.") == ["“We will go.", "“And we will come back,”"]


@given(st.sampled_from(['"', "“", "”", "«", "'"]), st.integers(0, 30))
def test_an_odd_mark_in_one_paragraph_leaves_the_others_alone(mark: str, at: int) -> None:
    broken = "One line of plain news text here."
    broken = broken[:at] + mark + broken[at:]
    whole = 'He said "all is well" and left.'
    assert quoted(f"{broken}\n\n{whole}")[-1] == '"all is well"'


@given(st.text(alphabet="ab ,.\"'“”‘’«»\n", max_size=80))
def test_any_text_pairs_in_order_within_its_paragraph(text: str) -> None:
    paragraphs = [(0, len(text))]
    at = 0
    for q in pair(text, paragraphs):
        assert at <= q.start < q.end <= len(text)
        at = q.end
