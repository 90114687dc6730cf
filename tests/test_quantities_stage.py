"""The quantities stage on Docs with tags, parse, names and dates made by hand."""

import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.annotations import Quantity, Timex
from pipeline.components.dates import DateStage
from pipeline.components.quantities import QuantityStage

BLANK = spacy.blank("en")


def tagged(text, *, ents=(), heads=None, deps=None):
    """A Doc of "word/TAG" tokens."""
    pairs = [token.rsplit("/", 1) for token in text.split()]
    doc = Doc(Vocab(), words=[word for word, _ in pairs], tags=[tag for _, tag in pairs], heads=heads, deps=deps)
    doc.set_ents([Span(doc, start, end, label) for start, end, label in ents])
    return doc


def rows(doc):
    QuantityStage()(doc)
    return [(span.text, span._.quantity) for span in doc.spans["quantities"]]


def counted(doc):
    return [doc.text[slice(*quantity.counted)] if quantity.counted else None for _, quantity in rows(doc)]


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("They/PRP held/VBD 10/CD Russian/JJ sleeper/NN agents/NNS in/IN May/NNP", "Russian sleeper agents"),
        (
            "They/PRP freed/VBD 50/CD critically/RB ill/JJ and/CC severely/RB wounded/VBN defenders/NNS ./.",
            "critically ill and severely wounded defenders",
        ),
        ("At/IN least/JJS 12/CD people/NNS killed/VBN", "people"),
        ("Over/IN 20/CD people/NNS yesterday/NN left/VBD", "people"),
        ("They/PRP have/VBP two/CD different/JJ documents/NNS :/: guarantees/NNS", "documents"),
        (
            "It/PRP took/VBD 4.1/CD million/CD of/IN the/DT country/NN 's/POS most/RBS vulnerable/JJ people/NNS",
            "most vulnerable people",
        ),
        ("They/PRP bought/VBD five/CD Boeing/NNP 737/CD Max/NNP jets/NNS ./.", "Boeing 737 Max jets"),
        ("Two/CD men/NNS and/CC three/CD women/NNS", "men"),
    ],
)
def test_what_is_counted_is_the_noun_phrase_without_the_number(text, noun):
    assert counted(tagged(text))[0] == noun


@pytest.mark.parametrize(
    "text", ["Another/DT 40/CD were/VBD wounded/VBN", "40/CD ,/, he/PRP said/VBD", "up/RB from/IN 150/CD last/JJ year/NN"]
)
def test_a_number_without_a_noun_counts_nothing(text):
    assert counted(tagged(text)) == [None]


def test_the_span_runs_over_of_whom_but_counts_no_noun():
    doc = tagged("three/CD of/IN whom/WP died/VBD")
    assert [span for span, _ in rows(doc)] == ["three of whom"]
    assert counted(doc) == [None]


def test_the_parse_ends_the_phrase_where_tags_run_on():
    text = "They/PRP showed/VBD three/CD soldiers/NNS documents/NNS ./."
    heads, deps = [1, 1, 3, 1, 1, 1], ["nsubj", "ROOT", "nummod", "iobj", "obj", "punct"]
    assert counted(tagged(text)) == ["soldiers documents"]
    assert counted(tagged(text, heads=heads, deps=deps)) == ["soldiers"]


def test_digits_inside_a_name_belong_to_the_name():
    doc = tagged("The/DT Vostok/NNP 2018/CD drills/NNS and/CC 30/CD tanks/NNS", ents=[(1, 4, "EVENT")])
    assert [span for span, _ in rows(doc)] == ["30 tanks"]


def test_a_place_that_begins_with_a_number_word_does_not_swallow_a_count():
    doc = tagged("Some/DT 500/CD Russians/NNPS came/VBD", ents=[(2, 3, "NORP")])
    assert [span for span, _ in rows(doc)] == ["Some 500 Russians"]


def test_a_person_s_age_stands_between_commas():
    doc = tagged("Then/RB o'Neil/NNP ,/, 44/CD ,/, left/VBD", ents=[(1, 2, "PERSON")])
    assert [(span, quantity.kind, quantity.value) for span, quantity in rows(doc)] == [("44", "age", 44)]


@pytest.mark.parametrize(("kind", "spans"), [("DATE", []), ("TIME", []), ("SET", []), ("DURATION", ["over three years"])])
def test_digits_of_dates_are_not_used_but_durations_stand_in_both_tables(kind, spans):
    doc = tagged("held/VBN for/IN over/IN three/CD years/NNS ./.")
    span = doc[3:5]
    span._.timex = Timex(type=kind, value="P3Y")
    doc.spans["dates"] = [span]
    assert [text for text, _ in rows(doc)] == spans


def test_a_record_is_complete_and_survives_bytes():
    doc = tagged("They/PRP hold/VBP more/JJR than/IN 2/CD km/NN of/IN road/NN")
    QuantityStage()(doc)
    expected = Quantity(
        kind="length", value=2.0, modifier=">", unit="kilometre", value_si=2000.0, unit_si="metre", counted=(28, 32)
    )
    assert doc.text[28:32] == "road"
    again = Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [span._.quantity for span in again.spans["quantities"]] == [expected]


def test_the_group_is_written_even_where_nothing_is_found():
    doc = QuantityStage()(tagged("Nothing/NN happened/VBD ./."))
    assert list(doc.spans["quantities"]) == []


def test_the_stage_can_be_added_to_any_pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_quantities")
    doc = nlp("One of the soldiers paid $5.")
    assert [span.text for span in doc.spans["quantities"]] == ["One of the soldiers", "$5"]


def test_running_twice_gives_the_same_rows():
    doc = tagged("At/IN least/JJS 12/CD people/NNS paid/VBD $/$ 5/CD ./.")
    assert rows(doc) == rows(doc)


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "sign"),
    [
        ("The talks lasted a little over an hour.", "a little over an hour", 1, "hour", ">"),
        ("They would need about a week.", "about a week", 1, "week", "~"),
        ("He was held for a year.", "a year", 1, "year", "="),
    ],
)
def test_a_duration_without_a_number_stands_in_both_tables(text: str, span: str, value: float, unit: str, sign: str) -> None:
    doc = QuantityStage()(DateStage()(BLANK(text)))
    ((found, quantity),) = [(s.text, s._.quantity) for s in doc.spans["quantities"]]
    assert (found, quantity.kind, quantity.value, quantity.unit, quantity.modifier) == (span, "duration", value, unit, sign)
    assert [s.text for s in doc.spans["dates"]] == [span]


def test_a_duration_does_not_take_in_the_date_behind_it() -> None:
    doc = QuantityStage()(DateStage()(BLANK("He was held for one year and freed, or for one year and 10 months ago.")))
    assert "one year and 10 months" not in [s.text for s in doc.spans["quantities"]]


def test_a_duration_with_a_number_is_one_amount() -> None:
    doc = QuantityStage()(DateStage()(BLANK("They were held for over three years.")))
    assert [s.text for s in doc.spans["quantities"]] == ["over three years"]
