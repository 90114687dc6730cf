"""Finds what is reported without a clause of a verb: "the claim that ...", "accused him of ...", "called for a ceasefire"."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from pipeline import syntax
from pipeline.speech.cues import Cue
from pipeline.speech.lexicon import CueForm, group
from pipeline.speech.speaker import Speaker, phrase_of

REACH = 20
"""Tokens behind "accused" within which the "of" of the charge stands."""
SHORTEST = 2
"""Tokens of the shortest object that is worth reporting, and of a clause."""


def charge(doc: Doc, cue: Cue, high: int) -> tuple[int, int] | None:
    """Whom a cue like "accuse" accuses, and of what, up to the end of the charge: "the bank of hiding its losses"."""
    for i in range(cue.end, min(high - 1, cue.end + REACH)):
        if doc[i].lower_ == "of" and (doc[i + 1].tag_ in ("VBG", "RB") or doc[i].head.i > i):
            end = _end(doc, doc[i + 1] if doc[i + 1].tag_ == "VBG" else doc[i].head, high)
            return (cue.end, end) if end > i + 1 else None
        if doc[i].text in (".", ";", ":"):
            break
    return None


def object_of(doc: Doc, cue: Cue, high: int) -> tuple[int, int] | None:
    """The noun phrase that a cue reports: "proposed a truce of 30 days", "called for new elections"."""
    verb = doc[cue.verb]
    for child in syntax.dependents(verb):
        plain = child.dep_ in syntax.OBJECT and cue.end - cue.start == 1
        held = cue.end - cue.start > 1 and child.i >= cue.end and child.left_edge.i in (cue.start + 1, cue.end)
        if (plain or held) and cue.end <= child.i < high and child.pos_ in ("NOUN", "PROPN"):
            start, end = max(cue.end, child.left_edge.i), _end(doc, child, high)
            return (start, end) if end - start >= SHORTEST else None
    return None


def noun_cues(doc: Doc, start: int, end: int, skip: frozenset[int]) -> list[tuple[Cue, tuple[int, int]]]:
    """Nouns of speech between `start` and `end`, each with its clause: "his claim that the bank had failed"."""
    found: list[tuple[Cue, tuple[int, int]]] = []
    for i in range(start, end - 2):
        noun = doc[i]
        if noun.tag_ not in ("NN", "NNS") or i in skip or syntax.lemma(noun) not in group("nouns", "with_clause"):
            continue
        if doc[i + 1].lower_ != "that" or doc[i + 1].tag_ not in ("IN", "WDT"):
            continue
        clause = next((c for c in noun.rights if c.dep_ in syntax.ADNOMINAL_CLAUSE | syntax.CLAUSAL_COMPLEMENT), None)
        if clause is None or doc[i + 1].tag_ == "WDT" or not any(c.i > i + 1 for c in syntax.children(clause, syntax.SUBJECT)):
            continue
        stop = _end(doc, clause, end)
        if stop - i - 1 > SHORTEST:
            form = CueForm(syntax.lemma(noun), frozenset({"say"}), "noun")
            found.append((Cue(i, i + 1, i, form), (i + 1, stop)))
    return found


def speaker_of_noun(doc: Doc, noun: Token, low: int, high: int) -> Speaker | None:
    """Whose claim it is: the possessor ("Putin's claim"), who stands behind "by" or "from", or who "made" or "rejected" it."""
    owner = next(syntax.children(noun, syntax.POSSESSOR), None)
    if owner is not None and owner.i >= low:
        found = phrase_of(doc, owner, low, noun.i, "possessor")
        end = found.end
        while end - 1 > owner.i and doc[end - 1].tag_ == "POS":
            end -= 1
        return Speaker(found.start, end, found.head, "possessor")
    for child in syntax.dependents(noun):
        if child.i > noun.i and set(syntax.prepositions(child)) & group("nouns", "sources") and child.i < high:
            return phrase_of(doc, child, noun.i + 1, high, "possessor")
    verb = syntax.governor(noun)
    if noun.dep_ in syntax.OBJECT and syntax.lemma(verb) in group("nouns", "verbs"):
        subject = syntax.governing_subject(verb)
        if subject is not None and low <= subject.i < verb.i:
            return phrase_of(doc, subject, low, verb.i, "subject")
    return None


def _end(doc: Doc, head: Token, high: int) -> int:
    """Behind the last token below a head, before what only closes it."""
    end = min(high, head.right_edge.i + 1)
    while end - 1 > head.i and (doc[end - 1].is_space or doc[end - 1].text in ".,;:!?…—–-"):
        end -= 1
    return end
