"""Ties of dates, quantities and quotes to mentions, on Docs built by hand."""

import time

from spacy.lang.en import English
from spacy.tokens import Doc, Span
from spacy.vocab import create_vocab

from pipeline.annotations import DATES, MENTIONS, QUANTITIES, QUOTES, Mention, Quantity, Quote, Timex
from pipeline.components.links import MOST_TIES, LinkStage

VOCAB = create_vocab("en", English.Defaults)
STAGE = LinkStage()

WORDS = ["Ukraine", "freed", "300", "Russians", "in", "Lviv", "on", "Friday", "."]
HEADS = [1, 1, 3, 1, 5, 1, 7, 1, 1]
DEPS = ["nsubj", "ROOT", "nummod", "obj", "case", "obl", "case", "obl", "punct"]
POS = ["PROPN", "VERB", "NUM", "PROPN", "ADP", "PROPN", "ADP", "PROPN", "PUNCT"]


def swap() -> Doc:
    """A sentence with mentions for subject, object and place, a count and a date."""
    doc = Doc(VOCAB, words=WORDS, heads=HEADS, deps=DEPS, pos=POS)
    mark(doc, (0, 1, "GPE"), (3, 4, "NORP"), (5, 6, "GPE"))
    day = Span(doc, 7, 8)
    doc.spans[DATES] = [day]
    day._.timex = Timex(type="DATE", value="2025-07-18")
    count = Span(doc, 2, 3)
    doc.spans[QUANTITIES] = [count]
    count._.quantity = Quantity(kind="count", value=300.0, counted=(doc[3].idx, doc[3].idx + len("Russians")))
    return doc


def mark(doc: Doc, *places: tuple[int, int, str]) -> None:
    doc.spans[MENTIONS] = [Span(doc, start, end, label=label) for start, end, label in places]
    for chain, span in enumerate(doc.spans[MENTIONS]):
        span._.mention = Mention(label=span.label_, form="name", chain=chain)


def found(doc: Doc, table: str) -> list[tuple[str, str]]:
    return [(doc.text[slice(*tie.mention)], tie.relation) for tie in STAGE(doc)._.ties if tie.table == table]


def test_a_date_is_tied_to_who_did_what_where() -> None:
    assert found(swap(), DATES) == [("Ukraine", "agent"), ("Russians", "patient"), ("Lviv", "place")]


def test_what_is_counted_comes_first() -> None:
    assert found(swap(), QUANTITIES)[0] == ("Russians", "counted")


def test_the_subject_of_a_passive_is_the_patient() -> None:
    doc = Doc(VOCAB, words=["Lviv", "was", "hit", "on", "Friday"],
              heads=[2, 2, 2, 4, 2], deps=["nsubj:pass", "aux:pass", "ROOT", "case", "obl"],
              pos=["PROPN", "AUX", "VERB", "ADP", "PROPN"])  # fmt: skip
    mark(doc, (0, 1, "GPE"))
    doc.spans[DATES] = [Span(doc, 4, 5)]
    assert found(doc, DATES) == [("Lviv", "patient")]


def test_between_is_no_place() -> None:
    doc = Doc(VOCAB, words=["Talks", "began", "between", "Kyiv", "and", "Moscow", "on", "Friday"], heads=[1, 1, 3, 1, 5, 3, 7, 1],
              deps=["nsubj", "ROOT", "case", "obl", "cc", "conj", "case", "obl"],
              pos=["NOUN", "VERB", "ADP", "PROPN", "CCONJ", "PROPN", "ADP", "PROPN"])  # fmt: skip
    mark(doc, (3, 4, "GPE"), (5, 6, "GPE"))
    doc.spans[DATES] = [Span(doc, 7, 8)]
    assert found(doc, DATES) == [("Kyiv", "mentioned")]


