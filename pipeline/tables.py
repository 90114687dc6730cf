"""From an analysed article to the rows of its tables. The only place where annotations meet columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from spacy.tokens import Span

from pipeline.annotations import DATES, MENTIONS, QUANTITIES, QUOTES, ActorLink, Chars, Mention, Quantity, Quote, Timex, spans_of
from pipeline.article import Article, Reject
from pipeline.nlp import Analysis
from pipeline.schema import PER_ARTICLE, TABLES

Row = dict[str, Any]
Rows = dict[str, list[Row]]


class Buffers:
    """The rows of one shard, table by table."""

    def __init__(self) -> None:
        self._rows: Rows = {spec.name: [] for spec in PER_ARTICLE}

    def add(self, found: Analysis | Reject) -> None:
        """Takes the rows of one article, or its reject."""
        for name, new in ({"rejects": [reject_row(found)]} if isinstance(found, Reject) else rows(found)).items():
            self._rows[name] += new

    def tables(self) -> dict[str, pa.Table]:
        """Every table with its full schema, rows or not."""
        return {name: to_table(name, rows_) for name, rows_ in self._rows.items()}


def to_table(name: str, rows_: list[Row]) -> pa.Table:
    """Rows as an Arrow table of the promised schema; a row with a column too many or too few raises KeyError."""
    schema = TABLES[name].schema
    for row in rows_:
        if row.keys() != set(schema.names):
            raise KeyError(f"{name}: columns {sorted(row.keys() ^ set(schema.names))} are not as promised")
    return pa.Table.from_pylist(rows_, schema=schema)


def rows(found: Analysis) -> Rows:
    """The rows of one article: `{table: rows}` for all tables but `actors` and `actor_roles`, ordered by position."""
    page = _Page(found)
    return {
        "documents": [_document_row(found, page)],
        "segments": list(_segment_rows(found, page)),
        "sentences": list(page.sentence_rows()),
        "entities": [page.entity_row(i, span) for i, span in enumerate(page.mentions)],
        "dates": [page.date_row(i, span) for i, span in enumerate(page.dates)],
        "quantities": [page.quantity_row(i, span) for i, span in enumerate(page.quantities)],
        "quotes": [page.quote_row(i, span) for i, span in enumerate(page.quotes)],
        "links": page.link_rows(),
    }


def reject_row(reject: Reject) -> Row:
    """The row of a record or file that gave no article."""
    return {
        "source": reject.source, "source_record": reject.source_record, "source_id": reject.source_id,
        "stage": reject.stage, "error": reject.error, "message": reject.message,
    }  # fmt: skip


def _document_row(found: Analysis, page: _Page) -> Row:
    a: Article = found.article
    return {
        "doc_id": a.doc_id, "source": a.source, "source_record": a.source_record, "source_id": a.source_id, "url": a.url,
        "title": a.title, "authors": list(a.authors), "publisher": a.publisher, "language": a.language or "en",
        "published": a.published, "published_at": a.published_at, "published_from": a.published_from,
        "published_evidence": a.published_evidence, "text": a.text,
        "n_tokens": sum(not t.is_space for t in found.doc), "n_sentences": len(page.sentences), "near_duplicate_of": None,
    }  # fmt: skip


def _segment_rows(found: Analysis, page: _Page) -> Iterator[Row]:
    for i, s in enumerate(found.segments):
        yield {
            "doc_id": page.doc_id, "segment_id": i, "start": s.start, "end": s.end,
            "text": found.article.text[s.start : s.end], "kind": s.kind, "analysed": s.analysed,
        }  # fmt: skip


class _Page:
    """One article's spans in table order, and the ids that tie its rows to each other."""

    def __init__(self, found: Analysis) -> None:
        self.doc_id = found.article.doc_id
        self.text = found.article.text
        self.to_article = found.reading.to_article
        self.doc = found.doc
        self.sentences = [s for s in (_trim(sent) for sent in found.doc.sents) if s is not None]
        self._sentence_starts = [s.start_char for s in self.sentences]
        self._paragraphs = found.reading.paragraphs
        self._paragraph_starts = [p.start for p in found.reading.paragraphs]
        self.mentions = spans_of(found.doc, MENTIONS)
        self.dates = spans_of(found.doc, DATES)
        self.quantities = spans_of(found.doc, QUANTITIES)
        self.quotes = spans_of(found.doc, QUOTES)
        self._mention_ids = _ids(self.mentions)

    def sentence_rows(self) -> Iterator[Row]:
        for i, sent in enumerate(self.sentences):
            paragraph = max(0, bisect_right(self._paragraph_starts, sent.start_char) - 1)
            start, end = self.to_article(sent.start_char, sent.end_char)
            yield {
                "doc_id": self.doc_id, "sentence_id": i, "segment_id": self._paragraphs[paragraph].segment_id,
                "start": start, "end": end, "text": self.text[start:end],
            }  # fmt: skip

    def entity_row(self, number: int, span: Span) -> Row:
        mention: Mention = span._.mention
        actor: ActorLink | None = span._.actor
        return {
            **self._place("entity_id", number, span), "label": mention.label, "form": mention.form, "chain_id": mention.chain,
            "actor_id": actor and actor.actor_id, "actor_name": actor and actor.name, "link_method": actor and actor.method,
            "link_score": actor and actor.score, "link_margin": actor and actor.margin,
            "candidates": [{"actor_id": a, "score": s} for a, s in actor.candidates] if actor else [],
            "represents": actor and actor.represents, "role": mention.role, "role_status": actor and actor.role_status,
        }  # fmt: skip

    def date_row(self, number: int, span: Span) -> Row:
        timex: Timex = span._.timex
        return {
            **self._place("date_id", number, span), "type": timex.type, "value": timex.value, "mod": timex.mod,
            "earliest": _day(timex.earliest), "latest": _day(timex.latest),
            "earliest_at": _moment(timex.earliest_at), "latest_at": _moment(timex.latest_at),
            "anchor": timex.anchor, "function": timex.function,
        }  # fmt: skip

    def quantity_row(self, number: int, span: Span) -> Row:
        quantity: Quantity = span._.quantity
        counted, counted_start, counted_end = self._stretch(quantity.counted)
        return {
            **self._place("quantity_id", number, span), "kind": quantity.kind, "value": quantity.value,
            "value_high": quantity.value_high, "modifier": quantity.modifier, "unit": quantity.unit,
            "value_si": quantity.value_si, "unit_si": quantity.unit_si,
            "counted": counted, "counted_start": counted_start, "counted_end": counted_end,
        }  # fmt: skip

    def quote_row(self, number: int, span: Span) -> Row:
        quote: Quote = span._.quote
        cue, cue_start, cue_end = self._stretch(quote.cue)
        speaker, speaker_start, speaker_end = self._stretch(quote.speaker)
        entity = self._mention_ids.get(quote.speaker_mention) if quote.speaker_mention else None
        actor: ActorLink | None = self.mentions[entity]._.actor if entity is not None else None
        parts = [self.to_article(start, end) for start, end in quote.parts]
        return {
            **self._place("quote_id", number, span), "content": quote.content, "kind": quote.kind,
            "parts": [{"start": start, "end": end} for start, end in parts],
            "cue": cue, "cue_start": cue_start, "cue_end": cue_end,
            "speaker": speaker, "speaker_start": speaker_start, "speaker_end": speaker_end,
            "speaker_entity_id": entity, "speaker_actor_id": actor and actor.actor_id, "speaker_name": actor and actor.name,
            "attribution": quote.attribution, "attribution_score": quote.attribution_score,
            "negated": quote.negated, "medium": quote.medium,
        }  # fmt: skip

    def link_rows(self) -> list[Row]:
        ids = {DATES: _ids(self.dates), QUANTITIES: _ids(self.quantities), QUOTES: _ids(self.quotes)}
        linked = []
        for tie in self.doc._.ties:
            entity = self._mention_ids.get(tie.mention)
            actor: ActorLink | None = self.mentions[entity]._.actor if entity is not None else None
            row = ids[tie.table].get(tie.row)
            if actor is None or row is None:
                continue  # a tie to a mention without an actor names no one
            linked.append({
                "doc_id": self.doc_id, "table": tie.table, "row_id": row, "actor_id": actor.actor_id,
                "entity_id": entity, "relation": tie.relation, "score": tie.score,
            })  # fmt: skip
        return sorted(linked, key=lambda r: (r["table"], r["row_id"], r["entity_id"], r["relation"]))

    def _place(self, id_name: str, number: int, span: Span) -> Row:
        start, end = self.to_article(span.start_char, span.end_char)
        sentence = max(0, bisect_right(self._sentence_starts, span.start_char) - 1)
        return {
            "doc_id": self.doc_id, id_name: number, "sentence_id": sentence,
            "start": start, "end": end, "text": self.text[start:end],
        }  # fmt: skip

    def _stretch(self, chars: Chars | None) -> tuple[str | None, int | None, int | None]:
        if chars is None:
            return None, None, None
        start, end = self.to_article(*chars)
        return self.text[start:end], start, end


def _trim(span: Span) -> Span | None:
    """The span without white-space tokens at its ends; None where nothing is left."""
    start, end = span.start, span.end
    while start < end and span.doc[start].is_space:
        start += 1
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    return span.doc[start:end] if start < end else None


def _ids(spans: list[Span]) -> dict[Chars, int]:
    return {(span.start_char, span.end_char): i for i, span in enumerate(spans)}


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso).replace(tzinfo=None) if iso else None
