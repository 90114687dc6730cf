"""Transcripts: who speaks by the labels, from where to where, and who is "I" there."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from pipeline.annotations import MENTIONS, paragraphs
from pipeline.components.mentions import MentionStage
from pipeline.transcripts import turns
from tests.marked import doc


def told(text: Doc) -> list[tuple[str, list[str]]]:
    """The label of each turn, and the text of each stretch of it."""
    found = turns(text, [(p.start, p.end) for p in paragraphs(text)])
    return [(text[slice(*turn.label)].text, [text[slice(*part)].text for part in turn.said]) for turn in found]


LINES = "HOST/NOUN : Are/AUX you/PRON ready/ADJ ? ¶ {Inna Halchenko|PERSON} : I/PRON am/AUX . ¶ HOST/NOUN : Thank/VERB you/PRON ."


def test_labels_in_capitals_and_names_of_persons_lead_turns() -> None:
    assert told(doc(LINES)) == [
        ("HOST", ["Are you ready ?"]),
        ("Inna Halchenko", ["I am ."]),
        ("HOST", ["Thank you ."]),
    ]


def test_a_name_within_a_paragraph_leads_one_too_with_its_title() -> None:
    text = doc(
        "President/PROPN of/ADP {Norland|GPE} {Inna Halchenko|PERSON} : We/PRON agreed/VERB . {Omar Reyes|PERSON} : Good/ADJ . "
        "{Inna Halchenko|PERSON} : I/PRON thank/VERB you/PRON ."
    )
    assert told(text) == [
        ("President of Norland Inna Halchenko", ["We agreed ."]),
        ("Omar Reyes", ["Good ."]),
        ("Inna Halchenko", ["I thank you ."]),
    ]


def test_paragraphs_without_a_label_go_on_up_to_the_end_of_the_transcript() -> None:
    more = " ¶ I/PRON told/VERB them/PRON that/SCONJ we/PRON would/AUX come/VERB to/ADP the/DET river/NOUN at/ADP dawn/NOUN . ¶ "
    text = doc(
        LINES.replace(" ¶ HOST/NOUN : Thank", more + "( Laughter/NOUN . ) ¶ HOST/NOUN : Thank")
        + " ¶ END/NOUN ¶ We/PRON left/VERB ."
    )
    assert [said for _, said in told(text)] == [
        ["Are you ready ?"],
        ["I am .", "I told them that we would come to the river at dawn ."],
        ["Thank you ."],
    ]


def test_narration_behind_a_transcript_is_nobodys_turn() -> None:
    narration = " ¶ The/DET guest/NOUN left/VERB the/DET studio/NOUN before/ADP noon/NOUN and/CCONJ drove/VERB to/ADP sea/NOUN ."
    assert told(doc(LINES + narration))[-1] == ("HOST", ["Thank you ."])


@pytest.mark.parametrize(
    "text",
    [
        "WATCH/VERB : The/DET goal/NOUN . ¶ Rain/NOUN fell/VERB . ¶ READ/VERB : The/DET story/NOUN .",
        "HOST/NOUN : Yes/INTJ . ¶ HOST/NOUN : No/INTJ . ¶ HOST/NOUN : Well/INTJ .",
        "He/PRON said/VERB : come/VERB . ¶ She/PRON said/VERB : go/VERB . ¶ They/PRON said/VERB : stay/VERB .",
        "CLAIM/NOUN : It/PRON rained/VERB . ¶ FACT/NOUN : No/INTJ . ¶ CLAIM/NOUN : It/PRON snowed/VERB .",
        "",
    ],
    ids=["two headings", "one name", "cues", "headings", "empty"],
)
def test_fewer_than_three_labels_or_one_name_make_no_transcript(text: str) -> None:
    assert told(doc(text)) == []


def test_a_q_alone_asks() -> None:
    text = doc("Q/NOUN When/ADV ? ¶ {Inna Halchenko|PERSON} : Soon/ADV . ¶ Q/NOUN — and/CCONJ why/ADV ?")
    assert [label for label, _ in told(text)] == ["Q", "Inna Halchenko", "Q"]


def test_i_is_who_speaks_in_each_turn() -> None:
    lines = LINES.replace("Thank/VERB you/PRON .", 'My/PRON guest/NOUN said/VERB : " I/PRON am/AUX " .')
    found = MentionStage()(doc(lines.replace("HOST/NOUN", "{Omar Reyes|PERSON}")))
    said = [(s.text, s._.mention.chain) for s in found.spans[MENTIONS] if s._.mention.form == "pronoun"]
    assert said == [("I", 1), ("My", 0)]


def test_equal_labels_are_one_person_whoever_is_named_between_them() -> None:
    label = "THE/DET PRESIDENT/NOUN : "
    text = doc(
        "Remarks/NOUN by/ADP President/PROPN {Inna Halchenko|PERSON} ¶ "
        + label
        + "Good/ADJ . ¶ Q/NOUN And/CCONJ President/PROPN "
        "{Omar Reyes|PERSON} ? ¶ " + label + "I/PRON know/VERB ."
    )
    chains = {s._.mention.chain for s in MentionStage()(text).spans[MENTIONS] if s.text in ("THE PRESIDENT", "I")}
    assert chains == {0}
