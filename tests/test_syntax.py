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


def test_the_nearest_of_two_subjects_counts() -> None:
    parsed = doc(
        "peace , she said , is near", [6, 3, 3, 3, 3, 6, 3], ["nsubj", "punct", "nsubj", "ROOT", "punct", "cop", "ccomp"]
    )
    assert syntax.subject(parsed[3]).text == "she"
    odd = doc("peace she said", [2, 2, 2], ["nsubj", "nsubj", "ROOT"])
    assert syntax.subject(odd[2]).text == "she"


KYIV_TO_MOSCOW = "they flew from Kyiv to Moscow"
OUT_OF = "they ran out of Lviv"
IN_AND_IN = "they met in Kyiv and in Lviv"


@pytest.mark.parametrize(
    ("text", "heads", "deps", "found"),
    [
        (KYIV_TO_MOSCOW, [1, 1, 3, 1, 5, 1], "nsubj ROOT case obl case obl", {"Kyiv": ["from"], "Moscow": ["to"]}),
        (KYIV_TO_MOSCOW, [1, 1, 1, 2, 1, 4], "nsubj ROOT prep pobj prep pobj", {"Kyiv": ["from"], "Moscow": ["to"]}),
        (KYIV_TO_MOSCOW, [1, 1, 1, 2, 2, 4], "nsubj ROOT prep pobj prep pobj", {"Kyiv": ["from"], "Moscow": ["to"]}),
        (OUT_OF, [1, 1, 4, 4, 1], "nsubj ROOT case case obl", {"Lviv": ["out", "of"]}),
        (OUT_OF, [1, 1, 1, 2, 3], "nsubj ROOT prep prep pobj", {"Lviv": ["out", "of"]}),
        (OUT_OF, [1, 1, 1, 2, 3], "nsubj ROOT prep pcomp pobj", {"Lviv": ["out", "of"]}),
        (IN_AND_IN, [1, 1, 3, 1, 6, 6, 3], "nsubj ROOT case obl cc case conj", {"Kyiv": ["in"], "Lviv": ["in"]}),
        (IN_AND_IN, [1, 1, 1, 2, 2, 2, 5], "nsubj ROOT prep pobj cc conj pobj", {"Kyiv": ["in"], "Lviv": ["in"]}),
    ],
)
def test_a_noun_knows_its_preposition_and_what_it_hangs_on(
    text: str, heads: list[int], deps: str, found: dict[str, list[str]]
) -> None:
    parsed = doc(text, heads, deps.split())
    nouns = [token for token in parsed if token.text in found]
    assert {noun.text: syntax.prepositions(noun) for noun in nouns} == found
    direct = [noun for noun in nouns if noun.dep_ != "conj"]
    assert all(syntax.governor(noun) == parsed[1] for noun in direct)
    assert all(syntax.clause_part(noun) == "oblique" for noun in direct)
    assert [token for token in syntax.dependents(parsed[1]) if token.text in found] == direct


@pytest.mark.parametrize(
    ("deps", "heads"),
    [("nsubj punct conj cc conj ROOT", [5, 2, 0, 4, 0, 5]), ("nsubj punct conj cc conj ROOT", [5, 0, 0, 2, 2, 5])],
)
def test_a_list_is_one_list(deps: str, heads: list[int]) -> None:
    parsed = doc("Kyiv , Warsaw and Vilnius met", heads, deps.split())
    assert [token.text for token in syntax.conjuncts(parsed[0])] == ["Warsaw", "Vilnius"]
    assert syntax.coordination_start(parsed[2]) == 1
    assert syntax.coordination_start(parsed[4]) == 3


def test_a_list_within_a_list_of_universal_dependencies_stays_within() -> None:
    parsed = doc("Kyiv and Oslo or Bergen met", [5, 2, 0, 4, 2, 5], ["nsubj", "cc", "conj", "cc", "conj", "ROOT"])
    assert [token.text for token in syntax.conjuncts(parsed[0])] == ["Oslo"]


@pytest.mark.parametrize(("dep", "to", "is_open"), [("xcomp", "mark", True), ("ccomp", "aux", True), ("ccomp", "mark", False)])
def test_an_infinitive_is_an_open_complement(dep: str, to: str, is_open: bool) -> None:
    parsed = Doc(VOCAB, words=["expects", "to", "go"], tags=["VBZ", "TO", "VB"], heads=[0, 2, 0], deps=["ROOT", to, dep])
    assert syntax.is_open_complement(parsed[2]) == is_open
    assert (syntax.complement_clause(parsed[0]) is None) == is_open


def test_prepositions_without_end_are_followed_a_little_way() -> None:
    size = 3_000
    parsed = Doc(VOCAB, words=["of"] * size, heads=[0, *range(size - 1)], deps=["ROOT"] + ["prep"] * (size - 2) + ["pobj"])
    assert len(syntax.prepositions(parsed[size - 1])) == syntax.LONGEST_PREPOSITION
    assert list(syntax.dependents(parsed[0])) == [parsed[1]]


@pytest.mark.parametrize(("lemma", "word"), [("say", "say"), ("", "said")])
def test_a_word_stands_for_its_lemma_where_there_is_none(lemma: str, word: str) -> None:
    assert syntax.lemma(Doc(VOCAB, words=["Said"], lemmas=[lemma])[0]) == word
