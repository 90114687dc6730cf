"""Interviews printed as questions and answers without labels: who says "I" in the answers and is "you" in the questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.strings import get_string_id
from spacy.tokens import Doc

from pipeline import lexicons
from pipeline.annotations import paragraphs
from pipeline.mentions.antecedents import Known, Resolved, quoted

FEWEST_QUESTIONS = 3
"""Paragraphs of their own that end as questions and ask "you", which make an interview."""
LONGEST_QUESTION = 120
"""Tokens of such a paragraph; longer ones are answers that end with a question."""
QUESTION_MARK = get_string_id("?")
BESIDE = 3
"""Tokens between two names that are told together: "Jane Roe and John Doe"."""


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
