"""The shipped base: sound records, names found in any spelling, offices on a day."""

import gzip
from datetime import date
from importlib import resources

import pytest

from pipeline.actors import ActorBase, Role
from pipeline.actors.base import FRESH, holds
from pipeline.actors.records import Actor
from pipeline.actors.store import INDEX, Store, keys

SUMMER = date(2025, 7, 23)


@pytest.fixture(scope="module")
def base() -> ActorBase:
    return ActorBase.load()


@pytest.fixture(scope="module")
def everybody() -> list[Actor]:
    return list(Store.shipped())


def names(base: ActorBase, text: str, on: date | None = SUMMER) -> list[str]:
    return [actor.name for candidate in base.find(text, on) if (actor := base.get(candidate.actor_id))]


def test_ids_are_unique_and_in_order(everybody: list[Actor]) -> None:
    ids = [actor.actor_id for actor in everybody]
    assert len(set(ids)) == len(ids) > 10_000
    assert ids == sorted(ids, key=lambda i: (i[0], len(i), i))


def test_no_role_ends_before_it_starts_or_was_verified_in_the_future_of_its_source(everybody: list[Actor]) -> None:
    roles = [role for actor in everybody for role in actor.roles]
    assert all(role.end is None or role.start is None or role.start <= role.end for role in roles)
    assert {role.source for role in roles} == {"every_politician", "us_congress", "hand"}
    assert max(role.as_of for role in roles) <= date(2026, 1, 1)


def test_whatever_is_represented_is_in_the_base(base: ActorBase, everybody: list[Actor]) -> None:
    places = [actor for actor in everybody if actor.represents]
    assert len(places) > 100
    assert all(base.get(actor.represents or "") for actor in places)


def test_every_state_of_the_nationalities_has_its_words(base: ActorBase) -> None:
    from pipeline.lexicons import load

    for code, words in load("nationalities")["demonyms"].items():
        found = [base.get(c.actor_id) for c in base.candidates(words[0], "NORP")]
        assert code in {actor.country for actor in found if actor}, words[0]


def test_the_index_is_the_one_of_the_records(everybody: list[Actor]) -> None:
    packed = resources.files("pipeline.actors").joinpath("data").joinpath(INDEX).read_bytes()
    stored = set(gzip.decompress(packed).decode("utf-8").split("\n")[:-1:2])
    assert stored == {key for actor in everybody for key in keys(actor)}


def test_the_data_is_small_and_the_version_says_which(base: ActorBase) -> None:
    data = resources.files("pipeline.actors").joinpath("data")
    assert sum(len(item.read_bytes()) for item in data.iterdir() if item.is_file()) < 8 * 1024 * 1024
    assert len(base.version) == 16
    assert base.version == ActorBase.load().version


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Zelenskyy", "Q3874799"), ("Selenskyj", "Q3874799"), ("Volodymyr Zelensky", "Q3874799"), ("Зеленський", "Q3874799"),
        ("Recep Erdogan", "Q39259"), ("Wladimir Putin", "Q7747"), ("Javad Zarif", "Q10296812"), ("J. Biden", "Q6279"),
        ("Rustem Umierov", "Q64842485"), ("von der Leyen", "Q60772"), ("al-Maliki", "Q57673"), ("Mr. Obama", "Q76"),
        ("Kiev", "Q1899"), ("the Kremlin", "Q133274"), ("U.S.", "Q30"), ("UN", "Q1065"), ("Turkey", "Q43"),
        ("Ukrainians", "Q212"),
    ],
)  # fmt: skip
def test_a_name_in_any_spelling_finds_its_actor(base: ActorBase, text: str, actor_id: str) -> None:
    assert base.find(text, SUMMER)[0].actor_id == actor_id


@pytest.mark.parametrize("text", ["us", "who", "Andrei Lavrov", "Kurt Umerov", "Zzyzx Qwrt", ""])
def test_words_and_namesakes_find_nobody(base: ActorBase, text: str) -> None:
    assert "Sergey Lavrov" not in names(base, text)
    assert not {"Rustem Umerov", "United States", "World Health Organization"} & set(names(base, text))


@pytest.mark.parametrize(
    ("title", "country", "day", "name"),
    [
        ("defence minister", "UA", date(2024, 1, 1), "Rustem Umerov"),
        ("Minister of Defense", "UA", date(2023, 1, 1), "Oleksii Reznikov"),
        ("defence minister", "UA", date(2025, 7, 23), "Denys Shmyhal"),
        ("National Security and Defense Council secretary", "UA", date(2025, 7, 18), "Rustem Umerov"),
        ("leader", "RU", SUMMER, "Vladimir Putin"),
        ("leader", "GB", SUMMER, "Keir Starmer"),
        ("leader", "IR", SUMMER, "Ali Khamenei"),
        ("Secretary of State", "US", date(2023, 5, 1), "Antony Blinken"),
        ("president", "US", date(2025, 1, 19), "Joe Biden"),
        ("president", "US", date(2025, 1, 21), "Donald Trump"),
        ("chancellor", "DE", date(2025, 5, 7), "Friedrich Merz"),
    ],
)
def test_who_held_an_office_on_a_day(base: ActorBase, title: str, country: str, day: date, name: str) -> None:
    assert base.holders(title, country, day)[0].name == name


def test_the_heads_of_bodies_are_found_by_the_body(base: ActorBase) -> None:
    assert [actor.name for actor, _ in base.office_holders("head", "@nato", SUMMER)] == ["Mark Rutte"]


def test_roles_on_a_day(base: ActorBase) -> None:
    titles = [role.title for role in base.roles_at("Q64842485", date(2024, 6, 1))]
    assert "Minister of Defence" in titles
    assert "Secretary" not in titles
    assert base.roles_at("Q999999999999", SUMMER) == []


def test_a_role_without_an_end_is_unknown_long_after_it_was_verified() -> None:
    role = Role(title="Mayor", start=date(2020, 1, 1), as_of=date(2022, 1, 1), source="hand")
    assert holds(role, date(2022, 1, 1) + FRESH)
    assert not holds(role, date(2023, 6, 1))
    assert not holds(role, date(2019, 6, 1))
