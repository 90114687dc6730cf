"""Interviews printed without labels, and speeches: who says "I" in them and is "you" in the questions."""

from __future__ import annotations

from pipeline.annotations import MENTIONS
from pipeline.components.mentions import MentionStage
from tests.marked import doc

HEAD = "An/DET interview/NOUN with/ADP {Inna Halchenko|PERSON} ¶ "
TALK = (
    "When/ADV did/AUX you/PRON begin/VERB ? ¶ I/PRON began/VERB early/ADV . ¶ Who/PRON taught/VERB you/PRON ? ¶ "
    "My/PRON father/NOUN! did/VERB . ¶ Are/AUX you/PRON afraid/ADJ ? ¶ Never/ADV . "
    'He/PRON! told/VERB : " I/PRON was/VERB there/ADV " .'
)


def said(marked: str) -> list[tuple[str, int]]:
    found = MentionStage()(doc(marked))
    return [(span.text, span._.mention.chain) for span in found.spans[MENTIONS] if span.text.lower() in ("i", "my", "you")]


def test_i_in_answers_and_you_in_questions_are_the_person_interviewed() -> None:
    assert said(HEAD + TALK) == [(word, 0) for word in ("you", "I", "you", "My", "you")]


def test_nobody_is_meant_where_two_are_interviewed_or_nobody_is_named() -> None:
    two = "An/DET interview/NOUN with/ADP {Inna Halchenko|PERSON} and/CCONJ {Omar Reyes|PERSON} ¶ "
    assert said(two + TALK) == []
    assert said("An/DET interview/NOUN ¶ " + TALK) == []


def test_two_questions_make_no_interview() -> None:
    assert said(HEAD + TALK.split(" ¶ Are/AUX")[0]) == []


SPEECH = ' ¶ I/PRON came/VERB early/ADV . My/PRON friends/NOUN left/VERB . He/PRON! said/VERB : " I/PRON was/VERB there/ADV " .'


def test_i_in_a_speech_is_whose_remarks_it_says_to_be() -> None:
    assert said("Remarks/NOUN by/ADP Minister/PROPN {Inna Halchenko|PERSON} in/ADP {Lviv|GPE}" + SPEECH) == [("I", 0), ("My", 0)]


def test_a_statement_of_two_or_a_report_on_remarks_is_nobodys_speech() -> None:
    assert said("Statement/NOUN from/ADP {Inna Halchenko|PERSON} and/CCONJ {Omar Reyes|PERSON}" + SPEECH) == []
    assert said("{Omar Reyes|PERSON} welcomed/VERB {Inna Halchenko|PERSON}" + SPEECH) == []
