"""Amounts found in running text without any model: values, units, modifiers, ranges, ages, and what is left alone."""

import math

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components.quantities import QuantityStage

BLANK = spacy.blank("en")


def rows(text, **options):
    doc = QuantityStage(**options)(BLANK.make_doc(text))
    return [(span.text, span._.quantity) for span in doc.spans["quantities"]], doc


def only(text):
    found, doc = rows(text)
    assert len(found) == 1, found
    return *found[0], doc


@pytest.mark.parametrize(
    ("text", "span", "kind", "value", "unit"),
    [
        ("It costs $1.1 trillion.", "$1.1 trillion", "money", 1.1e12, "USD"),
        ("They lent 4.5 million euros.", "4.5 million euros", "money", 4.5e6, "EUR"),
        ("A bill of £20bn came.", "£20bn", "money", 2e10, "GBP"),
        ("A sum of Rs 500 crore.", "Rs 500 crore", "money", 5e9, "INR"),
        ("They paid US$5,000 there.", "US$5,000", "money", 5000, "USD"),
        ("He sent UAH5,000 home.", "UAH5,000", "money", 5000, "UAH"),
        ("They spent 426 million hryvnias.", "426 million hryvnias", "money", 4.26e8, "UAH"),
        ("A $5m grant came.", "$5m", "money", 5e6, "USD"),
        ("He paid A$5m for it.", "A$5m", "money", 5e6, "AUD"),
        ("A fine of 1 billion pounds came.", "1 billion pounds", "money", 1e9, "GBP"),
        ("The parcel weighs 20 pounds.", "20 pounds", "mass", 20, "pound"),
        ("Oil sold at $60 a barrel.", "$60 a barrel", "money", 60, "USD/barrel"),
        ("They pay 12 cents per share.", "12 cents per share", "money", 12, "cent/share"),
        ("It made $2 billion a year earlier.", "$2 billion", "money", 2e9, "USD"),
        ("Turnout was 61.4%.", "61.4%", "percent", 61.4, "percent"),
        ("Turnout was 61 per cent.", "61 per cent", "percent", 61, "percent"),
        ("A lead of 3 percentage points.", "3 percentage points", "percent", 3, "percentage_point"),
        ("A 155 mm shell.", "155 mm", "length", 155, "millimetre"),
        ("A 155-mm shell.", "155-mm", "length", 155, "millimetre"),
        ("It lies 3km away.", "3km", "length", 3, "kilometre"),
        ("Fields of 2,000 square kilometres.", "2,000 square kilometres", "area", 2000, "square_kilometre"),
        ("They drove at 60kph.", "60kph", "speed", 60, "kilometre/hour"),
        ("They drove at 90 kilometres per hour.", "90 kilometres per hour", "speed", 90, "kilometre/hour"),
        ("It was minus 20 degrees Celsius.", "minus 20 degrees Celsius", "temperature", -20, "celsius"),
        ("It lasted half an hour.", "half an hour", "duration", 0.5, "hour"),
        ("The plant makes 700 MW.", "700 MW", "other", 700, "megawatt"),
        ("She works 40 hours a week.", "40 hours a week", "duration", 40, "hour/week"),
    ],
)
def test_a_measured_amount(text, span, kind, value, unit):
    found, quantity, _ = only(text)
    assert (found, quantity.kind, quantity.unit) == (span, kind, unit)
    assert quantity.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value", "counted"),
    [
        ("They freed 84 soldiers.", 84, "soldiers"),
        ("They freed a thousand families.", 1000, "families"),
        ("They freed 4.1 million of the region's people.", 4.1e6, "people"),
        ("They freed 1,000 of the prisoners.", 1000, "prisoners"),
        ("They freed six more children.", 6, "children"),
        ("They hold one meeting.", 1, "meeting"),
        ("They saw 1.5m people.", 1.5e6, "people"),
        ("They saw 10k views.", 10_000, "views"),
        ("They saw a 27-nation bloc.", 27, "nation"),
        ("They saw about a dozen soldiers.", 12, "soldiers"),
    ],
)
def test_what_is_counted_is_found_without_tags(text, value, counted):
    _, quantity, doc = only(text)
    assert (quantity.kind, quantity.value, quantity.unit) == ("count", value, None)
    assert doc.text[slice(*quantity.counted)] == counted


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("more than 40 tanks", ">"),
        ("over 40 tanks", ">"),
        ("at least 40 tanks", ">="),
        ("no fewer than 40 tanks", ">="),
        ("up to 40 tanks", "<="),
        ("as many as 40 tanks", "<="),
        ("no more than 40 tanks", "<="),
        ("fewer than 40 tanks", "<"),
        ("nearly 40 tanks", "~"),
        ("about 40 tanks", "~"),
        ("some 40 tanks", "~"),
        ("an estimated 40 tanks", "~"),
        ("40 tanks", "="),
    ],
)
def test_a_modifier_joins_the_span(words, sign):
    span, quantity, _ = only(f"They lost {words} there.")
    assert (span, quantity.modifier, quantity.value) == (words, sign, 40)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Prices rose 5%.", "up"),
        ("Prices rose sharply by 5%.", "up"),
        ("Prices fell 5%.", "down"),
        ("The index was down 5%.", "down"),
        ("They cut emissions of gas by 5%.", "down"),
        ("Prices rose about 5%.", "~"),
        ("The index: +5%", "up"),
        ("The share is 5%.", "="),
        ("The club lost 5 players.", "="),
    ],
)
def test_a_change_has_a_direction(text, sign):
    assert only(text)[1].modifier == sign


