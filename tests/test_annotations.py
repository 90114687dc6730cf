"""Records survive on a Doc, and on its bytes."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, DocBin

from pipeline.annotations import DATES, ActorLink, Quote, Tie, Timex, paragraphs, spans_of

BLANK = spacy.blank("en")


def doc_with_records() -> Doc:
    doc = BLANK("He said on Friday that it was over.")
    doc._.published = "2025-07-23"
    friday = doc[3:4]
    friday._.timex = Timex(type="DATE", value="2025-07-18", earliest="2025-07-18", latest="2025-07-18", anchor="published")
    friday._.actor = ActorLink(actor_id="Q1", name="A", known=True, method="m", score=0.9, candidates=(("Q1", 0.9), ("Q2", 0.1)))
    doc.spans[DATES] = [friday]
    doc[4:8]._.quote = Quote(kind="indirect", parts=((18, 22), (23, 34)), content="that it was over", speaker=(0, 2))
    doc._.ties = [Tie(table=DATES, row=(11, 17), mention=(0, 2), relation="agent", score=0.5)]
    return doc


def assert_records(doc: Doc) -> None:
    (friday,) = spans_of(doc, DATES)
    assert friday._.timex.value == "2025-07-18"
    assert friday._.actor.candidates == (("Q1", 0.9), ("Q2", 0.1))
    assert doc[4:8]._.quote.parts == ((18, 22), (23, 34))
    assert doc._.ties[0].mention == (0, 2)
    assert doc._.published == "2025-07-23"


def test_two_layers_on_one_span_keep_apart() -> None:
    assert_records(doc_with_records())


def test_records_survive_to_bytes_and_docbin() -> None:
    doc = doc_with_records()
    assert_records(Doc(BLANK.vocab).from_bytes(doc.to_bytes()))
    (stored,) = DocBin(docs=[doc], store_user_data=True).get_docs(BLANK.vocab)
    assert stored._.published == "2025-07-23"
    assert stored._.ties == doc._.ties


def test_a_span_without_a_record_has_none() -> None:
    assert BLANK("Nothing here")[0:1]._.quote is None


def test_paragraphs_of_a_plain_doc_are_split_at_blank_lines() -> None:
    doc = BLANK("One two.\n\nThree.\n\n")
    assert [p.text for p in paragraphs(doc)] == ["One two.", "Three."]
