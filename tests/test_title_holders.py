"""Titles alone on a day, from public facts: `data/holders.csv` has the title, the day, and who held the office then."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline import Article, extract
from pipeline.actors.names import skeleton

CASES = list(csv.DictReader((Path(__file__).parent / "data" / "holders.csv").read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def answers(nlp: Language) -> list[str | None]:
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
        for number, case in enumerate(CASES)
    ]
    tables = extract(articles, clean=False, nlp=nlp)
    number_of = dict(zip(tables["documents"].doc_id, tables["documents"].source_id, strict=True))
    titles = tables["entities"].query("form == 'title' and link_method != 'outside'").dropna(subset="actor_name")
    given = {int(number_of[row.doc_id]): row.actor_name for row in titles.itertuples()}
    return [given.get(number) for number in range(len(CASES))]


def is_right(answer: str, holder: str) -> bool:
    """Whether the names share their skeleton, or one has the words of the other: "Vicente Fox Quesada"."""
    one, other = set(skeleton(answer).split()), set(skeleton(holder).split())
    return one <= other or other <= one or skeleton(answer).split()[-1] == skeleton(holder).split()[-1]


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 200


def test_nine_in_ten_titles_are_given_their_holder(answers: list[str | None]) -> None:
    right = sum(answer is not None and is_right(answer, case["holder"]) for answer, case in zip(answers, CASES, strict=True))
    assert right >= 0.9 * len(CASES)


def test_hardly_a_title_is_given_to_somebody_else(answers: list[str | None]) -> None:
    wrong = [
        (case["title"], case["on"], answer)
        for answer, case in zip(answers, CASES, strict=True)
        if answer is not None and not is_right(answer, case["holder"])
    ]
    assert len(wrong) <= 0.03 * len(CASES), wrong
