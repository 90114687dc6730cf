"""Reads transcripts, where labels name who speaks: "REPORTER: Will you sign it?", "President of Russia Vladimir Putin: Good."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.strings import get_string_id
from spacy.tokens import Doc

from pipeline import lexicons

FEWEST_TURNS = 3
"""Labels that make a transcript; one or two may be headings ("WATCH: ...")."""
LONGEST_LABEL = 12
"""Tokens of the longest label ("President of the Republic of Belarus Alexander Lukashenko")."""
LATEST_FIRST = 12
"""Paragraph by which a text that is a transcript throughout has its first label."""
LEAST_SPOKEN = 0.3
"""Share of the longer paragraphs without a label that say "I", "we" or "you", from which on they are speech, not narration."""
LONGER = 12
"""Tokens of a longer paragraph."""
LONGEST_END = 6
"""Tokens of the time of day that closes a transcript."""

OPENERS = frozenset({"“", "„", "«", "``", '"'})
ENDS = frozenset({".", "?", "!", "…", ")", "]", "”", '"', "''"})
DASHES = frozenset({"—", "–", "-", "--"})
COLON = get_string_id(":")

Stretch = tuple[int, int]
"""First token and the one behind the last."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says: the tokens of the label, and those of each paragraph or part of one."""

    label: Stretch
    said: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    said: int
    """Where the words behind it begin."""
    paragraph: int


def turns(doc: Doc, paragraphs: Sequence[Stretch]) -> list[Turn]:
    """The turns of a transcript, or of one within an article, in order.

    None where there are too few labels, one name only, or nothing but headings ("CLAIM: ... FACT: ...").
    """
    labels = list(_labels(doc, paragraphs))
    enough = len(labels) >= FEWEST_TURNS and len({_name(doc, label) for label in labels}) > 1
    if not enough or not any(_is_somebody(doc, label) for label in labels):
        return []
    throughout = _is_throughout(doc, paragraphs, labels)
    found: list[Turn] = []
    for number, label in enumerate(labels):
        following = labels[number + 1] if number + 1 < len(labels) else None
        end = paragraphs[label.paragraph][1]
        if following is not None and following.paragraph == label.paragraph:
            said = [(label.said, following.start)]
        else:
            last = following.paragraph if following is not None else len(paragraphs)
            more = _more(doc, paragraphs[label.paragraph : last], throughout=throughout)
            said = [(label.said, end), *more]
        found.append(Turn((label.start, label.end), tuple(_trimmed(doc, *part) for part in said if _has_words(doc, *part))))
    return [turn for turn in found if turn.said]


def is_labelled(doc: Doc, paragraph: Stretch) -> bool:
    """Whether a paragraph begins with who speaks: "THE PRESIDENT:", "Q"."""
    return _leading(doc, 0, paragraph) is not None


def _labels(doc: Doc, paragraphs: Sequence[Stretch]) -> Iterator[_Label]:
    """The labels that lead a paragraph, and persons' names that do so within one, behind the end of a sentence."""
    colons = (doc.to_array("ORTH") == COLON).nonzero()[0].tolist()
    k = 0
    for number, (start, end) in enumerate(paragraphs):
        leading = _leading(doc, number, (start, end))
        if leading is not None:
            yield leading
        while k < len(colons) and colons[k] < end:
            if colons[k] >= (leading.said if leading else start + 1):
                within = _within(doc, number, start, colons[k], end)
                if within is not None:
                    yield within
            k += 1


def _leading(doc: Doc, number: int, paragraph: Stretch) -> _Label | None:
    start, end = paragraph
    first = start + 1 if end > start and doc[start].text in OPENERS else start
    colon = next((i for i in range(first, min(end, first + LONGEST_LABEL + 1)) if doc[i].text == ":"), None)
    if colon is not None:
        return _Label(first, colon, colon + 1, number) if colon > first and _is_label(doc, first, colon) else None
    asks = first + 1 < end and doc[first].text in lexicons.words("speech_cues", "asking_letters")
    goes_on = asks and (not doc[first + 1].is_punct or doc[first + 1].text in DASHES)
    return _Label(first, first + 1, first + 1, number) if goes_on else None


