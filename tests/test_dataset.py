"""What a researcher does first with a run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import TABLES, InputError, Tables, extract, read_tables, run
from tests.conftest import STORY


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("dataset")
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    (folder / "story.json").write_text('{"published": "2025-05-23", "title": "Home"}', encoding="utf-8")
    run([str(folder / "story.txt")], folder / "out")
    return read_tables(folder / "out")


def test_tables_are_read_by_name(tables: Tables) -> None:
    assert list(tables) == list(TABLES)
    assert len(tables) == len(TABLES)
    assert len(tables["documents"]) == 1
    with pytest.raises(KeyError, match="there are documents"):
        tables["quotations"]


def test_excerpts_stand_around_their_text(tables: Tables) -> None:
    row = tables.excerpts("dates", width=20).iloc[-1]
    text = tables["documents"]["text"][0]
    assert f"{row['before']}{row['text']}{row['after']}" in text
    assert len(row["before"]) == 20


def test_rows_join_their_articles(tables: Tables) -> None:
    joined = tables.with_documents("quotes")
    assert set(joined["title"]) == {"Home"}
    assert len(joined) == len(tables["quotes"])


def test_what_is_tied_to_an_actor(tables: Tables) -> None:
    actors = tables["actors"].set_index("name")
    quotes = tables.around(actors.loc["Volodymyr Zelensky", "actor_id"], "quotes")
    assert set(quotes["relation"]) == {"speaker"}
    assert quotes["quote_id"].is_unique


def test_a_folder_without_a_run_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="newsfacts run"):
        read_tables(tmp_path)


def test_extract_gives_frames_of_one_text() -> None:
    tables = extract(STORY, published="2025-05-23")
    assert str(tables["documents"]["published"][0]) == "2025-05-23"
    assert "2025-05-16" in set(tables["dates"]["value"])


def test_extract_reads_past_a_lone_surrogate() -> None:
    tables = extract("Kyiv \ud800 said on Monday that Umerov would go to Istanbul for talks.", published="2025-07-23")
    assert tables["documents"].text[0][5] == "\ufffd"
    assert tables["rejects"].empty
    assert "Istanbul" in set(tables["entities"].text)


def test_extract_keeps_what_it_could_not_use() -> None:
    tables = extract(["", STORY])
    assert list(tables["rejects"]["error"]) == ["empty"]
    assert list(tables["documents"]["source_record"]) == [1]


def test_reading_tables_needs_no_spacy() -> None:
    code = "import sys, pipeline.dataset; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
