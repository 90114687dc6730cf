"""Every offset points at its text, every id at its row, in any article."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import Article, Settings
from pipeline.errors import ArticleError
from pipeline.nlp import analyse
from pipeline.tables import rows
from tests.conftest import STORY

PIECES = [
    "President Volodymyr Zelensky said on Friday that 20 people had died.",
    "“It is over,” he said. “We will talk.”",
    "4 min read",
    "By Jane Doe",
    "KYIV, July 23 (Wire) — Talks went on.",
    "\u00a0\u200b",
    "The Russian leader paid $1.1 trillion.",
    "—",
    "\n",
    "\n\n",
    "According to Kyiv, more than 1,000 people came home.",
    "\t",
    " ",
    'He "never closed this mark.',
    "Ра́да 😀 said so.",
]
ANY_ARTICLE = st.lists(st.sampled_from(PIECES), max_size=8).map("\n\n".join)


def tables_of(nlp, text: str, *, clean: bool = True) -> dict[str, list[dict[str, Any]]]:
    return rows(analyse(nlp, Article(text=text, source="here"), Settings(clean=clean, any_language=True)))


def assert_whole(text: str, tables: dict[str, list[dict[str, Any]]]) -> None:
    for name in ("segments", "sentences", "entities", "dates", "quantities", "quotes"):
        for row in tables[name]:
            assert row["text"] == text[row["start"] : row["end"]] != "", name
    for name, key in (("entities", "entity_id"), ("dates", "date_id"), ("quantities", "quantity_id"), ("quotes", "quote_id")):
        assert [row[key] for row in tables[name]] == list(range(len(tables[name])))
        assert [row["start"] for row in tables[name]] == sorted(row["start"] for row in tables[name])
    for row in tables["sentences"]:
        segment = tables["segments"][row["segment_id"]]
        assert segment["analysed"]
        assert segment["start"] <= row["start"] < row["end"] <= segment["end"]
    for row in (*tables["entities"], *tables["dates"], *tables["quantities"]):
        sentence = tables["sentences"][row["sentence_id"]]
        assert sentence["start"] <= row["start"] < sentence["end"]
    for row in tables["quotes"]:
        assert row["parts"][0]["start"] == row["start"]
        assert row["parts"][-1]["end"] == row["end"]
        for what in ("cue", "speaker"):
            if row[what] is not None:
                assert row[what] == text[row[f"{what}_start"] : row[f"{what}_end"]]
    for row in tables["quantities"]:
        if row["counted"] is not None:
            assert row["counted"] == text[row["counted_start"] : row["counted_end"]]
    for row in tables["links"]:
        assert row["row_id"] < len(tables[row["table"]])
        assert tables["entities"][row["entity_id"]]["actor_id"] == row["actor_id"]


@pytest.mark.parametrize("clean", [True, False])
def test_the_story_is_whole(nlp, clean: bool) -> None:
    assert_whole(STORY, tables_of(nlp, STORY, clean=clean))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_ARTICLE, clean=st.booleans())
def test_any_article_is_whole_or_refused(nlp, text: str, clean: bool) -> None:
    try:
        tables = tables_of(nlp, text, clean=clean)
    except ArticleError as error:
        code = error.code
    else:
        code = None
        assert_whole(text, tables)
    assert code == (None if text.strip() else "empty")


def test_the_story_says_what_it_says(nlp) -> None:
    tables = tables_of(nlp, STORY)
    assert any(q["kind"] == "direct" and q["speaker_name"] == "Volodymyr Zelensky" for q in tables["quotes"])
    assert any(q["value"] == 84 and q["counted"] == "soldiers" for q in tables["quantities"])
    assert {"Kyiv", "Moscow", "Istanbul"} <= {e["text"] for e in tables["entities"]}
    assert any(d["value"] == "XXXX-05-16" for d in tables["dates"])


def test_furniture_is_in_no_table_but_segments(nlp) -> None:
    text = f"News Feed\n\n{STORY}\nShow More"
    tables = tables_of(nlp, text)
    ends = [row["end"] for name in ("sentences", "entities", "dates", "quantities", "quotes") for row in tables[name]]
    assert max(ends) <= text.index("Show More")
    assert [s["kind"] for s in tables["segments"] if not s["analysed"]] == ["boilerplate", "boilerplate"]
