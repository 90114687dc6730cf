"""Titles alone on a day and who held them: the cases, what the linker says of them, and whether it is right.

python -m tests.title_cases prints the count for each file, and what was not right.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from spacy.language import Language

import pipeline
from pipeline import Article, extract
from pipeline.actors.names import skeleton

FILES = ("holders.csv", "holders_unseen.csv")
Case = dict[str, str]


def read_cases(name: str) -> list[Case]:
    """Rows of `title`, `on` and `holder`."""
    return list(csv.DictReader((Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()))


def answers_to(cases: list[Case], nlp: Language) -> list[str | None]:
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


def main() -> None:
    nlp = pipeline.load()
    for name in FILES:
        cases = read_cases(name)
        answers = answers_to(cases, nlp)
        failed = [
            (case, answer)
            for case, answer in zip(cases, answers, strict=True)
            if answer is None or not is_right(answer, case["holder"])
        ]
        for case, answer in failed:
            print(f"{case['title']}, {case['on']}: {case['holder']}, given {answer}")
        wrong = sum(answer is not None for _, answer in failed)
        print(f"{name}: {len(cases)} titles, {len(cases) - len(failed)} right, {wrong} wrong, {len(failed) - wrong} not given")


if __name__ == "__main__":
    main()
