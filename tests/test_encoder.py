"""The parts of the encoder that need no network: marks, pieces' windows, names, trees, lemmas."""

from __future__ import annotations

import gzip
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.encoder.lemmas import Lemmas, lemma_by, rule_of
from pipeline.encoder.marks import BEGINS, CASES, FIRST_KIND, KINDS, Gazetteer, case_of, mark_words
from pipeline.encoder.names import NameDecoder
from pipeline.encoder.pieces import next_window
from pipeline.encoder.starts import START, UNKNOWN, sentence_starts
from pipeline.encoder.trees import best_tree


@pytest.mark.parametrize(
    ("word", "case"),
    [("talks", "lower"), ("Kyiv", "title"), ("A", "title"), ("NATO", "upper"), ("U.N.", "upper"), ("iPhone", "mixed"),
     ("McCain", "mixed"), ("2025", "digit"), (",", "lower"), ("F-16", "title"), ("", "lower")],
)  # fmt: skip
def test_case_of_a_word(word: str, case: str) -> None:
    assert CASES[case_of(word)] == case


def test_gazetteer_marks_phrases_whole_and_parts_of_names_by_word() -> None:
    gazetteer = Gazetteer(
        [("place", "Red Sea"), ("place", "Sea"), ("given", "rustem"), ("family", "umerov"), ("nation", "Kurds")]
    )
    words = ["Rustem", "Umerov", "crossed", "the", "Red", "Sea", "with", "Kurds", "and", "a", "red", "sea"]
    marks = mark_words(words, [0], gazetteer)
    kinds = {(words[i], KINDS[k]) for i, k in zip(*np.nonzero(marks[:, FIRST_KIND:]), strict=True)}
    assert kinds == {("Rustem", "given"), ("Umerov", "family"), ("Red", "place"), ("Sea", "place"), ("Kurds", "nation")}
    assert marks[:, BEGINS].tolist() == [1] + [0] * (len(words) - 1)


def test_windows_take_whole_paragraphs_and_cover_every_word() -> None:
    lengths = [1] * 30
    breaks = [10, 25, 30]
    assert next_window(lengths, breaks, 0, 12) == (10, True)
    assert next_window(lengths, breaks, 0, 25) == (25, True)
    assert next_window(lengths, breaks, 10, 12) == (22, False)
    assert next_window(lengths, breaks, 22, 12) == (30, True)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=60), st.integers(6, 20), st.data())
def test_every_window_advances_and_fits(lengths: list[int], size: int, data: st.DataObject) -> None:
    inner = data.draw(st.sets(st.integers(1, len(lengths)), max_size=6))
    breaks = sorted(inner | {len(lengths)})
    start = 0
    while start < len(lengths):
        stop, whole = next_window(lengths, breaks, start, size)
        assert start < stop
        assert sum(lengths[start:stop]) <= size
        assert not whole or stop in breaks
        start = stop


TAGS = ["O", "B-ORG", "I-ORG", "L-ORG", "U-ORG", "B-GPE", "I-GPE", "L-GPE", "U-GPE"]


def legal(tags: tuple[int, ...]) -> bool:
    open_label = None
    for tag in (TAGS[i] for i in tags):
        kind, label = tag[0], tag[2:]
        if (kind in "IL") != (open_label is not None) or (open_label and label != open_label):
            return False
        open_label = label if kind in "BI" else None
    return open_label is None


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10_000))
def test_names_are_the_best_whole_ones(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(4, len(TAGS))).astype(np.float32)
    found = NameDecoder(TAGS).decode(scores)
    best = max((t for t in product(range(len(TAGS)), repeat=4) if legal(t)), key=lambda t: scores[range(4), t].sum())
    assert found.tolist() == list(best)


