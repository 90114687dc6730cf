"""Where something was said or written: "on Telegram", "told CNN", "in a statement"."""

from __future__ import annotations

from spacy.tokens import Doc

from pipeline.speech.lexicon import group
from pipeline.speech.quotation import Quotation

REACH = 10
"""Tokens on either side of a cue within which its medium is named."""
OUTLETS = frozenset({"ORG"})


def medium_of(doc: Doc, quotation: Quotation) -> str | None:
    """The medium beside the cue, as written without its preposition or article; None where none is named."""
    cue = quotation.cue
    if cue is None:
        return None
    inside = {i for start, end in quotation.parts for i in range(start, end) if abs(i - cue.verb) <= REACH + 2}
    told = cue.end
    while told < len(doc) and doc[told].pos_ == "DET":
        told += 1
    if cue.form.lemma in group("medium", "outlet_verbs") and told < len(doc) and doc[told].ent_type_ in OUTLETS:
        return _entity(doc, told)
    around = [*range(cue.end, min(len(doc), cue.end + REACH)), *range(max(0, cue.start - REACH), cue.start)]
    for i in around:
        if i not in inside and doc[i].lower_ in group("medium", "prepositions"):
            found = _after_preposition(doc, i + 1, inside)
            if found is not None:
                return found
    return None


def _entity(doc: Doc, start: int) -> str:
    end = start + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return doc[start:end].text


def _after_preposition(doc: Doc, start: int, inside: set[int]) -> str | None:
    i = start
    while i < min(len(doc), start + 6) and i not in inside:
        token = doc[i]
        pair = f"{token.lower_} {doc[i + 1].lower_}" if i + 1 < len(doc) else ""
        if pair in group("medium", "platforms") or pair in group("medium", "nouns"):
            return doc[i : i + 2].text
        if token.lower_ in group("medium", "platforms") and token.text[:1].isupper():
            return token.text
        if token.lower_ in group("medium", "nouns"):
            return token.text
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART") or token.is_space:
            return None
        i += 1
    return None
