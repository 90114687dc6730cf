"""Measures the chains of mentions on the coreference of GUM (CoNLL-U with entity brackets): F1 of named chains, pronouns right.

python models/scripts/coreference.py CORPORA/coref/gum_coref.dev.conllu.gz [--genres news,interview] [--errors N]

A chain counts where one of its mentions is headed by a name that is no day or month. Mentions are the same where they have the
same head; muc, b3 and ceaf_e are those of the CoNLL 2011 scorer (Pradhan et al. 2014), and their mean is the CoNLL F1. A personal
pronoun of a gold named chain is right where it stands in a chain with a name of that gold chain; `third` counts those of the
third person alone.
"""

from __future__ import annotations

import argparse
import calendar
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from spacy.language import Language
from spacy.tokens import Span

import pipeline
from pipeline import syntax
from pipeline.annotations import MENTIONS, spans_of

_BRACKET = re.compile(r"\((\d+)(?:\[[^\]]*\])?(\))?|(\d+)(?:\[[^\]]*\])?\)")
CALENDAR = frozenset({*calendar.day_name, *calendar.day_abbr, *calendar.month_name, *calendar.month_abbr})
"""Days and months, which are dates here and no names."""

Chain = frozenset[int]
"""The mentions of one thing, by the character where the head of each begins."""


@dataclass(slots=True)
class Document:
    """A text and its gold mentions: chain -> `(start, end, head, head is a name)` in characters; which heads are pronouns."""

    name: str
    text: str
    mentions: dict[int, list[tuple[int, int, int, bool]]] = field(default_factory=lambda: defaultdict(list))
    pronouns: frozenset[int] = frozenset()


def documents(path: Path) -> Iterator[Document]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = "".join(lines).split("# newdoc id = ")[1:]
    for block in blocks:
        name, _, rest = block.partition("\n")
        yield _document(name.strip(), rest)


def _document(name: str, block: str) -> Document:
    text, pronouns = "", set()
    document = Document(name, "")
    for sentence in re.split(r"\n\s*\n", block.strip()):
        gap = "\n\n" if "# newpar\n" in sentence else " "
        rows = [line.split("\t") for line in sentence.split("\n") if re.match(r"\d+\t", line)]
        text += gap if text else ""
        spans, open_at = [], defaultdict(list)
        found: list[tuple[int, int, int]] = []
        for i, row in enumerate(rows):
            spans.append((len(text), len(text) + len(row[1])))
            text += row[1] + ("" if "SpaceAfter=No" in row[9] or i + 1 == len(rows) else " ")
            if row[3] == "PRON" and row[4] in ("PRP", "PRP$"):
                pronouns.add(spans[-1][0])
            entity = re.search(r"Entity=([^|]+)", row[9])
            for opened, closed, ended in _BRACKET.findall(entity[1]) if entity else ():
                if opened and closed:
                    found.append((int(opened), i, i))
                elif opened:
                    open_at[opened].append(i)
                elif open_at[ended]:
                    found.append((int(ended), open_at[ended].pop(), i))
        heads = [int(row[6]) - 1 for row in rows]
        for chain, first, last in found:
            head = next((i for i in range(first, last + 1) if not first <= heads[i] <= last), first)
            named = rows[head][4] in ("NNP", "NNPS") and rows[head][1] not in CALENDAR
            mention = (spans[first][0], spans[last][1], spans[head][0], named)
            document.mentions[chain].append(mention)
    document.text, document.pronouns = text, frozenset(pronouns)
    return document


def gold_chains(document: Document) -> list[Chain]:
    return [
        frozenset(head for _, _, head, _ in mentions)
        for mentions in document.mentions.values()
        if len(mentions) > 1 and any(named for *_, named in mentions)
    ]


def found_chains(document: Document, nlp: Language) -> tuple[list[Chain], dict[int, str]]:
    """The chains with a name and two mentions or more, and the words of every mention."""
    doc = nlp(document.text)
    gold = [mention for mentions in document.mentions.values() for mention in mentions]
    chains: dict[int, set[int]] = defaultdict(set)
    named, words = set(), {}
    for span in spans_of(doc, MENTIONS):
        mention = span._.mention
        if mention.label == "NORP" and span.root.pos_ == "ADJ":  # adjectives of nations are no mentions in GUM
            continue
        if span.root.tag_ in ("WP", "WP$"):  # nor are relative pronouns
            continue
        inside = [g for g in gold if heads(span, g[2]) and g[0] <= span.start_char + 4 and span.end_char <= g[1] + 3]
        root = span.root.idx
        head = min(inside, key=lambda g: (g[2] != root, g[1] - g[0]))[2] if inside else root
        chains[mention.chain].add(head)
        words[head] = span.text
        if mention.form == "name":
            named.add(mention.chain)
    return [frozenset(heads) for chain, heads in chains.items() if chain in named and len(heads) > 1], words


