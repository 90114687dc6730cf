"""Titles alone on a day, from public facts: the title, the day, and who held the office then.

`data/holders.csv` was read while the linker was made; `data/holders_unseen.csv` was written apart from it, and is never tuned on.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline import Article, extract
from pipeline.actors.names import skeleton

FILES = ("holders.csv", "holders_unseen.csv")
Case = dict[str, str]


@pytest.fixture(scope="module", params=FILES)
def cases(request: pytest.FixtureRequest) -> list[Case]:
    path = Path(__file__).parent / "data" / request.param
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def answers(nlp: Language, cases: list[Case]) -> list[str | None]:
    """The actor of the base that each title is given; None where the linker abstains."""
    articles = [
        Article(
            text=f"{case['title'][0].upper()}{case['title'][1:]} spoke to reporters on Tuesday.",
            source="cases",
            source_record=number,
            source_id=str(number),
            published=date.fromisoformat(case["on"]),
            published_from="given",
        )
        for number, case in enumerate(cases)
    ]
    tables = extract(articles, clean=False, nlp=nlp)
    number_of = dict(zip(tables["documents"].doc_id, tables["documents"].source_id, strict=True))
    titles = tables["entities"].query("form == 'title' and link_method != 'outside'").dropna(subset="actor_name")
    given = {int(number_of[row.doc_id]): row.actor_name for row in titles.itertuples()}
    return [given.get(number) for number in range(len(cases))]


def is_right(answer: str, holder: str) -> bool:
    """Whether the names share their skeleton, or one has the words of the other: "Vicente Fox Quesada"."""
    one, other = set(skeleton(answer).split()), set(skeleton(holder).split())
    return one <= other or other <= one or skeleton(answer).split()[-1] == skeleton(holder).split()[-1]


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
