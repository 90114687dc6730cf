"""Where a reported clause ends: before the narrator speaks again, or another cue begins a statement of its own."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline import lexicons, syntax
from pipeline.speech.cues import Cue
from pipeline.speech.lexicon import group
from pipeline.speech.speaker import FINITE

ATTRIBUTION = 8
"""Tokens from the comma to the cue of an attribution that ends a sentence."""
TRAIL = 10
"""Tokens behind that cue within which a clause would show that it goes on ("..., officials said the talks would")."""


def clause_end(doc: Doc, start: int, high: int, cue: Cue, later: Sequence[Cue]) -> int:
    """Where the clause ends: with the unit, or before a coordinated or participial cue, or a source."""
    end = high
    for other in later:
        if other.start <= start:
            continue
        cut = _cut_before(doc, start, other, cue)
        if cut is not None:
            end = cut
            break
    end = min(end, _narrated_again(doc, start, end, cue), _main_clause(doc, start, end, cue), _aside_start(doc, start, end))
    while end > start and (doc[end - 1].text in ".,;:!?…—–-" or doc[end - 1].is_space):
        end -= 1
    return end


def _narrated_again(doc: Doc, start: int, end: int, cue: Cue) -> int:
    """Where a clause coordinated with the cue goes on with the narration: "said that ..., and he thanked ..."."""
    for child in syntax.children(doc[cue.verb], syntax.CONJUNCT):
        edge = syntax.coordination_start(child)
        if child.tag_ not in FINITE or not start < edge < end:
            continue
        quoted = any(doc[i].tag_ in ("``", "''") for i in range(start, edge + 3))
        joined = edge + 1 if doc[edge].text == "," else edge
        if doc[joined].tag_ == "CC" and doc[joined + 1].lower_ != "that" and not quoted:
            return edge
    return end


def _aside_start(doc: Doc, start: int, end: int) -> int:
    """The comma behind which the narrator speaks again: "..., referring to the vote"."""
    inside = False
    for i in range(start, end - 1):
        inside = doc[i].tag_ == "``" or (inside and doc[i].tag_ != "''")
        if inside:
            continue
        if doc[i].text == "," and doc[i + 1].lower_ in group("between", "asides"):
            return i
    return end


def _main_clause(doc: Doc, start: int, end: int, cue: Cue) -> int:
    """The comma behind which the sentence goes on whose subordinate clause the cue is in: "While X said that ..., Y went"."""
    clause = doc[cue.verb]
    while clause.dep_ in syntax.CONJUNCT and clause.head.i != clause.i:  # a root may bear any label
        clause = clause.head
    main = clause.head
    if clause.dep_ in syntax.RELATIVE_CLAUSE and main.dep_ in syntax.SUBJECT:  # "X, who said that ..., went"
        main = main.head
        first = next((i for i in range(main.i, start, -1) if doc[i].text == ","), None)
        return end if first is None or first >= end else first
    if clause.dep_ not in syntax.ADVERBIAL_CLAUSE or main.i <= start:
        return end
    subject = syntax.subject(main)
    first = subject.left_edge.i if subject is not None and start < subject.left_edge.i < main.i else main.i
    comma = next((i for i in range(min(first, end) - 1, start, -1) if doc[i].text == ","), None)
    told = comma is not None and any(doc[i].tag_ in FINITE for i in range(start, comma))
    return end if comma is None or not told else comma


def _cut_before(doc: Doc, start: int, other: Cue, cue: Cue) -> int | None:
    """Where another cue behind the clause begins a statement of its own; None where it lies within the clause."""
    i = other.start - 1
    if other.is_source or other.form.shape == "participle":
        while i > start and doc[i].pos_ in ("ADV", "CCONJ"):
            i -= 1
        return i if i > start and doc[i].text in (",", "—", "–") else None
    while i > start and (doc[i].pos_ in ("ADV", "AUX", "PART")):
        i -= 1
    if doc[i].tag_ == "CC" and other.form.shape == cue.form.shape and other.realised:
        return i - 1 if doc[i - 1].text == "," else i
    trailing = _trailing_comma(doc, start, other)
    if trailing is not None:
        return trailing
    subject = syntax.subject(doc[other.verb])
    first = subject.left_edge.i if subject is not None and start < subject.i < other.start else None
    if first is None or first - 2 <= start:
        return None
    if doc[first - 1].tag_ == "CC" and doc[first - 2].text == ",":
        return first - 2
    if doc[first - 1].lower_ in lexicons.words("function_words", "contrasting") and cue.form.shape == other.form.shape:
        return first - 2 if doc[first - 2].text == "," else first - 1
    return None


def _trailing_comma(doc: Doc, start: int, other: Cue) -> int | None:
    """The comma before an attribution that ends the sentence: "..., officials said."."""
    if other.form.shape not in ("past", "present"):
        return None
    for i in range(other.end, min(len(doc), other.end + TRAIL)):
        if doc[i].text in (".", ","):
            break
        if doc[i].tag_ in (*FINITE, "TO", "``") or doc[i].lower_ == "that" or doc[i].text == ":":
            return None
    for i in range(other.start - 1, max(start, other.start - ATTRIBUTION), -1):
        if doc[i].text == ",":
            return i
        if doc[i].tag_ in FINITE or (doc[i].tag_ in ("IN", "WP", "WDT", "CC") and doc[i - 1].text == ","):
            return None
    return None
