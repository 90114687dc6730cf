"""Quotations on full parses: parts, kind, cue, speaker, negation, medium, transcripts, and the time it takes."""

from __future__ import annotations

import time

import pytest
from spacy.tokens import Doc

from pipeline.annotations import MENTIONS, Mention, Quote
from pipeline.components.quotes import QuoteStage
from tests.parsed import parsed

OVER = (
    "\"|``|punct|4 The|DT|det|2 exchange|NN|nsubj|4 is|VBZ|cop|4 over|JJ|ccomp|8 ,|,|punct|4 \"|''|punct|4 "
    "Umerov|NNP|nsubj|8 said|VBD|ROOT|8 .|.|punct|8"
)
MORE = " \"|``|punct|13 More|JJR|nsubj|13 will|MD|aux|13 follow|VB|ROOT|13 soon|RB|advmod|13 .|.|punct|13 \"|''|punct|13"
AIDE = (
    "\"|``|punct|3 It|PRP|nsubj|3 is|VBZ|cop|3 over|JJ|ccomp|6 ,|,|punct|3 \"|''|punct|3 said|VBD|ROOT|6 Putin|NNP|nmod:poss|9 "
    "'s|POS|case|7 aide|NN|nsubj|6 ,|,|punct|11 Vladimir|NNP|appos|9 Medinsky|NNP|flat|11 .|.|punct|6"
)


def found(doc: Doc) -> list[Quote]:
    """The records of the stage, with every entity a mention."""
    doc.spans[MENTIONS] = list(doc.ents)
    for i, span in enumerate(doc.spans[MENTIONS]):
        span._.mention = Mention(label=span.label_, form="name", chain=i)
    QuoteStage()(doc)
    return [span._.quote for span in doc.spans["quotes"]]


def texts(doc: Doc, quote: Quote) -> tuple[list[str], str | None, str | None]:
    """Its parts, cue and speaker as written."""
    text = doc.text
    cue = None if quote.cue is None else text[slice(*quote.cue)]
    speaker = None if quote.speaker is None else text[slice(*quote.speaker)]
    return [text[slice(*part)] for part in quote.parts], cue, speaker


def test_a_quotation_interrupted_by_its_cue_is_one_with_two_parts() -> None:
    doc = parsed(OVER + MORE, ["Umerov"])
    (quote,) = found(doc)
    assert texts(doc, quote) == (['"The exchange is over,"', '"More will follow soon."'], "said", "Umerov")
    assert (quote.kind, quote.content) == ("direct", "The exchange is over, More will follow soon.")
    assert (quote.attribution, quote.speaker_mention) == ("subject", quote.speaker)


def test_a_quotation_in_its_own_paragraph_keeps_the_speaker_of_the_one_before() -> None:
    doc = parsed(OVER + " ¶|_SP|dep|8" + MORE.replace("13", "14"), ["Umerov"])
    first, second = found(doc)
    assert texts(doc, second)[2] == "Umerov"
    assert (first.kind, second.kind, second.attribution) == ("direct", "direct", "previous_speaker")


def test_the_name_in_apposition_to_a_subject_behind_the_verb_is_the_speaker() -> None:
    doc = parsed(AIDE, ["Putin", "Vladimir Medinsky"])
    (quote,) = found(doc)
    assert texts(doc, quote)[2] == "Putin's aide, Vladimir Medinsky"
    assert quote.speaker_mention is not None
    assert doc.text[slice(*quote.speaker_mention)] == "Vladimir Medinsky"
    assert quote.attribution == "inverted_subject"


