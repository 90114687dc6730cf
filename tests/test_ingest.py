"""Inputs: what is found, what is read, and a clear word for all that isn't."""

from __future__ import annotations

import gzip
import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import Article, InputError, Reject, UsageError
from pipeline.ingest import find_sources, read
from pipeline.ingest.fields import day_of_name, parse_moment


def items(path: Path | str, **options: object) -> list[Article | Reject]:
    return [item for source in find_sources([str(path)]) for item in read(source, **options)]


def only(path: Path, **options: object) -> Article:
    (item,) = items(path, **options)
    assert isinstance(item, Article), item
    return item


def rejected(path: Path) -> list[tuple[int | None, str]]:
    return [(i.source_record, i.error) for i in items(path) if isinstance(i, Reject)]


def write_lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records), encoding="utf-8")
    return path


# what is found


def test_folders_are_read_in_the_order_of_names_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "a.json", ".hidden.txt", "sub/c.jsonl", "picture.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    assert [Path(s.name).name for s in find_sources([str(tmp_path)])] == ["a.txt", "b.txt", "c.jsonl"]


def test_globs_and_files_named_twice_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    assert len(find_sources([str(tmp_path / "*.txt"), str(tmp_path / "a.txt")])) == 1


@pytest.mark.parametrize("given", ["nowhere.txt", "nowhere/*.txt", "{tmp}"])
def test_nothing_under_an_input_says_what_could_be_there(tmp_path: Path, given: str) -> None:
    with pytest.raises(InputError, match=r"nothing to read under .*\*\.jsonl"):
        find_sources([given.format(tmp=tmp_path)])


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(UsageError, match="jsonl"):
        find_sources(["x"], format="docx")


# what is read


def test_a_text_and_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Story.", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"title": "T", "published": "2025-07-23T22:30:00-04:00", "authors": "Jo Doe"}')
    article = only(tmp_path / "a.txt")
    assert (article.title, article.authors, article.published_from) == ("T", ("Jo Doe",), "metadata")
    assert article.published == date(2025, 7, 23)
    assert article.published_at.isoformat() == "2025-07-24T02:30:00+00:00"


