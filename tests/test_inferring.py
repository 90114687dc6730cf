"""The day of an undated article, inferred where it fits one year only, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from pipeline import extract

ROLES = (
    "National Security and Defense Council secretary Rustem Umerov flew to Istanbul on July 23. "
    "U.S. President Donald Trump welcomed the talks. The first round was held on May 16."
)
OF_BIDEN = "U.S. President Joe Biden called British Prime Minister Boris Johnson on {}. They spoke of grain."


def document(text: str, nlp: Language, **given: str):
    return extract(text, nlp=nlp, clean=False, **given)["documents"].iloc[0]


def test_roles_that_fit_one_year_date_the_article(nlp: Language) -> None:
    row = document(ROLES, nlp)
    assert (row.published, row.published_from) == (date(2025, 7, 23), "inferred")
    assert "Rustem Umerov, National Security and Defense Council secretary (known from 2025-07-18" in row.published_evidence


def test_the_other_dates_are_read_by_the_inferred_one(nlp: Language) -> None:
    values = extract(ROLES, nlp=nlp, clean=False)["dates"].value
    assert list(values) == ["2025-07-23", "2025-05-16"]


def test_a_day_that_is_given_stays(nlp: Language) -> None:
    row = document(ROLES, nlp, published="2025-07-24")
    assert (row.published, row.published_from) == (date(2025, 7, 24), "given")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (OF_BIDEN.format("December 3"), 2021),
        (OF_BIDEN.format("March 3"), None),  # 2021 and 2022 both fit
        (OF_BIDEN.format("Thursday, March 3"), 2022),
        ("U.S. President Joe Biden called on December 3.", None),  # one actor is not enough
        ("The former U.S. President Donald Trump met the former British Prime Minister Boris Johnson on March 3.", None),
        ("U.S. President Joe Biden met British Prime Minister Boris Johnson again.", None),  # no day is named
    ],
)
def test_the_year_is_told_only_where_it_is_settled(nlp: Language, text: str, year: int | None) -> None:
    row = document(text, nlp)
    assert (row.published.year if row.published else None) == year
    assert row.published_from == ("inferred" if year else "none")
