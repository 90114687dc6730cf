"""The same questions to a parse get the same answers whichever labels it has."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline import syntax

VOCAB = spacy.blank("en").vocab


def doc(words: str, heads: list[int], deps: list[str]) -> Doc:
    return Doc(VOCAB, words=words.split(), heads=heads, deps=deps)


@pytest.mark.parametrize("passive", ["nsubj:pass", "nsubjpass"])
def test_subjects_active_before_passive(passive: str) -> None:
    assert syntax.subject(doc("talks were held", [2, 2, 2], [passive, "aux", "ROOT"])[2]).text == "talks"
    assert syntax.subject(doc("he said so", [1, 1, 1], ["nsubj", "ROOT", "obj"])[1]).text == "he"
    assert syntax.subject(doc("said so", [0, 0], ["ROOT", "obj"])[0]) is None


def test_a_coordinated_verb_has_the_subject_of_the_first() -> None:
    parsed = doc("he came and said", [1, 1, 3, 1], ["nsubj", "ROOT", "cc", "conj"])
    assert syntax.governing_subject(parsed[3]).text == "he"


def test_a_verb_of_a_clause_of_its_own_has_no_subject_of_another() -> None:
    parsed = doc("he said that rained", [1, 1, 3, 1], ["nsubj", "ROOT", "mark", "ccomp"])
    assert syntax.governing_subject(parsed[3]) is None
    assert syntax.complement_clause(parsed[1]).text == "rained"


@pytest.mark.parametrize(("word", "dep"), [("not", "advmod"), ("never", "advmod"), ("n't", "neg")])
def test_negation_by_word_or_label(word: str, dep: str) -> None:
    assert syntax.is_negated(doc(f"did {word} say", [2, 2, 2], ["aux", dep, "ROOT"])[2])


def test_the_stretch_of_a_phrase() -> None:
    parsed = doc("the tall man left", [2, 2, 3, 3], ["det", "amod", "nsubj", "ROOT"])
    assert syntax.subtree_span(parsed[2]).text == "the tall man"


def test_the_nearest_of_two_subjects_counts() -> None:
    parsed = doc(
        "peace , she said , is near", [6, 3, 3, 3, 3, 6, 3], ["nsubj", "punct", "nsubj", "ROOT", "punct", "cop", "ccomp"]
    )
    assert syntax.subject(parsed[3]).text == "she"
    odd = doc("peace she said", [2, 2, 2], ["nsubj", "nsubj", "ROOT"])
    assert syntax.subject(odd[2]).text == "she"
