"""What a parse says, whether its labels are of Universal Dependencies or of ClearNLP (spaCy's own English models).

The two name relations differently, and differ in what stands above: in Universal Dependencies a preposition hangs on its noun
(`case`), in ClearNLP the noun on the preposition (`pobj`) and that on the verb (`prep`, `agent`); the last of three conjuncts
hangs on the first, in ClearNLP on the one before it; the verb of "X is ready" is a part of `ready`, in ClearNLP its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the actor base asks it too, and never needs spaCy
    from spacy.tokens import Token

NOMINAL_SUBJECT = frozenset({"nsubj"})
ACTIVE_SUBJECT = NOMINAL_SUBJECT | {"csubj"}
PASSIVE_NOMINAL_SUBJECT = frozenset({"nsubj:pass", "nsubjpass"})
PASSIVE_SUBJECT = PASSIVE_NOMINAL_SUBJECT | {"csubj:pass", "csubjpass"}
SUBJECT = ACTIVE_SUBJECT | PASSIVE_SUBJECT
OBJECT = frozenset({"obj", "dobj", "iobj", "dative"})
AGENT = frozenset({"obl:agent", "agent"})
OBLIQUE = frozenset({"obl"})
OBLIQUE_NOUN = OBLIQUE | {"nmod", "pobj"}
NOUN_MODIFIER = frozenset({"nmod", "prep"})
EXPLETIVE = frozenset({"expl"})
VOCATIVE = frozenset({"vocative"})
CLAUSAL_COMPLEMENT = frozenset({"ccomp"})
OPEN_COMPLEMENT = frozenset({"xcomp"})
ADVERBIAL_CLAUSE = frozenset({"advcl", "pcomp"})
ADNOMINAL_CLAUSE = frozenset({"acl"})
RELATIVE_CLAUSE = frozenset({"acl:relcl", "relcl"})
CLAUSAL_SUBJECT = frozenset({"csubj"})
MAIN_CLAUSE = frozenset({"ROOT", "ccomp", "parataxis"})
PARATAXIS = frozenset({"parataxis"})
CONJUNCT = frozenset({"conj"})
COORDINATOR = frozenset({"cc"})
APPOSITION = frozenset({"appos"})
POSSESSOR = frozenset({"nmod:poss", "poss"})
PREMODIFIER = frozenset({"amod", "compound"})
NUMBER = frozenset({"nummod"})
AUXILIARY = frozenset({"aux", "aux:pass", "auxpass"})
COPULA = frozenset({"cop"})
MARKER = frozenset({"mark"})
CASE = frozenset({"case"})
PREPOSITION = frozenset({"prep", "agent"})
PREPOSITIONAL_OBJECT = frozenset({"pobj", "pcomp"})
"""Universal Dependencies 2 (with the subtypes of the English treebanks) and ClearNLP labels of one meaning, together. The last
two sets are ClearNLP's alone, `CASE` of a preposition and `COPULA` are the other's."""

LONGEST_LIST = 20
"""Conjuncts that are followed from one to the next; a list of names in running text is shorter."""

LONGEST_PREPOSITION = 4
"""Words of a preposition that are followed ("according to", "from out of"); more hang on one another in broken parses only."""


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
        verb, seen = governor(verb), seen + 1


def complement_clause(verb: Token) -> Token | None:
    """The head of the clause that a verb takes as its content, nearest first; None where it takes none."""
    clauses = [clause for clause in children(verb, CLAUSAL_COMPLEMENT) if not is_open_complement(clause)]
    return min(clauses, key=lambda c: abs(c.i - verb.i)) if clauses else None


def is_open_complement(verb: Token) -> bool:
    """Whether a verb is an infinitive that another takes; in ClearNLP "begin" in "expects talks to begin" is a clause."""
    if verb.dep_ in CLAUSAL_COMPLEMENT:
        return any(child.tag_ == "TO" for child in children(verb, AUXILIARY))
    return verb.dep_ in OPEN_COMPLEMENT


def prepositions(noun: Token) -> list[str]:
    """The words of the preposition before a noun, in lower case, left to right; empty where it has none."""
    own = [child.lower_ for child in noun.lefts if child.dep_ in CASE]
    above = [word.lower_ for word in takewhile(lambda word: not _has_another(word, noun), _above(noun))]
    return own or above[::-1]


def governor(token: Token) -> Token:
    """What a word depends on, past the preposition between them; a root governs itself."""
    above = _above(token)
    return above[-1].head if above else token.head


def dependents(head: Token) -> Iterator[Token]:
    """What depends on a word, left to right; instead of a preposition the noun behind it."""
    for child in head.children:
        yield from _behind(child) or (child,)


def conjuncts(first: Token) -> Iterator[Token]:
    """The words coordinated with a first one, left to right; of ClearNLP, where each hangs on the one before, `LONGEST_LIST`."""
    for child in children(first, CONJUNCT):
        last: Token | None = child
        for _ in range(LONGEST_LIST):
            if last is None:
                break
            yield last
            last = next((word for word in children(last, CONJUNCT) if _joined_on(last, word)), None)


def coordination_start(conjunct: Token) -> int:
    """The first token of a conjunct with the "and" and the comma before it, whichever word these hang on."""
    start = conjunct.left_edge.i
    while start > 0 and _joins(conjunct.doc[start - 1], conjunct):
        start -= 1
    return start


def clause_part(token: Token) -> str | None:
    """What a noun is in the clause of its governor: `agent`, `patient` (object or subject of a passive), `oblique`, or None."""
    above = _above(token)
    relation = above[-1].dep_ if above else token.dep_
    if relation in NOMINAL_SUBJECT | AGENT:
        return "agent"
    if above or relation in OBLIQUE:
        return "oblique"
    return "patient" if relation in OBJECT | PASSIVE_NOMINAL_SUBJECT else None


def lemma(token: Token) -> str:
    """The dictionary form in lower case; the word itself where a model has no lemmas."""
    return (token.lemma_ or token.text).lower()


def _is_preposition(token: Token) -> bool:
    """Whether ClearNLP hangs a noun on the token as on a preposition; never in Universal Dependencies."""
    return token.dep_ in PREPOSITION or any(child.dep_ in PREPOSITIONAL_OBJECT for child in token.children)


def _above(token: Token) -> list[Token]:
    """The prepositions that ClearNLP sets above a token, from the token up: "to", "according"."""
    above = [token.head] if token.dep_ in PREPOSITIONAL_OBJECT else []
    while above and len(above) < LONGEST_PREPOSITION and _is_preposition(above[-1].head):
        above.append(above[-1].head)
    return above


def _joined_on(word: Token, conjunct: Token) -> bool:
    """Whether the "and" or comma before a conjunct hangs on the word before it, as in ClearNLP, and not on the conjunct."""
    return any(_joins(child, conjunct) for child in word.children)


def _joins(token: Token, conjunct: Token) -> bool:
    """Whether a token is an "and" or comma that stands before a conjunct and hangs on the same word as that."""
    joining = token.dep_ in COORDINATOR or token.text == ","
    return joining and token.head.i == conjunct.head.i < token.i < conjunct.i


def _has_another(preposition: Token, noun: Token) -> bool:
    """Whether ClearNLP hangs another noun right on a preposition: "from Kyiv to Moscow", "in Kyiv and in Moscow"."""
    return any(
        child.dep_ in PREPOSITIONAL_OBJECT and child.i != noun.i and not _is_preposition(child) for child in preposition.children
    )


def _behind(token: Token, depth: int = LONGEST_PREPOSITION) -> list[Token]:
    """The nouns behind a preposition of ClearNLP; none where the token is no preposition."""
    if depth == 0 or not _is_preposition(token):
        return []
    found: list[Token] = []
    for child in token.children:
        nouns = _behind(child, depth - 1)
        found += nouns or ([child] if child.dep_ in PREPOSITIONAL_OBJECT else [])
    return found
