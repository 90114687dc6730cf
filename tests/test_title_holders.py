"""Titles alone on a day, from public facts: the title, the day, and who held the office then.

`data/holders.csv` was read while the linker was made; `data/holders_unseen.csv` was written apart from it, and is never tuned on.
"""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.title_cases import FILES, Case, answers_to, is_right, read_cases


@pytest.fixture(scope="module", params=FILES)
def cases(request: pytest.FixtureRequest) -> list[Case]:
    return read_cases(request.param)


@pytest.fixture(scope="module")
def answers(nlp: Language, cases: list[Case]) -> list[str | None]:
    return answers_to(cases, nlp)


def test_there_are_enough_cases(cases: list[Case]) -> None:
    assert len(cases) >= 200


def test_nine_in_ten_titles_are_given_their_holder(answers: list[str | None], cases: list[Case]) -> None:
    right = sum(answer is not None and is_right(answer, case["holder"]) for answer, case in zip(answers, cases, strict=True))
    assert right >= 0.9 * len(cases)


def test_hardly_a_title_is_given_to_somebody_else(answers: list[str | None], cases: list[Case]) -> None:
    wrong = [
        (case["title"], case["on"], answer)
        for answer, case in zip(answers, cases, strict=True)
        if answer is not None and not is_right(answer, case["holder"])
    ]
    assert len(wrong) <= 0.03 * len(cases), wrong
