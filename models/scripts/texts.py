"""The corpora as texts of sentences: words with names, and with tags and trees where a treebank has the same text.

Stretches that a corpus does not annotate are masked (None), not "outside". EWT and GUM carry both layers on the same words.
Our own prose (`models/prose`) is text with the names marked: `[PERSON Ada Kovac] left [GPE Kyiv].`
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from common import curl_quotes, read_jsonl, token_bounds
from names import LABELS, TRAIN_SHARE, UNLEARNT, NamePool
from treebank import Row, sentences, words_of

TREEBANKS = {"gum": "en_gum-ud", "uner_ewt": "en_ewt-ud"}
SILVER = frozenset({"gmb", "multiner_gov"})
"""Made by machine or by another guideline: their names count less."""
PROSE, ARTICLE_BREAK = Path(__file__).parents[1] / "prose", "---"
MARKED = re.compile(r"\[([A-Z_]+) ([^\]]+)\]")
NEWS_WORDS = {"kremlin.ru": 600_000, "whitehouse.gov": 1_400_000, "pmtranscripts.gov.au": 600_000}
SHORTEST_PARAGRAPH, LONGEST_PARAGRAPH = 6, 150
SENTENCES_OF_A_TEXT = 12
"""Corpora of single sentences keep their order, so neighbours are read as one text of so many."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Parallel lists over words; `heads` count within the sentence, -1 for the root. None where not annotated."""

    words: list[str]
    names: list[str | None]
    """`O`, or `B-`, `I-`, `L-`, `U-` and a label."""
    opens: bool
    """Whether a paragraph begins with it."""
    upos: list[str] | None = None
    xpos: list[str] | None = None
    feats: list[str] | None = None
    lemmas: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences in order, and what they come from."""

    source: str
    sentences: list[Sentence]


def biluo(n: int, spans: list[tuple[int, int, str]], masked: set[int]) -> list[str | None]:
    tags: list[str | None] = [None if i in masked else "O" for i in range(n)]
    for start, end, label in spans:
        if end - start == 1:
            tags[start] = f"U-{label}"
        else:
            tags[start:end] = [f"B-{label}", *([f"I-{label}"] * (end - start - 2)), f"L-{label}"]
    return tags


def name_tags(record: dict[str, Any]) -> list[str | None]:
    """Tags of the record's own tokens."""
    begin, finish = token_bounds(record)
    spans = [(begin[s], finish[e], label) for s, e, label in record["ents"]]
    masked = {i for s, e in record["missing"] for i in range(begin[s], finish[e])}
    masked |= {i for s, e, label in spans if label in UNLEARNT for i in range(s, e)}
    return biluo(len(record["tokens"]), [x for x in spans if x[2] in LABELS], masked)


def doc_tags(doc: Doc, names: list[tuple[int, int, str]], missing: list[tuple[int, int]]) -> list[str | None]:
    """Tags of a Doc's tokens from characters; a name that ends inside a token is masked."""
    spans: list[tuple[int, int, str]] = []
    masked: set[int] = set()
    for start, end, label in [*names, *((s, e, "") for s, e in missing)]:
        wide = doc.char_span(start, end, alignment_mode="expand")
        if label and (wide.start_char, wide.end_char) == (start, end):
            spans.append((wide.start, wide.end, label))
        else:
            masked |= set(range(wide.start, wide.end))
    return biluo(len(doc), spans, masked)


def retokenised(record: dict[str, Any], tokenizer: Tokenizer) -> list[Sentence]:
    """The record's sentences in the product's own tokens."""
    doc = tokenizer(record["text"])
    unlearnt = [(s, e) for s, e, label in record["ents"] if label in UNLEARNT]
    tags = doc_tags(doc, [x for x in record["ents"] if x[2] in LABELS], [*unlearnt, *record["missing"]])
    begin, _ = token_bounds(record)
    firsts = set(record["sent_starts"] or [0])
    begun = [at for at, i in begin.items() if i in firsts]
    starts = sorted({doc.char_span(b, b + 1, alignment_mode="expand").start for b in begun} | {0})
    made = []
    for start, end in pairwise([*starts, len(doc)]):
        kept = [i for i in range(start, end) if not doc[i].is_space]
        if kept:
            made.append(Sentence([doc[i].text for i in kept], [tags[i] for i in kept], start == 0))
    return made


def treebank(path: Path) -> dict[str, list[tuple[bool, list[Row]]]]:
    """Document id -> sentences, each with whether a paragraph begins with it."""
    found: dict[str, list[tuple[bool, list[Row]]]] = {}
    for document, opens, rows in sentences(path):
        found.setdefault(document, []).append((opens, words_of(rows)[0]))
    return found


def parsed(rows: list[Row], tags: list[str | None], opens: bool) -> Sentence:
    return Sentence(
        words=[r[1] for r in rows],
        names=tags,
        opens=opens,
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        feats=["" if r[5] == "_" else r[5] for r in rows],
        lemmas=[r[1] if r[2] == "_" else r[2] for r in rows],
        heads=[int(r[6]) - 1 for r in rows],
        deps=[r[7] for r in rows],
    )


