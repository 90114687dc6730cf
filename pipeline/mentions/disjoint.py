"""Whom a pronoun cannot mean: those named below it in its own sentence, or in the words that it is said to speak.

"He said that Orlov left" is of another than Orlov, and so is "Orlov left, he said" (principle C of binding theory, Chomsky 1981).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Token

from pipeline import lexicons, syntax

NEAR = 4
"""Tokens, all of them marks, between a quotation and the pronoun or verb that says it."""

TERMINAL = frozenset({".", "?", "!"})


class Disjoint:
    """Finds whom pronouns cannot mean; `names` are heads of names with their chains, `quoted` flags the tokens in marks."""

    def __init__(self, doc: Doc, names: Sequence[tuple[int, int]], quoted: Sequence[bool]) -> None:
        self._doc = doc
        self._names = sorted(names)
        self._heads = [head for head, _ in self._names]
        self._quoted = quoted

    def chains(self, pronoun: Token) -> set[int]:
        """The chains named where a subject pronoun's own referent is not; empty for other pronouns."""
        if pronoun.dep_ not in syntax.SUBJECT:
            return set()
        return {chain for start, end in self._stretches(pronoun) for chain in self._named(start, end)}

    def _stretches(self, pronoun: Token) -> Iterator[tuple[int, int]]:
        verb = pronoun.head
        yield pronoun.i + 1, verb.right_edge.i + 1
        if self._quoted[pronoun.i] or syntax.lemma(verb) not in _speech_verbs():
            return
        for clause in syntax.children(verb, syntax.CLAUSAL_COMPLEMENT):
            if clause.i < pronoun.i:
                yield self._in_one_sentence(clause.left_edge.i, pronoun.i)
        if verb.dep_ in syntax.PARATAXIS and verb.head.i < pronoun.i:  # "The war is lost, he told me"
            yield self._in_one_sentence(verb.head.left_edge.i, pronoun.i)
        yield from self._in_marks(pronoun.i - 1, -1)
        yield from self._in_marks(max(pronoun.i, verb.i) + 1, 1)

    def _in_one_sentence(self, start: int, end: int) -> tuple[int, int]:
        """The stretch from behind the last full stop in it, where the parse took two sentences for one."""
        for i in range(end - 1, start, -1):
            if self._doc[i].text in TERMINAL and not self._quoted[i]:
                return i + 1, end
        return start, end

    def _in_marks(self, at: int, step: int) -> Iterator[tuple[int, int]]:
        """The quotation that ends or begins at a token, but for marks."""
        passed = 0
        while 0 <= at < len(self._doc) and not self._quoted[at] and self._doc[at].is_punct and passed < NEAR:
            at, passed = at + step, passed + 1
        edge = at
        while 0 <= at < len(self._doc) and self._quoted[at]:
            at += step
        if at != edge:
            yield (at + 1, edge + 1) if step < 0 else (edge, at)

    def _named(self, start: int, end: int) -> Iterator[int]:
        for k in range(bisect_left(self._heads, start), bisect_left(self._heads, end)):
            yield self._names[k][1]


@cache
def _speech_verbs() -> frozenset[str]:
    verbs = lexicons.load("speech_cues")["verbs"]
    return frozenset({*verbs["say"], *verbs["tell"]})
