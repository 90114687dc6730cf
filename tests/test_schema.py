"""The tables promised are the tables written."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pipeline import Article, Settings
from pipeline.article import Reject
from pipeline.nlp import analyse
from pipeline.schema import PER_ARTICLE, TABLES, describe
from pipeline.tables import Buffers, rows, to_table
from tests.conftest import STORY


def test_every_table_is_written_with_its_full_schema_even_without_rows() -> None:
    for name, table in Buffers().tables().items():
        assert table.num_rows == 0
        assert table.schema.equals(TABLES[name].schema)


def test_a_row_with_a_column_too_many_is_refused() -> None:
    with pytest.raises(KeyError, match="colour"):
        to_table("rejects", [{"source": "x", "colour": "red"}])


def test_rows_of_an_article_have_exactly_the_promised_columns(nlp) -> None:
    found = rows(analyse(nlp, Article(text=STORY, source="here"), Settings()))
    assert set(found) == {spec.name for spec in PER_ARTICLE} - {"rejects"}
    for name, table_rows in found.items():
        assert table_rows, f"{name} has no row"
        assert to_table(name, table_rows).schema.equals(TABLES[name].schema)


def test_a_reject_becomes_its_row() -> None:
    buffers = Buffers()
    buffers.add(Reject(source="a.txt", source_record=None, stage="read", error="empty", message="no text"))
    assert buffers.tables()["rejects"].to_pylist() == [
        {"source": "a.txt", "source_record": None, "source_id": None, "stage": "read", "error": "empty", "message": "no text"}
    ]


def test_every_column_says_what_it_is() -> None:
    for table in describe().values():
        for column in table["columns"]:
            assert column["about"]


def test_nested_columns_are_kept_to_few() -> None:
    nested = {f.name for spec in TABLES.values() for f in spec.schema if pa.types.is_nested(f.type)}
    assert nested == {"parts", "candidates", "authors", "aliases"}
