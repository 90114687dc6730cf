"""Whom "he" and "she" mean: the person of that gender who was spoken of last, subjects before others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.mentions.gender import gender_of_pronoun
from pipeline.syntax import POSSESSOR, SUBJECT, governor

SENTENCES_BACK = 3
SUBJECT_BONUS, SENTENCE_COST, UNKNOWN_COST, SAME_CLAUSE_COST = 1.5, 1.0, 0.75, 3.0
"""A subject a sentence back still beats an object of this one; a gender that only may fit costs less than a
sentence. By judgement, not tuned."""


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of a person, as an antecedent: its tokens, chain, gender if known."""

    start: int
    end: int
    chain: int
    gender: str | None


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A pronoun and the chain of the person it means."""

    token: int
    chain: int


def resolve(doc: Doc, people: Sequence[Person]) -> list[Pronoun]:
    """The pronouns that have an antecedent, in order. Only the last few sentences are looked at: linear."""
    sentence_of = _sentence_numbers(doc)
    known = sorted(people, key=lambda p: p.start)
    found: list[Pronoun] = []
    recent: list[tuple[Person, int]] = []
    at = 0
    for token in doc:
        gender = gender_of_pronoun(token.lower_) if token.pos_ == "PRON" else None
        if gender is None:
            continue
        while at < len(known) and known[at].end <= token.i:
            recent.append((known[at], sentence_of[known[at].start]))
            at += 1
        here = sentence_of[token.i]
        recent = [(p, s) for p, s in recent if here - s <= SENTENCES_BACK]
        scored = [(_score(doc, p, here - s, gender, token.i), p.start, p) for p, s in recent if p.gender in (None, gender)]
        if scored:
            person = max(scored, key=lambda x: x[:2])[2]
            found.append(Pronoun(token.i, person.chain))
            recent.append((Person(token.i, token.i + 1, person.chain, gender), here))
    return found


def _score(doc: Doc, person: Person, back: int, gender: str, token: int) -> float:
    root = doc[person.start : person.end].root
    score = -SENTENCE_COST * back - (UNKNOWN_COST if person.gender is None else 0.0)
    score += SUBJECT_BONUS if root.dep_ in SUBJECT else 0.0
    pronoun = doc[token]
    objects = pronoun.lower_ in ("him", "her") and pronoun.dep_ not in POSSESSOR
    return score - (SAME_CLAUSE_COST if objects and governor(pronoun) == governor(root) else 0.0)


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers = [0] * len(doc)
    for number, sent in enumerate(doc.sents):
        numbers[sent.start : sent.end] = [number] * len(sent)
    return numbers