REPORTED = [
    pytest.param(
        "The|DT|det|1 minister|NN|nsubj|2 said|VBD|ROOT|2 that|IN|mark|7 the|DT|det|5 port|NN|nsubj|7 "
        "would|MD|aux|7 reopen|VB|ccomp|2 "
        ".|.|punct|2",
        ["that the port would reopen"], "said", "The minister", "subject", id="that",
    ),
    pytest.param(
        "Umerov|NNP|nsubj|1 said|VBD|ROOT|1 talks|NNS|nsubj|4 had|VBD|aux|4 ended|VBN|ccomp|1 .|.|punct|1",
        ["talks had ended"], "said", "Umerov", "subject", id="without that",
    ),
    pytest.param(
        "The|DT|det|1 talks|NNS|nsubj|3 will|MD|aux|3 resume|VB|ccomp|8 in|IN|case|5 May|NNP|obl|3 ,|,|punct|3 "
        "officials|NNS|nsubj|8 "
        "told|VBD|ROOT|8 Reuters|NNP|iobj|8 .|.|punct|8",
        ["The talks will resume in May"], "told", "officials", "subject", id="before the cue",
    ),
    pytest.param(
        "Climate|NN|compound|1 change|NN|nsubj|8 ,|,|punct|4 Obama|NNP|nsubj|4 said|VBD|ROOT|4 ,|,|punct|4 "
        "is|VBZ|cop|8 a|DT|det|8 "
        "threat|NN|ccomp|4 .|.|punct|4",
        ["Climate change", "is a threat"], "said", "Obama", "subject", id="around the cue",
    ),
    pytest.param(
        "According|VBG|case|3 to|IN|fixed|0 the|DT|det|3 ministry|NN|obl|8 ,|,|punct|3 300|CD|nummod|6 people|NNS|nsubj:pass|8 "
        "were|VBD|aux:pass|8 freed|VBN|ROOT|8 .|.|punct|8",
        ["300 people were freed"], "According to", "the ministry", "according_to", id="according to",
    ),
    pytest.param(
        "300|CD|nummod|1 people|NNS|nsubj:pass|3 were|VBD|aux:pass|3 freed|VBN|ROOT|3 ,|,|punct|8 "
        "according|VBG|case|8 to|IN|fixed|5 "
        "the|DT|det|8 ministry|NN|obl|3 .|.|punct|3",
        ["300 people were freed"], "according to", "the ministry", "according_to", id="according to, behind",
    ),
    pytest.param(
        "Umerov|NNP|nsubj|7 ,|,|punct|3 who|WP|nsubj|3 led|VBD|acl:relcl|0 the|DT|det|5 delegation|NN|obj|3 "
        ",|,|punct|0 said|VBD|ROOT|7 "
        "the|DT|det|9 talks|NNS|nsubj|11 were|VBD|cop|11 long|JJ|ccomp|7 .|.|punct|7",
        ["the talks were long"], "said", "Umerov, ", "subject", id="relative clause",
    ),
    pytest.param(
        "Scholz|NNP|nsubj|1 urged|VBD|ROOT|1 Moscow|NNP|obj|1 to|TO|mark|4 withdraw|VB|xcomp|1 "
        "its|PRP$|nmod:poss|6 troops|NNS|obj|4 "
        ".|.|punct|1",
        ["Moscow to withdraw its troops"], "urged", "Scholz", "subject", id="order",
    ),
    pytest.param(
        "The|DT|det|1 bridge|NN|nsubj|2 reopened|VBD|ROOT|2 .|.|punct|2 This|DT|nsubj:pass|6 was|VBD|aux:pass|6 "
        "announced|VBN|ROOT|6 "
        "by|IN|case|9 the|DT|det|9 governor|NN|obl:agent|6 .|.|punct|6",
        ["The bridge reopened"], "announced", "the governor", "agent", id="this was announced",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "parts", "cue", "speaker", "rule"), REPORTED)
def test_a_reported_clause_has_its_content_cue_and_speaker(
    rows: str, parts: list[str], cue: str, speaker: str, rule: str
) -> None:
    doc = parsed(rows)
    (quote,) = found(doc)
    assert texts(doc, quote) == (parts, cue, speaker.rstrip(", "))
    assert (quote.kind, quote.attribution) == ("indirect", rule)
    assert quote.attribution_score is not None
    assert 0 < quote.attribution_score <= 1