@pytest.mark.parametrize(("text", "sign"), [("500 or more voted", ">="), ("500+ voted", ">="), ("500 or so voted", "~")])
def test_a_modifier_may_follow(text, sign):
    assert only(text)[1].modifier == sign


def test_a_conversion_in_brackets_is_as_exact_as_the_amount_before():
    found, _ = rows("It makes just under 296 hp (224 kW) today.")
    assert [(quantity.value, quantity.modifier) for _, quantity in found] == [(296, "<"), (224, "<")]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("It took 5 to 10 years.", 5, 10, "year"),
        ("It took between seven and 10 years.", 7, 10, "year"),
        ("It took 5-10 years.", 5, 10, "year"),
        ("It took 5–10 years.", 5, 10, "year"),
        ("It rose from 15 to 20 percent.", 15, 20, "percent"),
        ("It fell from $20 to $15 today.", 20, 15, "USD"),
        ("It holds $5-10 million.", 5e6, 1e7, "USD"),
        ("It holds between 5 and 10 million euros.", 5e6, 1e7, "EUR"),
        ("It holds $250,000 to $1 million.", 2.5e5, 1e6, "USD"),
        ("It dropped from 208 pounds to 193 again.", 208, 193, "pound"),
        ("There were four to five thousand tents.", 4000, 5000, None),
        ("An 8- to 16-meter mast stood there.", 8, 16, "metre"),
        ("They asked 18- to 24-year-olds.", 18, 24, "year"),
    ],
)
def test_a_range_is_one_amount(text, low, high, unit):
    _, quantity, _ = only(text)
    assert (quantity.value, quantity.value_high, quantity.unit) == (low, high, unit)


def test_a_change_and_the_level_reached_are_two_amounts():
    found, _ = rows("Inflation rose 2% to 9%, and fuel rose 6% to $7.")
    assert [(quantity.value, quantity.value_high) for _, quantity in found] == [(2, None), (9, None), (6, None), (7, None)]


@pytest.mark.parametrize(
    ("text", "span", "low", "high", "sign", "unit"),
    [
        ("Soldiers from 27 to 66 years old came.", "from 27 to 66 years old", 27, 66, "=", "year"),
        ("A 34-year-old came.", "34-year-old", 34, None, "=", "year"),
        ("A 6-month-old son came.", "6-month-old", 6, None, "=", "month"),
        ("A child aged 7 came.", "aged 7", 7, None, "=", "year"),
        ("Men aged between 18 and 60 came.", "aged between 18 and 60", 18, 60, "=", "year"),
        ("All those younger than 25 came.", "younger than 25", 25, None, "<", "year"),
        ("All children under 5, came.", "under 5", 5, None, "<", "year"),
        ("Men over the age of 21 came.", "over the age of 21", 21, None, ">", "year"),
        ("Children under the age of 5 years came.", "under the age of 5 years", 5, None, "<", "year"),
        ("Then Ivan Petrenko, 44, came.", "44", 44, None, "=", "year"),
    ],
)
def test_an_age(text, span, low, high, sign, unit):
    found, quantity, _ = only(text)
    assert (found, quantity.kind, quantity.unit) == (span, "age", unit)
    assert (quantity.value, quantity.value_high, quantity.modifier) == (low, high, sign)


