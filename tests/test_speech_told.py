"""What the shipped model reads of speech told by nouns, charges, proposals and asides, and whom "he" and "I" mean."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.annotations import MENTIONS, QUOTES, spans_of


def told(nlp: Language, text: str) -> list[tuple[str, str | None]]:
    """Parts of each quote, and its speaker as written."""
    doc = nlp(text)
    found = []
    for span in spans_of(doc, QUOTES):
        quote = span._.quote
        parts = " … ".join(doc.text[start:end] for start, end in quote.parts)
        found.append((parts, doc.text[slice(*quote.speaker)] if quote.speaker else None))
    return found


def chains(nlp: Language, text: str) -> list[set[str]]:
    """The words of each chain with more than one mention."""
    doc = nlp(text)
    by_chain: dict[int, set[str]] = {}
    for span in spans_of(doc, MENTIONS):
        by_chain.setdefault(span._.mention.chain, set()).add(span.text)
    return [words for words in by_chain.values() if len(words) > 1]


@pytest.mark.parametrize(
    ("text", "parts", "speaker"),
    [
        ("Orlov's claim that the dam was mined surprised the council.", "that the dam was mined", "Orlov"),
        ("The minister repeated his warning that the grid could fail.", "that the grid could fail", "his"),
        ("Orlov accused the bank of hiding its losses.", "the bank of hiding its losses", "Orlov"),
        ("Orlov called for an immediate ceasefire on Monday.", "an immediate ceasefire", "Orlov"),
        ("The dam, as Orlov pointed out, was built in 1956.", "The dam … was built in 1956", "Orlov"),
        (
            "The bank was sound, Orlov said, until it lent to his brother.",
            "The bank was sound … until it lent to his brother",
            "Orlov",
        ),
    ],
)
def test_what_is_told_has_its_words_and_its_speaker(nlp: Language, text: str, parts: str, speaker: str) -> None:
    assert (parts, speaker) in told(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "The claim that the judge threw out was filed in May.",
        "Leaders will meet on Monday to discuss the budget.",
        "Nobody mentioned the broken bridge.",
        "The stone was as heavy as Orlov.",
    ],
)
def test_what_is_not_told(nlp: Language, text: str) -> None:
    assert told(nlp, text) == []


def test_the_medium_may_have_an_article(nlp: Language) -> None:
    doc = nlp("Orlov told the Associated Press that the bridge would open in May.")
    (quote,) = [span._.quote for span in spans_of(doc, QUOTES)]
    assert quote.medium == "Associated Press"


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Anna Orlova met Ivan Petrov in Kyiv. She thanked him.", {"Anna Orlova", "She"}),
        ("Anna Orlova met Ivan Petrov in Kyiv. She thanked him.", {"Ivan Petrov", "him"}),
        ("Ivan Petrov, who led the talks, left.", {"Ivan Petrov", "who"}),
        ("Gazprom said on Monday that it had cut its exports.", {"Gazprom", "it", "its"}),
        ("Anna Orlova resigned. “I am tired,” Orlova said.", {"Anna Orlova", "Orlova", "I"}),
        ("The World Health Organization met in Geneva. The WHO has 194 members.", {"World Health Organization", "WHO"}),
        ("The NATO-Ukraine Council met on Monday. The Council will meet again.", {"NATO-Ukraine Council", "Council"}),
        ("The United States and Japan signed. Officials of the U.S. left.", {"United States", "U.S."}),
    ],
)
def test_mentions_of_one_thing_share_a_chain(nlp: Language, text: str, chain: set[str]) -> None:
    assert chain in chains(nlp, text)


def test_two_bodies_that_one_short_name_fits_stay_apart(nlp: Language) -> None:
    text = "The Harbour Museum and the Tram Museum closed. The National Museum stayed open."
    assert chains(nlp, text) == []


def test_they_behind_two_names_are_both(nlp: Language) -> None:
    assert chains(nlp, "Russia and Ukraine remained far apart in their demands.") == []
