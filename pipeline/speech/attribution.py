"""Ties quoted stretches to the cues around them, unit by unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.speech.cues import Cue, find_cues
from pipeline.speech.lexicon import group
from pipeline.speech.speaker import FINITE, NOMINAL, Speaker, speaker_of
from pipeline.speech.units import DASHES, TERMINAL, Stretch, Unit

POST_ENDINGS = frozenset({",", "?", "!", "—", "–", "-", "--", "...", "…", "?!", "!?"})
"""Last tokens inside the marks that let an attribution follow."""
POST_REACH = 30
"""Tokens behind a closing mark within which the cue of its attribution stands; long appositions fit in."""
LONGEST_SIGNATURE = 12
"""Tokens of the longest name, with its role, that signs a quotation behind a dash."""
NOT_ATTRIBUTIVE = frozenset(
    {
        "and",
        "but",
        "or",
        "as",
        "while",
        "which",
        "after",
        "when",
        "because",
        "that",
        "is",
        "was",
        "are",
        "were",
        "to",
        "for",
        "of",
        "in",
        "on",
        "with",
        "at",
    }
)


@dataclass(frozen=True, slots=True)
class Attributed:
    """A quoted stretch, and the cue and speaker that govern it."""

    stretch: Stretch
    cue: Cue | None
    speaker: Speaker | None
    side: str
    """`post`, `pre`, `colon`, `alone` (the unit is nothing but the quotation) or `embedded` (part of a narrator's clause)."""
    begin: int
    """First token of what is quoted: before the stretch where a clause leads into it ("Iran is "ready," he said")."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """A unit with its cues, and who governs each of its quoted stretches."""

    unit: Unit
    cues: tuple[Cue, ...]
    attributed: tuple[Attributed, ...]


def analyse(doc: Doc, unit: Unit) -> Analysis:
    """The cues of a unit, and for each quoted stretch the cue that governs it."""
    quoted = {i for stretch in unit.stretches for i in range(stretch.start, stretch.end)}
    cues = tuple(find_cues(doc, unit.start, unit.end, quoted))
    attributed: list[Attributed] = []
    for k, stretch in enumerate(unit.stretches):
        low = unit.stretches[k - 1].end if k else unit.start
        high = unit.stretches[k + 1].start if k + 1 < len(unit.stretches) else unit.end
        attributed.append(_attribute(doc, unit, stretch, low, high, cues, attributed[-1] if attributed else None))
    return Analysis(unit, cues, tuple(attributed))


def words_between(doc: Doc, start: int, end: int) -> int:
    """Number of tokens with a letter or digit in a stretch."""
    return sum(1 for i in range(start, end) if doc[i].text[:1].isalnum())


def _attribute(
    doc: Doc, unit: Unit, stretch: Stretch, low: int, high: int, cues: Sequence[Cue], previous: Attributed | None
) -> Attributed:
    post = _post_cue(doc, stretch, high, cues)
    if post is not None:
        speaker = speaker_of(doc, post, stretch.end, high)
        led = (previous is None or previous.side == "embedded") and _leads(doc, low, stretch.start)
        return Attributed(stretch, post, speaker, "post", unit.start if led else stretch.start)
    if previous is not None and previous.side == "post" and previous.cue is not None and _resumes(doc, previous, low, stretch):
        return Attributed(stretch, previous.cue, previous.speaker, "post", stretch.start)
    signed = _signature(doc, stretch, high)
    if signed is not None:
        return Attributed(stretch, None, signed, "post", stretch.start)
    pre, side = _pre_cue(doc, stretch, low, high, cues)
    if pre is not None:
        return Attributed(stretch, pre, speaker_of(doc, pre, low, stretch.start), side, stretch.start)
    alone = not words_between(doc, unit.start, stretch.start) and not words_between(doc, stretch.end, unit.end)
    return Attributed(stretch, None, None, "alone" if alone else "embedded", stretch.start)


def _signature(doc: Doc, stretch: Stretch, high: int) -> Speaker | None:
    """The name that signs a quotation behind a dash: "“...” — Maya Angelou"."""
    begin = stretch.end + 1
    end = high
    while end > begin and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if stretch.end >= high or doc[stretch.end].text not in DASHES or not 0 < end - begin <= LONGEST_SIGNATURE:
        return None
    words = [doc[i] for i in range(begin, end) if doc[i].is_alpha]
    if not words or not words[0].text[0].isupper() or any(word.tag_ in FINITE for word in words):
        return None
    return Speaker(begin, end, end - 1, "signature")


def _leads(doc: Doc, low: int, start: int) -> bool:
    """Whether a clause of the narrator leads into the quoted words; a lone "But" does not."""
    return words_between(doc, low, start) > (1 if doc[low].tag_ == "CC" else 0)


def _post_cue(doc: Doc, stretch: Stretch, high: int, cues: Sequence[Cue]) -> Cue | None:
    """The cue of an attribution behind the closing mark."""
    i = stretch.end
    if doc[stretch.last].text not in POST_ENDINGS and stretch.quoted.closed and not (i < high and doc[i].text in (",", "—", "–")):
        return None
    while i < high and (doc[i].is_punct or doc[i].is_space):
        i += 1
    if i >= high or (doc[i].lower_ in NOT_ATTRIBUTIVE and not any(c.start == i for c in cues)):
        return None
    cue = next((c for c in cues if i <= c.start < min(high, i + POST_REACH)), None)
    if cue is None or (not cue.is_source and cue.form.shape in ("base", "participle")):
        return None
    if any(doc[j].text in TERMINAL or doc[j].text in (";", ":") for j in range(i, cue.start)):
        return None
    verbs = [j for j in range(i, cue.start) if doc[j].tag_ in FINITE and doc[j].pos_ != "AUX"]
    return None if verbs and not any(doc[j].lower_ in ("who", "which", ",") for j in range(i, verbs[0])) else cue


def _resumes(doc: Doc, previous: Attributed, low: int, stretch: Stretch) -> bool:
    """Whether a quotation goes on behind its attribution: '"A," he said, "b."'"""
    cue = previous.cue
    assert cue is not None
    return not any(doc[i].tag_ in FINITE and i > cue.verb for i in range(max(low, cue.end), stretch.start))


def _pre_cue(doc: Doc, stretch: Stretch, low: int, high: int, cues: Sequence[Cue]) -> tuple[Cue | None, str]:
    """The cue before the opening mark whose words the stretch holds, and the kind of join."""
    cue = next((c for c in reversed(cues) if low <= c.start and c.end <= stretch.start), None)
    last = doc[stretch.start - 1] if stretch.start > low else None
    if cue is None or last is None:
        return None, ""
    if cue.is_source:
        return (cue, "pre") if last.text == "," and stretch.start - cue.end < POST_REACH else (None, "")
    if last.text == ":":
        return cue, "colon"
    if cue.takes("call", "call_as", "order", "accuse", "about") and not cue.takes("say", "ask"):
        return None, ""
    verbs = any(doc[i].tag_ in FINITE or doc[i].lower_ == "that" or doc[i].tag_ == "TO" for i in range(cue.end, stretch.start))
    if verbs:
        return None, ""
    if last.text in (",", "—", "–"):
        return cue, "pre"
    light = all(doc[i].lower_ in group("between", "time") or doc[i].is_punct for i in range(cue.end, stretch.start))
    if cue.takes("tell") and stretch.start > cue.end:
        light = last.pos_ in NOMINAL
    return (cue, "pre") if light and _free_behind(doc, stretch, high) else (None, "")


def _free_behind(doc: Doc, stretch: Stretch, high: int) -> bool:
    """Whether the quotation isn't the start of the narrator's own clause ('said "deep state" actors were')."""
    if stretch.end >= high or doc[stretch.last].text in TERMINAL or doc[stretch.last].text == ",":
        return True
    after = doc[stretch.end]
    return not (after.pos_ in ("NOUN", "PROPN", "VERB", "AUX", "ADJ") or after.tag_ in FINITE)
