"""Tags, trees and sentences against a treebank.

The way of the CoNLL 2018 shared task (Zeman et al. 2018, https://universaldependencies.org/conll18/evaluation.html): a word
that is found is right when it stands on the characters of a gold word; what is said of it, its head among that, counts in F1
over all words, gold and found.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from collections.abc import Set as AnySet

from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.evaluate import Score
from pipeline.model_scores.treebanks import Chars, Paragraph, Word

TOKENS, SENTENCES = "tokens F", "sentences F"
OF_WORDS: dict[str, Callable[[Word], Hashable]] = {
    "UPOS": lambda word: word.upos,
    "XPOS": lambda word: word.xpos,
    "morphology": lambda word: word.feats,
    "lemma": lambda word: word.lemma,
    "UAS": lambda word: word.head,
    "LAS": lambda word: (word.head, word.relation),
}
"""What is compared of a word on the same characters."""
COLUMNS = (TOKENS, SENTENCES, *OF_WORDS)
SET_AS = {
    SENTENCES: "SENT_START",
    "UPOS": "POS",
    "XPOS": "TAG",
    "morphology": "MORPH",
    "lemma": "LEMMA",
    "UAS": "DEP",
    "LAS": "DEP",
}
"""spaCy's attribute behind a figure; where a pipeline never sets it, there is no figure."""
NO_HEAD = "0"


def score_trees(
    paragraphs: Iterable[Paragraph], analyse: Callable[[Paragraph], Doc], wrong: Callable[[Paragraph, list[Word]], Iterable[str]]
) -> tuple[dict[str, float | None], list[str]]:
    """F1 in percent by column, None for what the pipeline does not set, and the lines that `wrong` gives for each paragraph."""
    scores = {column: Score() for column in COLUMNS}
    known = {TOKENS}
    errors: list[str] = []
    for paragraph in paragraphs:
        doc = analyse(paragraph)
        known.update(column for column, attribute in SET_AS.items() if doc.has_annotation(attribute))
        words = [_word(token) for token in doc if not token.is_space]
        _count(scores[TOKENS], {word.chars for word in paragraph.words}, {word.chars for word in words})
        _count(scores[SENTENCES], set(paragraph.sentences), set(_sentences(doc)))
        for column, said in OF_WORDS.items():
            gold, found = ({(word.chars, said(word)) for word in side} for side in (paragraph.words, words))
            _count(scores[column], gold, found)
        errors += wrong(paragraph, words)
    return {column: score.f1 if column in known else None for column, score in scores.items()}, errors


def from_gold_tokens(nlp: Language, paragraph: Paragraph) -> Doc:
    """The paragraph analysed with words and sentences given."""
    words = [word.form for word in paragraph.words]
    return nlp(Doc(nlp.vocab, words=words, spaces=paragraph.spaces, sent_starts=list(paragraph.starts)))


def from_raw_text(nlp: Language, paragraph: Paragraph) -> Doc:
    """The paragraph analysed from its text alone."""
    return nlp(paragraph.text.rstrip())


def misread(paragraph: Paragraph, words: list[Word]) -> Iterator[str]:
    """`form: gold UPOS/head/relation -> found` of each word for which one of them is wrong."""
    standing = {word.chars: word for word in words}
    for gold in paragraph.words:
        found = standing.get(gold.chars)
        if found and (gold.upos, gold.head, gold.relation) != (found.upos, found.head, found.relation):
            yield f"{gold.form}: gold {_said(paragraph, gold)} -> {_said(paragraph, found)}"


def miscut(paragraph: Paragraph, words: list[Word]) -> Iterator[str]:
    """`form: gold token -> 'what' 'stands' there` of each gold word that is no token of its own."""
    standing = {word.chars for word in words}
    for gold in paragraph.words:
        if gold.chars not in standing:
            start, end = gold.chars
            over = [repr(word.form) for word in words if word.chars[0] < end and start < word.chars[1]]
            yield f"{gold.form}: gold token -> {' '.join(over)}"


def _count(score: Score, gold: AnySet[Hashable], found: AnySet[Hashable]) -> None:
    score.hits += len(gold & found)
    score.missed += len(gold - found)
    score.false += len(found - gold)


def _word(token: Token) -> Word:
    return Word(
        chars=_chars(token),
        form=token.text,
        lemma=token.lemma_,
        upos=token.pos_,
        xpos=token.tag_,
        feats=frozenset(feats.split("|")) if (feats := str(token.morph)) else frozenset(),
        head=None if token.head.i == token.i else _chars(token.head),
        relation="root" if token.dep_ == "ROOT" else token.dep_,
    )


def _chars(token: Token) -> Chars:
    return token.idx, token.idx + len(token)


def _sentences(doc: Doc) -> Iterator[Chars]:
    if not doc.has_annotation("SENT_START"):
        return
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            yield words[0].idx, _chars(words[-1])[1]


def _said(paragraph: Paragraph, word: Word) -> str:
    head = NO_HEAD if word.head is None else paragraph.text[slice(*word.head)]
    return f"{word.upos}/{head}/{word.relation}"
