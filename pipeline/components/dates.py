"""The dates stage: temporal expressions of an article, with TIMEX3 value and calendar interval, as `doc.spans["dates"]`."""

from __future__ import annotations

from datetime import date

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.annotations import DATES
from pipeline.timex import find
from pipeline.timex.tense import direction_of


@Language.factory("newsfacts_dates", assigns=["doc.spans"])
def make(nlp: Language, name: str) -> DateStage:
    """The stage. It reads `doc._.published` and, where they are set, tags, tree and names; it needs none of them."""
    return DateStage()


class DateStage:
    """Writes the span group `dates`: sorted, not overlapping, each span with its `Timex`."""

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with the group added."""
        found = find(doc.text, published_on(doc), lambda start, end: direction_of(doc, start, end))
        spans = {
            span: item for item in found if (span := doc.char_span(item.start, item.end, alignment_mode="expand")) is not None
        }
        kept = filter_spans(spans)
        doc.spans[DATES] = kept
        for span in kept:
            span._.timex = spans[span].timex
        return doc


def published_on(doc: Doc) -> date | None:
    """The article's day; a time of day behind it is dropped. Raises ValueError where it is no ISO date."""
    published = doc._.published
    return date.fromisoformat(published[:10]) if published else None
