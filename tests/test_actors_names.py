"""Names and titles: what is one name in two spellings, what is another, and which office a title means."""

import pytest

from pipeline.actors.names import compatible, fold, same_given, skeleton, split_person, without_nickname
from pipeline.actors.titles import fits, is_former, office

ONE_NAME = [
    ["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Selenskyj", "Zełenski", "Зеленський"],
    ["Erdoğan", "Erdogan", "ERDOGAN"],
    ["Yermak", "Ermak", "Jermak", "Єрмак"],
    ["Umerov", "Umierov", "Умєров"],
    ["Medinsky", "Medinskiy", "Medinskij", "Мединский"],
    ["Lavrov", "Lawrow", "Лавров"],
    ["Shoigu", "Shoygu", "Schoigu", "Шойгу"],
    ["Syrskyi", "Syrsky", "Syrskyj", "Сирський"],
    ["Zaluzhnyi", "Zaluzhny", "Залужний"],
    ["Medvedev", "Medwedew", "Медведев"],
    ["Dmitriev", "Dmitriyev"],
    ["Klitschko", "Klichko", "Кличко"],
    ["Szijjártó", "Szijjarto"],
    ["Çavuşoğlu", "Cavusoglu"],
    ["Zakharova", "Zaharova"],
]


@pytest.mark.parametrize("spellings", ONE_NAME, ids=lambda s: s[0])
def test_spellings_of_one_name_share_a_skeleton(spellings: list[str]) -> None:
    assert len({skeleton(name) for name in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Iran", "Iraq"), ("Mali", "Male"), ("Lavrov", "Larov"), ("Putin", "Rutin"), ("Kuleba", "Kuleta")]
)
def test_names_a_letter_apart_are_different_names(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("The U.S.", "us"),
        ("U.N.", "un"),
        ("AT&T", "at&t"),
        ("Zmiinyi (Snake) Island", "zmiinyi snake island"),
        ("", ""),
        ("…", ""),
    ],
)
def test_folding_keeps_letters_digits_and_ampersands(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_a_huge_token_is_folded_in_part() -> None:
    assert len(fold("9" * 100_000)) < 1_000


@pytest.mark.parametrize(
    ("mention", "known", "same"),
    [
        (["joe"], ["joseph"], True),
        (["oleksandr"], ["alexander"], True),
        (["j"], ["joe"], True),
        (["javad"], ["mohammad", "javad"], True),
        (["kurt"], ["volker"], False),
        (["andrei"], ["sergei"], False),
        (["boris", "b"], ["boris"], True),
    ],
)
def test_given_names_agree_or_exclude(mention: list[str], known: list[str], same: bool) -> None:
    assert bool(compatible(mention, known)) is same


def test_an_initial_counts_less_than_a_name() -> None:
    assert 0 < same_given("v", "vladimir") < same_given("volodymyr", "vladimir") < same_given("vladimir", "vladimir")


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("ursula von der leyen", "von der leyen"),
        ("mr obama", "obama"),
        ("bashar al assad", "al assad"),
        ("ferdinand marcos jr", "marcos"),
    ],
)
def test_particles_belong_to_the_family_name_and_forms_of_address_to_none(name: str, family: str) -> None:
    assert " ".join(split_person(name)[1]) == family


def test_a_nickname_in_marks_is_no_part_of_the_name() -> None:
    assert without_nickname("Oleh “Lis” Kovalenko") == "Oleh Kovalenko"


@pytest.mark.parametrize(
    ("title", "country", "key"),
    [
        ("Minister of Foreign Affairs", "UA", "foreign_minister"),
        ("foreign minister", None, "foreign_minister"),
        ("Secretary of State", "US", "foreign_minister"),
        ("Defense Secretary", "US", "defence_minister"),
        ("Minister of National Defence", "PL", "defence_minister"),
        ("Deputy Minister of Defence", "RU", "deputy defence_minister"),
        ("adviser to the prime minister", None, "aide"),
        ("Chancellor of the Exchequer", "GB", "finance_minister"),
        ("Chancellor", "DE", "prime_minister"),
        ("vice president", "US", "vice_president"),
        ("President", "UA", "president"),
        ("People's Deputy", "UA", "lawmaker"),
        ("", None, ""),
    ],
)
def test_a_title_in_any_wording_is_its_office(title: str, country: str | None, key: str) -> None:
    assert office(title, country) == key


def test_a_president_of_something_else_is_no_head_of_state() -> None:
    assert office("President of the Kyiv School of Economics", "UA") != "president"


@pytest.mark.parametrize(
    ("asked", "held", "met"),
    [
        ("leader", "president", True),
        ("minister", "defence_minister", True),
        ("president", "prime_minister", False),
        ("head", "deputy head", False),
    ],
)
def test_a_wider_word_is_met_by_a_narrower_office(asked: str, held: str, met: bool) -> None:
    assert bool(fits(asked, held)) is met


def test_former_titles_are_known_as_such() -> None:
    assert is_former("former defence minister")
    assert not is_former("defence minister")
