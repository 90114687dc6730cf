"""Names as the stages expect them, whichever model marked them: "the White House's" is "White House", and "Friday" is none."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline import lexicons
from pipeline.annotations import NAME_LABELS
from pipeline.mentions.offices import LONGEST_OFFICE, POSSESSIVE_MARKS, bare_offices

ARTICLES = lexicons.words("function_words", "articles")
EDGES = frozenset({",", ";", ":", "-", "–", "—", "("})
"""Marks that end no name, in the shipped models' conventions and in OntoNotes'."""


def names_of(doc: Doc) -> list[Span]:
    """The names among the Doc's entities, in order, without what is no part of them at their ends.

    Numbers, dates and amounts, which OntoNotes marks as entities too, are left out; so is the "State" of "Secretary of State".
    """
    found = (bare(ent) for ent in doc.ents if ent.label_ in NAME_LABELS)
    return [name for name in found if name is not None and not _ends_office(name)]


def bare(name: Span) -> Span | None:
    """The name without articles, possessive marks, white space and stray marks at its ends; None where nothing is left."""
    start, end = name.start, name.end
    while start < end and (_is_edge(name.doc[start]) or name.doc[start].lower_ in ARTICLES):
        start += 1
    while end > start and (_is_edge(name.doc[end - 1]) or name.doc[end - 1].lower_ in POSSESSIVE_MARKS):
        end -= 1
    return Span(name.doc, start, end, label=name.label, kb_id=name.kb_id) if start < end else None


def _is_edge(token: Token) -> bool:
    return token.is_space or token.text in EDGES


def _ends_office(name: Span) -> bool:
    """Whether the name is but the end of a title of office."""
    starts = range(max(0, name.end - LONGEST_OFFICE), name.start)
    return any(" ".join(t.lower_ for t in name.doc[start : name.end]) in bare_offices() for start in starts)