@pytest.mark.parametrize(
    ("text", "kind", "value", "high"),
    [
        ('A "1,000-for-1,000" swap.', "exchange", 1000, 1000),
        ("A one-for-one swap.", "exchange", 1, 1),
        ("One in five agrees.", "ratio", 0.2, None),
        ("Nine out of 10 agree.", "ratio", 0.9, None),
        ("Odds of 3:1 were given.", "ratio", 3, None),
        ("They won 3-2 at home.", "other", 3, 2),
        ("Two-thirds of them agree.", "ratio", 2 / 3, None),
        ("Half of the town agrees.", "ratio", 0.5, None),
    ],
)
def test_exchanges_ratios_and_scores(text, kind, value, high):
    _, quantity, _ = only(text)
    assert (quantity.kind, quantity.value_high) == (kind, high)
    assert quantity.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("The ninth phase ended.", 9, "phase"),
        ("A third round began.", 3, "round"),
        ("The second round began.", 2, "round"),
        ("The 23rd package passed.", 23, "package"),
    ],
)
def test_an_ordinal_of_what_comes_numbered(text, value, noun):
    _, quantity, doc = only(text)
    assert (quantity.kind, quantity.value, doc.text[slice(*quantity.counted)]) == ("ordinal", value, noun)


@pytest.mark.parametrize(
    ("text", "value"),
    [("Dozens of boats", 12), ("Tens of thousands of boats", 1e4), ("A handful of boats", 5), ("A couple of boats", 2)],
)
def test_a_vague_amount_is_about_its_order(text, value):
    span, quantity, doc = only(text)
    assert (span, quantity.value, quantity.modifier) == (text, value, "~")
    assert doc.text[slice(*quantity.counted)] == "boats"


@pytest.mark.parametrize(
    "text",
    [
        "They met on June 2, 2022.",
        "They met on 2 June.",
        "They met at 10 a.m. in 2019.",
        "They met at 7:30 again.",
        "Under Article 5, he said.",
        "He quoted Resolution 2202 again.",
        "They saw Channel 24 report.",
        "The Group of 20 met.",
        "An F-16 and a Su-34 met the G7.",
        "He caught COVID-19 and has 5G.",
        "It was the 1990s.",
        "Call 555-0100-22 or see 10/12/2024.",
        "No one knows; one day he was the one.",
        "At first he ran in the second half.",
        "It is open 24/7.",
        "The Flight 17 trial ended.",
        "A four-cylinder engine ran.",
        "The 2018 sales fell.",
        "1. He came.",
        "It is not a number.",
        "",
    ],
)
def test_what_is_no_amount_is_left_alone(text):
    assert rows(text)[0] == []


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind"),
    [
        ("It was 20 below zero.", -20, "degree", "temperature"),
        ("A gallon of fuel burned.", 1, "gallon", "volume"),
        ("It is a mile away.", 1, "mile", "length"),
        ("It cost Rupees 500 crore.", 5e9, "INR", "money"),
        ("He paid Rs 500 Cr.", 5e9, "INR", "money"),
        ("Hundred people came.", 100, None, "count"),
        ("They need a quarter million dollars.", 250_000, "USD", "money"),
        ("Three million and a half voted.", 3.5e6, None, "count"),
        ("Output fell by a third.", pytest.approx(1 / 3), None, "ratio"),
        ("She finished third.", 3, None, "ordinal"),
        ("He was ranked 42nd.", 42, None, "ordinal"),
    ],
)
def test_forms_without_a_plain_number(text, value, unit, kind):
    [(_, quantity)] = rows(text)[0]
    assert (quantity.value, quantity.unit, quantity.kind) == (value, unit, kind)


def test_two_numbers_share_the_unit_behind_the_second():
    found, _ = rows("They were given 45 and 50 mg of it.")
    assert [(quantity.value, quantity.unit) for _, quantity in found] == [(45, "milligram"), (50, "milligram")]


def test_a_multiple_and_the_level_it_led_to_are_two_amounts():
    found, _ = rows("Revenue grew more than sixfold to HK$3.7 billion.")
    assert [(quantity.value, quantity.unit) for _, quantity in found] == [(6, None), (3.7e9, "HKD")]


def test_an_amount_that_describes_a_thing_is_no_change():
    found, _ = rows("He added a 30 degree turn.")
    assert [quantity.modifier for _, quantity in found] == ["="]


def test_one_of_many_is_an_amount():
    found, _ = rows("He is one of the prisoners.")
    assert [(span, quantity.value) for span, quantity in found] == [("one of the prisoners", 1)]


def test_a_year_before_a_count_is_not_joined_to_it():
    found, _ = rows("Since 2014 14,000 people died; in 2023, 300 people did.")
    assert [span for span, _ in found] == ["14,000 people", "300 people"]


def test_the_part_of_a_sum_has_the_unit_of_the_sum():
    found, _ = rows("He raised 280 million of the 1.5 billion shekels.")
    assert [(quantity.value, quantity.unit) for _, quantity in found] == [(2.8e8, "ILS"), (1.5e9, "ILS")]


