"""Names become chains, roles stand beside them, titles and pronouns find their person."""

from __future__ import annotations

import pytest

from pipeline.annotations import MENTIONS, Mention
from pipeline.components.mentions import MentionStage
from tests.marked import doc


def mentions(marked: str) -> list[tuple[str, Mention]]:
    found = MentionStage()(doc(marked))
    return [(span.text, span._.mention) for span in found.spans[MENTIONS]]


def chains(marked: str) -> list[tuple[str, int]]:
    return [(text, mention.chain) for text, mention in mentions(marked) if mention.form == "name"]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{Rustem Umerov|PERSON} came/VERB . {Umerov|PERSON} left/VERB .", [0, 0]),
        ("{Zelensky|PERSON} spoke/VERB . {Volodymyr Zelenskyy|PERSON} left/VERB .", [0, 0]),
        ("{Taras Marchuk|PERSON} came/VERB . {Taras|PERSON} left/VERB .", [0, 0]),
        ("{Donald J. Trump|PERSON} came/VERB . {Donald Trump|PERSON} left/VERB .", [0, 0]),
        ("{George H. Bush|PERSON} and/CCONJ {George W. Bush|PERSON} met/VERB .", [0, 1]),
        (
            "{Bill Clinton|PERSON} and/CCONJ {Hillary Clinton|PERSON} met/VERB . Mrs./PROPN {Clinton|PERSON} left/VERB .",
            [0, 1, 1],
        ),
        ("{Bill Clinton|PERSON} and/CCONJ {Hillary Clinton|PERSON} met/VERB . {Clinton|PERSON} left/VERB .", [0, 1, 1]),
        ("{Kyiv|GPE} and/CCONJ {Moscow|GPE} met/VERB ; {Kyiv|GPE} won/VERB .", [0, 1, 0]),
        ("{Georgia|GPE} and/CCONJ {Georgia|ORG} met/VERB .", [0, 1]),
        ("{K.C. Maurer|PERSON} came/VERB . {Mauer|PERSON} left/VERB .", [0, 0]),
        ("{Ivan Petrov|PERSON} came/VERB . {Petrova|PERSON} left/VERB .", [0, 1]),
        ("{Ann Kerr|PERSON} came/VERB . {Kern|PERSON} left/VERB .", [0, 1]),
        ("{Nouri al-Maliki|PERSON} came/VERB . {al-Maliki|PERSON} left/VERB .", [0, 0]),
        ("The/DET {Harbour Times|ORG} told/VERB . The/DET {Times|ORG} told/VERB . {Times|ORG} passed/VERB .", [0, 0, 0]),
        ("The/DET {Harbour Times|ORG} told/VERB . {Times|ORG} passed/VERB .", [0, 1]),
        ("{Security Council|ORG} (/PUNCT {SC|ORG} )/PUNCT met/VERB . {SC|ORG} left/VERB .", [0, 0, 0]),
    ],
)  # fmt: skip
def test_names_of_one_thing_are_one_chain(marked: str, expected: list[int]) -> None:
    assert [chain for _, chain in chains(marked)] == expected


def test_a_title_with_its_owner_is_the_one_person_given_the_bare_title() -> None:
    found = mentions("spokesman/NOUN {John Elder|PERSON} spoke/VERB . the/DET {UNICEF|ORG} spokesman/NOUN! left/VERB .")
    assert [(text, m.chain) for text, m in found if m.form == "title"] == [("the UNICEF spokesman", 0)]


def test_a_surname_that_the_model_took_for_a_body_is_the_person() -> None:
    (_, _), (_, second) = mentions("{Rustem Umerov|PERSON} came/VERB . {Umerov|ORG} left/VERB .")
    assert (second.label, second.chain) == ("PERSON", 0)


def test_a_place_that_is_also_a_surname_stays_a_place() -> None:
    (_, _), (_, second) = mentions("{Denzel Washington|PERSON} met/VERB in/ADP {Washington|GPE} .")
    assert (second.label, second.chain) == ("GPE", 1)


def test_a_surname_that_the_model_took_for_a_place_is_the_person() -> None:
    (_, _), (_, second) = mentions("{Vadim Krasikov|PERSON} came/VERB . {Krasikov|GPE!} left/VERB .")
    assert (second.label, second.chain) == ("PERSON", 0)


@pytest.mark.parametrize(
    ("marked", "name", "role"),
    [
        ("President/NOUN {Volodymyr Zelensky|PERSON!} spoke/VERB .", "Volodymyr Zelensky", "President"),
        ("with/ADP {Russian|NORP} President/PROPN {Vladimir Putin|PERSON} .", "Vladimir Putin", "Russian President"),
        ("led/VERB by/ADP {Putin|PERSON} 's/PART aide/NOUN , {Vladimir Medinsky|PERSON} .", "Vladimir Medinsky", "Putin 's aide"),
        ("by/ADP {Rustem Umerov|PERSON} , now/ADV serving/VERB as/ADP the/DET {Security Council|ORG} secretary/NOUN , and/CCONJ",
         "Rustem Umerov", "Security Council secretary"),
        ("{Andrii Sybiha|PERSON!} , {Ukraine|GPE} 's/PART foreign/ADJ minister/NOUN , said/VERB .",
         "Andrii Sybiha", "Ukraine 's foreign minister"),
        ("Head/NOUN of/ADP the/DET {Presidential Office|ORG} {Andriy Yermak|PERSON} said/VERB .",
         "Andriy Yermak", "Head of the Presidential Office"),
        ("{Olena Marchuk|PERSON!} , 52/NUM , a/DET professor/NOUN from/ADP {Poltava|GPE} , said/VERB .",
         "Olena Marchuk", "professor from Poltava"),
        ("{Putin|PERSON} aide/NOUN {Yuri Ushakov|PERSON!} said/VERB .", "Yuri Ushakov", "Putin aide"),
    ],
)  # fmt: skip
def test_the_role_beside_a_name(marked: str, name: str, role: str) -> None:
    assert dict(mentions(marked))[name].role == role


