"""Cuts a paragraph into units: sentences, except that a quotation with the words around it stays whole.

The parser's sentence boundaries are not used: inside quotations and before attributions they are at their weakest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.speech.lexicon import cue_forms
from pipeline.speech.marks import Quoted
from pipeline.transcripts import OPENERS

INNER_MARKS = frozenset({"’", "'", "”", '"', "''", "»"})
"""Marks that may close a quotation within a quotation right before the outer one closes."""
DASHES = frozenset({"—", "―", "–", "--"})
TERMINAL = frozenset({".", "?", "!", "…", "...", "?!", "!!", "!?", "...."})
STOPS = frozenset(mark[-1] for mark in TERMINAL)
"""Last characters of tokens that may end a sentence."""
STAMP = 5
"""Tokens within which the dash behind a time stamp stands."""
OPENING_CLASSES = frozenset({"PRON", "DET", "CCONJ", "SCONJ", "ADP"})
"""Classes of words that open a sentence with a capital; names do so everywhere."""
LONGEST = 500
"""Tokens at which a unit is cut even without an end; keeps the work on an endless sentence linear."""
ATTRIBUTION_REACH = 8
"""Tokens after "?" or "!" and a closing mark within which a cue keeps the quotation and its attribution in one unit."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A quoted stretch in tokens, marks included."""

    start: int
    end: int
    first: int
    """The first token between the marks."""
    last: int
    """The last token between the marks, but for marks of a quotation inside."""
    quoted: Quoted


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of narration with the quoted stretches that lie in it."""

    start: int
    end: int
    paragraph: int
    stretches: tuple[Stretch, ...]


def in_tokens(doc: Doc, text: str, quoted: Sequence[Quoted]) -> list[Stretch]:
    """The quoted stretches as token offsets; one whose marks the tokenizer glued to words is widened to whole tokens."""
    starts = doc.to_array("IDX").tolist()
    found: list[Stretch] = []
    for stretch in quoted:
        start = max(0, bisect_right(starts, stretch.start) - 1)
        end = bisect_left(starts, stretch.end)
        inner_start, inner_end = stretch.inner(text)
        first = max(0, bisect_right(starts, inner_start) - 1) if inner_end > inner_start else end - 1
        last = bisect_left(starts, inner_end) - 1
        while last > first and doc[last].text in INNER_MARKS:
            last -= 1
        if end > start and (not found or start >= found[-1].end):
            found.append(Stretch(start, end, first, max(start, last), stretch))
    return found


def units(doc: Doc, paragraphs: Sequence[tuple[int, int]], stretches: Sequence[Stretch]) -> list[Unit]:
    """The units of all paragraphs (given as token offsets), in order."""
    found: list[Unit] = []
    k = 0
    for number, (start, end) in enumerate(paragraphs):
        inside: list[Stretch] = []
        while k < len(stretches) and stretches[k].start < end:
            inside.append(stretches[k])
            k += 1
        found += _paragraph_units(doc, number, start, end, inside)
    return found


def _paragraph_units(doc: Doc, number: int, start: int, end: int, stretches: list[Stretch]) -> list[Unit]:
    found: list[Unit] = []
    held: list[Stretch] = []
    start = _behind_stamp(doc, start, end)
    begin, i, k = start, start, 0
    while i < end:
        if k < len(stretches) and stretches[k].start == i:
            held.append(stretches[k])
            i = max(stretches[k].end, i + 1)
            k += 1
            ends = _ends_after_quotation(doc, held[-1], i, end)
        else:
            text = doc[i].text
            ends = text[-1:] in STOPS and (
                (text in TERMINAL and _starts_sentence(doc, i + 1, end)) or _abbreviated_end(doc, i, text, end)
            )
            i += 1
        if ends or i >= end or i - begin > LONGEST:
            found.append(Unit(begin, min(i, end), number, tuple(held)))
            begin, held = i, []
    return found


def _behind_stamp(doc: Doc, start: int, end: int) -> int:
    """Past the time of day that leads an entry of a live blog: "14:05 GMT —"."""
    if ":" not in doc[start].text or not doc[start].text[0].isdigit():
        return start
    dash = next((i for i in range(start, min(end, start + STAMP)) if doc[i].text in ("—", "–", "-", "|")), None)
    return start if dash is None or dash + 1 >= end else dash + 1


def _starts_sentence(doc: Doc, i: int, end: int) -> bool:
    return i >= end or (
        not doc[i].text[:1].islower() and doc[i].text not in TERMINAL and doc[i].text not in (",", ";", ":", ")", "]")
    )


def _abbreviated_end(doc: Doc, i: int, text: str, end: int) -> bool:
    """Whether the stop of an abbreviation ends a sentence too: "in the U.S. He says"."""
    if i + 1 >= end or text[-1] != "." or not text.strip("."):
        return False
    after = doc[i + 1]
    return bool(after.is_sent_start) and after.text.istitle() and after.pos_ in OPENING_CLASSES and not after.ent_type_


def _ends_after_quotation(doc: Doc, stretch: Stretch, i: int, end: int) -> bool:
    """Whether a unit ends behind a closing mark: a full stop within, and no attribution behind it."""
    if i >= end:
        return True
    if doc[i].text in DASHES:
        return False
    last = doc[stretch.last].text
    if last not in TERMINAL or not _starts_sentence(doc, i, end):
        return False
    if last == ".":
        return True
    forms = cue_forms()
    for j in range(i, min(i + ATTRIBUTION_REACH, end)):
        if doc[j].text in TERMINAL or doc[j].text in OPENERS:
            return True
        if doc[j].lower_ in forms and doc[j].tag_ in ("VBD", "VBZ", "VBP", "VBN", "NN", "NNS", ""):
            return False
    return True
