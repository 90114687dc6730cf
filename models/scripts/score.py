"""The figures of a model's card, as a Markdown table.

    python models/scripts/score.py MODEL BUILD

BUILD holds `treebank/*.dev.spacy` and `names/*.dev.spacy`, as the corpus scripts write them. Raw text goes in: the
model's own tokens and sentences count. Names: exact span; GPE, LOC and FAC are one class PLACE; stretches that a corpus
does not annotate are left out.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

PLACE = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}
CORE = ("PERSON", "ORG", "PLACE", "NORP")
SYNTAX = {
    "UPOS": "pos_acc",
    "XPOS": "tag_acc",
    "lemma": "lemma_acc",
    "UAS": "dep_uas",
    "LAS": "dep_las",
    "sentences F": "sents_f",
}


def syntax_row(nlp: Language, docs: list[Doc]) -> list[str]:
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    scores = nlp.evaluate(examples)
    return [f"{100 * scores[key]:.1f}" for key in SYNTAX.values()]


def names_row(nlp: Language, docs: list[Doc]) -> list[str]:
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for doc in docs:
        masked = {i for t in doc if t.ent_iob == 0 for i in range(t.idx, t.idx + len(t))}
        gold = {(e.start_char, e.end_char, PLACE.get(e.label_, e.label_)) for e in doc.ents}
        found = {
            (e.start_char, e.end_char, PLACE.get(e.label_, e.label_))
            for e in nlp(doc.text).ents
            if not masked.intersection(range(e.start_char, e.end_char))
        }
        for counter, spans in ((hits, gold & found), (false, found - gold), (missed, gold - found)):
            counter.update(label for _, _, label in spans)
    labels = [*CORE, None]
    row = []
    for label in labels:
        tp, fp, fn = (sum(c[name] for name in CORE) if label is None else c[label] for c in (hits, false, missed))
        row.append(f"{200 * tp / max(1, 2 * tp + fp + fn):.1f}")
    return row


def speed(nlp: Language, docs: list[Doc]) -> float:
    """Words per CPU second, tokenizer included, one document at a time, on the machine at hand."""
    texts = [doc.text for doc in docs]
    begun = time.process_time()
    words = sum(len(nlp(text)) for text in texts)
    return words / (time.process_time() - begun)


def main(model: Path, build: Path) -> None:
    nlp = spacy.load(model)
    print(f"| treebank | {' | '.join(SYNTAX)} |\n|---|{'---|' * len(SYNTAX)}")
    for path in sorted((build / "treebank").glob("*.dev.spacy")):
        print(f"| `{path.stem}` | {' | '.join(syntax_row(nlp, list(DocBin().from_disk(path).get_docs(nlp.vocab))))} |")
    print(f"\n| names, F1 | {' | '.join(CORE)} | together |\n|---|{'---|' * (len(CORE) + 1)}")
    docs: list[Doc] = []
    for path in sorted(p for p in (build / "names").glob("*.spacy") if p.stem != "train"):
        docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
        print(f"| `{path.stem}` | {' | '.join(names_row(nlp, docs))} |")
    print(f"\n{speed(nlp, docs):,.0f} words per CPU second")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