def test_a_participle_adds_a_statement_of_the_same_speaker() -> None:
    doc = parsed(
        "Macron|NNP|nsubj|1 said|VBD|ROOT|1 talks|NNS|nsubj|4 had|VBD|aux|4 ended|VBN|ccomp|1 ,|,|punct|6 adding|VBG|advcl|1 "
        "that|IN|mark|10 more|JJR|nsubj|10 would|MD|aux|10 follow|VB|ccomp|6 .|.|punct|1"
    )
    first, second = found(doc)
    assert texts(doc, first)[0] == ["talks had ended"]
    assert texts(doc, second) == (["that more would follow"], "adding", "Macron")
    assert second.attribution == "shared_subject"


def test_quoted_words_inside_a_reported_clause_make_it_mixed() -> None:
    doc = parsed(
        'Merkel|NNP|nsubj|1 said|VBD|ROOT|1 the|DT|det|3 plan|NN|nsubj|8 was|VBD|cop|8 "|``|punct|8 a|DT|det|8 good|JJ|amod|8 '
        "start|NN|ccomp|1 \"|''|punct|8 .|.|punct|1"
    )
    (quote,) = found(doc)
    assert quote.kind == "mixed"
    assert texts(doc, quote)[0] == ['the plan was "a good start"']


def test_a_name_given_in_marks_is_mixed() -> None:
    doc = parsed(
        'Biden|NNP|nsubj|1 called|VBD|ROOT|1 the|DT|det|3 vote|NN|obj|1 "|``|punct|6 a|DT|det|6 '
        "sham|NN|xcomp|1 \"|''|punct|6 .|.|punct|1"
    )
    (quote,) = found(doc)
    assert (quote.kind, texts(doc, quote)) == ("mixed", (['the vote "a sham"'], "called", "Biden"))


@pytest.mark.parametrize(
    "rows",
    [
        "Trump|NNP|nsubj|1 imposed|VBD|ROOT|1 \"|``|punct|3 severe|JJ|amod|5 \"|''|punct|3 tariffs|NNS|obj|1 .|.|punct|1",
        "Marcia|NNP|nsubj|5 \"|``|punct|2 Cia|NNP|flat|0 \"|''|punct|2 Price|NNP|flat|0 won|VBD|ROOT|5 .|.|punct|5",
        "The|DT|det|1 general|NN|nsubj|2 believes|VBZ|ROOT|2 that|IN|mark|7 the|DT|det|5 war|NN|nsubj|7 "
        "will|MD|aux|7 end|VB|ccomp|2",
        "They|PRP|nsubj|1 announced|VBD|ROOT|1 the|DT|det|3 sites|NNS|obj|1 that|WDT|nsubj|6 would|MD|aux|6 close|VB|acl:relcl|3",
        "The|DT|det|1 taxes|NNS|nsubj|6 announced|VBN|acl|1 in|IN|case|4 May|NNP|obl|2 are|VBP|cop|6 high|JJ|ROOT|6",
        "\"|``|punct|2 Legends|NNS|ROOT|1 Of|IN|case|3 Winter|NNP|nmod|1 \"|''|punct|1",
    ],
    ids=["scare word", "nickname", "belief", "relative clause", "reduced relative", "heading"],
)
def test_scare_words_nicknames_beliefs_and_headings_are_no_quotations(rows: str) -> None:
    assert found(parsed(rows)) == []


@pytest.mark.parametrize(
    "rows",
    [
        "Kyiv|NNP|nsubj|2 has|VBZ|aux|2 denied|VBN|ROOT|2 that|IN|mark|5 forces|NNS|nsubj|5 fired|VBD|ccomp|2 .|.|punct|2",
        "Lavrov|NNP|nsubj|3 did|VBD|aux|3 not|RB|advmod|3 say|VB|ROOT|3 whether|IN|mark|6 he|PRP|nsubj|6 "
        "agreed|VBD|ccomp|3 .|.|punct|3",
    ],
)
def test_denials_are_negated(rows: str) -> None:
    (quote,) = found(parsed(rows))
    assert quote.negated


