"""One map from the fields of records, as dumps and sites name them, to an Article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pipeline.article import Article, Reject
from pipeline.ingest.encoding import plain

TEXT = ("text", "maintext", "content", "body", "articleBody", "article", "full_text")
PUBLISHED = ("published", "date_publish", "datePublished", "published_at", "date", "pub_date", "publish_date")
ID = ("id", "_id", "doc_id", "source_id", "article_id", "guid", "uuid")
URL = ("url", "link", "source_url", "canonical_url")
TITLE = ("title", "headline")
AUTHORS = ("authors", "author", "byline")
PUBLISHER = ("publisher", "source_domain", "source", "site", "outlet")
LANGUAGE = ("language", "lang", "inLanguage")
MISSING = frozenset({"", "none", "null", "nan", "n/a"})
"""Words that mean "no value" in metadata; news-please writes a missing date as "None"."""
_EPOCH = re.compile(r"\d{9,13}(\.\d+)?")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})[./-](\d{1,2})[./-]\d{4}")
_STRICT: dict[str, Any] = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
_FILE_DAY = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
EARLIEST_YEAR, LATEST_YEAR = 1800, 2100
"""Publication years outside are typing errors, not dates."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record comes from, and the day that the user gave for it."""

    source: str
    record: int
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A publication date: the day in the article's own zone, and the moment in UTC where a time is known."""

    day: date
    at: datetime | None = None


def to_article(record: Mapping[str, Any], place: Place, warnings: tuple[str, ...] = ()) -> Article | Reject:
    """The article of a record, or why there is none: `no_text`, `wrong_type` or `empty`. Odd metadata is a warning."""
    source_id = _string(_first(record, ID))
    raw = _first(record, TEXT)
    if raw is None:
        named = next((name for name in TEXT if name in record), None)
        reason = f"field `{named}` is empty" if named else f"no field of {', '.join(TEXT)}; it has {_names(record)}"
        return reject(place, "empty" if named else "no_text", reason, source_id)
    if not isinstance(raw, str):
        return reject(place, "wrong_type", f"the text is a {type(raw).__name__}, not a string", source_id)
    text = plain(raw)
    if not text.text.strip():
        return reject(place, "empty", "the text is empty or white space", source_id)
    moment, complaint = _published(record)
    given = place.published
    named_day = day_of_name(place.source) if moment is None else None
    published = given or (moment.day if moment else named_day)
    return Article(
        text=text.text,
        source=place.source,
        source_record=place.record,
        source_id=source_id,
        url=_string(_first(record, URL)),
        title=_string(_first(record, TITLE)),
        authors=_authors(_first(record, AUTHORS)),
        publisher=_string(_first(record, PUBLISHER)),
        language=_string(_first(record, LANGUAGE)),
        published=published,
        published_at=moment.at if moment and not given else None,
        published_from="given" if given else "metadata" if moment else "filename" if named_day else "none",
        warnings=(*warnings, *text.warnings, *complaint),
    )


def reject(place: Place, error: str, message: str, source_id: str | None = None) -> Reject:
    """A record that gave no article."""
    return Reject(
        source=place.source, source_record=place.record, source_id=source_id, stage="read", error=error, message=message
    )


def parse_moment(value: object) -> Moment | None:
    """The publication date of a metadata value: ISO 8601, RFC 2822, seconds (or milliseconds) since 1970, or as people write it.

    None where it is no full date, or one that could be read as two ("05/06/2025").
    """
    if isinstance(value, bool) or value is None:
        return None
    text = str(value).strip()
    if len(text) > 64:
        return None
    moment = _epoch(text) if _EPOCH.fullmatch(text) else _iso(text) or _rfc(text) or _written(text)
    return moment if moment and EARLIEST_YEAR <= moment.day.year <= LATEST_YEAR else None


def day_of_name(name: str) -> date | None:
    """The day that a file name carries: `2025-07-23` or `20250723`."""
    for match in _FILE_DAY.finditer(name.replace("\\", "/").rsplit("/", 1)[-1]):
        year, month, day = map(int, match.groups())
        if EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12 and 1 <= day <= 31:
            try:
                return date(year, month, day)
            except ValueError:
                continue
    return None


def _published(record: Mapping[str, Any]) -> tuple[Moment | None, tuple[str, ...]]:
    value = _first(record, PUBLISHED)
    if value is None:
        return None, ()
    moment = parse_moment(value)
    return moment, () if moment else (f"publication date {str(value)[:40]!r} is not understood; left empty",)


def _iso(text: str) -> Moment | None:
    try:
        moment = datetime.fromisoformat(text.replace("UTC", "+00:00").replace(" +", "+").strip())
    except ValueError:
        return None
    if not any(mark in text for mark in ":T"):
        return Moment(moment.date())
    return _in_utc(moment)


def _rfc(text: str) -> Moment | None:
    try:
        return _in_utc(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(text: str) -> Moment | None:
    """ "23.07.2025", "July 23, 2025 at 5 p.m. EDT": by dateparser, which is slow to import and rarely needed."""
    figures = _FIGURES.search(text)
    if not re.search(r"\d{4}", text) or (figures and max(map(int, figures.groups())) <= 12):
        return None
    from dateparser import parse

    moment = parse(text, languages=["en"], settings=_STRICT)
    if moment is None:
        return None
    return _in_utc(moment) if ":" in text or re.search(r"\d ?[ap]\.?m", text, re.IGNORECASE) else Moment(moment.date())


def _epoch(text: str) -> Moment | None:
    seconds = float(text) / (1000 if len(text.split(".")[0]) > 10 else 1)
    try:
        return _in_utc(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _in_utc(moment: datetime) -> Moment | None:
    try:
        at = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
    return Moment(moment.date(), at)


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The first field of these that holds something."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            if value.strip().lower() not in MISSING or (names is TEXT and value.strip()):
                return value
        elif value is not None and value == value and value not in ([], {}):
            return value
    return None


def _string(value: Any) -> str | None:
    """A scalar as a clean string; None for anything else."""
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("@id")
    if value is None or isinstance(value, list | Mapping | bool):
        return None
    return plain(str(value)).text.strip() or None


def _authors(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(name for name in map(_string, values) if name)


def _names(record: Mapping[str, Any]) -> str:
    return ", ".join(map(str, list(record)[:10])) or "no fields"
