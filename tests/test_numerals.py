"""Numbers in words and digits."""

import math

import pytest
import spacy

from pipeline.numerals import MAX_DIGITS, Numeral, digits_value, is_vague, read_cardinal, read_ordinal


@pytest.fixture(scope="module")
def words():
    tokenizer = spacy.blank("en").tokenizer
    return lambda text: [token.text for token in tokenizer(text)]


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("seven", 7, 1),
        ("twenty-five men", 25, 3),
        ("twenty five men", 25, 2),
        ("ninety years", 90, 1),
        ("1,000", 1000, 1),
        ("1,00,000", 100_000, 1),
        ("1.000.000", 1_000_000, 1),
        ("25 000 troops", 25_000, 2),
        ("1 000 000", 1_000_000, 3),
        ("2½ years", 2.5, 1),
        ("2 1/2 years", 2.5, 2),
        ("½", 0.5, 1),
        ("3/4", 0.75, 1),
        (".5", 0.5, 1),
        ("2.5 million", 2_500_000, 2),
        ("500 crore", 5_000_000_000, 2),
        ("five lakhs", 500_000, 2),
        ("20bn", 20_000_000_000, 1),
        ("10k", 10_000, 1),
        ("three hundred", 300, 2),
        ("two hundred thousand", 200_000, 3),
        ("a hundred and one", 101, 4),
        ("one hundred and twenty-five thousand three hundred and five", 125_305, 11),
        ("five million, two hundred thousand", 5_200_000, 6),
        ("fifty-five hundred", 5500, 4),
        ("one and a half million", 1_500_000, 5),
        ("two-and-a-half-year", 2.5, 7),
        ("three and a half years", 3.5, 4),
        ("a dozen", 12, 2),
        ("two dozen", 24, 2),
        ("200 dozens", 2400, 2),
        ("half a million", 500_000, 3),
        ("half million", 500_000, 2),
        ("half a dozen", 6, 3),
        ("half-dozen", 6, 3),
        ("a quarter of a million", 250_000, 5),
        ("two-thirds", 2 / 3, 3),
        ("three quarters", 0.75, 2),
        ("one-third", 1 / 3, 3),
        ("a third of voters", 1 / 3, 2),
    ],
)
def test_a_cardinal_is_read_whole(words, text, value, length):
    numeral = read_cardinal(words(text))
    assert numeral is not None
    assert numeral.value == pytest.approx(value)
    assert numeral.length == length


@pytest.mark.parametrize(("text", "value"), [("dozens", 12), ("hundreds", 100), ("tens of thousands", 10_000), ("millions", 1e6)])
def test_a_vague_plural_has_the_value_of_its_order(words, text, value):
    assert read_cardinal(words(text)) == Numeral(value, len(text.split()))
    assert is_vague(text.split()[0])


def test_half_takes_its_article_so_that_the_unit_comes_next(words):
    assert read_cardinal(words("half an hour")) == Numeral(0.5, 2)
    assert read_cardinal(words("half the town")) == Numeral(0.5, 1)


@pytest.mark.parametrize("text", ["the", "a third man", "hundredweight", "12,5", "F-16", "3/0", "", "dozen", "1e308"])
def test_what_is_no_cardinal_gives_none(words, text):
    assert read_cardinal(words(text)) is None


def test_two_numbers_side_by_side_stay_two(words):
    assert read_cardinal(words("one hundred two hundred")) == Numeral(100.0, 2)
    assert read_cardinal(words("300 and 5")) == Numeral(300.0, 1)
    assert read_cardinal(words("2 billion and 3 million")) == Numeral(2e9, 2)
    assert read_cardinal(words("nineteen eighty-four")) == Numeral(19.0, 1)


def test_reading_may_start_anywhere(words):
    assert read_cardinal(words("more than twenty - five"), 2) == Numeral(25.0, 3)
    assert read_cardinal(words("more than"), 7) is None


@pytest.mark.parametrize(
    ("text", "value", "length"),
    [
        ("third", 3, 1),
        ("Ninth phase", 9, 1),
        ("23rd", 23, 1),
        ("1,000th", 1000, 1),
        ("twenty-first", 21, 3),
        ("twenty first", 21, 2),
        ("twentieth", 20, 1),
        ("two hundredth", 200, 2),
        ("one hundred and fifth", 105, 4),
        ("one hundred twenty-third", 123, 5),
    ],
)
def test_an_ordinal_is_read_whole(words, text, value, length):
    assert read_ordinal(words(text)) == Numeral(float(value), length)


@pytest.mark.parametrize("text", ["one", "five fingers", "4", "thirdly", "", "seven first"])
def test_what_is_no_ordinal_gives_none(words, text):
    assert read_ordinal(words(text)) is None


def test_digits_without_end_are_no_number():
    assert read_cardinal(["1" * 100_000]) is None
    assert read_ordinal(["1" * 100_000 + "th"]) is None
    assert digits_value("1" + ",000" * 30_000) is None


def test_no_chain_of_scales_reaches_infinity():
    numeral = read_cardinal(["9" * MAX_DIGITS, *["quintillion"] * 1000])
    assert numeral is not None
    assert math.isfinite(numeral.value)


def test_a_lone_letter_is_no_scale_without_money():
    assert digits_value("5m") is None
    assert digits_value("5bn") == 5e9
