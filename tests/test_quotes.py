"""Who said what: direct, interrupted, reported and mixed; and what is nobody's words."""

from __future__ import annotations

import pytest

from pipeline.annotations import QUOTES, Quote
from pipeline.components.mentions import MentionStage
from pipeline.components.quotes import QuoteStage
from tests.marked import doc


def quotes(marked: str) -> list[tuple[str, Quote, str | None]]:
    """(text, record, speaker as written) of each quote."""
    annotated = QuoteStage()(MentionStage()(doc(marked)))
    found = []
    for span in annotated.spans[QUOTES]:
        quote = span._.quote
        speaker = annotated.text[slice(*quote.speaker)] if quote.speaker else None
        found.append((" … ".join(annotated.text[s:e] for s, e in quote.parts), quote, speaker))
    return found


def only(marked: str) -> tuple[str, Quote, str | None]:
    (found,) = quotes(marked)
    return found


DIRECT = "“ We/PRON are/AUX safe/ADJ now/ADV , ”"


@pytest.mark.parametrize(
    ("tail", "speaker", "rule"),
    [
        ("{Umerov|PERSON!} said/VERB .", "Umerov", "subject"),
        ("said/VERB {Umerov|PERSON} .", "Umerov", "inverted_subject"),
        ("said/VERB {Umerov|PERSON} , who/PRON led/VERB the/DET talks/NOUN .", "Umerov", "inverted_subject"),
        ("officials/NOUN! said/VERB .", "officials", "subject"),
        ("according/VERB to/ADP {Umerov|PERSON} .", "Umerov", "according_to"),
    ],
)
def test_a_direct_quotation_and_its_speaker(tail: str, speaker: str, rule: str) -> None:
    text, quote, said_by = only(f"{DIRECT} {tail}")
    assert (text, quote.kind, said_by, quote.attribution) == ("“ We are safe now , ”", "direct", speaker, rule)
    assert quote.content == "We are safe now ,"
    assert quote.attribution_score is not None


def test_a_quotation_interrupted_by_its_cue_is_one() -> None:
    text, quote, speaker = only(f"{DIRECT} {{Umerov|PERSON!}} said/VERB . “ We/PRON thank/VERB everyone/PRON . ”")
    assert text == "“ We are safe now , ” … “ We thank everyone . ”"
    assert (quote.kind, speaker) == ("direct", "Umerov")


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    marked = "{Umerov|PERSON!} said/VERB : “ We/PRON are/AUX safe/ADJ . ¶ “ We/PRON thank/VERB all/PRON . ”"
    text, quote, speaker = only(marked)
    assert text == "“ We are safe . … “ We thank all . ”"
    assert (speaker, quote.attribution) == ("Umerov", "colon")


def test_a_floating_quotation_takes_the_speaker_before_it() -> None:
    _, (_, quote, speaker) = quotes(
        f"{DIRECT} {{Umerov|PERSON!}} said/VERB . ¶ “ All/PRON five/NUM of/ADP us/PRON are/AUX here/ADV . ”"
    )
    assert (speaker, quote.attribution) == ("Umerov", "previous_speaker")


@pytest.mark.parametrize(
    ("marked", "content", "kind"),
    [
        ("{Umerov|PERSON!} said/VERB that/SCONJ talks/NOUN would/AUX go/VERB on/ADV .", "that talks would go on", "indirect"),
        ("Talks/NOUN would/AUX go/VERB on/ADV , {Umerov|PERSON} said/VERB .", "Talks would go on", "indirect"),
        ("According/VERB to/ADP {Umerov|PERSON} , talks/NOUN would/AUX go/VERB on/ADV .", "talks would go on", "indirect"),
        ("According/VERB to/ADP {Umerov|PERSON} , the/DET envoy/NOUN , talks/NOUN ended/VERB .", "talks ended", "indirect"),
        ("{Umerov|PERSON!} said/VERB that/SCONJ talks/NOUN were/AUX “ good/ADJ ” .", "that talks were “ good ”", "mixed"),
        ("{Umerov|PERSON!} told/VERB reporters/NOUN that/SCONJ talks/NOUN ended/VERB .", "that talks ended", "indirect"),
    ],
)
def test_reported_speech_is_its_whole_clause(marked: str, content: str, kind: str) -> None:
    text, quote, said_by = only(marked)
    assert (text, quote.kind) == (content, kind)
    assert said_by is not None
    assert said_by.startswith("Umerov")


def test_a_denial_is_negated() -> None:
    assert only("{Umerov|PERSON!} denied/VERB that/SCONJ talks/NOUN ended/VERB .")[1].negated
    assert not only("{Umerov|PERSON!} said/VERB that/SCONJ talks/NOUN ended/VERB .")[1].negated


def test_where_it_was_said() -> None:
    assert only(f"{DIRECT} {{Umerov|PERSON!}} wrote/VERB on/ADP Telegram/PROPN .")[1].medium == "Telegram"


def test_the_speaker_leads_to_its_mention() -> None:
    _, quote, _ = only(f"{DIRECT} President/NOUN {{Volodymyr Zelensky|PERSON!}} said/VERB .")
    annotated = doc(f"{DIRECT} President/NOUN {{Volodymyr Zelensky|PERSON!}} said/VERB .")
    assert annotated.text[slice(*quote.speaker_mention)] == "Volodymyr Zelensky"


@pytest.mark.parametrize(
    "marked",
    [
        "The/DET sides/NOUN! agreed/VERB on/ADP a/DET “ 1,000-for-1,000 ” exchange/NOUN .",
        "He/PRON! slapped/VERB “ severe ” tariffs/NOUN on/ADP it/PRON .",
        "{Umerov|PERSON!} believes/VERB that/SCONJ talks/NOUN ended/VERB .",
        "{Umerov|PERSON!} hopes/VERB that/SCONJ talks/NOUN will/AUX end/VERB .",
        "The/DET film/NOUN “ Lord/NOUN of/ADP War/NOUN ” opened/VERB .",
        "They/PRON will/AUX go/VERB unless/SCONJ it/PRON agrees/VERB to/PART end/VERB the/DET war/NOUN .",
    ],
)
def test_what_is_nobodys_words(marked: str) -> None:
    assert quotes(marked) == []


def test_a_time_stamp_is_not_said() -> None:
    text, _, _ = only("15:20/NUM GMT/PROPN — Talks/NOUN would/AUX go/VERB on/ADV , {Umerov|PERSON} said/VERB .")
    assert text == "Talks would go on"


def test_an_odd_mark_does_not_shift_the_next_quotation() -> None:
    found = quotes(f"A/DET man/NOUN! left/VERB “ early/ADV . ¶ {DIRECT} {{Umerov|PERSON!}} said/VERB .")
    assert found[-1][0] == "“ We are safe now , ”"
    assert found[-1][2] == "Umerov"
