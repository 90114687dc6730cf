"""The user's own actors: they win, and a fault is told with its line."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import pytest

from pipeline.actors import ActorBase
from pipeline.errors import DataError

KNOWN_NAMESAKES = {"Q3460875", "Q4935870", "Q223354", "Q16051790", "Q8273004"}
"""The younger Viktor Yanukovych; the governor Magdalena Andersson; an older Eli Cohen, a lawmaker Mohammad Bagheri, a diplomat
Chen Chien-jen."""

OVERLAY = Path(__file__).parents[1] / "models" / "actors"
HAND_KEPT = sorted(path.stem for path in OVERLAY.glob("*.jsonl") if path.stem != "territory_names")


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_new_actor_is_found_and_the_version_changes(tmp_path: Path) -> None:
    path = write(
        tmp_path, "own.jsonl", '{"actor_id": "n-olena-prykladna", "name": "Olena Prykladna", "type": "person", "country": "UA"}'
    )
    base = ActorBase.load(path)
    assert base.find("Olena Prykladna")[0].actor_id == "n-olena-prykladna"
    assert base.version != ActorBase.load().version
    assert len(base) == len(ActorBase.load()) + 1


def test_fields_of_a_known_actor_win_and_the_others_stay(tmp_path: Path) -> None:
    path = write(tmp_path, "own.jsonl", '{"actor_id": "Q7747", "aliases": ["The Tsar"]}')
    actor = ActorBase.load(path).get("Q7747")
    assert actor is not None
    assert actor.name == "Vladimir Putin"
    assert actor.aliases == ("The Tsar",)
    assert actor.roles


def test_csv_rows_of_one_actor_add_up_its_roles(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "own.csv",
        "actor_id,name,type,country,aliases,prominence,title,role_country,start,end,as_of,source",
        "n-ivan-vzirets,Ivan Vzirets,person,UA,Ivan Wzirez|I. Vzirets,0.9,Mayor of Sumy,UA,2020-01-01,2021-01-01,2025-01-01,own",
        "n-ivan-vzirets,,,,,,Governor of Sumy Oblast,UA,2021-01-02,,2025-01-01,own",
    )
    base = ActorBase.load(path)
    actor = base.get("n-ivan-vzirets")
    assert actor is not None
    assert actor.aliases == ("Ivan Wzirez", "I. Vzirets")
    assert [role.title for role in base.roles_at("n-ivan-vzirets", date(2025, 2, 1))] == ["Governor of Sumy Oblast"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"actor_id": "Q1x", "name": "A", "type": "person"}', "actor_id"),
        ('{"actor_id": "n-a", "type": "person"}', "name is missing"),
        ('{"actor_id": "n-a", "name": "A", "type": "wizard"}', "type must be one of"),
        ('{"actor_id": "n-a", "name": "A", "type": "person", "colour": "red"}', "unknown field 'colour'"),
        ('{"actor_id": "n-a", "name": "A", "type": "person", "country": "Ukraine"}', "alpha-2"),
        ('{"actor_id": "n-a", "name": "A", "type": "person", "prominence": 3}', "from 0 to 1"),
        (
            '{"actor_id": "n-a", "name": "A", "type": "person", "roles": [{"title": "T", "as_of": "soon", "source": "s"}]}',
            "a day like",
        ),
        (
            '{"actor_id": "n-a", "name": "A", "type": "person", "roles": '
            '[{"title": "T", "start": "2024-01-02", "end": "2024-01-01", "as_of": "2025-01-01", "source": "s"}]}',
            "before its start",
        ),
        ("{not json", "not JSON"),
        ("[1, 2]", "not a JSON object"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    path = write(tmp_path, "own.jsonl", '{"actor_id": "n-first", "name": "First", "type": "group"}', line)
    with pytest.raises(DataError, match=says) as caught:
        ActorBase.load(path)
    assert f"{path}, line 2" in str(caught.value)


def test_an_id_twice_is_a_fault(tmp_path: Path) -> None:
    record = '{"actor_id": "n-a", "name": "A", "type": "group"}'
    with pytest.raises(DataError, match=r"line 2: n-a stands twice"):
        ActorBase.load(write(tmp_path, "own.jsonl", record, record))


@pytest.mark.parametrize(
    ("header", "row", "says"),
    [
        ("actor_id,name,type,colour", "n-a,A,group,red", "line 1: the columns"),
        ("name,type", "A,group", "line 1: the columns"),
        ("actor_id,name,type", "n-a,A,group,more", "line 2: more fields"),
        ("actor_id,name,type,prominence", "n-a,A,group,high", "line 2: prominence"),
    ],
)
def test_a_fault_of_a_csv_is_told_with_its_line(tmp_path: Path, header: str, row: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        ActorBase.load(write(tmp_path, "own.csv", header, row))


@pytest.mark.parametrize("name", HAND_KEPT)
def test_the_hand_kept_records_are_sound(name: str) -> None:
    path = OVERLAY / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the sources of the base are not part of an installed package")
    assert len(ActorBase.load(path)) >= len(ActorBase.load())


@pytest.mark.parametrize("name", ["people", "leaders", "officials"])
def test_no_hand_kept_person_stands_in_the_sources_under_another_id(name: str) -> None:
    path = OVERLAY / f"{name}.jsonl"
    if not path.exists():
        pytest.skip("the sources of the base are not part of an installed package")
    base = ActorBase.load()
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        namesakes = [base.get(c.actor_id) for c in base.candidates(record["name"], "PERSON") if c.method == "name"]
        same = {actor.actor_id for actor in namesakes if actor and actor.country == record.get("country")} - KNOWN_NAMESAKES
        assert same == {record["actor_id"]}, record["name"]


def test_records_made_by_rule_have_the_wikidata_ids_of_the_list() -> None:
    with (OVERLAY / "wikidata_ids.csv").open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    base = ActorBase.load()
    assert [row["actor_id"] for row in rows] == sorted({row["actor_id"] for row in rows})
    assert all(re.fullmatch(r"Q[1-9]\d*", row["wikidata"]) for row in rows)
    assert [row["actor_id"] for row in rows if base.get(row["actor_id"]) is not None] == []
    assert [row["wikidata"] for row in rows if base.get(row["wikidata"]) is None] == []