def test_a_glued_unit_at_the_end_of_a_sentence_is_read():
    _, quantity, _ = only("It should have cost $5.4m.")
    assert quantity.value == pytest.approx(5.4e6)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "1,000" + ",000" * 20_000,
        "one hundred and " * 500,
        "5-" * 2000,
        '5" ' * 1000,
        "5 " + "million " * 2000,
        "9" * 29 + " quintillion" * 30,
    ],
)
def test_endless_numbers_end(text):
    for _, quantity in rows(text)[0]:
        assert math.isfinite(quantity.value)


@given(
    st.lists(
        st.sampled_from(
            [
                "5",
                "$",
                "%",
                "-",
                "to",
                "10m",
                "a",
                "dozen",
                "of",
                "the",
                "people",
                "one",
                "half",
                ",",
                ".",
                "more",
                "than",
                "km",
                "3/4",
                "first",
                "2019",
                "(",
                "+",
            ]
        ),
        max_size=25,
    )
)
def test_spans_are_sorted_apart_and_their_records_finite(words):
    doc = QuantityStage()(BLANK.make_doc(" ".join(words)))
    end = 0
    for span in doc.spans["quantities"]:
        assert span.start >= end
        assert len(span) > 0
        end = span.end
        quantity = span._.quantity
        assert math.isfinite(quantity.value)
        assert quantity.counted is None or doc.text[slice(*quantity.counted)].strip()


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("He is 5 feet 3 inches tall.", "5 feet 3 inches", 5.25, "foot"),
        ("It took two hours and 15 minutes.", "two hours and 15 minutes", 2.25, "hour"),
        ("She got two years and three months.", "two years and three months", 2.25, "year"),
        ("It cost 3 dollars 50 cents.", "3 dollars 50 cents", 3.5, "USD"),
        ("They walked five and a quarter miles.", "five and a quarter miles", 5.25, "mile"),
        ("Some one point three million euros went.", "Some one point three million euros", 1.3e6, "EUR"),
        ("The balance was $-50.8bn.", "$-50.8bn", -50.8e9, "USD"),
        ("It uses 10 l/km.", "10 l/km", 10, "litre/kilometre"),
        ("It weighs 1.5×10−3 kilograms.", "1.5×10−3 kilograms", 1.5e-3, "kilogram"),
        ("They paid PS8.1bn.", "PS8.1bn", 8.1e9, "GBP"),
    ],
)
def test_an_amount_of_several_parts_is_one(text, span, value, unit):
    found, quantity, _ = only(text)
    assert (found, quantity.value, quantity.unit) == (span, pytest.approx(value), unit)


def test_hours_and_minutes_of_two_things_stay_apart():
    found, _ = rows("It held three soldiers and 12 civilians for two hours and fired 15 shells.")
    assert [(text, quantity.value) for text, quantity in found] == [
        ("three soldiers", 3), ("12 civilians", 12), ("two hours", 2), ("15 shells", 15),
    ]  # fmt: skip


def test_amounts_whose_units_do_not_divide_stay_two():
    found, _ = rows("It weighs 3 kilograms and 2 pounds.")
    assert [(quantity.value, quantity.unit) for _, quantity in found] == [(3, "kilogram"), (2, "pound")]


def test_a_multiple_is_a_ratio():
    text, quantity, _ = only("Exports saw a sixfold rise.")
    assert (text, quantity.kind, quantity.value) == ("sixfold", "ratio", 6)


def test_the_same_change_in_other_words_has_its_direction():
    found, _ = rows("The index lost 17.5 points, or 0.2 percent.")
    assert [quantity.modifier for _, quantity in found] == ["down", "down"]


def test_up_that_belongs_to_another_verb_is_no_change():
    found, _ = rows("They gave up 20% of the land; wages went up 20%.")
    assert [quantity.modifier for _, quantity in found] == ["=", "up"]


def test_a_level_beside_another_has_its_unit():
    found, _ = rows("The highest forecast is 84.75 cents, while the lowest is 74.07.")
    assert [(quantity.value, quantity.unit) for _, quantity in found] == [(84.75, "cent"), (74.07, "cent")]


def test_things_with_a_measure_of_their_own_are_counted():
    found, doc = rows("It made eight million 250ml bottles.")
    (_, bottles), (_, size) = found
    assert (bottles.value, doc.text[slice(*bottles.counted)]) == (8e6, "bottles")
    assert (size.value, size.unit) == (250, "millilitre")


def test_a_count_compared_with_another_is_of_the_same_things():
    found, doc = rows("It sold 3.9 million tents, up from 2.4 million; 20 people left and it went to 7.")
    counted = [quantity.counted and doc.text[slice(*quantity.counted)] for _, quantity in found]
    assert counted[:2] == ["tents", "tents"]