def _within(doc: Doc, number: int, start: int, colon: int, end: int) -> _Label | None:
    """The person's name between the end of a sentence and a colon."""
    if colon + 1 >= end or doc[colon - 1].ent_type_ != "PERSON" or doc[colon + 1].text in OPENERS:
        return None
    first = colon
    while first > start and colon - first <= LONGEST_LABEL and doc[first - 1].text not in ENDS:
        first -= 1
    if first == start or colon - first > LONGEST_LABEL or not _is_label(doc, first, colon):
        return None
    return _Label(first, colon, colon + 1, number)


def _is_label(doc: Doc, start: int, end: int) -> bool:
    """Capital letters throughout, a person's name with or without a title before it, or a word for one who asks."""
    words = [doc[i] for i in range(start, end) if not doc[i].is_space]
    if all(word.text.isupper() or word.is_punct for word in words) and any(len(word) > 1 for word in words):
        return True
    if len(words) == 1 and words[0].lower_ in lexicons.words("speech_cues", "asking"):
        return True
    joining = lexicons.words("speech_cues", "joining_titles")
    titled = all(word.text[:1].isupper() or word.is_punct or word.lower_ in joining for word in words)
    return titled and words[-1].ent_type_ == "PERSON" and words[0].text[:1].isupper()


def _is_throughout(doc: Doc, paragraphs: Sequence[Stretch], labels: Sequence[_Label]) -> bool:
    """Whether the text is a transcript from its first label on, so that paragraphs without one go on from the one before."""
    if labels[0].paragraph >= LATEST_FIRST:
        return False
    labelled = {label.paragraph for label in labels}
    longer = [
        (start, end)
        for number, (start, end) in enumerate(paragraphs)
        if number > labels[0].paragraph and number not in labelled and end - start >= LONGER
    ]
    return sum(_is_spoken(doc, start, end) for start, end in longer) >= LEAST_SPOKEN * len(longer)


def _is_somebody(doc: Doc, label: _Label) -> bool:
    """Whether a label is a person or one who asks, not a heading in capitals."""
    words = lexicons.words("speech_cues", "asking") | lexicons.words("speech_cues", "speaking")
    letters = lexicons.words("speech_cues", "asking_letters")
    told = doc[label.start : label.end]
    return any(token.ent_type_ == "PERSON" or token.lower_ in words or token.text in letters for token in told)


def _is_spoken(doc: Doc, start: int, end: int) -> bool:
    words = lexicons.group("pronouns", "personal", "first") | lexicons.words("pronouns", "addressed")
    here = doc[start:end]
    return any(token.lower_ in words for token in here) and not any(token.text in OPENERS for token in here)


def _more(doc: Doc, paragraphs: Sequence[Stretch], *, throughout: bool) -> Iterator[Stretch]:
    """The paragraphs behind the first that belong to the same turn: all up to the end of a transcript, else those that go on in
    quotation marks."""
    before = paragraphs[0]
    for start, end in (p for p in paragraphs[1:] if _has_words(doc, *p)):
        if throughout:
            if _is_end(doc, start, end):
                return
            if doc[start].text == "(" and doc[end - 1].text == ")":
                continue
        elif not _goes_on(doc, before[0], start, end):
            return
        yield start, end
        before = (start, end)


def _is_end(doc: Doc, start: int, end: int) -> bool:
    """Whether a paragraph closes a transcript: "END", "5:03 P.M. EST"."""
    words = [token for token in doc[start:end] if not token.is_space]
    timed = len(words) <= LONGEST_END and any(":" in word.text for word in words) and words[0].text[:1].isdigit()
    return timed or words[0].text in lexicons.words("speech_cues", "end_marks")


def _goes_on(doc: Doc, before: int, start: int, end: int) -> bool:
    return end - start > 1 and doc[start].text in OPENERS and doc[before].text == doc[start].text and doc[start + 1].text != "("


def _trimmed(doc: Doc, start: int, end: int) -> Stretch:
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return start, end


def _has_words(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].is_alpha or doc[i].like_num for i in range(start, end))


def _name(doc: Doc, label: _Label) -> str:
    return doc[label.start : label.end].text.lower()
