"""Other languages are named; English is never taken for one of them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from pipeline.language import detect

LOAD = Path(__file__).parent.parent.parent / "shared" / "articles" / "load_open.jsonl.gz"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The talks ended on Friday and the two sides said that they would meet again in the city where they had begun.", "en"),
        ("THE TALKS ENDED ON FRIDAY AND THE TWO SIDES SAID THAT THEY WOULD MEET AGAIN IN THE CITY WHERE THEY HAD BEGUN.", "en"),
        ("Сьогодні українська делегація прибула до Стамбула на переговори.", "uk"),
        ("Сегодня российская делегация прибыла в Стамбул, чтобы продолжить переговоры.", "ru"),
        ("Die Delegation ist in der Stadt und wird mit den Partnern über das Abkommen und die Lage in dem Land sprechen.", "de"),
        ("La délégation est dans la ville et les deux parties ont dit que le travail sur un accord est un pas de plus.", "fr"),
        ("Heyet cuma günü geldi ve iki taraf da bu anlaşma için daha çok çalışmak ile ilgili bir söz verdi ama ne var ki.", "tr"),
        ("代表团星期五抵达伊斯坦布尔。", "zh"),
        ("代表団は金曜日にイスタンブールに到着しました。", "ja"),
    ],
)  # fmt: skip
def test_languages(text: str, code: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", "12:30", "Istanbul, Kyiv, Moscow", "Zelensky meets Erdogan", "😀"])
def test_too_little_to_tell_is_left_open(text: str) -> None:
    assert detect(text) is None


def test_an_english_story_with_foreign_names_is_english() -> None:
    story = "The minister met Володимир Зеленський at the Élysée and said that the talks on the deal had been of use to both. "
    assert detect(story * 3) == "en"


def test_a_long_text_is_sampled() -> None:
    assert detect("The end of the war is in the hands of the two. " * 100_000) == "en"


@pytest.mark.skipif(not LOAD.exists(), reason="needs ../shared/articles/load_open.jsonl.gz")
def test_no_english_text_of_the_open_load_is_refused() -> None:
    with gzip.open(LOAD, "rt", encoding="utf-8") as lines:
        found = [detect(json.loads(line)["text"]) for line in lines]
    assert sum(code not in ("en", None) for code in found) <= 2  # one is French, one is what a scanner made of a page
