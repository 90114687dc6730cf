"""Units, currencies and the pieces that their spellings are cut into."""

import pytest

from pipeline import lexicons
from pipeline.amounts import units
from pipeline.amounts.phrases import PhraseTable
from pipeline.amounts.pieces import cut, split_phrase, split_token

KINDS = {"percent", "duration", "length", "mass", "area", "volume", "speed", "temperature", "energy", "ratio", "other"}


def found(text, *, after_digits=True):
    pieces = split_phrase(text)
    match = units.unit_at(pieces, [piece.lower() for piece in pieces], 0, after_digits=after_digits)
    return (match.value.name, match.length == len(pieces)) if match else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kilometres", "kilometre"),
        ("Kilometer", "kilometre"),
        ("km", "kilometre"),
        ("km/h", "kilometre/hour"),
        ("m.p.h", "mile/hour"),
        ("km²", "square_kilometre"),
        ("sq km", "square_kilometre"),
        ("square feet", "square_foot"),
        ("feet", "foot"),
        ("inches", "inch"),
        ("tonnes", "tonne"),
        ("centuries", "century"),
        ("per cent", "percent"),
        ("%", "percent"),
        ("percentage points", "percentage_point"),
        ("basis points", "basis_point"),
        ("°C", "celsius"),
        ("degrees Fahrenheit", "fahrenheit"),
        ("parts per million", "ppm"),
        ("kilowatt-hours", "kilowatt_hour"),
        ("MW", "megawatt"),
        ("dollars", "USD"),
        ("US dollars", "USD"),
        ("Canadian dollars", "CAD"),
        ("Swiss francs", "CHF"),
        ("hryvnias", "UAH"),
        ("hryvnia", "UAH"),
        ("roubles", "RUB"),
        ("UAH", "UAH"),
        ("€", "EUR"),
        ("pounds sterling", "GBP"),
        ("yuan", "CNY"),
        ("cents", "cent"),
        ("pence", "penny"),
    ],
)
def test_every_spelling_leads_to_one_name(text, name):
    assert found(text) == (name, True)


@pytest.mark.parametrize("text", ["km", "%", "MW", "g", "UAH"])
def test_symbols_need_digits_before_them(text):
    assert found(text, after_digits=False) is None


def test_the_case_of_a_symbol_matters():
    assert found("MW") == ("megawatt", True)
    assert found("Mw") is None
    assert found("Mb") == ("megabit", True)
    assert found("MB") == ("megabyte", True)


@pytest.mark.parametrize(
    ("text", "code"),
    [("US$", "USD"), ("US $", "USD"), ("$", "USD"), ("£", "GBP"), ("Rs", "INR"), ("UAH", "UAH"), ("HK $", "HKD"), ("A$", "AUD")],
)
def test_a_currency_before_the_number(text, code):
    pieces = split_phrase(text)
    match = units.currency_before(pieces, len(pieces))
    assert match is not None
    assert (match.value.name, match.length) == (code, len(pieces))


@pytest.mark.parametrize("word", ["ALL", "TRY", "CUP"])
def test_capital_words_are_no_currency_before_a_number(word):
    assert units.currency_before([word], 1) is None


@pytest.mark.parametrize(
    ("name", "value", "si", "si_name"),
    [
        ("kilometre", 3.0, 3000.0, "metre"),
        ("hectare", 2.0, 20_000.0, "square_metre"),
        ("tonne", 1.5, 1500.0, "kilogram"),
        ("celsius", -5.0, 268.15, "kelvin"),
        ("fahrenheit", 32.0, 273.15, "kelvin"),
        ("hour", 2.0, 7200.0, "second"),
        ("barrel", 1.0, 0.158987294928, "cubic_metre"),
        ("kilowatt_hour", 1.0, 3.6e6, "joule"),
    ],
)
def test_an_amount_in_si_units(name, value, si, si_name):
    converted = units.to_si(value, units.named(name))
    assert converted is not None
    assert converted[0] == pytest.approx(si)
    assert converted[1] == si_name


def test_money_and_percent_have_no_si_unit():
    assert units.to_si(5.0, units.Unit("USD", "money")) is None
    assert units.to_si(5.0, units.named("percent")) is None


def test_a_length_per_time_is_a_speed_and_a_price_stays_money():
    speed = units.rate(units.named("kilometre"), "hour")
    assert (speed.name, speed.kind) == ("kilometre/hour", "speed")
    assert speed.si == pytest.approx(1 / 3.6)
    price = units.rate(units.Unit("USD", "money"), "barrel")
    assert (price.name, price.kind, price.si) == ("USD/barrel", "money", None)


def test_pounds_and_won_are_money_only_in_great_numbers():
    pound = units.doubtful_currency("pounds")
    assert pound is not None
    assert pound[0].name == "GBP"
    assert units.doubtful_currency("kilograms") is None


def test_the_unit_lexicon_holds_known_kinds_and_positive_factors():
    table = lexicons.load("units")
    for name, entry in table["units"].items():
        assert entry["kind"] in KINDS, name
        assert entry.get("si", 1.0) > 0, name
        assert (entry["kind"] not in table["si"]) or "si" in entry, name
    for code, entry in lexicons.load("currencies")["currencies"].items():
        assert code.islower() or (len(code) == 3 and code.isupper()), code
        assert entry.get("names") or entry.get("plurals") or entry.get("symbols"), code


def test_no_currency_name_or_sign_belongs_to_two_codes():
    seen = {}
    for code, entry in lexicons.load("currencies")["currencies"].items():
        for form in {*entry.get("names", ()), *entry.get("symbols", ())}:
            assert seen.setdefault(form, code) == code, form


@pytest.mark.parametrize(
    ("token", "pieces"),
    [
        ("£20bn", ["£", "20", "bn"]),
        ("60kph", ["60", "kph"]),
        ("5%-10", ["5", "%", "-", "10"]),
        ("for-1,000", ["for", "-", "1,000"]),
        ("UAH5,000", ["UAH", "5,000"]),
        ("1/2", ["1/2"]),
        ("34th", ["34th"]),
        ("F-16", ["F-16"]),
        ("COVID-19", ["COVID-19"]),
        ("A380", ["A380"]),
        ("G7", ["G7"]),
        ("a.m.", ["a.m."]),
        ("x" * 50 + "1", ["x" * 50 + "1"]),
    ],
)
def test_tokens_are_cut_where_an_amount_is_glued_and_names_stay_whole(token, pieces):
    assert list(split_token(token)) == pieces


def test_pieces_know_their_token_and_what_they_are_glued_to():
    pieces = cut(["costs", "£20bn", "now"], [True, True, False])
    assert pieces.texts == ["costs", "£", "20", "bn", "now"]
    assert pieces.tokens == [0, 1, 1, 1, 2]
    assert [pieces.is_glued(i) for i in range(5)] == [False, False, True, True, False]
    assert pieces.token_end(3) == 2


def test_the_longest_phrase_wins_and_none_reaches_past_the_end():
    table = PhraseTable([("more than", ">"), ("no more than", "<="), ("than", "?")])
    words = ["at", "no", "more", "than", "five"]
    assert table.before(words, 4) == ("<=", 3)
    assert table.before(words, 4, floor=2) == (">", 2)
    assert table.at(["more"], 0) is None
    assert table.at(words, 2) == (">", 2)
