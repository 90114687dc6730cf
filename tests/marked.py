"""Docs from marked-up words, for tests that must not depend on a trained model."""

from __future__ import annotations

import re

import spacy
from spacy.tokens import Doc

VOCAB = spacy.blank("en").vocab
TAGS = {
    "NOUN": "NN", "PROPN": "NNP", "ADJ": "JJ", "VERB": "VBD", "AUX": "VBD", "ADP": "IN", "SCONJ": "IN", "DET": "DT",
    "PRON": "PRP", "ADV": "RB", "CCONJ": "CC", "PART": "TO", "PUNCT": ",",
}  # fmt: skip


def doc(marked: str) -> Doc:
    """A Doc from `word/POS` tokens, others punctuation; `{Vladimir Putin|PERSON}` is a name; `!` marks the subject of the
    first verb of its sentence; `.` ends a sentence, `¶` a paragraph. Everything else hangs on that verb as `dep`.
    """
    words: list[str] = []
    pos: list[str] = []
    deps: list[str] = []
    ents: list[str] = []
    for name, label, token in re.findall(r"\{([^|}]+)\|(\w+!?)\}|(\S+)", marked):
        if name:
            parts = name.split()
            words += parts
            pos += ["ADJ" if label.startswith("NORP") else "PROPN"] * len(parts)
            deps += ["nsubj" if label.endswith("!") else "dep"] + ["flat"] * (len(parts) - 1)
            ents += [f"{'I' if i else 'B'}-{label.rstrip('!')}" for i in range(len(parts))]
        else:
            word, _, kind = token.rpartition("/")
            words.append(word or kind)
            pos.append(kind.rstrip("!") if word else "PUNCT")
            deps.append("nsubj" if kind.endswith("!") else "dep")
            ents.append("O")
    starts = [i == 0 or words[i - 1] == "." for i in range(len(words))]
    sentence = [sum(starts[: i + 1]) for i in range(len(words))]
    roots = {n: next((i for i, p in enumerate(pos) if sentence[i] == n and p == "VERB"), sentence.index(n)) for n in sentence}
    heads = [i - 1 if deps[i] == "flat" else roots[sentence[i]] for i in range(len(words))]
    deps = ["ROOT" if heads[i] == i else dep for i, dep in enumerate(deps)]
    tags = ["POS" if w in ("'s", "’s") else TAGS.get(p, "XX") for w, p in zip(words, pos, strict=True)]
    words = ["\n\n" if word == "¶" else word for word in words]
    return Doc(VOCAB, words=words, pos=pos, tags=tags, deps=deps, heads=heads, ents=ents)
