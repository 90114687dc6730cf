"""A run: nothing lost, the same bytes however it was done, and a clear word where it can't be."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from pipeline import InputError, OutputError, Settings, read_tables, run
from pipeline.schema import TABLES
from pipeline.shards import STATE, cut, read_progress
from tests.conftest import STORY


def parts(folder: Path) -> dict[str, bytes]:
    """Every file of a finished run but the state, as bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and STATE not in p.parts}


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine good records, a broken line, and a record told twice."""
    path = tmp_path_factory.mktemp("dump") / "dump.jsonl.gz"
    lines = [json.dumps({"id": n, "text": f"{STORY}\nReport {n}.", "published": f"2025-05-{n + 10}"}) for n in range(9)]
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write("\n".join([*lines[:5], "{broken", *lines[5:], lines[0]]))
    return path


@pytest.fixture(scope="module")
def finished(dump: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("finished") / "out"
    run([str(dump)], out, shard_size=4)
    return out


def test_every_record_is_in_documents_or_rejects(finished: Path) -> None:
    tables = read_tables(finished)
    assert len(tables["documents"]) == 9
    assert sorted(tables["rejects"]["error"]) == ["duplicate", "not_json"]
    records = [*tables["documents"]["source_record"], *tables["rejects"]["source_record"]]
    assert sorted(records) == list(range(11))
    assert tables.manifest["records"] == 11


def test_the_records_own_id_and_date_are_kept(finished: Path) -> None:
    documents = read_tables(finished)["documents"]
    assert list(documents["source_id"]) == [str(n) for n in range(9)]
    assert str(documents["published"][0]) == "2025-05-10"
    assert set(documents["published_from"]) == {"metadata"}


def test_the_manifest_counts_and_checksums_its_parts(finished: Path) -> None:
    import hashlib

    manifest = read_tables(finished).manifest
    for path, part in manifest["parts"].items():
        assert hashlib.sha256((finished / path).read_bytes()).hexdigest() == part["sha256"]
    for name in TABLES:
        assert manifest["rows"][name] == len(pd.read_parquet(finished / name))


def test_actors_of_the_run_are_counted(finished: Path) -> None:
    tables = read_tables(finished)
    actors = tables["actors"].set_index("name")
    assert actors.loc["Volodymyr Zelensky", "n_documents"] == 9
    assert actors.loc["Volodymyr Zelensky", "n_quotes"] >= 9
    assert set(tables["actor_roles"]["actor_id"]) <= set(tables["actors"]["actor_id"])
    assert set(tables["entities"]["actor_id"].dropna()) <= set(tables["actors"]["actor_id"])


def test_two_workers_write_the_same_bytes_as_one(dump: Path, finished: Path, tmp_path: Path) -> None:
    run([str(dump)], tmp_path / "out", shard_size=4, workers=2)
    assert parts(tmp_path / "out") == parts(finished)


def test_a_resumed_run_writes_the_same_bytes(dump: Path, finished: Path, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop_after_first(records: int, words: int) -> None:
        raise Enough

    with pytest.raises(Enough):
        run([str(dump)], tmp_path / "out", shard_size=4, advance=stop_after_first)
    assert not (tmp_path / "out" / "manifest.json").exists()
    summary = run([str(dump)], tmp_path / "out", shard_size=4)
    assert summary.resumed == 4
    assert parts(tmp_path / "out") == parts(finished)


def test_a_finished_run_is_left_as_it_is(dump: Path, finished: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in finished.rglob("part-*.parquet") if "actor" not in str(p)}
    assert run([str(dump)], finished, shard_size=4).resumed == 11
    assert {p: p.stat().st_mtime_ns for p in before} == before


def test_a_lost_part_is_made_again(dump: Path, finished: Path) -> None:
    whole = parts(finished)
    (finished / "quotes" / "part-00001.parquet").unlink()
    run([str(dump)], finished, shard_size=4)
    assert parts(finished) == whole


def test_changed_input_redoes_its_shard_and_drops_what_is_gone(story_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(story_folder)], out, shard_size=2)
    (story_folder / "story-0.txt").write_text(STORY + "\nChanged.", encoding="utf-8")
    (story_folder / "story-5.txt").unlink()
    (story_folder / "story-4.txt").unlink()
    assert run([str(story_folder)], out, shard_size=2).resumed == 2
    assert len(read_tables(out)["documents"]) == 4


def test_a_folder_of_another_configuration_is_refused_with_the_way_out(dump: Path, finished: Path) -> None:
    with pytest.raises(OutputError, match=r"settings: .*--overwrite"):
        run([str(dump)], finished, shard_size=4, settings=Settings(clean=False))


def test_overwrite_replaces_a_run_and_nothing_else(story_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(story_folder)], out)
    (out / "notes.md").write_text("mine")
    run([str(story_folder)], out, settings=Settings(clean=False), overwrite=True)
    assert (out / "notes.md").read_text() == "mine"
    assert len(read_tables(out)["documents"]) == 6


def test_a_folder_with_something_else_in_it_is_refused(story_folder: Path) -> None:
    with pytest.raises(OutputError, match="not empty"):
        run([str(story_folder)], story_folder)


def test_nothing_to_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        run([str(tmp_path / "*.txt")], tmp_path / "out")


def test_an_empty_input_gives_empty_tables_with_full_schema(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    run([str(tmp_path / "empty.jsonl")], tmp_path / "out")
    for name, spec in TABLES.items():
        frame = pd.read_parquet(tmp_path / "out" / name)
        assert list(frame.columns) == spec.schema.names
        assert len(frame) == 0


def test_one_bad_article_costs_one_article(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("word " * 70_000)
    (folder / "b.txt").write_text("Сьогодні українська делегація прибула до Стамбула на переговори, які тривали дві години.")
    (folder / "c.txt").write_text(STORY)
    run([str(folder)], tmp_path / "out")
    rejects = read_tables(tmp_path / "out")["rejects"]
    assert list(rejects["error"]) == ["too_long", "not_english"]
    assert "uk" in rejects["message"][1]
    assert len(read_tables(tmp_path / "out")["documents"]) == 1


def test_shards_are_cut_by_the_input_alone() -> None:
    from pipeline import Article

    items = [Article(text=f"Story {n}", source="x", source_record=n) for n in range(5)]
    assert [(s.name, len(s.items)) for s in cut(items, 2)] == [("part-00000", 2), ("part-00001", 2), ("part-00002", 1)]
    assert [s.digest for s in cut(items, 2)] == [s.digest for s in cut(iter(items), 2)]


def test_progress_is_noted_while_a_shard_is_at_work(story_folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    run([str(story_folder)], tmp_path / "out", shard_size=3, advance=lambda *_: seen.append(read_progress(tmp_path / "out")))
    assert [records for records, _ in seen] == [3, 6]
    assert seen[0][1] > 100
    assert read_progress(tmp_path / "out") == (0, 0), "notes are gone when the run is finished"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interruption_leaves_a_folder_that_can_be_continued(dump: Path, finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline", "run", str(dump), "-o", str(out), "--shard-size", "4", "-w", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    waited = time.monotonic() + 120
    while not list((out / STATE).glob("config.json")) and time.monotonic() < waited:
        time.sleep(0.1)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=120)
    if process.returncode != 3:  # a fast machine may have finished
        assert process.returncode == 130
        assert "go on where it stopped" in errors
        assert "Traceback" not in errors
    assert subprocess.run(command, check=False).returncode == 3
    assert parts(out) == parts(finished)
