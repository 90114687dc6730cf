"""The tables and their columns: what is promised to those who load them. Nothing else in the package names a column's type.

Columns may be added; none of these is renamed, retyped or dropped.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

STRING, TEXT, ID, COUNT, FLAG = pa.string(), pa.large_string(), pa.int32(), pa.int32(), pa.bool_()
DAY, MOMENT, SCORE, NUMBER = pa.date32(), pa.timestamp("us"), pa.float32(), pa.float64()
NAMES = pa.list_(STRING)
PARTS = pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))
CANDIDATES = pa.list_(pa.struct([("actor_id", STRING), ("score", SCORE)]))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `optional` ones may be null."""

    name: str
    type: pa.DataType
    about: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table: what one row is, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema; every part file carries it, with or without rows."""
        return pa.schema([pa.field(c.name, c.type, nullable=c.optional) for c in self.columns])


def _spec(name: str, row: str, *columns: Column) -> TableSpec:
    return TableSpec(name, row, columns)


def _optional(name: str, type_: pa.DataType, about: str) -> Column:
    return Column(name, type_, about, optional=True)


def _place(of: str, sentence: bool = True) -> tuple[Column, ...]:
    """The columns that tie a row to its stretch of the article."""
    return (
        *([Column("sentence_id", ID, "the sentence it stands in")] if sentence else []),
        Column("start", ID, "first character in documents.text"),
        Column("end", ID, "one past the last character"),
        Column("text", STRING, f"{of}, equal to documents.text[start:end]"),
    )


DOC = Column("doc_id", STRING, "the article")

DOCUMENTS = _spec(
    "documents",
    "article analysed",
    Column("doc_id", STRING, "16 hex digits, from the record's own id or URL plus its text"),
    Column("source", STRING, "file or URL as given"),
    Column("source_record", pa.int64(), "position in that file, from 0"),
    _optional("source_id", STRING, "the record's own id"),
    _optional("url", STRING, "address of the article"),
    _optional("title", STRING, "title as the record gave it"),
    Column("authors", NAMES, "authors as the record gave them"),
    _optional("publisher", STRING, "publisher as the record gave it"),
    _optional("language", STRING, "ISO 639-1 code"),
    _optional("published", DAY, "day of publication"),
    _optional("published_at", pa.timestamp("us", tz="UTC"), "moment of publication"),
    Column("published_from", STRING, "given, metadata, text, filename, inferred or none"),
    _optional("published_evidence", STRING, "what a date rests on that was read in the text or inferred"),
    Column("text", TEXT, "the article, verbatim; all offsets index it"),
    Column("n_tokens", COUNT, "tokens analysed"),
    Column("n_sentences", COUNT, "sentences analysed"),
    _optional("near_duplicate_of", STRING, "doc_id of an earlier article with nearly the same text"),
)
SEGMENTS = _spec(
    "segments",
    "paragraph-like stretch of text",
    DOC,
    Column("segment_id", ID, "position in the article"),
    *_place("the stretch", sentence=False),
    Column("kind", STRING, "headline, byline, dateline, body, caption, note, related or boilerplate"),
    Column("analysed", FLAG, "whether the other tables have rows from it"),
)
SENTENCES = _spec(
    "sentences",
    "sentence of an analysed segment",
    DOC,
    Column("sentence_id", ID, "position in the article"),
    Column("segment_id", ID, "the segment it stands in"),
    *_place("the sentence", sentence=False),
)
ENTITIES = _spec(
    "entities",
    "mention of a person, organisation, place, group, event or work",
    DOC,
    Column("entity_id", ID, "position in the article"),
    *_place("the mention"),
    Column("label", STRING, "PERSON, NORP, FAC, ORG, GPE, LOC, PRODUCT, EVENT, WORK_OF_ART, LAW or LANGUAGE"),
    Column("form", STRING, 'name, title ("the Russian leader"), nominal or pronoun'),
    _optional("chain_id", ID, "mentions of one thing in the article share it"),
    _optional("actor_id", STRING, "the actor, see table actors"),
    _optional("actor_name", STRING, "its canonical name"),
    _optional(
        "link_method",
        STRING,
        "how the actor was found: `name` as the base writes it, `spelling`, `given_name` (another form of it), `surname`, "
        "`surname_and_role`, `surname_in_article`, `demonym`, `body` (a state's, by what it is), `title` (held on the day), "
        "`title_in_article`; `outside` the base",
    ),
    _optional("link_score", SCORE, "0 to 1"),
    _optional("link_margin", SCORE, "lead over the runner-up"),
    Column("candidates", CANDIDATES, "the actors considered, best first"),
    _optional("represents", STRING, 'actor that a place stands for ("Kyiv said")'),
    _optional("role", STRING, "the role as written"),
    _optional("role_status", STRING, "current, former, future or unknown on the article's date"),
)
DATES = _spec(
    "dates",
    "temporal expression",
    DOC,
    Column("date_id", ID, "position in the article"),
    *_place("the expression"),
    Column("type", STRING, "DATE, TIME, DURATION or SET"),
    Column("value", STRING, "TIMEX3 value"),
    _optional("mod", STRING, "TIMEX3 mod"),
    _optional("earliest", DAY, "first day of the interval"),
    _optional("latest", DAY, "last day of it, inclusive"),
    _optional("earliest_at", MOMENT, "clock time as written; a zone named in the text is in value"),
    _optional("latest_at", MOMENT, "end of it"),
    Column("anchor", STRING, "explicit, published, other_date or none"),
    _optional("function", STRING, "published, event ..."),
)
QUANTITIES = _spec(
    "quantities",
    "amount",
    DOC,
    Column("quantity_id", ID, "position in the article"),
    *_place("the amount"),
    Column("kind", STRING, "count, ordinal, money, percent, duration, age, length, mass, area, volume, speed, ..."),
    Column("value", NUMBER, "the number; of a range, its lower end"),
    _optional("value_high", NUMBER, "upper end of a range"),
    Column("modifier", STRING, "=, ~, <, <=, >, >=, up or down"),
    _optional("unit", STRING, "English singular or ISO 4217"),
    _optional("value_si", NUMBER, "value in the SI unit"),
    _optional("unit_si", STRING, "the SI unit"),
    _optional("counted", STRING, "what is counted"),
    _optional("counted_start", ID, "where that stands in documents.text"),
    _optional("counted_end", ID, "one past its end"),
)
QUOTES = _spec(
    "quotes",
    "quotation or reported statement",
    DOC,
    Column("quote_id", ID, "position in the article"),
    *_place("the quotation, marks included"),
    Column("content", STRING, "the words without the marks"),
    Column("kind", STRING, "direct, indirect or mixed"),
    Column("parts", PARTS, "more than one where the cue interrupts"),
    _optional("cue", STRING, "the reporting word"),
    _optional("cue_start", ID, "where it stands"),
    _optional("cue_end", ID, "one past its end"),
    _optional("speaker", STRING, "speaker as written"),
    _optional("speaker_start", ID, "where that stands"),
    _optional("speaker_end", ID, "one past its end"),
    _optional("speaker_entity_id", ID, "the speaker's row in entities"),
    _optional("speaker_actor_id", STRING, "the speaker's actor"),
    _optional("speaker_name", STRING, "the speaker's canonical name"),
    _optional(
        "attribution", STRING, "rule that named the speaker: subject, according_to, label (of a transcript), interviewee ..."
    ),
    _optional("attribution_score", SCORE, "how often that rule names the right speaker; rare rules by judgement"),
    Column("negated", FLAG, "denied, or not said"),
    _optional("medium", STRING, 'where it was said ("Telegram")'),
)
LINKS = _spec(
    "links",
    "tie from a date, quantity or quote to an actor",
    DOC,
    Column("table", STRING, "dates, quantities or quotes"),
    Column("row_id", ID, "the row's id in that table"),
    Column("actor_id", STRING, "the actor"),
    _optional("entity_id", ID, "the mention that makes the tie"),
    Column("relation", STRING, "speaker, mentioned, agent, patient, place, counted ..."),
    Column("score", SCORE, "0 to 1"),
)
ACTORS = _spec(
    "actors",
    "actor that occurs in this run",
    Column("actor_id", STRING, "Wikidata QID, n- and a slug, or x- and a hash for one outside the base"),
    Column("name", STRING, "canonical name"),
    Column("type", STRING, "person, state, organisation, place, armed_group, media or group"),
    _optional("country", STRING, "ISO 3166 alpha-2"),
    _optional("description", STRING, "who or what it is"),
    Column("aliases", NAMES, "other names"),
    Column("known", FLAG, "whether it is in the actor base"),
    Column("n_documents", COUNT, "articles that mention it"),
    Column("n_mentions", COUNT, "its mentions"),
    Column("n_quotes", COUNT, "quotes it speaks"),
)
ACTOR_ROLES = _spec(
    "actor_roles",
    "role of an actor of this run",
    Column("actor_id", STRING, "the actor"),
    Column("title", STRING, "the office"),
    _optional("organisation", STRING, "where it is held"),
    _optional("country", STRING, "ISO 3166 alpha-2"),
    _optional("start", DAY, "first day"),
    _optional("end", DAY, "last day; null while it lasts"),
    Column("as_of", DAY, "when it was last verified"),
    Column("source", STRING, "where it was taken from"),
)
REJECTS = _spec(
    "rejects",
    "input record or file that gave no row in documents",
    Column("source", STRING, "file or URL as given"),
    _optional("source_record", pa.int64(), "position in that file"),
    _optional("source_id", STRING, "the record's own id"),
    Column("stage", STRING, "where it failed"),
    Column("error", STRING, "a stable code"),
    Column("message", STRING, "the reason, and what to do"),
)

PER_ARTICLE = (DOCUMENTS, SEGMENTS, SENTENCES, ENTITIES, DATES, QUANTITIES, QUOTES, LINKS, REJECTS)
"""Tables that every shard writes a part of."""
PER_RUN = (ACTORS, ACTOR_ROLES)
"""Tables written once, when all shards are done."""
TABLES = {spec.name: spec for spec in (*PER_ARTICLE[:-1], *PER_RUN, REJECTS)}


def describe() -> dict[str, dict[str, object]]:
    """The tables as plain data: `{table: {row, columns: [{name, type, null, about}]}}`, for `newsfacts schema --json`."""
    return {
        spec.name: {
            "row": spec.row,
            "columns": [{"name": c.name, "type": str(c.type), "null": c.optional, "about": c.about} for c in spec.columns],
        }
        for spec in TABLES.values()
    }
