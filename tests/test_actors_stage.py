"""The linking stage on Docs built by hand: who is meant, who is not, and what a place stands for."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span
from spacy.vocab import create_vocab

from pipeline.annotations import MENTIONS, ActorLink, Mention
from pipeline.components.actors import ActorStage

STAGE = ActorStage()
VOCAB = create_vocab("en", English.Defaults)

Marked = tuple[str, str, str, int, str | None]
"""Text, label, form, chain, role."""


def linked(
    text: str,
    *marked: Marked,
    published: str | None = "2025-07-23",
    heads: list[int] | None = None,
    deps: list[str] | None = None,
    pos: list[str] | None = None,
) -> list:
    """The links of the mentions of a text (words parted by spaces), in order of `marked`."""
    words = text.split()
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos)
    doc._.published = published
    spans, at = [], {}
    for mention, label, form, chain, role in marked:
        parts = mention.split()
        start = next(i for i in range(at.get(mention, 0), len(words)) if words[i : i + len(parts)] == parts)
        at[mention] = start + 1
        spans.append(Span(doc, start, start + len(parts), label=label))
        spans[-1]._.mention = Mention(label=label, form=form, chain=chain, role=role)
    doc.spans[MENTIONS] = spans
    STAGE(doc)
    return [span._.actor for span in spans]


def one(
    text: str,
    mention: str,
    label: str = "PERSON",
    form: str = "name",
    role: str | None = None,
    published: str | None = "2025-07-23",
) -> ActorLink | None:
    return linked(text, (mention, label, form, 0, role), published=published)[0]


@pytest.mark.parametrize("name", ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Wolodymyr Selenskyj", "Zelensky"])
def test_one_president_in_every_spelling(name: str) -> None:
    link = one(f"Yesterday {name} spoke", name)
    assert link is not None
    assert (link.actor_id, link.known) == ("Q3874799", True)


@pytest.mark.parametrize(
    ("title", "published", "actor_id"),
    [
        ("The Russian leader", "2025-07-23", "Q7747"),
        ("Ukraine 's foreign minister", "2023-03-01", "Q24025631"),
        ("The US president", "2024-03-01", "Q6279"),
        ("The US president", "2025-03-01", "Q22686"),
        ("NATO 's secretary general", "2023-03-01", "Q57665"),
        ("the President of Ukraine", "2022-03-01", "Q3874799"),
    ],
)
def test_a_title_alone_means_its_holder_on_the_day(title: str, published: str, actor_id: str) -> None:
    link = one(f"{title} has declined", title, form="title", published=published)
    assert link is not None
    assert (link.actor_id, link.method, link.role_status) == (actor_id, "title", "current")


@pytest.mark.parametrize(
    "title", ["The former Russian president", "A foreign minister", "The Atlantean leader", "Ukraine 's lawmaker", "The leader"]
)
def test_a_title_that_fits_nobody_or_many_is_left_alone(title: str) -> None:
    assert one(f"{title} has declined", title, form="title") is None


def test_a_title_without_a_country_is_who_held_it_and_was_named_last() -> None:
    text = "Volodymyr Zelensky met Friedrich Merz . The president thanked him . Emmanuel Macron called . The president agreed"
    links = linked(
        text,
        ("Volodymyr Zelensky", "PERSON", "name", 0, None),
        ("Friedrich Merz", "PERSON", "name", 1, None),
        ("The president", "PERSON", "title", 2, None),
        ("Emmanuel Macron", "PERSON", "name", 3, None),
        ("The president", "PERSON", "title", 4, None),
    )
    assert [link.name for link in links] == [
        "Volodymyr Zelensky",
        "Friedrich Merz",
        "Volodymyr Zelensky",
        "Emmanuel Macron",
        "Emmanuel Macron",
    ]


@pytest.mark.parametrize(
    ("name", "role", "published", "status"),
    [
        ("Rustem Umerov", "secretary of the National Security and Defense Council", "2025-07-23", "current"),
        ("Rustem Umerov", "Defense Minister", "2025-07-23", "former"),
        ("Rustem Umerov", "Defense Minister", "2024-07-23", "current"),
        ("Rustem Umerov", "Defense Minister", "2023-01-01", "future"),
        ("Vladimir Medinsky", "Putin 's aide", "2025-07-23", "current"),
        ("Vladimir Putin", "Russian President", None, "unknown"),
        ("Donald Trump", "U.S. President", "2024-07-23", "former"),
        ("Donald Trump", "chess champion", "2024-07-23", "unknown"),
    ],
)
def test_where_a_role_stands_on_the_day(name: str, role: str, published: str | None, status: str) -> None:
    link = one(f"Today {name} spoke", name, role=role, published=published)
    assert link is not None
    assert link.role_status == status


@pytest.mark.parametrize(
    ("name", "role"),
    [("Kurt Umerov", None), ("Andrei Lavrov", "footballer"), ("Michael Jackson", "singer"), ("Miller", None), ("Kim", None)],
)
def test_a_namesake_or_a_bare_common_name_is_nobody_of_the_base(name: str, role: str | None) -> None:
    link = one(f"Yesterday {name} spoke", name, role=role)
    assert link is not None
    assert not link.known


def test_a_bare_surname_with_a_fitting_title_is_the_holder() -> None:
    text = "Ukraine waits . Umerov spoke"
    links = linked(
        text, ("Ukraine", "GPE", "name", 0, None), ("Umerov", "PERSON", "name", 1, "Ukraine's Security Council secretary")
    )
    assert (links[1].actor_id, links[1].method) == ("Q64842485", "surname_and_role")


def test_a_surname_tagged_as_a_place_is_the_person_whom_the_article_names() -> None:
    links = linked(
        "Nouri al-Maliki spoke . Al-Maliki left",
        ("Nouri al-Maliki", "PERSON", "name", 0, None),
        ("Al-Maliki", "GPE", "name", 1, None),
    )
    assert [link.actor_id for link in links] == ["Q57673", "Q57673"]
    alone = one("Yesterday Al-Maliki burned", "Al-Maliki", label="GPE")
    assert alone is not None
    assert not alone.known


def test_a_chain_is_decided_once_from_its_longest_name() -> None:
    links = linked("Joe Biden left . Biden waved . He smiled",
                   ("Joe Biden", "PERSON", "name", 0, None), ("Biden", "PERSON", "name", 0, None),
                   ("He", "PERSON", "pronoun", 0, None))  # fmt: skip
    assert {link.actor_id for link in links} == {"Q6279"}


def test_an_actor_outside_the_base_has_the_same_id_in_every_article() -> None:
    first, second = one("Yesterday Olha Tkachivna spoke", "Olha Tkachivna"), one("But Olha Tkachivna left", "Olha Tkachivna")
    assert first is not None
    assert second is not None
    assert first.actor_id == second.actor_id
    assert first.actor_id.startswith("x-")
    assert len(first.actor_id) == 14
    place = one("Yesterday Olha Tkachivna spoke", "Olha Tkachivna", label="GPE")
    assert place is not None
    assert place.actor_id != first.actor_id


def test_a_treaty_is_no_actor() -> None:
    assert one("The Budapest Memorandum failed", "Budapest Memorandum", label="LAW") is None


def test_a_demonym_means_its_state() -> None:
    link = one("The Ukrainian delegation left", "Ukrainian", label="NORP")
    assert link is not None
    assert (link.actor_id, link.method, link.represents) == ("Q212", "demonym", None)


@pytest.mark.parametrize("name", ["Vladimir Putin", "Putin"])
def test_a_person_tagged_as_an_organisation_is_still_the_person(name: str) -> None:
    link = one(f"Yesterday {name} spoke", name, label="ORG")
    assert link is not None
    assert link.actor_id == "Q7747"


@pytest.mark.parametrize(
    ("text", "place", "state"),
    [
        ("exchanges with Moscow", "Moscow", "Q159"),
        ("talks between Kyiv and Moscow", "Moscow", "Q159"),
        ("a strike in Kyiv", "Kyiv", None),
        ("he flew to Moscow", "Moscow", None),
        ("officials at the Kremlin", "Kremlin", None),
        ("the Kremlin refused", "Kremlin", "Q159"),
    ],
)
def test_a_place_speaks_for_its_state_by_the_preposition(text: str, place: str, state: str | None) -> None:
    link = one(text, place, label="GPE")
    assert link is not None
    assert link.represents == state


@pytest.mark.parametrize(
    ("words", "heads", "deps", "state"),
    [
        ("Moscow rejected it", [1, 1, 1], ["nsubj", "ROOT", "obj"], "Q159"),
        ("Moscow was shelled", [2, 2, 2], ["nsubj:pass", "aux:pass", "ROOT"], None),
        ("Moscow 's demands grew", [2, 0, 3, 3], ["nmod:poss", "case", "nsubj", "ROOT"], "Q159"),
        ("Moscow 's suburbs burned", [2, 0, 3, 3], ["nmod:poss", "case", "nsubj", "ROOT"], None),
    ],
)
def test_a_capital_speaks_as_subject_or_owner(words: str, heads: list[int], deps: list[str], state: str | None) -> None:
    (link,) = linked(words, ("Moscow", "GPE", "name", 0, None), heads=heads, deps=deps)
    assert (link.actor_id, link.represents) == ("Q649", state)


@pytest.mark.parametrize(
    ("text", "body", "name"),
    [
        ("the Russian Defense Ministry said", "Defense Ministry", "Ministry of Defence of Russia"),
        ("the Ukrainian Defense Ministry said", "Defense Ministry", "Ministry of Defence of Ukraine"),
        ("the Security Council met", "Security Council", "United Nations Security Council"),
        ("Ukraine 's Border Guard Service said", "Border Guard Service", "State Border Guard Service of Ukraine"),
    ],
)
def test_a_body_belongs_to_the_state_before_it(text: str, body: str, name: str) -> None:
    link = one(text, body, label="ORG")
    assert link is not None
    assert link.name == name


@pytest.mark.parametrize("text", ["she spoke in Ukrainian .", "the Ukrainian version differs", "they speak Ukrainian"])
def test_a_language_is_no_state(text: str) -> None:
    assert one(text, "Ukrainian", label="NORP") is None


def test_a_senate_of_another_state_is_not_the_american_one() -> None:
    french, unknown = (one(f"the {whose} Senate voted", "Senate", label="ORG") for whose in ("French", "Paraguayan"))
    assert french is not None
    assert french.name == "French Senate"
    assert unknown is not None
    assert not unknown.known


def test_a_country_in_a_match_report_is_a_team() -> None:
    report = (
        "Sweden lead the match : the striker scored a goal , the goalkeeper and the coach of the team won the cup , fans said"
    )
    links = linked(report, ("Sweden", "GPE", "name", 0, None))
    assert not links[0].known


def test_the_end_of_a_longer_name_is_not_the_place() -> None:
    words = "The Shuttle Columbia flew over Canada ; Columbia left America while Environment Canada slept"
    pos = ["DET", "PROPN", "PROPN", "VERB", "ADP", "PROPN", "PUNCT", "PROPN", "VERB", "PROPN", "SCONJ", "PROPN", "PROPN", "VERB"]
    marked: list[Marked] = [("Columbia", "GPE", "name", 0, None)] * 2 + [("Canada", "GPE", "name", 1, None)] * 2
    marked.append(("America", "GPE", "name", 2, None))
    links = linked(words, *marked, pos=pos)
    assert [link and link.name for link in links] == [None, None, "Canada", None, "United States"]


def test_a_paper_that_many_cities_have_is_the_one_of_the_country_told_of() -> None:
    british = linked("the Times said that Britain voted", ("Times", "ORG", "name", 0, None), ("Britain", "GPE", "name", 1, None))
    american = linked("the Times said that America voted", ("Times", "ORG", "name", 0, None), ("America", "GPE", "name", 1, None))
    assert (british[0].name, american[0].known) == ("The Times", False)


def test_an_article_without_mentions_or_date_passes() -> None:
    doc = Doc(VOCAB, words=["Nothing", "here"])
    assert STAGE(doc) is doc


@pytest.mark.parametrize(
    ("title", "day", "name"),
    [
        ("the pope", "2018-08-25", "Pope Francis"),
        ("the U.S. Commerce Secretary", "2022-07-19", "Gina Raimondo"),
        ("the US Treasury secretary", "2022-07-19", "Janet Yellen"),
        ("the Pentagon chief", "2009-12-02", "Robert Gates"),
        ("the U.S. ambassador to the United Nations", "2022-10-12", "Linda Thomas-Greenfield"),
        ("Lebanon's parliament speaker", "2014-05-22", "Nabih Berri"),
    ],
)
def test_a_title_leads_through_a_body_to_its_state(title: str, day: str, name: str) -> None:
    link = one(f"then {title} spoke", title, form="title", published=day)
    assert link is not None
    assert link.name == name


def test_a_title_of_another_body_names_nobody() -> None:
    title = "the president of Gazprom's works council"
    link = one(f"then {title} spoke", title, form="title")
    assert link is None or not link.known


def test_an_abbreviation_that_the_article_spells_out_is_not_another_body() -> None:
    full, short = linked(
        "the Inflation Reduction Act ( IRA )",
        ("Inflation Reduction Act", "ORG", "name", 0, None),
        ("IRA", "ORG", "name", 0, None),
    )
    assert full is None or not full.known
    assert short == full
