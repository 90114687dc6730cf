"""The quantities stage: finds amounts in the Doc and writes them to `doc.spans["quantities"]` as `Quantity` records.

Digits of dates, clock times and names belong to other stages and are left alone; durations stand in both tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import syntax
from pipeline.amounts import units
from pipeline.amounts.matching import Context, find_amounts
from pipeline.amounts.pieces import Pieces, cut
from pipeline.amounts.records import Amount
from pipeline.amounts.spans_of_time import SIGNS, time_amount
from pipeline.amounts.units import Unit
from pipeline.annotations import DATES, QUANTITIES, Chars, Quantity, spans_of
from pipeline.mentions.names import names_of

NUMBER_NAMES = frozenset({"PERSON", "ORG", "LAW", "PRODUCT", "EVENT", "WORK_OF_ART", "FAC"})
"""Names whose digits belong to them: "Group of 20", "Resolution 2202"."""


@Language.factory("newsfacts_quantities", assigns=["doc.spans"])
def make(nlp: Language, name: str) -> QuantityStage:
    """The stage."""
    return QuantityStage()


class QuantityStage:
    """Reads `doc.spans["dates"]` and `doc.ents` where they exist; writes `doc.spans["quantities"]`."""

    def __call__(self, doc: Doc) -> Doc:
        """Writes the quantities in order, not overlapping, each with its record."""
        pieces = _pieces(doc)
        context = Context(
            blocked=_blocked(doc, pieces),
            persons=_persons(doc, pieces),
            heads=_heads(doc, pieces),
        )
        spans: list[Span] = []
        for amount in find_amounts(pieces, context):
            start = max(pieces.tokens[amount.start], spans[-1].end if spans else 0)
            span = doc[start : pieces.token_end(amount.end)]
            if len(span):
                span._.quantity = _record(doc, pieces, amount)
                spans.append(span)
        doc.spans[QUANTITIES] = sorted([*spans, *_unnumbered(doc, spans)])
        return doc


def _unnumbered(doc: Doc, found: list[Span]) -> Iterator[Span]:
    """Durations of the dates stage in which no number stands, and so none was found: "about a week"."""
    taken = {token for span in found for token in range(span.start, span.end)}
    for span in spans_of(doc, DATES):
        timex = span._.timex
        amount = time_amount(timex.value) if timex is not None and timex.type == "DURATION" else None
        if amount is None or not taken.isdisjoint(range(span.start, span.end)):
            continue
        value, unit = amount
        si = _si(value, unit)
        own = Span(doc, span.start, span.end)
        own._.quantity = Quantity(
            kind="duration", value=value, value_high=None, modifier=SIGNS.get(timex.mod, "="), unit=unit.name,
            value_si=si[0] if si else None, unit_si=si[1] if si else None, counted=None,
        )  # fmt: skip
        yield own


def _pieces(doc: Doc) -> Pieces:
    tagged, parsed = doc.has_annotation("TAG"), doc.has_annotation("SENT_START")
    rows = [(token.text, bool(token.whitespace_), token.tag_ if tagged else "") for token in doc]
    words = [row[0] for row in rows]
    starts = {span.start for span in doc.sents} if parsed else _line_starts(words)
    return cut(words, [row[1] for row in rows], [row[2] for row in rows], starts)


def _line_starts(words: list[str]) -> set[int]:
    """Where a sentence may begin when no stage has said so: after a line break or a full stop."""
    return {i + 1 for i, word in enumerate(words) if word in (".", "!", "?") or word[:1] == "\n"}


def _blocked(doc: Doc, pieces: Pieces) -> list[bool]:
    """Per piece, whether its token lies in a date, a clock time or a name with digits."""
    tokens = [False] * len(doc)
    for span in spans_of(doc, DATES):
        if span._.timex is None or span._.timex.type != "DURATION":
            tokens[span.start : span.end] = [True] * len(span)
    for ent in names_of(doc):
        start = ent.start if ent.label_ in NUMBER_NAMES and not ent[0].text[:1].isdigit() else ent.start + 1
        tokens[start : ent.end] = [True] * (ent.end - start)
    return [tokens[i] for i in pieces.tokens]


def _persons(doc: Doc, pieces: Pieces) -> frozenset[int] | None:
    if not doc.has_annotation("ENT_IOB"):
        return None
    tokens = {i for ent in doc.ents if ent.label_ == "PERSON" for i in range(ent.start, ent.end)}
    return frozenset(k for k, i in enumerate(pieces.tokens) if i in tokens)


def _heads(doc: Doc, pieces: Pieces) -> dict[int, int]:
    """Last piece of a number -> last piece of the noun that it modifies."""
    if not doc.has_annotation("DEP"):
        return {}
    pairs = {token.i: token.head.i for token in doc if token.dep_ in syntax.NUMBER and token.head.i > token.i}
    if not pairs:
        return {}
    last = {i: k for k, i in enumerate(pieces.tokens)}
    return {last[number]: last[head] for number, head in pairs.items()}


def _record(doc: Doc, pieces: Pieces, amount: Amount) -> Quantity:
    si = _si(amount.value, amount.unit)
    return Quantity(
        kind="other" if amount.kind == "score" else amount.kind,
        value=amount.value,
        value_high=amount.value_high,
        modifier=amount.modifier,
        unit=amount.unit.name if amount.unit else None,
        value_si=si[0] if si else None,
        unit_si=si[1] if si else None,
        counted=_chars(doc, pieces, amount),
    )


def _si(value: float, unit: Unit | None) -> tuple[float, str] | None:
    return units.to_si(value, unit) if unit else None


def _chars(doc: Doc, pieces: Pieces, amount: Amount) -> Chars | None:
    if amount.counted is None:
        return None
    start, end = amount.counted
    span = doc[pieces.tokens[start] : pieces.token_end(end)]
    return (span.start_char, span.end_char)
