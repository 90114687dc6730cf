"""The regression check: what it sees, what it refuses, and that the project's own samples pass it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.check import Report, check, readable
from pipeline.errors import DataError
from pipeline.evaluate import Score, read_gold, score_article
from tests.conftest import STORY

GOLD = {
    "dates": [{"text": "May 16", "type": "DATE", "value": "2025-05-16"}],
    "quantities": [{"text": "84 soldiers", "kind": "count", "value": 84, "modifier": "=", "counted": "soldiers"}],
    "quotes": [
        {"parts": ["“They are safe,”", "“We thank everyone who helped.”"], "kind": "direct", "speaker": "Volodymyr Zelensky"}
    ],
    "actors": [{"text": "Istanbul", "label": "GPE", "actor": "Istanbul"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's own folder of one article with gold, nothing accepted yet."""
    for name in ("articles", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "articles" / "story.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "articles" / "story.json").write_text('{"published": "2025-05-23"}', encoding="utf-8")
    (tmp_path / "gold" / "story.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def test_accepted_rows_pass_and_are_one_a_line(folder: Path, nlp) -> None:
    assert not check(folder, nlp).ok
    check(folder, nlp, update=True)
    assert check(folder, nlp).ok
    lines = (folder / "expected" / "story.json").read_text(encoding="utf-8").splitlines()
    assert sum('"text": "May 16"' in line for line in lines) >= 1


def test_a_change_names_article_table_and_field(folder: Path, nlp) -> None:
    check(folder, nlp, update=True)
    path = folder / "expected" / "story.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"2025-05-16"', '"2024-05-16"'), encoding="utf-8")
    changes = [str(c) for c in check(folder, nlp).changes]
    assert "story  dates  'May 16'  value: '2024-05-16' -> '2025-05-16'" in changes


def test_a_row_that_went_missing_is_seen(folder: Path, nlp) -> None:
    check(folder, nlp, update=True)
    path = folder / "expected" / "story.json"
    expected = json.loads(path.read_text(encoding="utf-8"))
    expected["dates"].append({"text": "tomorrow", "value": "2025-05-24"})
    path.write_text(json.dumps(expected), encoding="utf-8")
    assert [(c.table, c.text, c.about) for c in check(folder, nlp).changes] == [("dates", "tomorrow", "missing")]


def test_an_article_that_went_missing_is_seen(folder: Path, nlp) -> None:
    shutil.copy(folder / "articles" / "story.txt", folder / "articles" / "other.txt")
    (folder / "articles" / "other.txt").write_text(STORY + "\nMore.", encoding="utf-8")
    check(folder, nlp, update=True)
    (folder / "articles" / "other.txt").unlink()
    assert [c.article for c in check(folder, nlp).changes] == ["other"]


def test_a_broken_floor_fails_and_update_refuses_to_lower_it(folder: Path, nlp) -> None:
    check(folder, nlp, update=True)
    accepted = (folder / "expected" / "story.json").read_text(encoding="utf-8")
    wrong = {**GOLD, "dates": [{"text": "May 16", "value": "1999-05-16"}]}
    (folder / "gold" / "story.json").write_text(json.dumps(wrong), encoding="utf-8")
    floors = (folder / "floors.json").read_text(encoding="utf-8")
    report = check(folder, nlp, update=True)
    assert any(line.startswith("dates f1") for line in report.broken)
    assert (folder / "floors.json").read_text(encoding="utf-8") == floors
    assert (folder / "expected" / "story.json").read_text(encoding="utf-8") == accepted


def test_gold_that_does_not_stand_in_the_article_names_its_row(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"dates": [{"text": "May 17", "value": "2025-05-17"}]}), encoding="utf-8")
    with pytest.raises(DataError, match="dates row 0: 'May 17'"):
        read_gold(path, STORY)


def test_scores_of_a_perfect_and_of_an_empty_answer(folder: Path) -> None:
    gold = read_gold(folder / "gold" / "story.json", STORY)
    nothing = score_article(gold, {name: [] for name in ("dates", "quantities", "quotes", "entities")})
    assert {layer: score.f1 for layer, score in nothing.items()} == dict.fromkeys(gold, 0.0)
    start = STORY.index("May 16")
    dates = [{"text": "May 16", "start": start, "end": start + 6, "value": "2025-05-16", "type": "DATE"}]
    perfect = score_article(gold, {"dates": dates, "quantities": [], "quotes": [], "entities": []})
    assert perfect["dates"].figures() == {"f1": 100.0, "type": 100.0}


def test_a_wrong_value_is_a_miss_and_a_false_alarm() -> None:
    gold = {"dates": [{"text": "May 16", "value": "2025-05-16", "chars": [(0, 6)]}], "quantities": [], "quotes": [], "actors": []}
    dates = [{"text": "May 16", "start": 0, "end": 6, "value": "2024-05-16", "type": "DATE"}]
    score = score_article(gold, {"dates": dates, "quantities": [], "quotes": [], "entities": []})["dates"]
    assert (score.hits, score.missed, score.false) == (0, 1, 1)


def test_scores_add_up() -> None:
    total, one = Score(), Score(hits=1, missed=1, fields={"kind": [1, 2]})
    total.add(one)
    total.add(one)
    assert (total.f1, total.share("kind")) == (66.7, 50.0)


def test_a_floor_without_a_figure_is_broken() -> None:
    report = Report(floors={"quotes": {"speaker": 90.0}})
    assert report.broken == ["quotes speaker: 0.0 is below its floor 90.0"]


def test_readable_rows_name_the_row_that_a_link_ties() -> None:
    tables = {name: [] for name in ("segments", "sentences", "entities", "dates", "quantities", "quotes")}
    tables["dates"] = [{"text": "Friday", "date_id": 0, "start": 3, "end": 9, "value": "2025-07-18", "mod": None}]
    link = {"doc_id": "d", "table": "dates", "row_id": 0, "actor_id": "Q1", "entity_id": 2, "relation": "agent", "score": 1.0}
    tables["links"] = [link]
    rows = readable(tables)
    assert rows["dates"] == [{"text": "Friday", "value": "2025-07-18"}]
    assert rows["links"] == [{"table": "dates", "actor_id": "Q1", "relation": "agent", "text": "Friday"}]


def test_the_projects_samples_hold(root: Path, nlp) -> None:
    report = check(root / "samples", nlp)
    assert report.articles >= 12
    assert len(report.per_article) >= 6
    assert not report.broken
    assert not report.changes, "\n".join(map(str, report.changes[:20]))