@pytest.mark.parametrize(
    "marked",
    [
        "{Rustem Umerov|PERSON!} , President/NOUN {Putin|PERSON} and/CCONJ others/NOUN met/VERB .",
        "an/DET invitation/NOUN to/ADP {Rustem Umerov|PERSON} .",
        "{Rustem Umerov|PERSON!} , who/PRON met/VERB the/DET president/NOUN , left/VERB .",
        "{Rustem Umerov|PERSON!} spoke/VERB .",
    ],
)
def test_no_role_where_none_is_written(marked: str) -> None:
    assert dict(mentions(marked))["Rustem Umerov"].role is None


def titles(marked: str) -> list[tuple[str, int]]:
    return [(text, m.chain) for text, m in mentions(marked) if m.form == "title"]


def test_a_title_alone_means_the_person_who_was_given_that_role() -> None:
    marked = "{Russian|NORP} President/PROPN {Vladimir Putin|PERSON!} left/VERB . The/DET {Russian|NORP} leader/NOUN spoke/VERB ."
    chain = dict(chains(marked))["Vladimir Putin"]
    assert titles(marked) == [("The Russian leader", chain)]


def test_a_title_of_another_country_has_a_chain_of_its_own() -> None:
    marked = (
        "{Russian|NORP} President/PROPN {Vladimir Putin|PERSON!} left/VERB . {Ukraine|GPE} 's/PART president/NOUN spoke/VERB ."
    )
    ((text, chain),) = titles(marked)
    assert text == "Ukraine 's president"
    assert chain not in [c for _, c in chains(marked)]


def test_a_bare_title_needs_somebody_with_that_role() -> None:
    assert titles("President/NOUN {Joe Biden|PERSON!} left/VERB . The/DET president/NOUN spoke/VERB .") == [("The president", 0)]
    assert titles("The/DET president/NOUN spoke/VERB .") == []


@pytest.mark.parametrize(
    "marked", ["a/DET {Russian|NORP} leader/NOUN spoke/VERB .", "the/DET {Ukrainian|NORP} presidents/NOUN spoke/VERB ."]
)
def test_what_is_no_title_of_one_person(marked: str) -> None:
    assert titles(marked) == []


def pronouns(marked: str) -> list[tuple[str, int]]:
    return [(text, m.chain) for text, m in mentions(marked) if m.form == "pronoun"]


def test_he_is_the_man_spoken_of_last() -> None:
    assert pronouns("{Olena Marchuk|PERSON!} met/VERB {Vladimir Putin|PERSON} . He/PRON! left/VERB .") == [("He", 1)]


def test_she_is_the_woman_though_a_man_came_later() -> None:
    assert pronouns("{Olena Marchuk|PERSON!} met/VERB {Vladimir Putin|PERSON} . She/PRON! left/VERB .") == [("She", 0)]


def test_a_subject_comes_before_a_later_object() -> None:
    assert pronouns("{Vladimir Putin|PERSON!} met/VERB {Joe Biden|PERSON} . He/PRON! left/VERB .") == [("He", 0)]


def test_an_office_tells_the_gender() -> None:
    marked = "{Vladimir Putin|PERSON!} left/VERB . Spokeswoman/NOUN {Noor Ilves|PERSON!} stayed/VERB . He/PRON! spoke/VERB ."
    assert pronouns(marked) == [("He", 0)]


def test_a_pronoun_without_a_person_is_no_mention() -> None:
    assert pronouns("It/PRON! rained/VERB . He/PRON! left/VERB .") == []


def test_mentions_are_in_order_and_chains_are_numbered_by_first_mention() -> None:
    found = mentions("{Kyiv|GPE} told/VERB {Joe Biden|PERSON} . He/PRON! told/VERB {Kyiv|GPE} .")
    assert [m.chain for _, m in found] == [0, 1, 1, 0]


def test_a_persons_name_that_the_model_cut_in_two_is_one() -> None:
    ((text, _),) = mentions("with/ADP {Volodymyr|PERSON} {Zelensky|PERSON} .")
    assert text == "Volodymyr Zelensky"


def test_a_place_with_its_other_name_in_a_bracket_is_one() -> None:
    ((text, _),) = mentions("defenders/NOUN of/ADP {Zmiinyi|GPE} (/PUNCT {Snake ) Island|LOC} returned/VERB .")
    assert text == "Zmiinyi ( Snake ) Island"


def test_a_name_that_runs_out_of_a_bracket_ends_there() -> None:
    found = mentions("the/DET {Gulf Council|ORG} (/PUNCT {GCC ) Council|ORG} met/VERB .")
    assert [text for text, _ in found] == ["Gulf Council", "GCC"]


def test_two_countries_joined_by_a_hyphen_are_two_names_where_both_stand_alone() -> None:
    marked = "the/DET {Russia - Ukraine|GPE} talks/NOUN began/VERB . {Russia|GPE} and/CCONJ {Ukraine|GPE} met/VERB ."
    assert chains(marked) == [("Russia", 0), ("Ukraine", 1), ("Russia", 0), ("Ukraine", 1)]
    assert chains("the/DET {Guinea - Bissau|GPE} talks/NOUN began/VERB .") == [("Guinea - Bissau", 0)]


def test_an_office_alone_is_no_name() -> None:
    assert mentions("{Editor|PERSON} 's/PART note/NOUN .") == []


def test_numbers_and_dates_are_no_mentions() -> None:
    assert mentions("{Friday|DATE} {20|CARDINAL} .") == []
