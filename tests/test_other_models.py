"""Another spaCy pipeline in the model's place: ClearNLP labels give the rows of Universal Dependencies, OntoNotes' names fit,
and what a pipeline lacks is said.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import Article, ModelError, Settings, load
from pipeline.annotations import DATES, MENTIONS, QUANTITIES, QUOTES
from pipeline.components.actors import ActorStage
from pipeline.components.dates import DateStage
from pipeline.components.links import LinkStage
from pipeline.components.mentions import MentionStage
from pipeline.components.names import NameStage
from pipeline.components.quantities import QuantityStage
from pipeline.components.quotes import QuoteStage
from pipeline.defaults import DEFAULT_MODEL
from pipeline.nlp import STAGES, analyse, model_hash, model_path
from tests.conftest import STORY
from tests.parsed import in_both, parsed

PUBLISHED = "2025-07-23"
"""A Wednesday."""
ALL = (NameStage(), DateStage(), QuantityStage(), MentionStage(), QuoteStage(), ActorStage(), LinkStage())


def facts(doc: Doc) -> dict[str, list[tuple[Any, ...]]]:
    """What all stages found, in short."""
    doc._.published = PUBLISHED
    for stage in ALL:
        stage(doc)
    text = doc.text
    return {
        "dates": [(span.text, span._.timex.value) for span in doc.spans[DATES]],
        "quantities": [
            (span.text, span._.quantity.value, span._.quantity.modifier, _at(text, span._.quantity.counted))
            for span in doc.spans[QUANTITIES]
        ],
        "mentions": [(span.text, m.label, m.form, m.chain, m.role) for span in doc.spans[MENTIONS] for m in [span._.mention]],
        "actors": [(span.text, a.name, a.represents) for span in doc.spans[MENTIONS] if (a := span._.actor) is not None],
        "quotes": [
            (q.kind, q.content, _at(text, q.cue), _at(text, q.speaker), q.attribution)
            for span in doc.spans[QUOTES]
            for q in [span._.quote]
        ],
        "links": [(_at(text, tie.row), _at(text, tie.mention), tie.relation) for tie in doc._.ties],
    }


def _at(text: str, place: tuple[int, int] | None) -> str | None:
    return None if place is None else text[slice(*place)]


NEWS = [
    pytest.param(
        "Ukraine|NNP|nsubj|1 freed|VBD|ROOT|1 three|CD|nummod|3 Russians|NNPS|obj|1|dobj|1 "
        "in|IN|case|5|prep|1 Lviv|NNP|obl|1|pobj|4 on|IN|case|7|prep|1 Friday|NNP|obl|1|pobj|6 .|.|punct|1",
        [], [("Ukraine", "GPE"), ("Russians", "NORP"), ("Lviv", "GPE")],
        {
            "dates": [("Friday", "2025-07-18")],
            "quantities": [("three Russians", 3.0, "=", "Russians")],
            "links": [
                ("Friday", "Ukraine", "agent"), ("Friday", "Russians", "patient"), ("Friday", "Lviv", "place"),
                ("three Russians", "Russians", "counted"), ("three Russians", "Ukraine", "agent"),
                ("three Russians", "Lviv", "place"),
            ],
        },
        id="who did what to whom, and where",
    ),
    pytest.param(
        "Lviv|NNP|nsubj:pass|2|nsubjpass|2 was|VBD|aux:pass|2|auxpass|2 hit|VBN|ROOT|2 by|IN|case|4|agent|2 "
        "Russia|NNP|obl:agent|2|pobj|3 on|IN|case|6|prep|2 Monday|NNP|obl|2|pobj|5 .|.|punct|2",
        [], [("Lviv", "GPE"), ("Russia", "GPE")],
        {"links": [("Monday", "Russia", "agent"), ("Monday", "Lviv", "patient")]},
        id="by whom",
    ),
    pytest.param(
        "Zelensky|NNP|nsubj|1 gave|VBD|ROOT|1 Umerov|NNP|iobj|1|dative|1 a|DT|det|4 letter|NN|obj|1|dobj|1 "
        "yesterday|NN|obl:unmarked|1|npadvmod|1 .|.|punct|1",
        ["Zelensky", "Umerov"], [],
        {
            "dates": [("yesterday", "2025-07-22")],
            "links": [("yesterday", "Zelensky", "agent"), ("yesterday", "Umerov", "patient")],
        },
        id="to whom",
    ),
    pytest.param(
        "Kyiv|NNP|nsubj|5 ,|,|punct|2|punct|0 Warsaw|NNP|conj|0 and|CC|cc|4|cc|2 Vilnius|NNP|conj|0|conj|2 met|VBD|ROOT|5 "
        "on|IN|case|7|prep|5 Friday|NNP|obl|5|pobj|6 .|.|punct|5",
        [], [("Kyiv", "GPE"), ("Warsaw", "GPE"), ("Vilnius", "GPE")],
        {
            "actors": [("Kyiv", "Kyiv", "Q212"), ("Warsaw", "Warsaw", "Q36"), ("Vilnius", "Vilnius", "Q37")],
            "links": [("Friday", "Kyiv", "agent"), ("Friday", "Warsaw", "agent"), ("Friday", "Vilnius", "agent")],
        },
        id="a list of subjects",
    ),
    pytest.param(
        "Talks|NNS|nsubj|5 between|IN|case|2|prep|0 Kyiv|NNP|nmod|0|pobj|1 and|CC|cc|4|cc|2 Moscow|NNP|conj|2 began|VBD|ROOT|5 "
        "in|IN|case|7|prep|5 Istanbul|NNP|obl|5|pobj|6 on|IN|case|9|prep|5 May|NNP|obl|5|pobj|8 16|CD|nummod|9 .|.|punct|5",
        [], [("Kyiv", "GPE"), ("Moscow", "GPE"), ("Istanbul", "GPE")],
        {
            "dates": [("May 16", "2025-05-16")],
            "actors": [("Kyiv", "Kyiv", "Q212"), ("Moscow", "Moscow", "Q159"), ("Istanbul", "Istanbul", None)],
            "links": [("May 16", "Istanbul", "place")],
        },
        id="capitals behind between",
    ),
    pytest.param(
        "Moscow|NNP|nmod:poss|2|poss|2 's|POS|case|0 demands|NNS|nsubj|3 grew|VBD|ROOT|3 in|IN|case|7|prep|3 "
        "Kyiv|NNP|nmod:poss|7|poss|7 's|POS|case|5 suburbs|NNS|obl|3|pobj|4 .|.|punct|3",
        [], [("Moscow", "GPE"), ("Kyiv", "GPE")],
        {"actors": [("Moscow", "Moscow", "Q159"), ("Kyiv", "Kyiv", None)]},
        id="owners",
    ),
    pytest.param(
        "Ukraine|NNP|nmod:poss|3|poss|3 's|POS|case|0 Foreign|NNP|compound|3 Ministry|NNP|nsubj|9 ,|,|punct|6|punct|3 "
        "Defense|NNP|compound|6 Ministry|NNP|conj|3 and|CC|cc|8|cc|6 parliament|NN|conj|3|conj|6 objected|VBD|ROOT|9 .|.|punct|9",
        [], [("Ukraine", "GPE"), ("Foreign Ministry", "ORG"), ("Defense Ministry", "ORG")],
        {
            "actors": [
                ("Ukraine", "Ukraine", None),
                ("Foreign Ministry", "Ministry of Foreign Affairs of Ukraine", None),
                ("Defense Ministry", "Ministry of Defence of Ukraine", None),
            ],
        },
        id="the state that owns a list of bodies",
    ),
    pytest.param(
        "Officials|NNS|nsubj|1 expect|VBP|ROOT|1 talks|NNS|obj|1|nsubj|4 to|TO|mark|4|aux|4 begin|VB|xcomp|1|ccomp|1 "
        "on|IN|case|6|prep|4 Friday|NNP|obl|4|pobj|5 .|.|punct|1",
        [], [], {"dates": [("Friday", "2025-07-25")]}, id="an infinitive to come",
    ),
    pytest.param(
        "They|PRP|nsubj|2 will|MD|aux|2 decide|VB|ROOT|2 after|IN|mark|4|prep|2 meeting|VBG|advcl|2|pcomp|3 "
        "on|IN|case|6|prep|4 Friday|NNP|obl|4|pobj|5 .|.|punct|2",
        [], [], {"dates": [("Friday", "2025-07-25")]}, id="a clause behind a preposition",
    ),
    pytest.param(
        "Elections|NNS|nsubj:pass|2|nsubjpass|2 were|VBD|aux:pass|2|auxpass|2 held|VBN|ROOT|2 on|IN|case|4|prep|2 "
        "Sunday|NNP|obl|2|pobj|3 .|.|punct|2",
        [], [], {"dates": [("Sunday", "2025-07-20")]}, id="a passive of the past",
    ),
    pytest.param(
        "More|JJR|advmod|2|amod|2 than|IN|fixed|0|quantmod|2 1,200|CD|nummod|3 people|NNS|nsubj:pass|5|nsubjpass|5 "
        "were|VBD|aux:pass|5|auxpass|5 freed|VBN|ROOT|5 ,|,|punct|10|punct|5 according|VBG|case|10|prep|5 to|IN|fixed|7|prep|7 "
        "the|DT|det|10 ministry|NN|obl|5|pobj|8 .|.|punct|5",
        [], [],
        {
            "quantities": [("More than 1,200 people", 1200.0, ">", "people")],
            "quotes": [("indirect", "More than 1,200 people were freed", "according to", "the ministry", "according_to")],
        },
        id="an amount and its source",
    ),
    pytest.param(
        "Umerov|NNP|nsubj|7 ,|,|punct|3|punct|0 who|WP|nsubj|3 led|VBD|acl:relcl|0|relcl|0 the|DT|det|5 "
        "delegation|NN|obj|3|dobj|3 ,|,|punct|3|punct|0 said|VBD|ROOT|7 the|DT|det|9 talks|NNS|nsubj|11|nsubj|10 "
        "were|VBD|cop|11|ccomp|7 long|JJ|ccomp|7|acomp|10 .|.|punct|7",
        ["Umerov"], [],
        {"quotes": [("indirect", "the talks were long", "said", "Umerov", "subject")]},
        id="a clause with a copula reported",
    ),
    pytest.param(
        "\"|``|punct|3|punct|6 They|PRP|nsubj|3|nsubj|2 are|VBP|cop|3|ccomp|6 safe|JJ|ccomp|6|acomp|2 ,|,|punct|6 \"|''|punct|6 "
        "said|VBD|ROOT|6 Putin|NNP|nmod:poss|9|poss|9 's|POS|case|7 aide|NN|nsubj|6 ,|,|punct|12|punct|9 "
        "Vladimir|NNP|compound|12 Medinsky|NNP|appos|9 .|.|punct|6",
        ["Putin", "Vladimir Medinsky"], [],
        {
            "mentions": [
                ("Putin", "PERSON", "name", 0, None), ("Vladimir Medinsky", "PERSON", "name", 1, "Putin's aide"),
            ],
            "quotes": [("direct", "They are safe,", "said", "Putin's aide, Vladimir Medinsky", "inverted_subject")],
        },
        id="a speaker in apposition",
    ),
    pytest.param(
        "Umerov|NNP|nsubj|1 said|VBD|ROOT|1 that|IN|mark|6 the|DT|det|4 port|NN|nsubj|6 would|MD|aux|6 reopen|VB|ccomp|1 "
        ",|,|punct|10|punct|1 and|CC|cc|10|cc|1 he|PRP|nsubj|10 thanked|VBD|conj|1 Turkey|NNP|obj|10|dobj|10 .|.|punct|1",
        ["Umerov"], [("Turkey", "GPE")],
        {"quotes": [("indirect", "that the port would reopen", "said", "Umerov", "subject")]},
        id="the narration goes on",
    ),
    pytest.param(
        "The|DT|det|1 bridge|NN|nsubj|2 reopened|VBD|ROOT|2 .|.|punct|2 This|DT|nsubj:pass|6|nsubjpass|6 "
        "was|VBD|aux:pass|6|auxpass|6 announced|VBN|ROOT|6 by|IN|case|9|agent|6 the|DT|det|9 "
        "governor|NN|obl:agent|6|pobj|7 .|.|punct|6",
        [], [],
        {"quotes": [("indirect", "The bridge reopened", "announced", "the governor", "agent")]},
        id="said in a passive",
    ),
    pytest.param(
        "Zelensky|NNP|nsubj|1 arrived|VBD|ROOT|1 .|.|punct|1 Merz|NNP|nsubj|4 spoke|VBD|ROOT|4 to|IN|case|6|prep|4 "
        "him|PRP|obl|4|pobj|5 .|.|punct|4",
        ["Zelensky", "Merz"], [],
        {
            "mentions": [
                ("Zelensky", "PERSON", "name", 0, None), ("Merz", "PERSON", "name", 1, None),
                ("him", "PERSON", "pronoun", 0, None),
            ],
        },
        id="him is not the subject of his clause",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "people", "others", "expected"), NEWS)
def test_both_label_sets_give_the_same_rows(
    rows: str, people: list[str], others: list[tuple[str, str]], expected: dict[str, list[tuple[Any, ...]]]
) -> None:
    universal, clearnlp = (facts(doc) for doc in in_both(rows, people, others))
    assert {table: universal[table] for table in expected} == expected
    assert clearnlp == universal


ONTONOTES = (
    "The|DT|det|2 White|NNP|compound|2 House|NNP|poss|6 's|POS|case|2 two|CD|nummod|6 chief|JJ|amod|6 envoys|NNS|nsubj|7 "
    "met|VBD|ROOT|7 about|IN|quantmod|9 300|CD|nummod|10 Ukrainians|NNPS|dobj|7 on|IN|prep|7 Friday|NNP|pobj|11 "
    "at|IN|prep|7 10|CD|nummod|15 a.m.|NN|pobj|13 ,|,|punct|7 paying|VBG|advcl|7 $|$|quantmod|19 5|CD|dobj|17 for|IN|prep|17 "
    "5|CD|nummod|22 percent|NN|pobj|20 .|.|punct|7"
)
ONTONOTES_NAMES = [
    ("The White House's", "ORG"), ("two", "CARDINAL"), ("about 300", "CARDINAL"), ("Ukrainians", "NORP"), ("Friday", "DATE"),
    ("10 a.m.", "TIME"), ("$ 5", "MONEY"), ("5 percent", "PERCENT"),
]  # fmt: skip


def test_numbers_and_dates_of_ontonotes_are_no_names_and_hide_no_amount() -> None:
    found = facts(parsed(ONTONOTES, others=ONTONOTES_NAMES))
    assert [row[:2] for row in found["mentions"]] == [("White House", "ORG"), ("Ukrainians", "NORP")]
    assert [row[1:3] for row in found["quantities"]] == [(2.0, "="), (300.0, "~"), (5.0, "="), (5.0, "=")]
    assert found["quantities"][1][3] == "Ukrainians"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the United States", "United States"),
        ("Donald Trump ’s", "Donald Trump"),
        ("The People 's Republic", "People 's Republic"),
        ("the Security Council -", "Security Council"),
        ("Kherson \n\n", "Kherson"),
        ("an Iranian", "Iranian"),
        ("U.S.", "U.S."),
        ("the \n\n", None),
        ("the", None),
    ],
)
def test_names_are_bared_of_what_is_no_part_of_them(words: str, name: str | None) -> None:
    parts = ["in", *words.split(" ")]
    doc = Doc(spacy.blank("en").vocab, words=parts, spaces=["\n" not in part for part in parts])
    doc.ents = [Span(doc, 1, len(doc), label="ORG")]
    assert [(ent.text, ent.label_) for ent in NameStage()(doc).ents] == ([(name, "ORG")] if name else [])


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Secretary of *State Marco Rubio", []),
        ("the Head of *Government said", []),
        ("the governor of *State Street", ["State"]),
        ("*Georgia held", ["Georgia"]),
    ],
)
def test_the_end_of_a_title_of_office_is_no_name(words: str, names: list[str]) -> None:
    parts = words.split(" ")
    doc = Doc(spacy.blank("en").vocab, words=[part.removeprefix("*") for part in parts])
    doc.ents = [Span(doc, i, i + 1, label="GPE") for i, part in enumerate(parts) if part.startswith("*")]
    assert [ent.text for ent in NameStage()(doc).ents] == names


TALKS = "Volodymyr Zelensky told Reuters that talks with the Kremlin began on Friday."
TALKS_LABELS = (
    "Volodymyr|NNP|compound|1 Zelensky|NNP|nsubj|2 told|VBD|ROOT|2 Reuters|NNP|dobj|2 that|IN|mark|9 talks|NNS|nsubj|9 "
    "with|IN|prep|5 the|DT|det|8 Kremlin|NNP|pobj|6 began|VBD|ccomp|2 on|IN|prep|9 Friday|NNP|pobj|10 .|.|punct|2"
)
TALKS_NAMES = [("Reuters", "ORG"), ("the Kremlin", "ORG"), ("Friday", "DATE")]


@Language.factory("tests_labels", default_config={"without": []})
def make_labels(nlp: Language, name: str, without: list[str]) -> Labels:
    return Labels(frozenset(without))


class Labels:
    """Knows one text by heart, in ClearNLP labels; any other is a row of nouns. Leaves out the layers it is told to."""

    def __init__(self, without: frozenset[str]) -> None:
        self._without = without

    def __call__(self, doc: Doc) -> Doc:
        words = [token.text for token in doc]
        if doc.text == TALKS:
            known = parsed(TALKS_LABELS, ["Volodymyr Zelensky"], TALKS_NAMES)
        else:
            known = parsed(" ".join(f"{word}|NN|{'dep' if i else 'ROOT'}|0" for i, word in enumerate(words)))
        assert words == [token.text for token in known]
        layers: dict[str, Any] = {
            "tags": [token.tag_ for token in known],
            "pos": [token.pos_ for token in known],
            "deps": [token.dep_ for token in known],
            "heads": [token.head.i for token in known],
            "ents": [f"{token.ent_iob_}-{token.ent_type_}".strip("-") for token in known],
        }
        given = {layer: values for layer, values in layers.items() if layer not in self._without}
        spaces = [bool(token.whitespace_) for token in doc]
        return Doc(doc.vocab, words=words, spaces=spaces, user_data=doc.user_data, **given)


def saved(folder: Path, *without: str, lang: str = "en") -> str:
    """The path of a pipeline that is nothing but `Labels`."""
    nlp = spacy.blank(lang)
    nlp.add_pipe("tests_labels", config={"without": list(without)})
    nlp.to_disk(folder / "labels")
    return str(folder / "labels")


def test_a_pipeline_of_clearnlp_labels_goes_all_the_way(tmp_path: Path) -> None:
    nlp = load(saved(tmp_path))
    assert nlp.pipe_names == ["tests_labels", *STAGES]
    doc = analyse(nlp, Article(text=TALKS, source="test", published=date.fromisoformat(PUBLISHED)), Settings()).doc
    assert doc.text == TALKS
    assert [(span.text, span._.actor.represents) for span in doc.spans[MENTIONS] if span._.actor] == [
        ("Volodymyr Zelensky", None), ("Reuters", None), ("Kremlin", "Q159")]  # fmt: skip
    (quote,) = (span._.quote for span in doc.spans[QUOTES])
    assert (quote.content, quote.medium) == ("that talks with the Kremlin began on Friday", "Reuters")
    assert [span._.timex.value for span in doc.spans[DATES]] == ["2025-07-18"]


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (["tags"], r"gives no tags \(a tagger\): add"),
        (["pos"], r"gives no word classes"),
        (["heads", "deps"], r"no dependencies \(a parser\), no sentences \(a parser\): add what is missing"),
        (["ents"], r"gives no names \(an ner\): add"),
        (["tags", "ents"], r"gives no tags \(a tagger\), no names \(an ner\)"),
    ],
)
def test_a_pipeline_that_lacks_a_layer_is_told_which(tmp_path: Path, without: list[str], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        load(saved(tmp_path, *without))


def test_a_pipeline_of_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="of the language 'de'"):
        load(saved(tmp_path, lang="de"))


@pytest.fixture
def sentencizer(tmp_path: Path) -> str:
    """The path of a pipeline that only cuts sentences."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "sentencizer")
    return str(tmp_path / "sentencizer")


