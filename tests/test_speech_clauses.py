"""What the shipped model reads of reported clauses: where they end, who speaks them, whom "he said" cannot mean."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.annotations import MENTIONS, QUOTES, spans_of
from tests.test_speech_told import told


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Although the minister said that he would stay, his party left him.", "that he would stay"),
        ("Orlov, who said he often walks to work, left the city on Monday.", "he often walks to work"),
        ("The choice of a new head could be made before the council meets in May, officials say.",
         "The choice of a new head could be made before the council meets in May"),
        ("Prices will fall, the bank predicted.", "Prices will fall"),
        ("Orlov said the dam was unsafe, referring to the report of last year.", "the dam was unsafe"),
        ("The council built the bridge to help, a spokeswoman, Anna Orlova, said on Monday, and it has used it twice.",
         "The council built the bridge to help … and it has used it twice"),
        ("Orlov says the movement that is sweeping the country appeals to many.",
         "the movement that is sweeping the country appeals to many"),
        ("Orlov suggested the ships were lost.", "the ships were lost"),
        ("The bank forecast that prices would fall.", "that prices would fall"),
    ],
)  # fmt: skip
def test_where_a_reported_clause_begins_and_ends(nlp: Language, text: str, parts: str) -> None:
    assert [found for found, _ in told(nlp, text)] == [parts]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Orlov went out of his way to say that the dam was safe.", "Orlov"),
        ("Noting that the dam was old, Orlova left the council.", "Orlova"),
        ("Anna Orlova (R), head of the water board, said the dam was safe.", "Anna Orlova (R), head of the water board"),
        ("The town lacks help from its neighbours, whom it has angered before, said Anna Orlova.", "Anna Orlova"),
        ("The council sent a letter saying that the dam was safe.", "The council"),
        ("Guards stopped a man saying that he was lost.", "a man"),
    ],
)
def test_who_speaks_a_reported_clause(nlp: Language, text: str, speaker: str) -> None:
    assert [who for _, who in told(nlp, text)] == [speaker]


def test_a_sentence_that_ends_in_an_abbreviation_is_over(nlp: Language) -> None:
    text = "Orlov says the dam is safer than those in the U.S. He says nobody needs to leave."
    first, second = told(nlp, text)
    assert first[0].startswith("the dam is safer than those in the U.S")
    assert second == ("nobody needs to leave", "He")


def chain_of(nlp: Language, text: str, word: str) -> set[str]:
    """The other words of the chain that a word is in."""
    mentions = [(span.text, span._.mention.chain) for span in spans_of(nlp(text), MENTIONS)]
    chain = next((number for name, number in mentions if name == word), None)
    return {name for name, number in mentions if number == chain and name != word and chain is not None}


@pytest.mark.parametrize(
    "text",
    [
        "Boris Orlov met Ivan Petrov in Lviv. Petrov wanted more, he told me.",
        "Boris Orlov met Ivan Petrov in Lviv. “I know that Petrov wanted more,” he said.",
        "Boris Orlov met Ivan Petrov in Lviv. He said that Petrov wanted more.",
    ],
    ids=["before", "in marks", "behind"],
)
def test_who_speaks_is_nobody_named_in_his_words(nlp: Language, text: str) -> None:
    word = "He" if "He said" in text else "he"
    assert chain_of(nlp, text, word) - {"I"} == {"Boris Orlov"}


INTERVIEW = """Anna Orlova met me by the dam.

“We are ready,” Orlova said.

I asked whether the dam was safe. “It was safe last year.”

I asked whether she trusted Ivan Petrov.

Petrov has run the board for years.

“Ask him yourself, he never comes here.”

Orlova said the water was high. Orlova added that the town would wait."""


def test_answers_without_a_cue_are_the_words_of_the_one_interviewed(nlp: Language) -> None:
    doc = nlp(INTERVIEW)
    speakers = {}
    for span in spans_of(doc, QUOTES):
        quote = span._.quote
        if quote.kind == "direct":
            speakers[span.text] = (doc.text[slice(*quote.speaker)], quote.attribution)
    assert speakers["“Ask him yourself, he never comes here.”"] == ("Orlova", "interviewee")
