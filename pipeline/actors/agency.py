"""What a place is in a sentence: one that speaks or acts, as its state would ("exchanges with Moscow"), or where things happen; a
language, or the end of a longer name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipeline import lexicons, syntax

if TYPE_CHECKING:  # the base itself never needs spaCy
    from spacy.tokens import Doc, Span, Token

LONGEST_LIST = 6
"""Conjuncts that are followed back to the first of a list."""

LISTED_LANGUAGES = 3
"""Tokens from "languages" to the first that is told: "languages such as English"."""

SPORT_WORDS, SPORT_SHARE = 8, 0.025
"""Different words of sport, and their share of all tokens, that make a report on matches. Of 218 news
texts the three reports have 2.8 to 8.2 %; next comes a president congratulating champions, 1.9 %."""


def _words(name: str) -> frozenset[str]:
    return lexicons.words("agency", name)


def acts(span: Span, *, unless_located: bool = False) -> bool:
    """Whether the place is an agent: subject of an active verb, owner of what a state has, or after "with", "between", "by" ...

    `unless_located` turns the question round, for seats of power: they act unless a preposition of place stands before them.
    Without a parse only the prepositions are asked.
    """
    preposition = _preposition(span)
    if unless_located:
        return preposition not in _words("place_prepositions") - {"of", "from", "on"}
    if preposition:
        return preposition in _words("actor_prepositions")
    if not span.doc.has_annotation("DEP"):
        return False
    return _acts(_first_of_list(span.root))


def located(span: Span) -> bool:
    """Whether it is where something happened, by the preposition before it."""
    return _preposition(span) in _words("venue_prepositions")


def is_language(span: Span) -> bool:
    """Whether an adjective of nationality is a language here: "in English", "the English version"."""
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if after is not None and after.text == "-" and span.end + 1 < len(span.doc):
        after = span.doc[span.end + 1]
    if after is not None and after.lower_ in _words("language_nouns"):
        return True
    before = span.doc[max(0, span.start - LISTED_LANGUAGES) : span.start]
    if any(token.lower_ in _words("listing_languages") for token in before):
        return True
    bare = after is None or not after.is_alpha or after.pos_ in ("ADP", "CCONJ", "SCONJ", "VERB", "AUX", "PRON", "ADV")
    return bare and span.start > 0 and span.doc[span.start - 1].lower_ in ("in", "into", "speak", "speaks", "spoke", "speaking")


def ends_longer_name(span: Span) -> bool:
    """Whether a capitalised word that is in no name makes a longer one with the place behind it: "Space Shuttle Columbia"."""
    if span.start == 0:
        return False
    before = span.doc[span.start - 1]
    name = before.pos_ == "PROPN" and before.text[:1].isupper() and not before.text.isupper() and not before.ent_type_
    return name and before.lower_ not in _apart()


@cache
def _apart() -> frozenset[str]:
    """Capitalised words that are no part of the name behind them: titles, and days."""
    titles = lexicons.load("titles")
    offices = {name for group in ("masculine", "feminine", "neutral") for name in titles["offices"][group]}
    return frozenset({*offices, *titles["modifiers"]["words"], *lexicons.words("agency", "before_places")})


def tells_of_sport(doc: Doc) -> bool:
    """Whether the article is a report on matches, by its words."""
    found = [token.lower_ for token in doc if token.lower_ in _words("sport_words")]
    return len(set(found)) >= SPORT_WORDS and len(found) >= SPORT_SHARE * len(doc)


def _preposition(span: Span) -> str:
    """The preposition before the span, or before the list that it ends ("between Kyiv and Moscow")."""
    if span.doc.has_annotation("DEP"):
        first = _first_of_list(span.root)
        for token in (span.root, first):
            words = syntax.prepositions(token)
            if words:
                return words[0]
    at = span.start - 1
    while at >= 0 and span.doc[at].lower_ in ("the", "official"):
        at -= 1
    if at >= 2 and span.doc[at].lower_ == "and" and span.doc[at - 2].lower_ == "between":
        at -= 2
    known = _words("actor_prepositions") | _words("place_prepositions")
    return span.doc[at].lower_ if at >= 0 and span.doc[at].lower_ in known else ""


def _first_of_list(token: Token) -> Token:
    for _ in range(LONGEST_LIST):
        if token.dep_ not in syntax.CONJUNCT:
            break
        token = token.head
    return token


def _acts(token: Token) -> bool:
    if token.dep_ in syntax.NOMINAL_SUBJECT:
        return syntax.lemma(token.head) not in _words("place_verbs") and token.head.pos_ in ("VERB", "AUX", "ADJ", "NOUN", "")
    if token.dep_ in syntax.POSSESSOR:
        return token.head.lower_ not in _words("place_nouns")
    return token.dep_ in syntax.AGENT | syntax.VOCATIVE
