"""Every annotation that the stages put on a Doc: records, span groups, extensions. The only place that registers extensions.

| stage       | reads                    | writes                                                        |
|-------------|--------------------------|---------------------------------------------------------------|
| (reader)    |                          | `doc._.published`, `doc.spans["paragraphs"]`                  |
| encoder     |                          | tags, tree, lemmas, names; `doc._.name_certainty`             |
| names       | `doc.ents`               | `doc.ents`: names alone, articles and marks at ends cut off    |
| dates       | `doc._.published`        | `doc.spans["dates"]`, each span with `._.timex`               |
| quantities  | dates                    | `doc.spans["quantities"]`, each span with `._.quantity`       |
| mentions    | `doc.ents`               | `doc.spans["mentions"]`, each span with `._.mention`          |
| quotes      | mentions                 | `doc.spans["quotes"]`, each span with `._.quote`              |
| actors      | mentions, published      | `._.actor` on mention spans                                   |
| links       | all of these             | `doc._.ties`                                                  |

Records are kept in `doc.user_data` as plain JSON types, so a Doc survives `to_bytes()` and `DocBin(store_user_data=True)`;
the extensions give them back as the dataclasses below. Offsets inside records are characters of `doc.text`, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from spacy.tokens import Doc, Span

DATES, QUANTITIES, MENTIONS, QUOTES, PARAGRAPHS = "dates", "quantities", "mentions", "quotes", "paragraphs"
"""Names of the span groups."""

NAME_LABELS = ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE")
"""Entity labels that become mentions (OntoNotes names); numbers and dates are the stages' own business."""
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})

Chars = tuple[int, int]
"""`(start, end)` in `doc.text`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A temporal expression, after TIMEX3 (ISO-TimeML)."""

    type: str
    """`DATE`, `TIME`, `DURATION` or `SET`."""
    value: str
    """TIMEX3 value: `2025-07-23`, `2025-W30`, `P3Y`, `PAST_REF`, `XXXX-07-23` while the year is unknown."""
    mod: str | None = None
    """TIMEX3 mod: `MORE_THAN`, `LESS_THAN`, `APPROX`, `START`, `MID`, `END` ..."""
    earliest: str | None = None
    """First day of the calendar interval, ISO; with `latest` filled wherever an interval follows."""
    latest: str | None = None
    """Last day of it, inclusive."""
    earliest_at: str | None = None
    """ISO date and time, for clock times; with an offset where the text names a zone, else local and bare."""
    latest_at: str | None = None
    anchor: str = "none"
    """What the value hangs on: `explicit`, `published`, `other_date` or `none`."""
    function: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount."""

    kind: str
    """`count`, `ordinal`, `money`, `percent`, `duration`, `age`, `length` ... as TABLES names them."""
    value: float
    value_high: float | None = None
    """Upper end of a range."""
    modifier: str = "="
    """`=`, `~`, `<`, `<=`, `>`, `>=`, `up`, `down`."""
    unit: str | None = None
    """English singular (`kilometre`) or ISO 4217 (`USD`)."""
    value_si: float | None = None
    unit_si: str | None = None
    counted: Chars | None = None
    """What is counted: the noun phrase without the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A mention of a person, organisation, place, group, event or work."""

    label: str
    """OntoNotes name label."""
    form: str
    """`name`, `title` ("the Russian leader"), `nominal` or `pronoun`."""
    chain: int
    """Mentions of one thing in this article share it; numbered from 0 by first mention."""
    role: str | None = None
    """The role as written beside the mention: "President", "Putin's aide"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorLink:
    """The actor behind a mention, and how far to trust it."""

    actor_id: str
    name: str
    known: bool
    """Whether the actor is in the base."""
    method: str
    score: float
    margin: float | None = None
    """Lead over the runner-up."""
    candidates: tuple[tuple[str, float], ...] = ()
    """`(actor_id, score)`, best first."""
    represents: str | None = None
    """Actor that a place stands for: the state behind "Kyiv said"."""
    role_status: str | None = None
    """`current`, `former`, `future` or `unknown`, by the base on the article's date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation or reported statement. Its span runs from the first part's start to the last part's end."""

    kind: str
    """`direct`, `indirect` or `mixed`."""
    parts: tuple[Chars, ...]
    """One, or more where the cue interrupts; marks included."""
    content: str
    """The words without the marks; parts joined by a space."""
    cue: Chars | None = None
    speaker: Chars | None = None
    """As written."""
    speaker_mention: Chars | None = None
    """The mention (of group `mentions`) that is the speaker or lies in it."""
    attribution: str | None = None
    """The rule that named the speaker."""
    attribution_score: float | None = None
    negated: bool = False
    medium: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A tie from a date, quantity or quote to a mention."""

    table: str
    """`dates`, `quantities` or `quotes`."""
    row: Chars
    """Span of that row."""
    mention: Chars
    relation: str
    """`speaker`, `mentioned`, `agent`, `patient`, `place`, `counted` ..."""
    score: float


Record = Timex | Quantity | Mention | ActorLink | Quote | Tie


def paragraphs(doc: Doc) -> list[Span]:
    """The paragraphs of the Doc: those its reader marked, else stretches between blank lines."""
    if PARAGRAPHS in doc.spans:
        return list(doc.spans[PARAGRAPHS])
    spans: list[Span] = []
    start = 0
    for i in doc.to_array("IS_SPACE").nonzero()[0].tolist():
        if doc[i].text.count("\n") > 1:
            if i > start:
                spans.append(doc[start:i])
            start = i + 1
    if start < len(doc):
        spans.append(doc[start : len(doc)])
    return spans


def spans_of(doc: Doc, group: str) -> list[Span]:
    """The spans of a group in order, or an empty list where no stage has written it."""
    return list(doc.spans[group]) if group in doc.spans else []


def _tuples(value: Any) -> Any:
    """JSON lists back to the tuples of the records."""
    return tuple(_tuples(v) for v in value) if isinstance(value, list | tuple) else value


def _plain(record: Record) -> dict[str, Any]:
    """The record's fields; unlike `asdict` it copies nothing: records are frozen."""
    return {name: getattr(record, name) for name in record.__slots__}


