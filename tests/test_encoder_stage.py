"""The shipped model as a spaCy pipeline: every layer filled, the same whatever else is read, robust against odd texts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.defaults import DEFAULT_MODEL
from pipeline.encoder.network import Answer, Network
from pipeline.encoder.reading import SIZE
from pipeline.nlp import model_path
from tests.conftest import STORY

LAYERS = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "SENT_START", "ENT_IOB")


@pytest.fixture(scope="module")
def model() -> Language:
    """The shipped model without stages."""
    return spacy.load(model_path(DEFAULT_MODEL))


def rows(doc: Doc) -> list[tuple[object, ...]]:
    tags = [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_) for t in doc]
    return [*zip(tags, [(t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc], strict=True)]


def test_every_layer_is_filled(model: Language) -> None:
    doc = model(STORY)
    assert all(doc.has_annotation(layer, require_complete=True) for layer in LAYERS)
    assert {("Volodymyr Zelensky", "PERSON"), ("Ukraine", "GPE"), ("Istanbul", "GPE")} <= {(e.text, e.label_) for e in doc.ents}
    said = next(t for t in doc if t.text == "said")
    assert (said.tag_, said.pos_, said.lemma_) == ("VBD", "VERB", "say")
    assert ["Zelensky" in [t.text for t in child.subtree] for child in said.lefts if child.dep_ == "nsubj"] == [True]


@pytest.mark.parametrize("marks", ['""', "“”"])
def test_quotation_marks_leave_the_words_around_them_their_tags(model: Language, marks: str) -> None:
    doc = model(
        f"Divers searched two barges and 15 volunteers helped. {marks[0]}Six days,{marks[1]} he said. It had room for 40 more."
    )
    tags = {t.text: t.tag_ for t in doc}
    assert [tags[word] for word in ("two", "and", "15", "volunteers", "Six", "he", "It", "for")] == [
        "CD", "CC", "CD", "NNS", "CD", "PRP", "PRP", "IN",
    ]  # fmt: skip


def test_sentences_are_trees_with_one_root(model: Language) -> None:
    for sentence in model(STORY).sents:
        assert [t.dep_ for t in sentence].count("ROOT") == 1
        assert all(t.head in sentence for t in sentence)


def test_a_text_reads_the_same_whatever_else_is_read(model: Language) -> None:
    alone = rows(model(STORY))
    others = ["Kyiv.", STORY * 3, STORY, "A longer text about nothing in particular. " * 40]
    assert rows(list(model.pipe(others))[2]) == alone


def test_preset_sentences_hold(model: Language) -> None:
    words = ["Talks", "in", "Istanbul", "They", "met", "."]
    doc = model(Doc(model.vocab, words=words, sent_starts=[True, False, False, True, False, False]))
    assert [[t.text for t in s] for s in doc.sents] == [words[:3], words[3:]]


def test_neither_names_nor_sentences_run_over_a_blank_line(model: Language) -> None:
    doc = model("The minister met Anna\n\nKovalenko Street was closed")
    assert all("\n" not in ent.text for ent in doc.ents)
    assert doc[[t.text for t in doc].index("Kovalenko")].is_sent_start


def test_names_come_with_their_certainty(model: Language) -> None:
    doc = model(STORY)
    assert all(0 < ent._.name_certainty <= 1 for ent in doc.ents)
    assert len(doc._.name_certainty) == len(doc)
    assert spacy.blank("en")("Kyiv")[:1]._.name_certainty is None


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\n\n", "\n\nKyiv", "12 / 34 ... !?", "…", "😀 😀", "Україна чекає", "中国外交部发言人", "الرئيس قال"),
        *("a" * 100_000, "x " * 3_000, "«Kyiv»\u200b\ufeff"),
    ],
    ids=lambda text: f"{text[:6]!r}-{len(text)}",
)
def test_odd_texts_are_answered(model: Language, text: str) -> None:
    doc = model.make_doc(text) if len(text) < 50_000 else Doc(model.vocab, words=[text])
    doc = model(doc)
    assert doc.text.strip() == text.strip()
    assert all(t.dep_ and t.pos_ for t in doc)


def test_a_long_paragraph_is_read_in_windows_that_cover_it(model: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    read = Network.read

    def counted(self: Network, ids: list[int], *rest: object) -> Answer:
        sizes.append(len(ids))
        return read(self, ids, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Network, "read", counted)
    doc = model("The talks went on in Istanbul, and Kyiv waited for word. " * 200)
    assert max(sizes) <= SIZE + 2
    assert sum(sizes) < 1.4 * len(doc) + 400
    assert len(list(doc.sents)) == 200
    assert sum(e.text == "Istanbul" for e in doc.ents) == 200
    assert all(a.end == b.start for a, b in pairwise(doc.sents))


def test_saved_and_loaded_again_it_says_the_same(model: Language, tmp_path: Path) -> None:
    model.to_disk(tmp_path / "copy")
    assert rows(spacy.load(tmp_path / "copy")(STORY)) == rows(model(STORY))


def test_without_a_network_the_component_says_what_to_do() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("newsfacts_encoder")
    with pytest.raises(ValueError, match="load a trained pipeline"):
        nlp("Kyiv")
