"""The one record that travels: an article as its source gave it, or the reason why it could not be used."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A news article. `text` is verbatim (decoded, BOM dropped, line ends `\\n`) and never edited: every offset indexes it."""

    text: str
    source: str
    """File or URL as the user gave it."""
    source_record: int = 0
    """Position in that file, from 0."""
    source_id: str | None = None
    """The record's own id."""
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    published: date | None = None
    published_at: datetime | None = None
    """In UTC."""
    published_from: str = "none"
    """`given`, `metadata`, `text`, `filename`, `inferred` or `none`."""
    published_evidence: str | None = None
    warnings: tuple[str, ...] = ()
    """What the reader had to mend: "decoded as cp1252"."""

    @property
    def doc_id(self) -> str:
        """16 hex digits from the record's own id or URL plus its text: the same in every run."""
        key = f"{self.source_id or self.url or ''}\0{self.text}"
        return hashlib.sha256(key.encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """An input record, or a whole file, that gave no article."""

    source: str
    source_record: int | None
    source_id: str | None = None
    stage: str
    """Where it failed: `read`, `segments`, `model`, ..."""
    error: str
    """A stable code: `empty`, `not_json`, `too_long` ..."""
    message: str
    """For a person: the reason, and what to do."""