def _restore(record: type[Record], raw: dict[str, Any]) -> Record:
    return record(**{key: _tuples(value) for key, value in raw.items()})


def _store(doc: Doc) -> dict[Any, Any]:
    """spaCy keys it by tuples itself, whatever its type says."""
    return doc.user_data


def _register(name: str, record: type[Record]) -> None:
    def key(span: Span) -> tuple[str, str, int, int]:
        return ("newsfacts", name, span.start_char, span.end_char)

    def get(span: Span) -> Record | None:
        raw = _store(span.doc).get(key(span))
        return None if raw is None else _restore(record, raw)

    def put(span: Span, value: Record) -> None:
        _store(span.doc)[key(span)] = _plain(value)

    Span.set_extension(name, getter=get, setter=put, force=True)


_TIES = ("newsfacts", "ties")


def _get_ties(doc: Doc) -> list[Tie]:
    return [Tie(**{k: _tuples(v) for k, v in raw.items()}) for raw in _store(doc).get(_TIES, [])]


def _set_ties(doc: Doc, ties: list[Tie]) -> None:
    _store(doc)[_TIES] = [_plain(tie) for tie in ties]


_CERTAINTY = ("newsfacts", "name_certainty")


def _get_certainty(doc: Doc) -> list[float] | None:
    return _store(doc).get(_CERTAINTY)


def _set_certainty(doc: Doc, chances: list[float]) -> None:
    _store(doc)[_CERTAINTY] = chances


def _certainty_of(span: Span) -> float | None:
    chances = _get_certainty(span.doc)
    return min(chances[span.start : span.end]) if chances else None


for _name, _record in (("timex", Timex), ("quantity", Quantity), ("mention", Mention), ("actor", ActorLink), ("quote", Quote)):
    _register(_name, _record)
Doc.set_extension("ties", getter=_get_ties, setter=_set_ties, force=True)
# Of each token the probability of the tag of names that it got, and of a span the least of these; None of other models than ours.
Doc.set_extension("name_certainty", getter=_get_certainty, setter=_set_certainty, force=True)
Span.set_extension("name_certainty", getter=_certainty_of, force=True)
Doc.set_extension("published", default=None, force=True)  # ISO date of publication, or None
