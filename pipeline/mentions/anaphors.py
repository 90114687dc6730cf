"""Pronouns of the third person and definite nouns: what may stand for something that was named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy import symbols
from spacy.strings import get_string_id
from spacy.tokens import Token

from pipeline import lexicons, syntax
from pipeline.mentions.gender import gender_of_pronoun
from pipeline.mentions.offices import office_names

LONGEST_PHRASE = 6
"""Tokens from a determiner to its noun."""


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or noun that may mean something named before."""

    start: int
    end: int
    head: int
    form: str
    key: str
    """`he`, `it`, `they` or, of a noun, its kind."""
    gender: str | None = None
    lemma: str = ""
    determiner: str = ""


def anaphor_at(token: Token, words: Sequence[int]) -> Anaphor | None:
    """The token as a pronoun of the third person, or as a definite noun with its determiner; None where it is neither."""
    key = gender_key(token) if token.pos == symbols.PRON else None
    if key is not None:
        return Anaphor(token.i, token.i + 1, token.i, "pronoun", key, gender_of_pronoun(token.lower_))
    if token.pos != symbols.NOUN or token.tag_ not in ("NN", "NNS"):
        return None
    determiner = _determiner(token, words)
    if determiner is None:
        return None
    word, start = syntax.lemma(token), determiner.i
    kind = kind_of(word)
    if kind == "time":
        return None
    what = determiner.lower_ if determiner.dep_ not in syntax.POSSESSOR else "poss"
    return Anaphor(start, token.i + 1, token.i, "nominal", kind, gender_of_noun(word), word, what)


def _determiner(token: Token, words: Sequence[int]) -> Token | None:
    definite = _definite()
    for i in range(max(0, token.i - LONGEST_PHRASE), token.i):
        if words[i] in definite:
            word = token.doc[i]
            if word.head.i == token.i and (word.pos_ in ("DET", "PRON") or word.dep_ in syntax.POSSESSOR):
                return word
    return None


@cache
def _definite() -> frozenset[int]:
    return frozenset(map(get_string_id, lexicons.words("pronouns", "definite")))


def gender_key(token: Token) -> str | None:
    """`he`, `it` or `they` for a personal pronoun of the third person."""
    return _keys().get(token.lower_)


@cache
def _keys() -> dict[str, str]:
    pronouns = lexicons.load("pronouns")
    keys = dict.fromkeys(pronouns["personal"]["plural"], "they") | dict.fromkeys(pronouns["neuter"]["words"], "it")
    return keys | {word: "he" for gender in ("masculine", "feminine") for word in pronouns["personal"][gender]}


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in reversed(lexicons.load("noun_kinds").items()) for word in words}


def kind_of(noun: str) -> str:
    """`person`, `body`, `place`, `work`, `event`, `thing`, `time`, or `other`."""
    if noun in office_names():
        return "person"
    return _kinds().get(noun) or ("person" if noun.endswith(_person_endings()) else "other")


@cache
def _person_endings() -> tuple[str, ...]:
    return tuple(lexicons.load("pronouns")["person_endings"]["endings"])


@cache
def _gendered() -> dict[str, str]:
    return {word: gender for gender, words in lexicons.load("pronouns")["nouns"].items() for word in words}


def gender_of_noun(noun: str) -> str | None:
    """`masculine` of "father", `feminine` of "queen"."""
    return _gendered().get(noun)