def test_no_name_runs_over_a_break() -> None:
    decoder = NameDecoder(TAGS)
    scores = np.full((3, len(TAGS)), -9, np.float32)
    for i, tag in enumerate(("B-ORG", "I-ORG", "L-ORG")):
        scores[i, TAGS.index(tag)] = 0
    assert decoder.spans(decoder.decode(scores)) == [(0, 3, "ORG")]
    assert all(not (s < 1 < e) for s, e, _ in decoder.spans(decoder.decode(scores, [1])))


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_tree_is_the_best_of_all_with_one_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=3, size=(n, n + 1)).astype(np.float32)

    def is_tree(heads: tuple[int, ...]) -> bool:
        if heads.count(0) != 1:
            return False
        for node in range(1, n + 1):
            seen = set()
            while node and node not in seen:
                seen.add(node)
                node = heads[node - 1]
            if node:
                return False
        return True

    total = lambda heads: sum(scores[i, h] for i, h in enumerate(heads))  # noqa: E731
    best = max((h for h in product(range(n + 1), repeat=n) if is_tree(h)), key=total)
    found = tuple(best_tree(scores).tolist())
    assert is_tree(found)
    assert total(found) == pytest.approx(total(best), abs=1e-4)


@pytest.mark.parametrize(
    ("form", "lemma", "other", "other_lemma"),
    [("Cities", "city", "ladies", "lady"), ("was", "be", "was", "be"), ("NGOs", "NGO", "POWs", "POW"),
     ("said", "say", "paid", "pay"),
     ("RUSSIA", "Russia", "KYIV", "Kyiv"), ("n't", "not", "n't", "not"), ("'", "'", ",", ",")],
)  # fmt: skip
def test_a_rule_of_one_word_serves_others(form: str, lemma: str, other: str, other_lemma: str) -> None:
    rule = rule_of(form, lemma)
    assert lemma_by(rule, form) == lemma
    assert lemma_by(rule, other) == other_lemma


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_every_lemma_has_a_rule(form: str, lemma: str) -> None:
    assert lemma_by(rule_of(form, lemma), form) == lemma


def test_a_rule_that_does_not_fit_gives_the_form() -> None:
    assert lemma_by("l|9|y", "Ox") == "ox"


KNOWN = Lemmas(
    [("saw", "VERB", "VBD", "see"), ("saw", "NOUN", "NN", "saw"), ("May", "PROPN", "NNP", "May"), ("vote", "VERB", "VBP", "vote")]
)


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "rules", "lemma"),
    [
        ("saw", "VERB", "VBD", ["l|0|"], "see"),
        ("Saw", "NOUN", "NN", ["k|0|"], "saw"),
        ("May", "PROPN", "NNP", ["l|0|"], "May"),
        ("voting", "VERB", "VBG", ["l|3|", "l|3|e"], "vote"),
        ("gerrymandering", "VERB", "VBG", ["l|3|", "l|3|e"], "gerrymander"),
    ],
    ids=["known", "known with another tag", "a name keeps its case", "a rule that makes a known word", "the likeliest rule"],
)
def test_a_known_lemma_goes_before_rules(form: str, upos: str, xpos: str, rules: list[str], lemma: str) -> None:
    assert KNOWN.of(form, upos, xpos, rules) == lemma


def test_a_file_of_lemmas_that_is_not_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lemmas.tsv.gz"
    path.write_bytes(gzip.compress(b"saw\tVERB\tsee\n"))
    with pytest.raises(ValueError, match=r"lemmas\.tsv\.gz"):
        Lemmas.read(path)


@pytest.mark.parametrize(
    ("text", "likelier", "expected"),
    [
        ("He left . She stayed .", [3, -3, -3, 2, -3, -3], ["He", "She"]),
        ("He left . ” She stayed .", [3, -3, -3, 1, 2, -3, -3], ["He", "She"]),
        ('He left . " But she stayed .', [3, -3, -3, 3, 2, -3, -3, -3], ["He", '"']),
        ('" I left . " She stayed .', [3, -3, -3, -3, 1, 2, -3, -3], ['"', "She"]),
        ('" But she stayed .', [3, 4, -3, -3, -3], ['"']),
    ],
)
def test_a_sentence_is_never_a_mark_alone(text: str, likelier: list[int], expected: list[str]) -> None:
    words = text.split()
    scores = np.array([[0, by] for by in likelier], np.float32)
    starts = sentence_starts(scores, words, np.full(len(words), UNKNOWN))
    assert [word for word, start in zip(words, starts, strict=True) if start] == expected


def test_starts_that_are_known_hold() -> None:
    known = np.array([START, START, UNKNOWN])
    assert sentence_starts(np.zeros((3, 2), np.float32), ['"', "But", "no"], known).tolist() == [True, True, False]
