"""Which way a clause looks, past or future: from the words around an expression, and from tags and tree where there are any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import lexicons, syntax
from pipeline.timex.readings import FUTURE, PAST, UNKNOWN

CLAUSE = 160
"""Characters of the sentence on both sides that are searched for a cue."""

_CUT = re.compile(r"""[.!?;]["'”’)]?\s|\n|[“”"]""")
_CLIMB = 8
_SAME_TIME = (
    syntax.CONJUNCT
    | syntax.AUXILIARY
    | syntax.COPULA
    | syntax.ADNOMINAL_CLAUSE
    | syntax.ADVERBIAL_CLAUSE
    | syntax.CLAUSAL_SUBJECT
)
"""Relations of a verb to a verb above it whose time it may share, as an open complement may too."""
_HELPERS = syntax.AUXILIARY | syntax.COPULA | syntax.MARKER


def direction_in(text: str, start: int, end: int) -> int:
    """FUTURE where a cue such as "will" or "is expected to" stands near enough in the same sentence, else UNKNOWN."""
    before = text[max(0, start - CLAUSE) : start]
    cuts = [cut.end() for cut in _CUT.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    after = text[end : end + CLAUSE]
    cut = _CUT.search(after)
    after = after[: cut.start()] if cut else after
    ahead, behind = _cues()
    last_ahead = max((m.end() for m in ahead.finditer(before)), default=-1)
    last_behind = max((m.end() for m in behind.finditer(before)), default=-1)
    if last_ahead > last_behind:
        return FUTURE
    if last_behind > 0:
        return PAST
    return FUTURE if ahead.match(after.lstrip(" ,")) else UNKNOWN


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    cues = lexicons.load("dates")["direction"]
    return tuple(re.compile(rf"(?<!\w)(?:{'|'.join(cues[side])})(?!\w)", re.IGNORECASE) for side in ("future", "past"))  # type: ignore[return-value]


def direction_of(doc: Doc, start: int, end: int) -> int:
    """The direction by the verb that governs the expression, where the Doc has tags and tree, else by the words around it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    before = span[0].nbor(-1).lower_ if span is not None and span.start else ""
    if before in _words()["past_prepositions"]:
        return PAST
    if span is None or not (doc.has_annotation("DEP") and doc.has_annotation("TAG")):
        return direction_in(doc.text, start, end)
    for height, verb in enumerate(_verbs(span.root)):
        direction = _direction(verb, above=height > 0)
        if direction != UNKNOWN:
            return direction
    return FUTURE if before in _words()["future_prepositions"] else UNKNOWN


def _verbs(token: Token) -> Iterator[Token]:
    """The verbs above a token, nearest first, up to the first clause that has a time of its own (speech, relative)."""
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            yield token
            if token.dep_ not in _SAME_TIME and not syntax.is_open_complement(token):
                return
        if token.head is token:
            return
        token = syntax.governor(token)


def _direction(verb: Token, *, above: bool) -> int:
    """The time of one verb by auxiliaries and form; by meaning where it is above the expression's own ("vowed to go Friday")."""
    words = _words()
    helpers = {child.lower_ for child in syntax.children(verb, _HELPERS)}
    if helpers & words["future_auxiliaries"]:
        return FUTURE
    if verb.lower_ in words["future_verbs" if above else "future_participles"]:
        return FUTURE
    if verb.lower_ in words["future_verbs"] and verb.tag_ in ("VBZ", "VBP"):
        return FUTURE
    if "to" in helpers:
        return FUTURE if helpers & words["present_be"] else UNKNOWN
    if verb.tag_ == "VBD" or helpers & words["past_auxiliaries"]:
        return PAST
    return PAST if verb.tag_ == "VBN" and not helpers & words["present_be"] else UNKNOWN


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(entries) for name, entries in lexicons.load("dates")["direction"].items()}
