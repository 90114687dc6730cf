"""The command as its user meets it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from tests.conftest import STORY

COMMANDS = (
    ["run"],
    ["show"],
    ["schema"],
    ["check"],
    ["evaluate"],
    ["actors", "find"],
    ["actors", "show"],
    ["actors", "validate"],
    ["actors", "build"],
    ["actors", "update"],
)


def newsfacts(*arguments: str | Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as from a shell."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)], input=text, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    shown = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert shown.exit_code == 0
    assert f"newsfacts {' '.join(command)}" in shown.output


def test_run_writes_tables_and_is_quiet_off_a_terminal(story_folder: Path, tmp_path: Path) -> None:
    done = newsfacts("run", story_folder, "-o", tmp_path / "out", "--published", "2025-05-23")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert re.fullmatch(r"6 articles, \d+ words -> .*words/s\)\n", done.stderr)
    documents = pd.read_parquet(tmp_path / "out" / "documents")
    assert set(documents["published_from"]) == {"given"}


def test_run_reads_standard_input(tmp_path: Path) -> None:
    done = newsfacts("run", "-", "-o", tmp_path / "out", "-q", text=STORY)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(pd.read_parquet(tmp_path / "out" / "documents")) == 1


def test_some_rejects_exit_3_and_say_which_and_why(story_folder: Path, tmp_path: Path) -> None:
    (story_folder / "blank.txt").write_text(" \n")
    done = newsfacts("run", story_folder, "-o", tmp_path / "out")
    assert done.returncode == 3
    assert re.search(r"rejected: .*blank\.txt.*: empty: ", done.stderr)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["run", "no/such/place", "-o", "{out}"], "no/such/place"),
        (["run", "{story}", "-o", "{out}", "--published", "yesterday"], "YYYY-MM-DD"),
        (["run", "{story}", "-o", "{out}", "--model", "no_such_model"], "en_news"),
        (["run", "{story}", "-o", "{story}"], "name another folder"),
        (["check", "{out}"], "articles"),
        (["show", "{story}/story-0.txt", "--record", "5"], "no record 5"),
    ],
)  # fmt: skip
def test_wrong_usage_exits_2_with_one_clear_line(story_folder: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    filled = [a.format(out=tmp_path / "out", story=story_folder) for a in arguments]
    done = newsfacts(*filled)
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_only_unreadable_input_exits_2(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text("")
    assert newsfacts("run", tmp_path / "blank.txt", "-o", tmp_path / "out").returncode == 2


def test_show_prints_the_text_and_its_tables(story_folder: Path) -> None:
    done = newsfacts("show", story_folder / "story-0.txt", "--published", "2025-05-23")
    assert done.returncode == 0, done.stderr
    assert "Ukraine brought home 84 soldiers" in done.stdout
    assert re.search(r"quotes \(\d+\)", done.stdout)
    assert "2025-05-16" in done.stdout


def test_show_as_json_is_the_rows(story_folder: Path) -> None:
    tables = json.loads(newsfacts("show", story_folder / "story-0.txt", "--json").stdout)
    assert tables["documents"][0]["text"].startswith("Prisoners come home")
    assert tables["quotes"]


def test_schema_lists_every_column() -> None:
    markdown = newsfacts("schema").stdout
    tables = json.loads(newsfacts("schema", "--json").stdout)
    for name, table in tables.items():
        assert f"## {name}" in markdown
        for column in table["columns"]:
            assert f"`{column['name']}`" in markdown


def test_actors_find_knows_spellings_and_offices_of_a_day() -> None:
    done = newsfacts("actors", "find", "Зеленський", "--on", "2025-07-23")
    assert done.returncode == 0
    assert "Volodymyr Zelensk" in done.stdout
    assert "President" in done.stdout
    (found, *_) = json.loads(newsfacts("actors", "find", "Umerov", "--on", "2025-07-23", "--json").stdout)
    assert [role["start"] for role in found["roles"]] == ["2025-07-18"]


def test_actors_find_says_when_there_is_none() -> None:
    done = newsfacts("actors", "find", "Nobody Whatsoever")
    assert done.returncode == 1
    assert "Nobody Whatsoever" in done.stderr


RESULT = (
    "person,personLabel,sex,positionLabel,country,start,end\n"
    "http://www.wikidata.org/entity/Q64842485,Rustem Umerov,male,Minister of Defence,UA,2023-09-06,2025-07-17\n"
    "http://www.wikidata.org/entity/Q999999001,Olha Testova,female,President of Ukraine,UA,2035-05-20T00:00:00Z,\n"
    "http://www.wikidata.org/entity/Q999999002,Q999999002,male,Minister of Energy,UA,,\n"
)


def test_actors_show_is_a_line_that_an_actors_file_may_hold(tmp_path: Path) -> None:
    line = newsfacts("actors", "show", "Q64842485").stdout
    assert json.loads(line)["name"] == "Rustem Umerov"
    own = tmp_path / "own.jsonl"
    own.write_text(line, encoding="utf-8")
    assert "1 actors, 1 of them change the base's, 0 are new" in newsfacts("actors", "validate", own).stdout
    assert newsfacts("actors", "show", "Q1x").returncode == 1


def test_actors_build_makes_a_base_that_is_used_like_a_file(tmp_path: Path) -> None:
    first, second, base = tmp_path / "a.jsonl", tmp_path / "b.csv", tmp_path / "base"
    first.write_text(
        '{"actor_id": "n-olha-testova", "name": "Olha Testova", "type": "person", "country": "UA"}\n', encoding="utf-8"
    )
    second.write_text("actor_id,name,type,aliases\nn-olha-testova,Olha Testova,person,Olly Testova\n", encoding="utf-8")
    done = newsfacts("actors", "build", first, second, "-o", base)
    assert done.returncode == 0, done.stderr
    assert "1 of them yours" in done.stderr
    (found, *_) = json.loads(newsfacts("actors", "find", "Olly Testova", "--actors", base, "--json").stdout)
    assert (found["actor_id"], found["country"]) == ("n-olha-testova", "UA")
    assert "Volodymyr" in newsfacts("actors", "find", "Zelensky", "--actors", base).stdout


def test_a_folder_that_is_no_base_is_told(tmp_path: Path) -> None:
    done = newsfacts("actors", "find", "Zelensky", "--actors", tmp_path)
    assert done.returncode == 2
    assert "no actor base" in done.stderr


def test_actors_validate_tells_the_line_of_an_error(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text(
        '{"actor_id": "n-a", "name": "A", "type": "person"}\n{"actor_id": "n-b", "type": "person"}\n', encoding="utf-8"
    )
    done = newsfacts("actors", "validate", own)
    assert done.returncode == 1
    assert "line 2: name is missing" in done.stderr


def test_actors_update_prints_its_query_and_merges_the_answer(tmp_path: Path) -> None:
    asked = newsfacts("actors", "update", "-c", "ua", "-c", "PL").stdout
    assert 'VALUES ?country { "UA" "PL" }' in asked
    assert newsfacts("actors", "update").returncode == 2
    result, own = tmp_path / "query.csv", tmp_path / "own.jsonl"
    result.write_text(RESULT, encoding="utf-8")
    done = newsfacts("actors", "update", result, "-o", own, "--as-of", "2035-06-01")
    assert (done.returncode, "2 actors, as of 2035-06-01" in done.stderr) == (0, True)
    known, new = map(json.loads, own.read_text(encoding="utf-8").splitlines())
    assert [role["end"] for role in known["roles"] if role["title"] == "Minister of Defence"] == ["2025-07-17"]
    assert any(role["title"] == "Secretary" for role in known["roles"])
    assert (new["name"], new["roles"][0]["title"], new["roles"][0]["source"]) == ("Olha Testova", "President", "wikidata")
    found = json.loads(newsfacts("actors", "find", "Testova", "--actors", own, "--on", "2035-05-25", "--json").stdout)
    assert found[0]["actor_id"] == "Q999999001"


def test_actors_update_says_what_is_wrong_with_an_answer(tmp_path: Path) -> None:
    result = tmp_path / "query.csv"
    result.write_text("who,what\nA,B\n", encoding="utf-8")
    done = newsfacts("actors", "update", result, "-o", tmp_path / "own.jsonl")
    assert done.returncode == 1
    assert "row 1: no column 'person'" in done.stderr
