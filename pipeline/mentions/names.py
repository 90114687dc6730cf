"""Names as the stages expect them, whichever model marked them: "the White House's" is "White House", and "Friday" is none."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from pipeline import lexicons
from pipeline.annotations import NAME_LABELS, PLACE_LABELS
from pipeline.mentions.offices import LONGEST_OFFICE, POSSESSIVE_MARKS, bare_offices

ARTICLES = lexicons.words("function_words", "articles")
EDGES = frozenset({",", ";", ":", "-", "–", "—", "("})
"""Marks that end no name, in the shipped models' conventions and in OntoNotes'."""


def names_of(doc: Doc) -> list[Span]:
    """The names among the Doc's entities, in order, without what is no part of them at their ends.

    Numbers, dates and amounts, which OntoNotes marks as entities too, are left out; so is the "State" of "Secretary of State".
    """
    found: list[Span] = []
    for name in (bare(ent) for ent in doc.ents if ent.label_ in NAME_LABELS):
        if name is None or _ends_office(name):
            continue
        if _leaves_bracket(name):
            name = _joined(found.pop(), name) if found and _one_place(found[-1], name) else _inside_bracket(name)
        found.append(name)
    return found


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


def _leaves_bracket(name: Span) -> bool:
    """Whether the name begins in a bracket and ends after it: the "Snake) Island" of "Zmiinyi (Snake) Island"."""
    texts = [t.text for t in name]
    return ")" in texts and "(" not in texts[: texts.index(")")]


def _one_place(before: Span, after: Span) -> bool:
    """Whether a bracket with another name for a place stands inside the place's name."""
    return {before.label_, after.label_} <= PLACE_LABELS and [t.text for t in before.doc[before.end : after.start]] == ["("]


def _joined(before: Span, after: Span) -> Span:
    return Span(before.doc, before.start, after.end, label=after.label, kb_id=after.kb_id)


def _inside_bracket(name: Span) -> Span:
    closed = next(t.i for t in name if t.text == ")")
    return Span(name.doc, name.start, max(closed, name.start + 1), label=name.label, kb_id=name.kb_id)
