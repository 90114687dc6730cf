"""Dependency relations by what they mean, whether labelled in Universal Dependencies or ClearNLP (spaCy's own models)."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

ACTIVE_SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "csubj:pass", "nsubjpass", "csubjpass"})
SUBJECT = ACTIVE_SUBJECT | PASSIVE_SUBJECT
OBJECT = frozenset({"obj", "dobj"})
INDIRECT_OBJECT = frozenset({"iobj", "dative"})
CLAUSAL_COMPLEMENT = frozenset({"ccomp"})
OPEN_COMPLEMENT = frozenset({"xcomp"})
PARATAXIS = frozenset({"parataxis"})
APPOSITION = frozenset({"appos"})
ADVERBIAL_CLAUSE = frozenset({"advcl"})
RELATIVE_CLAUSE = frozenset({"acl:relcl", "relcl"})
CONJUNCT = frozenset({"conj"})
NAME_PART = frozenset({"flat", "flat:name", "flat:foreign", "compound", "goeswith"})
POSSESSOR = frozenset({"nmod:poss", "poss"})
OBLIQUE = frozenset({"obl", "obl:tmod", "obl:npmod", "obl:unmarked", "npadvmod", "prep"})
AUXILIARY = frozenset({"aux", "aux:pass", "auxpass"})
NEGATION = frozenset({"neg"})
PUNCTUATION = frozenset({"punct"})
"""Universal Dependencies 2 (with the subtypes of the English treebanks) and ClearNLP labels of one meaning, together."""


def children(token: Token, relations: frozenset[str]) -> Iterator[Token]:
    """The children of the token that hold one of the relations, left to right."""
    return (child for child in token.children if child.dep_ in relations)


def subject(verb: Token) -> Token | None:
    """The subject of a verb, active before passive, the nearest of several; None where the clause has none of its own."""
    for relations in (ACTIVE_SUBJECT, PASSIVE_SUBJECT):
        found = list(children(verb, relations))
        if found:
            return min(found, key=lambda token: abs(token.i - verb.i))
    return None


def governing_subject(verb: Token) -> Token | None:
    """The subject of a verb, or of the verb it is coordinated with or depends on as an adverbial or open complement."""
    seen = 0
    inherited = CONJUNCT | ADVERBIAL_CLAUSE | OPEN_COMPLEMENT
    while True:
        found = subject(verb)
        if found is not None or verb.dep_ not in inherited or seen > 8:  # chains longer than this are parse errors
            return found
        verb, seen = verb.head, seen + 1


def complement_clause(verb: Token) -> Token | None:
    """The head of the clause that a verb takes as its content, nearest first; None where it takes none."""
    clauses = [c for c in verb.children if c.dep_ in CLAUSAL_COMPLEMENT]
    return min(clauses, key=lambda c: abs(c.i - verb.i)) if clauses else None


def subtree_span(token: Token) -> Span:
    """The stretch from the leftmost to the rightmost token below a token (itself included)."""
    return token.doc[token.left_edge.i : token.right_edge.i + 1]


def is_negated(verb: Token) -> bool:
    """Whether a negation ("not", "never") stands directly under the verb."""
    return any(child.dep_ in NEGATION or child.lower_ in ("not", "n't", "n’t", "never") for child in verb.children)
