"""Bodies told by their state and what they are, and groups without a name."""

from __future__ import annotations

import pytest

from pipeline.actors import ActorBase
from pipeline.actors.bodies import body_of_state, lasting_bodies
from pipeline.annotations import MENTIONS
from pipeline.components.mentions import MentionStage
from pipeline.speech.speaker import Speaker
from pipeline.speech.speaker_mention import MentionIndex
from tests.marked import doc
from tests.test_actors_stage import linked, one


def described(marked: str) -> list[tuple[str, int]]:
    """The descriptions among the mentions, with their chains."""
    found = MentionStage()(doc(marked))
    return [(span.text, span._.mention.chain) for span in found.spans[MENTIONS] if span._.mention.form == "nominal"]


def nominals(marked: str) -> list[str]:
    return [text for text, _ in described(marked)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("the/DET {Ukrainian|NORP} military/NOUN! said/VERB so/ADV .", ["the Ukrainian military"]),
        ("{Poland|GPE} 's/PART defence/NOUN ministry/NOUN! said/VERB so/ADV .", ["Poland 's defence ministry"]),
        ("the/DET ministry/NOUN of/ADP defence/NOUN of/ADP {Kenya|GPE} said/VERB so/ADV .", ["the ministry of defence of Kenya"]),
        ("{Russian|NORP} occupation/NOUN forces/NOUN! shelled/VERB it/PRON .", ["Russian occupation forces"]),
        ("{U.S.|GPE} government/NOUN officials/NOUN! left/VERB .", ["U.S. government"]),
        ("the/DET {Russian|NORP} delegation/NOUN! left/VERB .", ["the Russian delegation"]),
    ],
)  # fmt: skip
def test_a_body_is_told_by_its_state_and_what_it_is(marked: str, expected: list[str]) -> None:
    assert nominals(marked) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "the/DET military/NOUN! said/VERB so/ADV .",
        "{Russian|NORP} and/CCONJ {Ukrainian|NORP} forces/NOUN! met/VERB .",
        "the/DET {Ukrainian|NORP} army-/NOUN !/PUNCT came/VERB .",
        "the/DET {Ukrainian Defense Ministry|ORG!} said/VERB so/ADV .",
        "two/NUM parties/NOUN! won/VERB seats/NOUN .",
    ],
)
def test_what_is_nobodys_or_of_two_states_or_named_is_no_body(marked: str) -> None:
    assert nominals(marked) == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("the/DET two/NUM sides/NOUN! met/VERB . both/DET sides/NOUN! left/VERB .", ["the two sides", "both sides"]),
        ("the/DET sides/NOUN! met/VERB .", ["the sides"]),
        ("the/DET warring/ADJ parties/NOUN! met/VERB .", ["the warring parties"]),
    ],
)
def test_a_group_without_a_name_is_one_chain(marked: str, expected: list[str]) -> None:
    found = described(marked)
    assert [text for text, _ in found] == expected
    assert len({chain for _, chain in found}) == 1


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the Ukrainian military", "Armed Forces of Ukraine"),
        ("Ukraine's defence ministry", "Ministry of Defence of Ukraine"),
        ("Ukraine 's Defense Ministry", "Ministry of Defence of Ukraine"),
        ("the Ministry of National Defense of Poland", "Ministry of National Defence of Poland"),
        ("the German parliament", "Bundestag"),
        ("the Israeli army", "Israel Defense Forces"),
        ("Kenyan police", "Police of Kenya"),
        ("the Swiss Foreign Ministry", "Federal Department of Foreign Affairs of Switzerland"),
    ],
)
def test_wordings_of_one_body_meet(phrase: str, name: str) -> None:
    actor = body_of_state(ActorBase.load(), phrase)
    assert actor is not None
    assert actor.name == name


@pytest.mark.parametrize(
    "phrase", ["the ministry", "the Ukrainian delegation", "the Franco-German army", "French German army", ""]
)
def test_a_phrase_without_one_state_and_one_lasting_body_is_none(phrase: str) -> None:
    assert body_of_state(ActorBase.load(), phrase) is None


def test_every_state_has_its_bodies_in_the_base() -> None:
    base = ActorBase.load()
    for state in ("Ukraine", "Poland", "Kenya", "Brazil", "Japan"):
        found = [base.lookup(f"={what.lower()} of {state.lower()}") for what in lasting_bodies()]
        assert all(found), [what for what, actors in zip(lasting_bodies(), found, strict=True) if not actors]


