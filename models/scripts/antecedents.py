"""Learns what pronouns and definite nouns mean, from the coreference of GUM; writes the weights that the mentions stage reads.

python models/scripts/antecedents.py CORPORA/coref/gum_coref.train.conllu.gz pipeline/mentions/antecedents.json [--l2 1.0]

One weight per feature of pipeline.mentions.antecedents, by maximum likelihood of the right things (softmax over the things that
an anaphor may mean and none), with an L2 penalty; features seen fewer than `LEAST` times are left out. L-BFGS, so the same data
give the same weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.language import Language

import pipeline
from coreference import Document, documents, heads
from pipeline.components.mentions import given_mentions, known_mentions
from pipeline.mentions.antecedents import Walk

LEAST = 8


def choices(document: Document, nlp: Language) -> list[tuple[list[list[str]], list[bool]]]:
    """Per anaphor the features of what it may mean, and which of it is right."""
    doc = nlp(document.text)
    gold = {head: chain for chain, mentions in sorted(document.mentions.items()) for *_, head, _ in mentions}
    found, genders = given_mentions(doc)
    of_token = {token.i: gold[token.idx] for token in doc if token.idx in gold}
    for span, _ in found:
        inside = [
            (end - start, chain)
            for chain, mentions in document.mentions.items()
            for start, end, head, _ in mentions
            if heads(span, head) and start <= span.start_char + 4 and span.end_char <= end + 3
        ]
        if inside:
            of_token[span.root.i] = min(inside)[1]
    examples = []
    walk = Walk(doc, known_mentions(found, genders))
    for choice in walk:
        chain = of_token.get(choice.anaphor.head)
        right = [chain is not None and any(of_token.get(head) == chain for head in thing.heads) for thing in choice.things]
        walk.join(choice.anaphor, next((thing for thing, is_right in zip(choice.things, right, strict=True) if is_right), None))
        examples.append(([signs.features() for signs in choice.signs], [*right, not any(right)]))
    return examples


def learn(examples: list[tuple[list[list[str]], list[bool]]], l2: float) -> dict[str, float]:
    counts = Counter(feature for options, _ in examples for features in options for feature in features)
    names = sorted(feature for feature, count in counts.items() if count >= LEAST)
    place = {feature: n for n, feature in enumerate(names)}
    rows, columns, starts, right = [], [], [], []
    for options, is_right in examples:
        starts.append(len(right))
        for features, ok in zip(options, is_right, strict=True):
            known = [place[feature] for feature in features if feature in place]
            rows += [len(right)] * len(known)
            columns += known
            right.append(ok)
    table = csr_matrix((np.ones(len(rows)), (rows, columns)), (len(right), len(names)))
    good = np.array(right)
    segments = np.array(starts)
    sizes = np.diff([*starts, len(right)])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        scores -= np.repeat(np.maximum.reduceat(scores, segments), sizes)
        powers = np.exp(scores)
        total = np.add.reduceat(powers, segments)
        hits = np.add.reduceat(powers * good, segments)
        gradient = table.T @ (powers / np.repeat(total, sizes) - powers * good / np.repeat(hits, sizes))
        return float(np.log(total / hits).sum() + l2 * weights @ weights / 2), gradient + l2 * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    print(f"{len(examples)} choices, {len(names)} features, loss {best.fun / len(examples):.4f}")
    return {name: round(float(weight), 3) for name, weight in zip(names, best.x, strict=True) if abs(weight) >= 0.005}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--l2", type=float, default=1.0)
    parser.add_argument(
        "--without", default="conversation,vlog,court", help="genres of talk, whose speakers the text does not name"
    )
    parser.add_argument("--half", action="store_true", help="learn from every other document, to measure on the rest")
    args = parser.parse_args()
    nlp = pipeline.load()
    for name in nlp.pipe_names[nlp.pipe_names.index("newsfacts_mentions") :]:
        nlp.remove_pipe(name)
    texts = list(documents(args.gold))[:: 2 if args.half else 1]
    chosen = [document for document in texts if document.name.split("_")[1] not in args.without.split(",")]
    examples = [example for document in chosen for example in choices(document, nlp)]
    weights = learn(examples, args.l2)
    args.out.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
