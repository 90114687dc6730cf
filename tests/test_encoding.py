"""Bytes become the text that was meant."""

from __future__ import annotations

import codecs

import pytest

from pipeline.ingest.encoding import decode, plain

STORY = "Kyiv’s “talks” – with Erdoğan"


@pytest.mark.parametrize(
    "raw",
    [
        STORY.encode("utf-8"),
        codecs.BOM_UTF8 + STORY.encode("utf-8"),
        codecs.BOM_UTF16_LE + STORY.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + STORY.encode("utf-32-le"),
        codecs.BOM_UTF32_BE + STORY.encode("utf-32-be"),
    ],
)
def test_unicode_in_every_dress(raw: bytes) -> None:
    found = decode(raw)
    assert found is not None
    assert (found.text, found.warnings) == (STORY, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    found = decode("Plain news text".encode(encoding))
    assert found is not None
    assert found.text == "Plain news text"


def test_curly_quotes_of_cp1252_survive_with_a_warning() -> None:
    found = decode("“Talks” – again".encode("cp1252"))
    assert found is not None
    assert found.text == "“Talks” – again"
    assert found.warnings == ("not UTF-8 at byte 0; read as cp1252",)


def test_bytes_of_no_encoding_are_replaced_with_a_warning() -> None:
    found = decode(b"Talks \x81\x8d again")
    assert found is not None
    assert found.text == "Talks \ufffd\ufffd again"
    assert "byte 6" in found.warnings[0]


def test_line_ends_become_one() -> None:
    assert plain("a\r\nb\rc\n").text == "a\nb\nc\n"


def test_a_lone_surrogate_is_replaced_and_a_pair_is_joined() -> None:
    assert plain("a\ud800b").text == "a\ufffdb"
    assert plain("\ud83d\ude00").text == "😀"
    assert "lone surrogate" in plain("a\ud800b").warnings[0]


def test_binary_is_no_text() -> None:
    assert decode(bytes(range(256)) * 4) is None
