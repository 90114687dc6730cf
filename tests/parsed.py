"""Docs parsed by hand, for tests that must not need a trained model."""

from __future__ import annotations

from collections.abc import Sequence

import spacy
from spacy.tokens import Doc, Span

NLP = spacy.blank("en")
UPOS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "WP": "PRON", "WDT": "PRON",
    "PRP$": "PRON", "DT": "DET",
    "JJ": "ADJ", "RB": "ADV", "RBR": "ADV", "WRB": "ADV", "IN": "ADP", "TO": "PART", "POS": "PART",
    "CC": "CCONJ", "CD": "NUM", "MD": "AUX",
    "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBG": "VERB", "VBN": "VERB", "_SP": "SPACE",
}  # fmt: skip
"""Word class for the part of speech, as Universal Dependencies map the Penn Treebank."""


def parsed(rows: str, people: Sequence[str] = (), others: Sequence[tuple[str, str]] = ()) -> Doc:
    """A Doc from `word|tag|relation|head` rows in one string; `¶` is the blank line between paragraphs.

    Punctuation is set without a space before it; `people` (PERSON) and `others` (name,
    label) become entities at their first place.
    """
    cells = [row.split("|") for row in rows.split()]
    words = ["\n\n" if cell[0] == "¶" else cell[0] for cell in cells]
    tags = [cell[1] for cell in cells]
    pos = [_word_class(tag, cell[2]) for tag, cell in zip(tags, cells, strict=True)]
    heads = [int(cell[3]) for cell in cells]
    doc = Doc(NLP.vocab, words, _spaces(words), tags=tags, pos=pos, heads=heads, deps=[cell[2] for cell in cells])
    doc.ents = [_entity(doc, name, label) for name, label in [*((name, "PERSON") for name in people), *others]]
    return doc


def in_both(rows: str, people: Sequence[str] = (), others: Sequence[tuple[str, str]] = ()) -> tuple[Doc, Doc]:
    """The Docs of one text in Universal Dependencies and in ClearNLP labels.

    A row is `word|tag|relation|head`; `|relation|head` of ClearNLP may follow where they differ.
    """
    cells = [row.split("|") for row in rows.split()]
    universal = " ".join("|".join(cell[:4]) for cell in cells)
    clearnlp = " ".join("|".join([*cell[:2], *cell[-2:]]) for cell in cells)
    return parsed(universal, people, others), parsed(clearnlp, people, others)


def _word_class(tag: str, relation: str) -> str:
    if relation.startswith(("aux", "cop")):
        return "AUX"
    return "SCONJ" if tag == "IN" and relation == "mark" else UPOS.get(tag, "PUNCT")


def _spaces(words: list[str]) -> list[bool]:
    spaces = []
    inside = False
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        inside = inside != (word == '"')
        tight = following in {"", ".", ",", ":", "?", "'s", "”", "\n\n", "n't"} or word in {"\n\n", "“"}
        spaces.append(not tight and not (word == '"' and inside) and not (following == '"' and inside))
    return spaces


def _entity(doc: Doc, name: str, label: str) -> Span:
    start = doc.text.index(name)
    span = doc.char_span(start, start + len(name), label=label)
    assert span is not None
    return span