def test_sentences_alone_are_not_enough(sentencizer: str) -> None:
    with pytest.raises(ModelError, match=r"no tags .*, no word classes .*, no dependencies .*, no names"):
        load(sentencizer)


def test_a_pipeline_that_was_never_trained_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").add_label("NN")
    nlp.to_disk(tmp_path / "untrained")
    with pytest.raises(ModelError, match=r"can't be used: .*E109"):
        load(str(tmp_path / "untrained"))


def test_the_command_says_what_is_missing_in_a_line(sentencizer: str, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    done = newsfacts("show", str(tmp_path / "story.txt"), "--model", sentencizer)
    assert done.returncode == 2
    assert done.stderr.startswith(f"newsfacts: model {sentencizer!r} gives no tags")
    assert "Traceback" not in done.stderr


def newsfacts(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "pipeline", *arguments], check=False, capture_output=True, text=True)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped model under another name, as somebody's own pipeline."""
    nlp = spacy.load(model_path(DEFAULT_MODEL))
    nlp.meta["name"], nlp.meta["version"] = "other", "1.2.3"
    folder = tmp_path_factory.mktemp("models") / "en_other"
    nlp.to_disk(folder)
    return folder


def test_a_model_given_by_path_runs_as_the_shipped_one_does(renamed: Path, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    for out, model in (("shipped", DEFAULT_MODEL), ("other", str(renamed))):
        done = newsfacts(
            "run", str(tmp_path / "story.txt"), "-o", str(tmp_path / out), "--published", PUBLISHED, "--model", model
        )
        assert done.returncode == 0, done.stderr
    for table in ("entities", "dates", "quantities", "quotes", "links"):
        shipped, other = (pd.read_parquet(tmp_path / out / table) for out in ("shipped", "other"))
        assert len(shipped)
        pd.testing.assert_frame_equal(shipped, other)


def test_an_installed_package_is_a_model(renamed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "en_other"
    shutil.copytree(renamed, package / "en_other-1.2.3")
    shutil.copy(renamed / "meta.json", package)
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\ndef load(**given): return load_model_from_init_py(__file__, **given)\n"
    )
    (tmp_path / "site" / "en_other-1.2.3.dist-info").mkdir()
    (tmp_path / "site" / "en_other-1.2.3.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: en_other\nVersion: 1.2.3\n"
    )
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert load("en_other").meta["name"] == "other"
    assert len(model_hash("en_other")) == 16


def test_a_pipeline_that_has_the_stages_already_is_loaded_as_it_is(tmp_path: Path) -> None:
    load(saved(tmp_path)).to_disk(tmp_path / "whole")
    assert load(str(tmp_path / "whole")).pipe_names == ["tests_labels", *STAGES]
