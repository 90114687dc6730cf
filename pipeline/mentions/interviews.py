"""Transcripts, interviews without labels, and speeches: who says "I" in them, and is "you" in the questions."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.strings import get_string_id
from spacy.tokens import Doc

from pipeline import lexicons
from pipeline.annotations import paragraphs
from pipeline.mentions.antecedents import Known, Resolved, quoted
from pipeline.mentions.titles import Title
from pipeline.transcripts import Stretch, Turn, is_labelled, turns

FEWEST_QUESTIONS = 3
"""Paragraphs of their own that end as questions and ask "you", which make an interview."""
LONGEST_QUESTION = 120
"""Tokens of such a paragraph; longer ones are answers that end with a question."""
QUESTION_MARK = get_string_id("?")
LATEST_BY = 12
"""Tokens from the beginning to the "by" of whose remarks they are."""
FEWEST_LABELS = 2
"""Labelled paragraphs that make a transcript of several."""
BESIDE = 3
"""Tokens between two names that are told together: "Jane Roe and John Doe"."""


def teller_mentions(doc: Doc, known: Sequence[Known]) -> Iterator[Resolved]:
    """ "I" and "my" outside of quotation marks, where the text is somebody's word: a transcript, a speech, an interview."""
    stretches = [(p.start, p.end) for p in paragraphs(doc)]
    spoken = turns(doc, stretches)
    speaker = None if spoken else _speaker(doc, known, stretches)
    if spoken:
        yield from _speakers_of_turns(doc, known, spoken)
    elif speaker is not None:
        yield from _tellers(doc, [(0, len(doc))], speaker, quoted(doc))
    else:
        yield from interviewee_mentions(doc, known)


def labels_alike(doc: Doc, titles: Sequence[tuple[Title, int]]) -> list[tuple[Title, int]]:
    """The titles with their chains, those in labels of one wording ("THE PRESIDENT:") all with the chain of the first."""
    first: dict[str, int] = {}
    labels = {turn.label for turn in turns(doc, [(p.start, p.end) for p in paragraphs(doc)])} if titles else set()
    same = []
    for title, chain in titles:
        if (title.start, title.end) in labels:
            chain = first.setdefault(doc[title.start : title.end].text.lower(), chain)
        same.append((title, chain))
    return same


def _speakers_of_turns(doc: Doc, known: Sequence[Known], spoken: Sequence[Turn]) -> Iterator[Resolved]:
    """ "I" and "my" in the turns whose label names a person, or tells a title that somebody in the article has."""
    inside = quoted(doc, {start for turn in spoken for start, _ in turn.said})
    people = sorted((m for m in known if m.label == "PERSON"), key=lambda m: (m.start, m.end))
    starts = [m.start for m in people]
    for turn in spoken:
        start, end = turn.label
        labels = [m for m in people[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end]
        named = [m for m in labels if m.form == "name"] or labels
        if named:
            yield from _tellers(doc, turn.said, named[-1].chain, inside)


def _tellers(doc: Doc, said: Sequence[Stretch], chain: int, inside: Sequence[bool]) -> Iterator[Resolved]:
    words = lexicons.words("pronouns", "speaker")
    for start, end in said:
        for token in doc[start:end]:
            if token.lower_ in words and not inside[token.i]:
                yield Resolved(token.i, token.i + 1, chain, "pronoun")


def _speaker(doc: Doc, known: Sequence[Known], stretches: Sequence[Stretch]) -> int | None:
    """The person whose remarks a text says in its first paragraph to be: "Remarks by Vice President Harris"; None where it has
    labels of speakers, or names two."""
    first = next(iter(doc.sents), doc[:0])
    by_words, kinds = lexicons.words("pronouns", "addressing"), lexicons.words("pronouns", "addresses")
    by = next((t.i for t in first if t.lower_ in by_words and any(w.lower_ in kinds for w in doc[first.start : t.i])), None)
    if by is None or by - first.start > LATEST_BY:
        return None
    heading = next((end for start, end in stretches if start <= by < end), by)
    people = [m for m in known if by < m.start and m.end <= heading and m.label == "PERSON" and m.form == "name"]
    if not people or any(abs(m.start - people[0].end) <= BESIDE for m in people[1:]):
        return None
    labelled = sum(is_labelled(doc, stretch) for stretch in stretches)
    return people[0].chain if labelled < FEWEST_LABELS else None


def interviewee_mentions(doc: Doc, known: Sequence[Known]) -> Iterator[Resolved]:
    """ "I" and "my" in answers, "you" and "your" in questions, as mentions of the one person interviewed; none elsewhere."""
    if doc.to_array("ORTH").tolist().count(QUESTION_MARK) < FEWEST_QUESTIONS:
        return
    stretches = [(p.start, p.end) for p in paragraphs(doc)]
    questions = {start for start, end in stretches if _asks(doc, start, end)}
    if len(questions) < FEWEST_QUESTIONS:
        return
    chain = _interviewee(doc, [m for m in known if m.start < min(questions) and m.label == "PERSON" and m.form == "name"])
    if chain is None:
        return
    inside = quoted(doc)
    for start, end in stretches:
        if start < min(questions):
            continue
        words = lexicons.words("pronouns", "addressed" if start in questions else "speaker")
        for token in doc[start:end]:
            if token.lower_ in words and not inside[token.i]:
                yield Resolved(token.i, token.i + 1, chain, "pronoun")


def _asks(doc: Doc, start: int, end: int) -> bool:
    """Whether a paragraph is a question to somebody, in nobody's quotation marks."""
    while end > start and doc[end - 1].is_space:
        end -= 1
    if end - start < 3 or end - start > LONGEST_QUESTION or doc[end - 1].text != "?" or doc[start].is_quote:
        return False
    addressed = lexicons.words("pronouns", "addressed")
    return any(token.lower_ in addressed for token in doc[start:end])


def _interviewee(doc: Doc, names: Sequence[Known]) -> int | None:
    """The person named first behind "interview", else most often, before the first question; None where two are told together."""
    if not names:
        return None
    asked = lexicons.words("pronouns", "interviewing")
    behind = [m for m in names if any(token.lower_ in asked for token in doc[doc[m.start].sent.start : m.start])]
    first = behind[0] if behind else None
    if first is not None:
        together = [m for m in names if m.chain != first.chain and abs(m.start - first.end) <= BESIDE]
        return None if together else first.chain
    counts = Counter(m.chain for m in names)
    most = max(counts.values())
    leading = [chain for chain, count in counts.items() if count == most]
    return leading[0] if len(leading) == 1 else None