def heads(span: Span, head: int) -> bool:
    """Whether the gold head at a character is the span's, or the noun whose apposition the span is."""
    return span.start_char <= head < span.end_char or (span.root.dep_ in syntax.APPOSITION and span.root.head.idx == head)


def muc(one: list[Chain], other: list[Chain]) -> tuple[float, float]:
    """Links of `one` kept in `other`, and how many there are."""
    at = {head: n for n, chain in enumerate(other) for head in chain}
    kept = sum(len(chain) - len({at.get(head, -head - 1) for head in chain}) for chain in one)
    return kept, sum(len(chain) - 1 for chain in one)


def b_cubed(one: list[Chain], other: list[Chain]) -> tuple[float, float]:
    at = {head: chain for chain in other for head in chain}
    share = sum(len(chain & at.get(head, frozenset())) / len(chain) for chain in one for head in chain)
    return share, sum(map(len, one))


def ceaf(gold: list[Chain], found: list[Chain]) -> float:
    """Similarity (phi 4) of the best alignment."""
    if not gold or not found:
        return 0.0
    table = np.array([[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold])
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].sum())


def f1(hits_r: float, of_r: float, hits_p: float, of_p: float) -> float:
    recall, precision = hits_r / max(of_r, 1e-9), hits_p / max(of_p, 1e-9)
    return 200 * recall * precision / (recall + precision) if recall + precision else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--genres", help="only these, by the word in the document's name")
    parser.add_argument("--part", choices=("even", "odd"), help="every other document")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--model")
    args = parser.parse_args()
    nlp = pipeline.load(args.model) if args.model else pipeline.load()
    sums: Counter[str] = Counter()
    errors: list[str] = []
    texts = list(documents(args.gold))
    texts = texts[args.part == "odd" :: 2] if args.part else texts
    chosen = [d for d in texts if not args.genres or d.name.split("_")[1] in args.genres.split(",")]
    for document in chosen:
        gold = gold_chains(document)
        found, words = found_chains(document, nlp)
        for key, (a, b) in {
            "muc": (muc(gold, found), muc(found, gold)),
            "b3": (b_cubed(gold, found), b_cubed(found, gold)),
        }.items():
            for name, value in zip(("r", "rn", "p", "pn"), (*a, *b), strict=True):
                sums[f"{key}_{name}"] += value
        best = ceaf(gold, found)
        for name, value in zip(("r", "rn", "p", "pn"), (best, len(gold), best, len(found)), strict=True):
            sums[f"ceaf_e_{name}"] += value
        names = {h for mentions in document.mentions.values() for *_, h, named in mentions if named}
        for chain in gold:
            for head in sorted(chain & document.pronouns):
                sums["pronouns"] += 1
                mine = next((f for f in found if head in f), frozenset())
                right = bool(mine & chain & names)
                sums["pronouns_right"] += right
                sums["pronouns_found"] += bool(mine & names)
                third = re.match(
                    r"(?:s?he|hi[ms]|hers?|its?|the(?:y|m|irs?)|\w+sel(?:f|ves))\b", document.text[head:], re.IGNORECASE
                )
                sums["third"] += bool(third)
                sums["third_right"] += bool(third) and right
                if not right:
                    target = max(
                        (document.text[s:e] for ms in document.mentions.values() for s, e, h, n in ms if n and h in chain),
                        key=len,
                    )
                    got = next((words[h] for h in sorted(mine & names) if h in words), "-")
                    errors.append(f"{document.name} {document.text[max(0, head - 60) : head + 25]!r}: {target!r}, got {got!r}")
        for chain in gold:
            missed = [h for h in chain if h not in {x for f in found for x in f} and h not in document.pronouns]
            for h in missed:
                kind = "name" if h in names else "nominal"
                sums[f"missed_{kind}"] += 1
                mention = min((m for ms in document.mentions.values() for m in ms if m[2] == h), key=lambda m: m[1] - m[0])
                errors.append(f"{document.name} missed {kind} {document.text[mention[0] : mention[1]][:60]!r}")
    scores = {key: f1(*(sums[f"{key}_{part}"] for part in ("r", "rn", "p", "pn"))) for key in ("muc", "b3", "ceaf_e")}
    for error in errors[: args.errors]:
        print(error)
    figures = {key: round(value, 2) for key, value in scores.items()}
    figures |= {
        "conll": round(sum(scores.values()) / 3, 2),
        "pronouns": round(100 * sums["pronouns_right"] / max(1, sums["pronouns"]), 2),
    }
    figures |= {"third": round(100 * sums["third_right"] / max(1, sums["third"]), 2), "third_gold": sums["third"]}
    figures |= {key: sums[key] for key in ("pronouns_found", "missed_name", "missed_nominal")}
    figures |= {"pronouns_gold": sums["pronouns"], "documents": len(chosen)}
    figures |= {
        f"{key}_{part}": round(100 * sums[f"{key}_{part}"] / max(1e-9, sums[f"{key}_{part}n"]), 1)
        for key in scores
        for part in "rp"
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