def corpus(corpora: Path, name: str, part: str) -> list[Text]:
    """All texts of one name corpus, with trees where the treebank of the same texts has them."""
    records = list(read_jsonl(corpora / "ner" / f"{name}.{part}.jsonl.gz"))
    trees = treebank(corpora / "treebank" / f"{TREEBANKS[name]}-{part}.conllu.gz") if name in TREEBANKS else {}
    tokenizer = spacy.blank("en").tokenizer
    texts: list[Text] = []
    loose: list[Sentence] = []
    for record in records:
        tags = name_tags(record)
        sentences = trees.get(record["doc_id"], [])
        if sentences:
            same = [r[1] for _, rows in sentences for r in rows] == record["tokens"]
            at = 0
            made = []
            for opens, rows in sentences:
                mine = tags[at : at + len(rows)] if same else [None] * len(rows)
                made.append(parsed(rows, mine, opens))
                at += len(rows)
            texts.append(Text(name, made))
            continue
        made = retokenised(record, tokenizer)
        if len(made) > 1:
            texts.append(Text(name, made))
        else:
            loose += made
    cut = range(0, len(loose), SENTENCES_OF_A_TEXT)
    texts += [Text(name, [replace(s, opens=k == 0) for k, s in enumerate(loose[i : i + SENTENCES_OF_A_TEXT])]) for i in cut]
    return texts


def prose(folder: Path = PROSE) -> list[Text]:
    """Our own articles; a paragraph stands as one sentence, its sentences not told apart."""
    tokenizer = spacy.blank("en").tokenizer
    texts: list[Text] = []
    for path in sorted(folder.glob("*.txt")):
        for article in path.read_text(encoding="utf-8").split(f"\n{ARTICLE_BREAK}\n"):
            lines = [line for line in article.splitlines() if line.strip() not in ("", ARTICLE_BREAK)]
            texts.append(Text("prose", [_marked(line.strip(), tokenizer) for line in lines]))
    return texts


def _marked(line: str, tokenizer: Tokenizer) -> Sentence:
    plain, at = "", 0
    spans: list[tuple[int, int, str]] = []
    for match in MARKED.finditer(line):
        plain += line[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        at = match.end()
    doc = tokenizer(plain + line[at:])
    return Sentence([t.text for t in doc], doc_tags(doc, spans, []), True)


def news(articles: Path) -> list[Text]:
    """Raw news, nothing annotated: up to so many words of each source (`NEWS_WORDS`), a paragraph as one sentence."""
    left = dict(NEWS_WORDS)
    tokenizer = spacy.blank("en").tokenizer
    records = [r for r in read_jsonl(articles / "load_open.jsonl.gz") if r["source"] in left]
    random.Random(3).shuffle(records)
    texts: list[Text] = []
    for record in records:
        if left[record["source"]] <= 0:
            continue
        held: list[Sentence] = []
        for line in record["text"].split("\n"):
            words = [t.text for t in tokenizer(line.strip()) if not t.is_space]
            if SHORTEST_PARAGRAPH <= len(words) <= LONGEST_PARAGRAPH:
                held.append(Sentence(words, [None] * len(words), True))
        left[record["source"]] -= sum(len(s.words) for s in held)
        texts += [Text("news", held[i : i + SENTENCES_OF_A_TEXT]) for i in range(0, len(held), SENTENCES_OF_A_TEXT)]
    return texts


def training_texts(corpora: Path, articles: Path | None = None) -> dict[str, list[Text]]:
    """Corpus -> texts, with the raw news of the folder `articles` if it is given."""
    found = {name: corpus(corpora, name, "train") for name in TRAIN_SHARE}
    found["prose"] = prose()
    if articles:
        found["news"] = news(articles)
    return found


def spans_of(tags: list[str | None]) -> Iterator[tuple[int, int, str]]:
    start = 0
    for i, tag in enumerate(tags):
        if tag and tag[0] in "BU":
            start = i
        if tag and tag[0] in "LU":
            yield start, i + 1, tag[2:]


def swap_names(sentence: Sentence, pool: NamePool, dice: random.Random, chosen: dict[str, list[str]]) -> Sentence:
    """The sentence with other names, one for one word throughout (`chosen`). Where there is a tree, only of equal length."""
    words: list[str] = []
    tags: list[str | None] = []
    at = 0
    fixed = sentence.heads is not None
    for start, end, label in spans_of(sentence.names):
        old = sentence.words[start:end]
        new = chosen.get(old[-1])
        if new is None and dice.random() < 0.8:
            new = pool.other(old, label, dice)
        if new and label == "PERSON":
            chosen[old[-1]] = new
            new = new if len(old) > 1 else new[-1:]
            if fixed and len(old) == 2 and len(new) > 2:
                new = [new[0], new[-1]]
        if not new or (fixed and len(new) != len(old)):
            new = old
        words += sentence.words[at:start] + new
        tags += sentence.names[at:start] + biluo(len(new), [(0, len(new), label)], set())
        at = end
    words += sentence.words[at:]
    tags += sentence.names[at:]
    return replace(sentence, words=words, names=tags)


def vary(text: Text, pool: NamePool, dice: random.Random, swap_share: float, curly_share: float) -> Text:
    """The text as one epoch sees it: other names in some, typographic quotation marks in some, headline case here and there."""
    sentences = text.sentences
    if dice.random() < swap_share:
        chosen: dict[str, list[str]] = {}
        sentences = [swap_names(s, pool, dice, chosen) for s in sentences]
    if dice.random() < curly_share:
        sentences = [replace(s, words=curl_quotes(s.words)) for s in sentences]
    return Text(text.source, [_headline(s, dice) for s in sentences])


def _headline(sentence: Sentence, dice: random.Random) -> Sentence:
    roll = dice.random()
    if roll < 0.025:
        return replace(sentence, words=[w.upper() for w in sentence.words])
    if roll < 0.05:
        return replace(sentence, words=[w[:1].upper() + w[1:] if len(w) > 3 else w for w in sentence.words])
    return sentence
