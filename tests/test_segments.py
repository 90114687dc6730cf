"""The story is told from what the page carries around it, and no sentence of it is lost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicons
from pipeline.article import Article
from pipeline.errors import DataError
from pipeline.segments import Segment, segment
from pipeline.segments.furniture import furniture
from pipeline.segments.likeness import Sentences, key_of
from pipeline.segments.paragraphs import paragraphs

HEADLINE = "Delegations agree on exchange of prisoners after talks in Istanbul"
FIRST = "The two delegations met for three hours in Istanbul on Friday and agreed to exchange prisoners of war."
SECOND = "Nobody had expected more than that, an official said after the meeting had ended in the evening."
THIRD = "“We will come back to the table next month,” he said as he left the palace by a side door."
STORY = "\n\n".join([FIRST, SECOND, THIRD])


def segments(text: str, *, clean: bool = True, **metadata: Any) -> list[Segment]:
    return segment(Article(text=text, source="here", **metadata), clean=clean)


def kinds(text: str, **options: Any) -> list[tuple[str, str]]:
    """(kind, text) of each segment, the kind in brackets where it is not analysed."""
    return [(s.kind if s.analysed else f"({s.kind})", text[s.start : s.end]) for s in segments(text, **options)]


def kind_of(line: str, place: str = "middle", **metadata: Any) -> str:
    """The kind that a line gets at the top of the story, in the middle of it, or at its end."""
    paragraphs = [HEADLINE, FIRST, SECOND, THIRD]
    paragraphs.insert({"top": 1, "middle": 2, "end": 4}[place], line)
    return {text: kind for kind, text in kinds("\n\n".join(paragraphs), **metadata)}[line]


@pytest.mark.parametrize(
    "line",
    [
        "4 min read", "News Feed", "Show More", "Article image", "Advertisement", "0:00", "/", "1:02 / 3:40", "Share on Facebook",
        "Follow us on X and Telegram", "Sign up for our newsletter", "Comments (12)", "We value your privacy", "Copy link",
        "Skip to main content", "Photo: Jane Doe / Wire", "Home | World | Business | Sport", "Getty Images", "Read more",
        "© 2025 The Paper. All rights reserved.", "Your browser does not support the audio element.", "Facebook Twitter WhatsApp",
        "https://example.org/story", "[](https://example.org/share)", "###", "* * *", "Most read", "Leave a comment",
        "Read more: Envoy to visit three capitals", "Related: Who was freed, and who was not", "Watch: Families wait at the gate",
        "By signing up, you agree to our terms and privacy policy.", "Click here to read the full story.",
        "Jane Doe contributed to this report.", "Reporting by A. Doe; Editing by B. Roe", "Published July 23, 2025, 7:45 p.m.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["top", "middle", "end"])
def test_furniture_is_not_analysed_wherever_it_stands(line: str, place: str) -> None:
    assert kind_of(line, place) in ("(boilerplate)", "(related)", "(byline)")


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe", "BY JANE DOE", "By Jane Doe and John Roe in Kyiv", "Jane Doe, UN News", "Friday, May 16, 2025",
        "USA TODAY", "Jane Doe, Staff Writer", "By Jane Doe, Diplomatic Correspondent", "Updated 3:14 PM EDT, Wed July 23, 2025",
        "2 hours ago", "International editor, Reporting from Kyiv", "By The Associated Press",
    ],
)  # fmt: skip
def test_bylines_stand_above_the_story(line: str) -> None:
    assert kind_of(line, "top") == "(byline)"


def test_a_bare_name_is_a_byline_beside_an_outlet_or_as_the_records_author() -> None:
    assert kinds(f"{HEADLINE}\n\nJane Doe\n\nUSA TODAY\n\n{STORY}")[1][0] == "(byline)"
    assert kind_of("Jane Doe", "top", authors=("Jane Doe",)) == "(byline)"
    assert kind_of("Jane Doe", "top") == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Editor's note: The story is being updated.",
        "Correction: An earlier version had the wrong day.",
        "This article has been updated with comment from the ministry.",
    ],
)
def test_notes_are_read(line: str) -> None:
    assert kind_of(line) == "note"


@pytest.mark.parametrize(
    "line",
    [
        "By the time the talks ended, it was dark.", "Share prices fell.", "Read the room, one diplomat told another.", "“Yes.”",
        "World leaders welcomed it.", "Related costs have doubled, the ministry said on Friday after a review of its books.",
        "Q: Do you get enough help?", "What comes next", "- a ceasefire of 30 days",
        "Reporting by Reuters found that the ministry had lied.", "Photo ops were few, and nobody smiled for long.",
        "Rising costs contributed to the crisis.", "More on Monday, he said.", "Follow the money, she advised them all.",
        "Watch the border, the general told his officers.", "- Jane Doe, White House Press Secretary",
        "Live ammunition was used.",
        "By Friday the Red Cross had seen all of them.", "Home prices rose.", "Subscribe to the treaty, he urged them.",
        "The ministry, which contributed to the report, said nothing.", "Sign here, the guard said.",
        "(c)  Executive Order 12333 or any procedures pursuant to it;", "It was done under the emergency powers act (IEEPA).",
        "The plan came from the Environmental Protection Agency (EPA).",
        "THE PRESIDENT:  Thank you.",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["top", "middle", "end"])
def test_the_story_is_not_taken_for_furniture(line: str, place: str) -> None:
    assert kind_of(line, place) in ("body", "headline")


@pytest.mark.parametrize(
    "dateline",
    [
        "KYIV, March 12 — ", "ISTANBUL (Wire) - ", "ISTANBUL, June 2 (Meridian) — ", "WASHINGTON — ", "WASHINGTON, D.C. – ",
        "Kyiv (AFP) – ",
        "Kyiv, Ukraine (Wire) — ", "NEW YORK, N.Y., July 3 (Wire) -- ", "(CNN) — ", "KYIV/MOSCOW, July 23 (Reuters) - ",
    ],
)  # fmt: skip
def test_a_dateline_is_a_segment_of_its_own(dateline: str) -> None:
    text = dateline + STORY
    first, second, *_ = segments(text)
    assert (first.kind, first.analysed, text[first.start : first.end]) == ("dateline", False, dateline.rstrip())
    assert (second.kind, second.start) == ("body", len(dateline))


@pytest.mark.parametrize(
    "start",
    ["IBM — the company — ", "16:40 GMT — ", "He — of all people — ", "The EU — and others — ", "NATO — ", "JEAN-PIERRE: "],
)
def test_a_dash_alone_makes_no_dateline(start: str) -> None:
    assert segments(start + STORY)[0].kind == "body"


def test_a_headline_said_again_is_analysed_once() -> None:
    shortened = HEADLINE[:40] + "…"
    assert kinds("\n".join(["World", "4 min read", HEADLINE, HEADLINE, shortened, STORY]))[:5] == [
        ("(boilerplate)", "World"),
        ("(boilerplate)", "4 min read"),
        ("headline", HEADLINE),
        ("(boilerplate)", HEADLINE),
        ("(boilerplate)", shortened),
    ]


def test_the_title_of_the_record_tells_the_headline() -> None:
    text = f"A longer line that says where one is on the site\n\nSwap agreed\n\n{STORY}"
    assert ("headline", "Swap agreed") in kinds(text, title="Swap agreed")


def test_the_sites_name_behind_the_headline_is_cut_off() -> None:
    assert kinds(f"{HEADLINE} | World News | The Paper\n\n{STORY}")[:2] == [
        ("headline", HEADLINE),
        ("(boilerplate)", "| World News | The Paper"),
    ]


def test_a_network_named_in_a_question_is_no_sites_name() -> None:
    assert kinds(f"Q  Who is next — BBC. Laura? Is that correct?\n\n{STORY}")[0][1].endswith("correct?")


def test_a_title_like_line_between_paragraphs_is_a_headline() -> None:
    assert kind_of("How the families heard") == "headline"


def test_the_menu_of_the_page_is_left_out() -> None:
    menu = ["Home", "Front Page", "Magazine", "My List", "Shop"]
    assert [kind for kind, _ in kinds("\n".join([*menu, HEADLINE, "", STORY]))[:6]] == ["(boilerplate)"] * 5 + ["headline"]


def test_a_caption_is_parted_from_its_credit() -> None:
    text = f"{HEADLINE}\n\nFamilies wait by the road at dusk. (Iryna Koval / Wire)\n\n{STORY}"
    assert kinds(text)[1:3] == [("caption", "Families wait by the road at dusk."), ("(boilerplate)", "(Iryna Koval / Wire)")]


def test_a_caption_that_says_what_the_story_says_is_not_analysed() -> None:
    text = f"{HEADLINE}\n\nThe two delegations met for three hours on Friday. (Iryna Koval / Wire)\n\n{STORY}"
    assert kinds(text)[1][0] == "(caption)"


def test_the_line_under_a_player_is_a_caption() -> None:
    assert ("caption", "A bus arrives.") in kinds(f"{FIRST}\n\n0:00\n/\n1:24\nA bus arrives.\n\n{SECOND}")


@pytest.mark.parametrize("opener", ["Read more", "Most popular stories", "You might also like"])
def test_teasers_below_the_story_are_related(opener: str) -> None:
    tail = [
        opener,
        "Two more towns taken in the east",
        "War latest: Two more towns taken in the east",
        "Key events of May 24: * One thing * Another thing * A third that bre",
        "Show More",
    ]
    found = kinds("\n\n".join([STORY, *tail]))
    assert [kind for kind, _ in found[3:]] == ["(related)"] * 4 + ["(boilerplate)"]


def test_headlines_above_more_furniture_at_the_end_are_related() -> None:
    assert kinds(f"{STORY}\n\nTwo more towns taken in the east\n\nNews Feed\n\nShow More")[3][0] == "(related)"


def test_an_unpunctuated_last_line_without_furniture_below_is_the_storys() -> None:
    assert kinds(f"{STORY}\n\nThe full list of those freed")[-1][0] == "body"


def test_a_paragraph_said_twice_is_analysed_once_but_a_question_may_be_asked_twice() -> None:
    assert [kind for kind, _ in kinds(f"{STORY}\n\n{FIRST}")] == ["body", "body", "body", "(body)"]
    question = "Q  Has the other side agreed to any of the points that you raised?"
    assert {kind for kind, _ in kinds("\n\n".join([FIRST, question, SECOND, question, THIRD]))} == {"body"}


def test_furniture_is_known_in_capitals() -> None:
    page = f"News Feed\n\n{HEADLINE}\n\n4 min read\n\n{STORY}\n\nShow More"
    assert [kind for kind, _ in kinds(page.upper())] == [kind for kind, _ in kinds(page)]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "Soldiers came home on Friday after two years in captivity, the\n"
        "ministry said. Their families waited at the border with flags,\n"
        "and a brass band played in the rain.\n"
        "Officials did not say how many more are still held. They expect\n"
        "another exchange before the end of the month.\n"
    )
    assert [text[start:end].count("\n") for start, end in paragraphs(text)] == [2, 1]


def test_lines_of_a_pasted_page_are_paragraphs_but_a_broken_sentence_is_not() -> None:
    assert len(segments(STORY.replace("\n\n", "\n"))) == 3
    assert len(segments("He met the\nforeign minister of the neighbouring country on Friday evening.")) == 1


def test_without_cleaning_everything_is_body() -> None:
    assert {(s.kind, s.analysed) for s in segments(f"News Feed\n\n{STORY}\n\nShow More", clean=False)} == {("body", True)}


def test_invisible_characters_alone_are_never_analysed() -> None:
    for clean in (True, False):
        assert [s.analysed for s in segments("\u200b\u200b\n\nA story.", clean=clean)] == [False, True]


@pytest.mark.parametrize(
    "unit", ["word and word. ", "A ", "(A/", "Photo by ", "KYIV, ", "Home > ", "By Ann Lee, ", "<a", "1,", "x"]
)
def test_long_lines_take_linear_time(unit: str) -> None:
    began = time.process_time()
    segments(unit * (1_000_000 // len(unit)))
    segments((unit * 60 + "\n") * (200_000 // (60 * len(unit))))
    assert time.process_time() - began < 3


def test_a_malformed_rule_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    good = lexicons.load("furniture")
    for wrong in ({"kind": "nonsense"}, {"kind": "note", "when": "now"}, {"kind": "note", "whole": ["("]}):
        rule = {"name": "mine", "whole": ["x"], **wrong}
        monkeypatch.setattr(lexicons, "load", lambda name, rule=rule: {**good, "rule": [rule]})
        furniture.cache_clear()
        with pytest.raises(DataError, match="mine"):
            furniture()
    furniture.cache_clear()


def test_likeness_looks_at_words_alone() -> None:
    assert key_of("“Yes,” he said.") == key_of("Yes he SAID")
    assert Sentences([FIRST, SECOND]).containment("Delegation agreeing on prisoner exchange") == pytest.approx(0.75)
    assert Sentences([]).containment("Anything at all") == 0


LINES = st.lists(
    st.sampled_from(
        ["Word", "By Jane Doe", "4 min read", FIRST, HEADLINE, "KYIV — ", "\n", "\n\n", " ", "/", "\u2028", "é—", "Read more"]
    )
).map("".join)


@given(LINES | st.text(max_size=300))
def test_every_visible_character_is_in_exactly_one_segment(text: str) -> None:
    for clean in (True, False):
        at = 0
        for s in segments(text, clean=clean):
            assert at <= s.start < s.end
            assert not text[at : s.start].strip()
            assert text[s.start : s.end] == text[s.start : s.end].strip()
            at = s.end
        assert not text[at:].strip()