def test_otherwise_the_nearest_mention_of_the_sentence_is_mentioned() -> None:
    doc = Doc(VOCAB, words=["Envoys", "of", "Ukraine", "left", "Kyiv", ".", "Friday", "talks", "near", "Lviv", "with", "Poland"],
              heads=[3, 2, 0, 3, 3, 3, 7, 7, 9, 7, 11, 7],
              deps=["nsubj", "case", "nmod", "ROOT", "obj", "punct", "compound", "ROOT", "case", "nmod", "case", "nmod"],
              pos=["NOUN", "ADP", "PROPN", "VERB", "PROPN", "PUNCT", "PROPN", "NOUN", "ADP", "PROPN", "ADP",
                   "PROPN"])  # fmt: skip
    mark(doc, (2, 3, "GPE"), (4, 5, "GPE"), (9, 10, "GPE"), (11, 12, "GPE"))
    doc.spans[DATES] = [Span(doc, 6, 7)]
    assert found(doc, DATES) == [("Lviv", "mentioned")]


def test_a_quote_is_tied_to_its_speaker() -> None:
    doc = Doc(VOCAB, words=["Sybiha", "said", "no"])
    mark(doc, (0, 1, "PERSON"))
    quote = Span(doc, 2, 3)
    doc.spans[QUOTES] = [quote]
    quote._.quote = Quote(kind="indirect", parts=((12, 14),), content="no", speaker_mention=(0, 6), attribution_score=0.7)
    (tie,) = STAGE(doc)._.ties
    assert (tie.table, tie.row, tie.mention, tie.relation, tie.score) == (QUOTES, (12, 14), (0, 6), "speaker", 0.7)


def test_those_who_speak_together_are_all_tied_to_the_quote() -> None:
    doc = Doc(VOCAB, words=["Kyiv", "and", "Riga", "told", "Oslo", "no", "."], heads=[3, 2, 0, 3, 3, 3, 3],
              deps=["nsubj", "cc", "conj", "ROOT", "iobj", "obj", "punct"])  # fmt: skip
    mark(doc, (0, 1, "GPE"), (2, 3, "GPE"), (4, 5, "GPE"))
    quote = doc[5:6]
    doc.spans[QUOTES] = [quote]
    for mention in ((0, 4), (9, 13)):
        quote._.quote = Quote(
            kind="indirect", parts=((24, 26),), content="no", speaker=(0, 13), speaker_mention=mention, attribution_score=0.7
        )
        assert {name for name, _ in found(doc, QUOTES)} == {"Kyiv", "Riga"}


def test_a_quote_without_a_speaker_has_no_tie() -> None:
    doc = Doc(VOCAB, words=["“", "No", "”"])
    quote = Span(doc, 0, 3)
    doc.spans[QUOTES] = [quote]
    quote._.quote = Quote(kind="direct", parts=((0, 6),), content="No")
    assert STAGE(doc)._.ties == []


def test_without_a_parse_only_what_is_counted_is_tied() -> None:
    doc = Doc(VOCAB, words=WORDS)
    mark(doc, (0, 1, "GPE"), (3, 4, "NORP"))
    count = Span(doc, 2, 3)
    doc.spans[QUANTITIES] = [count]
    count._.quantity = Quantity(kind="count", value=300.0, counted=(doc[3].idx, doc[3].idx + len("Russians")))
    doc.spans[DATES] = [Span(doc, 7, 8)]
    assert found(doc, QUANTITIES) == [("Russians", "counted")]
    assert found(doc, DATES) == []


def test_a_sentence_without_end_stays_bounded_and_fast() -> None:
    size = 4_000
    doc = Doc(
        VOCAB,
        words=["Kyiv"] * size,
        heads=[0, *range(size - 1)],
        deps=["ROOT"] + ["conj"] * (size - 1),
        pos=["PROPN"] * size,
    )
    mark(doc, *((i, i + 1, "GPE") for i in range(0, size, 2)))
    doc.spans[DATES] = [Span(doc, i, i + 1) for i in range(1, size, 20)]
    before = time.process_time()
    ties = STAGE(doc)._.ties
    assert time.process_time() - before < 5
    assert len(ties) <= MOST_TIES * len(doc.spans[DATES])