@pytest.mark.parametrize(
    ("rows", "medium"),
    [
        (
            "She|PRP|nsubj|1 wrote|VBD|ROOT|1 on|IN|case|3 Telegram|NNP|obl|1 that|IN|mark|7 roads|NNS|nsubj|7 were|VBD|cop|7 "
            "shut|JJ|ccomp|1 .|.|punct|1",
            "Telegram",
        ),
        (
            "She|PRP|nsubj|1 told|VBD|ROOT|1 Reuters|NNP|iobj|1 that|IN|mark|6 roads|NNS|nsubj|6 were|VBD|cop|6 "
            "shut|JJ|ccomp|1 .|.|punct|1",
            "Reuters",
        ),
        (
            "She|PRP|nsubj|1 said|VBD|ROOT|1 in|IN|case|4 a|DT|det|4 statement|NN|obl|1 that|IN|mark|8 "
            "roads|NNS|nsubj|8 were|VBD|cop|8 "
            "shut|JJ|ccomp|1 .|.|punct|1",
            "statement",
        ),
        ("She|PRP|nsubj|1 said|VBD|ROOT|1 roads|NNS|nsubj|4 were|VBD|cop|4 shut|JJ|ccomp|1 .|.|punct|1", None),
    ],
)
def test_the_medium_beside_the_cue_is_kept(rows: str, medium: str | None) -> None:
    doc = parsed(rows, others=[("Reuters", "ORG")] if "Reuters" in rows else [])
    (quote,) = found(doc)
    assert quote.medium == medium
    assert texts(doc, quote)[0][0].endswith("roads were shut")


def test_a_transcript_takes_its_speakers_from_the_labels() -> None:
    turn = "{}|NNP|ROOT|{} :|:|punct|{} We|PRP|nsubj|{} agree|VBP|parataxis|{} .|.|punct|{}"
    lines = [
        turn.format(name, *[at + shift for shift in (0, 0, 3, 0, 0)]) for name, at in (("HOST", 0), ("GUEST", 6), ("HOST", 12))
    ]
    doc = parsed(" ¶|_SP|dep|0 ".join(lines))
    quotes = found(doc)
    assert [texts(doc, quote)[2] for quote in quotes] == ["HOST", "GUEST", "HOST"]
    assert {quote.attribution for quote in quotes} == {"label"}


def test_a_name_behind_a_dash_signs_a_quotation() -> None:
    doc = parsed(
        "\"|``|punct|3 We|PRP|nsubj|3 will|MD|aux|3 rise|VB|ROOT|3 again|RB|advmod|3 .|.|punct|3 \"|''|punct|3 —|:|punct|3 "
        "Maya|NNP|appos|3 Angelou|NNP|flat|8",
        ["Maya Angelou"],
    )
    (quote,) = found(doc)
    assert (texts(doc, quote)[2], quote.attribution) == ("Maya Angelou", "signature")


def test_a_root_may_bear_any_label() -> None:
    doc = parsed("Umerov|NNP|nsubj|1 said|VBD|conj|1 that|IN|mark|4 it|PRP|nsubj|4 ended|VBD|ccomp|1 .|.|punct|1", ["Umerov"])
    (quote,) = found(doc)
    assert texts(doc, quote) == (["that it ended"], "said", "Umerov")


def test_a_text_without_a_word_of_speech_has_no_quotations() -> None:
    assert found(parsed("")) == []
    assert found(parsed("Rain|NN|nsubj|1 fell|VBD|ROOT|1 .|.|punct|1")) == []


def test_twice_the_text_takes_about_twice_the_time() -> None:
    def seconds(copies: int) -> float:
        words, n = OVER.split(), 10
        rows = " ".join(
            "|".join([*row.split("|")[:3], str(int(row.split("|")[3]) + n * copy)]) for copy in range(copies) for row in words
        )
        doc = parsed(rows)
        took = []
        for _ in range(3):  # the least of three: other work on the machine only ever adds
            began = time.process_time()
            QuoteStage()(doc)
            took.append(time.process_time() - began)
        return min(took)

    seconds(10)
    assert seconds(800) < 8 * max(seconds(200), 0.01)
