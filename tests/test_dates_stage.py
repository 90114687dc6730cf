"""The dates stage on Docs, the tense it reads, and its lexicon."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline import lexicons
from pipeline.components.dates import DateStage, make
from pipeline.timex.lexicon import compiled
from pipeline.timex.readings import FUTURE, PAST, READERS, UNKNOWN
from pipeline.timex.tense import direction_in, direction_of
from pipeline.timex.words import lex

BLANK = spacy.blank("en").vocab


def dated(text: str, published: str | None = "2025-07-23") -> Doc:
    doc = spacy.blank("en").make_doc(text)
    doc._.published = published
    return DateStage()(doc)


def parsed(words: str, tags: str, heads: list[int], deps: str) -> Doc:
    pos = ["VERB" if tag.startswith("V") else "AUX" if tag == "MD" else "NOUN" for tag in tags.split()]
    return Doc(BLANK, words=words.split(), tags=tags.split(), pos=pos, heads=heads, deps=deps.split())


def test_the_group_is_written_with_a_record_on_each_span() -> None:
    doc = dated("The pact of July 16, 1990 was renewed on Friday.")
    assert [(span.text, span._.timex.value) for span in doc.spans["dates"]] == [
        ("July 16, 1990", "1990-07-16"),
        ("Friday", "2025-07-18"),
    ]
    assert [span._.timex.anchor for span in doc.spans["dates"]] == ["explicit", "published"]


def test_an_article_without_dates_gets_an_empty_group() -> None:
    doc = dated("Nothing happened.")
    assert list(doc.spans["dates"]) == []


def test_the_factory_needs_no_options() -> None:
    assert isinstance(make(spacy.blank("en"), "newsfacts_dates"), DateStage)


def test_a_time_of_day_behind_the_published_date_is_dropped() -> None:
    doc = dated("today", "2025-07-23T23:30:00+02:00")
    assert doc.spans["dates"][0]._.timex.value == "2025-07-23"


def test_a_published_date_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        dated("today", "yesterday")


def test_a_doc_keeps_its_dates_through_bytes() -> None:
    doc = dated("It opened in May 2018.")
    again = Doc(Vocab()).from_bytes(doc.to_bytes())
    assert [span._.timex.value for span in again.spans["dates"]] == ["2018-05"]


def test_expressions_do_not_cross_a_blank_line() -> None:
    doc = dated("It ended in July\n\n23 people came")
    assert [span.text for span in doc.spans["dates"]] == ["July"]


@pytest.mark.parametrize(
    ("words", "tags", "heads", "deps", "expected"),
    [
        ("They will meet Friday", "PRP MD VB NNP", [2, 2, 2, 2], "nsubj aux ROOT obl", FUTURE),
        ("They met Friday", "PRP VBD NNP", [1, 1, 1], "nsubj ROOT obl", PAST),
        ("They were seen Friday", "PRP VBD VBN NNP", [2, 2, 2, 2], "nsubj:pass aux:pass ROOT obl", PAST),
        ("He vowed to leave Friday", "PRP VBD TO VB NNP", [1, 1, 3, 1, 3], "nsubj ROOT mark xcomp obl", FUTURE),
        ("He tried to leave Friday", "PRP VBD TO VB NNP", [1, 1, 3, 1, 3], "nsubj ROOT mark xcomp obl", PAST),
        ("He vowed Friday", "PRP VBD NNP", [1, 1, 1], "nsubj ROOT obl", PAST),
        ("talks scheduled Friday", "NNS VBN NNP", [0, 0, 1], "ROOT acl obl", FUTURE),
        ("They said he will go Friday", "PRP VBD PRP MD VB NNP", [1, 1, 4, 4, 1, 4], "nsubj ROOT nsubj aux ccomp obl", FUTURE),
        ("talks Friday", "NNS NNP", [0, 0], "ROOT nmod", UNKNOWN),
    ],
)
def test_the_verb_above_an_expression_says_which_way_it_looks(
    words: str, tags: str, heads: list[int], deps: str, expected: int
) -> None:
    doc = parsed(words, tags, heads, deps)
    assert direction_of(doc, words.index("Friday"), len(words)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet on Friday", FUTURE),
        ("They are expected to meet on Friday", FUTURE),
        ("They met on Friday", PAST),
        ("The will was read. They met on Friday", PAST),
        ("On Friday", UNKNOWN),
    ],
)
def test_words_alone_say_it_where_there_is_no_tree(text: str, expected: int) -> None:
    start = text.index("Friday")
    assert direction_in(text, start, start + 6) == expected


def test_a_future_verb_moves_the_weekday_in_the_doc() -> None:
    doc = parsed("They will meet Friday", "PRP MD VB NNP", [2, 2, 2, 2], "nsubj aux ROOT obl")
    doc._.published = "2025-07-23"
    assert DateStage()(doc).spans["dates"][0]._.timex.value == "2025-07-25"


@pytest.mark.parametrize("rule", lexicons.load("dates")["rules"], ids=lambda rule: rule["name"])
def test_every_rule_matches_its_example_and_has_a_reader(rule: dict[str, str]) -> None:
    lexicon = compiled()
    codes = lex(rule["example"], lexicon).codes
    pattern = next(entry.pattern for entry in lexicon.rules if entry.name == rule["name"])
    assert pattern.fullmatch(codes)
    assert lexicon.triggers.search(codes)
    assert rule["value"] in READERS


def test_every_reader_is_used_by_a_rule() -> None:
    assert {rule.value for rule in compiled().rules} == set(READERS)


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in compiled().rules]
    assert len(names) == len(set(names))


def test_lexing_covers_the_text() -> None:
    text = "On July 23,\n\n2025: 1,000 “Straße” 𝟗 ٣ ½"
    lexed = lex(text, compiled())
    assert lexed.bounds[0] == 0
    assert lexed.bounds[-1] == len(text)
    assert len(lexed.codes) == len(lexed.bounds) - 1