def test_a_described_body_is_linked() -> None:
    found = one("The Ukrainian military said so", "The Ukrainian military", "ORG", form="nominal")
    assert found is not None
    assert (found.name, found.method) == ("Armed Forces of Ukraine", "body")


def test_a_name_that_the_base_lacks_is_read_as_a_body() -> None:
    found = one("A spokesman for the Chilean Ministry of Energy left", "Chilean Ministry of Energy", "ORG")
    assert found is not None
    assert (found.name, found.method) == ("Ministry of Energy of Chile", "body")


@pytest.mark.parametrize(
    ("text", "mention", "region", "name"),
    [
        ("He left Columbus , Ohio on Friday", "Columbus", "Ohio", "city in Ohio"),
        ("He left Columbus , Georgia on Friday", "Columbus", "Georgia", "city in Georgia"),
    ],
)
def test_the_region_behind_a_place_tells_which(text: str, mention: str, region: str, name: str) -> None:
    first, _ = linked(text, (mention, "GPE", "name", 0, None), (region, "GPE", "name", 1, None))
    assert first is not None
    city = ActorBase.load().get(first.actor_id)
    assert city is not None
    assert (city.description or "").startswith(name)


def test_a_town_is_not_the_namesake_elsewhere() -> None:
    town, _ = linked("He left Paris , Texas on Friday", ("Paris", "GPE", "name", 0, None), ("Texas", "GPE", "name", 1, None))
    assert town is None or not town.known


def test_a_small_town_needs_its_country() -> None:
    alone = one("He lives in Shebekino now", "Shebekino", "GPE")
    assert alone is None or not alone.known
    there, _ = linked("Shebekino lies in Russia", ("Shebekino", "GPE", "name", 0, None), ("Russia", "GPE", "name", 1, None))
    assert there is not None
    assert there.name == "Shebekino"


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("State of Texas", "Texas"),
        ("General Electric Co.", "General Electric"),
        ("US National Park Service", "National Park Service"),
    ],
)
def test_forms_and_kinds_are_no_part_of_a_name(mention: str, name: str) -> None:
    label = "GPE" if mention.startswith("State") else "ORG"
    found = one(f"They met {mention} on Friday", mention, label)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("marked", "head", "speaks"),
    [
        ("an/DET {Obama|PERSON} administration/NOUN official/NOUN! said/VERB so/ADV .", 3, False),
        ("{Trump|PERSON} campaign/NOUN spokesman/NOUN {Jason Miller|PERSON!} said/VERB so/ADV .", 4, True),
    ],
)
def test_a_person_whose_name_is_part_of_a_body_does_not_speak(marked: str, head: int, speaks: bool) -> None:
    words = MentionStage()(doc(marked))
    mentions = MentionIndex([(span.start, span.end, span._.mention) for span in words.spans[MENTIONS]])
    found = mentions.within(words, Speaker(0, 5, head, "subject"))
    assert (found is not None) is speaks
    assert found is None or words[found[0] : found[1]].text == "Jason Miller"


@pytest.mark.parametrize(
    ("marked", "head", "speaks"),
    [
        ("a/DET spokesman/NOUN! for/ADP {Rustem Umerov|PERSON} said/VERB so/ADV .", 1, None),
        ("ambassador/NOUN! to/ADP {France|GPE} {Vadym Omelchenko|PERSON} said/VERB so/ADV .", 0, "Vadym Omelchenko"),
        (
            "the/DET lawyer/NOUN! of/ADP victims/NOUN ,/PUNCT {Rustem Umerov|PERSON} ,/PUNCT said/VERB so/ADV .",
            1,
            "Rustem Umerov",
        ),
    ],
)
def test_who_is_told_of_by_the_speaking_noun_does_not_speak(marked: str, head: int, speaks: str | None) -> None:
    words = MentionStage()(doc(marked))
    mentions = MentionIndex([(span.start, span.end, span._.mention) for span in words.spans[MENTIONS]])
    end = next(token.i for token in words if token.text == "said")
    found = mentions.within(words, Speaker(0, end, head, "subject"))
    assert (words[found[0] : found[1]].text if found else None) == speaks