def test_a_broken_sidecar_is_a_warning_not_a_loss(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Story.")
    (tmp_path / "a.json").write_text("{")
    assert "metadata in a.json not read" in only(tmp_path / "a.txt").warnings[0]


def test_the_users_date_wins_and_a_file_name_is_the_last_resort(tmp_path: Path) -> None:
    path = tmp_path / "wire-2025-07-22.txt"
    path.write_text("Story.")
    assert (only(path).published, only(path).published_from) == (date(2025, 7, 22), "filename")
    article = only(path, published=date(2025, 7, 23))
    assert (article.published, article.published_from) == (date(2025, 7, 23), "given")


@pytest.mark.parametrize("name", ["text", "maintext", "content", "body", "articleBody", "article", "full_text"])
def test_every_usual_name_of_the_text_is_known(tmp_path: Path, name: str) -> None:
    assert only(write_lines(tmp_path / "a.jsonl", {name: "Story.", "id": 7})).source_id == "7"


@pytest.mark.parametrize(
    "name", ["published", "date_publish", "datePublished", "published_at", "date", "pub_date", "publish_date"]
)
def test_every_usual_name_of_the_date_is_known(tmp_path: Path, name: str) -> None:
    assert only(write_lines(tmp_path / "a.jsonl", {"text": "Story.", name: "2025-07-23"})).published == date(2025, 7, 23)


def test_none_as_a_word_is_no_value(tmp_path: Path) -> None:
    article = only(write_lines(tmp_path / "a.jsonl", {"maintext": "Story.", "date_publish": "None", "title": "null", "url": ""}))
    assert (article.published, article.title, article.url, article.warnings) == (None, None, None, ())


def test_an_odd_date_is_left_empty_with_a_warning(tmp_path: Path) -> None:
    article = only(write_lines(tmp_path / "a.jsonl", {"text": "Story.", "date": "soon"}))
    assert article.published is None
    assert "'soon'" in article.warnings[0]


@pytest.mark.parametrize(
    ("value", "day", "at"),
    [
        ("2025-07-23", "2025-07-23", None),
        ("2025-07-23 17:59:25-04:00", "2025-07-23", "2025-07-23T21:59:25+00:00"),
        ("Wed, 23 Jul 2025 10:00:00 GMT", "2025-07-23", "2025-07-23T10:00:00+00:00"),
        (1753264800, "2025-07-23", "2025-07-23T10:00:00+00:00"),
        ("1753264800000", "2025-07-23", "2025-07-23T10:00:00+00:00"),
        ("23.07.2025", "2025-07-23", None),
        ("07/23/2025", "2025-07-23", None),
        ("July 23, 2025", "2025-07-23", None),
        ("July 23, 2025 at 5:30 p.m.", "2025-07-23", "2025-07-23T17:30:00+00:00"),
    ],
)
def test_dates_of_metadata(value: object, day: str, at: str | None) -> None:
    moment = parse_moment(value)
    assert moment is not None
    assert moment.day.isoformat() == day
    assert (moment.at.isoformat() if moment.at else None) == at


@pytest.mark.parametrize(
    "value",
    ["99/99/9999", "0001-01-01", "yesterday", "05/06/2025", "July 2025", True, None, "9" * 400, "-1", {}],
)
def test_what_is_no_date(value: object) -> None:
    assert parse_moment(value) is None


def test_days_in_file_names() -> None:
    assert day_of_name("x/2025-07-23-swap.txt") == date(2025, 7, 23)
    assert day_of_name("swap_20250723.jsonl") == date(2025, 7, 23)
    assert day_of_name("2025-13-45.txt") is None
    assert day_of_name("part-1234567890.txt") is None


# what isn't


def test_bad_records_cost_only_themselves(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "a.jsonl",
        {"text": "One."}, "{broken", {"title": "no text"}, {"text": 5}, {"text": " "}, "[1]", '"word"', "", {"text": "Two."},
        "[" * 100_000, '{"text": "x", "id": ' + "9" * 5000 + "}",
    )  # fmt: skip
    assert [i.source_record for i in items(path) if isinstance(i, Article)] == [0, 7]
    assert rejected(path) == [
        (1, "not_json"), (2, "no_text"), (3, "wrong_type"), (4, "empty"), (5, "not_an_object"), (6, "not_an_object"),
        (8, "too_deep"), (9, "not_json"),
    ]  # fmt: skip


def test_a_json_array_over_several_lines_is_its_records(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": "One."}, {"text": "Two."}, 3], indent=1))
    assert [i.text for i in items(path) if isinstance(i, Article)] == ["One.", "Two."]
    assert rejected(path) == [(2, "not_an_object")]


def test_gzip_is_known_by_its_bytes_not_its_name(tmp_path: Path) -> None:
    (tmp_path / "plain.jsonl.gz").write_text('{"text": "Story."}')
    (tmp_path / "zipped.txt").write_bytes(gzip.compress(b"Story."))
    assert only(tmp_path / "plain.jsonl.gz").text == only(tmp_path / "zipped.txt").text == "Story."


@pytest.mark.parametrize("damage", [lambda z: z[:-20], lambda z: z + b"garbage"])
def test_records_before_damaged_gzip_are_kept(tmp_path: Path, damage) -> None:
    lines = "\n".join(json.dumps({"text": f"Story {os.urandom(8).hex()}."}) for _ in range(50))
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(damage(gzip.compress(lines.encode())))
    found = items(path)
    assert sum(isinstance(i, Article) for i in found) >= 40
    assert isinstance(found[-1], Reject)
    assert found[-1].error == "broken_gzip"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.txt", bytes(range(32)) * 50, "not_text"),
        ("a.pdf", b"%PDF", "unknown_format"),
        ("a.html", b"<p>Story", "unknown_format"),
    ],
)
def test_files_that_are_no_article(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert [error for _, error in rejected(tmp_path / name)] == [code]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes of POSIX")
def test_a_named_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert rejected(tmp_path / "a.txt") == [(None, "not_a_file")]


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert rejected(tmp_path / "a.txt") == [(None, "not_found")]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300), name=st.sampled_from(["a.txt", "b.jsonl", "c.txt.gz"]))
def test_no_bytes_whatever_break_a_reader(tmp_path: Path, raw: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(raw)
    found = items(tmp_path / name)
    if name.endswith(".txt"):
        assert len(found) == 1
    for item in found:
        if isinstance(item, Article):
            item.text.encode("utf-8")
            assert len(item.doc_id) == 16
