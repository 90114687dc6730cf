"""The stage that finds quotations: reads mentions, writes the span group `quotes`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline import lexicons
from pipeline.annotations import MENTIONS, QUOTES, Chars, Mention, Quote, paragraphs, spans_of
from pipeline.speech.content_text import content_text
from pipeline.speech.interviewee import with_interviewee
from pipeline.speech.medium import medium_of
from pipeline.speech.quotation import Quotation
from pipeline.speech.quotations import quotations
from pipeline.speech.scores import score_of
from pipeline.speech.speaker_mention import MentionIndex


@Language.factory("newsfacts_quotes", assigns=["doc.spans"], requires=["doc.spans", "token.dep", "token.tag"])
def make(nlp: Language, name: str) -> QuoteStage:
    """The stage, as spaCy builds it from a configuration."""
    return QuoteStage()


class QuoteStage:
    """Writes `doc.spans["quotes"]`; each span carries a `Quote` in `._.quote`."""

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its quotations."""
        mentions = MentionIndex([(m.start, m.end, m._.mention) for m in spans_of(doc, MENTIONS)])
        text = doc.text
        spans: list[Span] = []
        records: list[Quote] = []
        everything = quotations(doc, [(p.start, p.end) for p in paragraphs(doc)])
        for found in with_interviewee(doc, everything, lambda speaker: mentions.person(doc, speaker)):
            span = doc[found.parts[0][0] : found.parts[-1][1]]
            if spans and (span.start, span.end) == (spans[-1].start, spans[-1].end):
                continue
            spans.append(span)
            records.append(_record(doc, text, found, mentions))
        doc.spans[QUOTES] = spans
        for span, record in zip(spans, records, strict=True):
            span._.quote = record
        _add_first_persons(doc, records)
        return doc


def _add_first_persons(doc: Doc, records: list[Quote]) -> None:
    """Makes "I" and "my" in somebody's own words mentions of the speaker, where the speaker is a mention of one person."""
    mentions = list(spans_of(doc, MENTIONS))
    by_chars = {(span.start_char, span.end_char): span._.mention for span in mentions}
    taken = {span.start for span in mentions if len(span) == 1}
    first = lexicons.words("pronouns", "speaker")
    added: list[tuple[Span, Mention]] = []
    for record in records:
        speaker = by_chars.get(record.speaker_mention) if record.speaker_mention else None
        if speaker is None or speaker.label != "PERSON" or record.kind == "indirect":
            continue
        for start, end in record.parts:
            part = doc.char_span(start, end, alignment_mode="contract")
            for token in part or ():
                if token.lower_ in first and token.i not in taken:
                    taken.add(token.i)
                    added.append((doc[token.i : token.i + 1], Mention(label="PERSON", form="pronoun", chain=speaker.chain)))
    if added:
        everything = sorted(
            [*((span, span._.mention) for span in mentions), *added], key=lambda pair: (pair[0].start, -pair[0].end)
        )
        doc.spans[MENTIONS] = [span for span, _ in everything]
        for span, mention in everything:
            span._.mention = mention


def _record(doc: Doc, text: str, found: Quotation, mentions: MentionIndex) -> Quote:
    parts = tuple(_chars(doc, start, end) for start, end in found.parts)
    speaker = found.speaker
    mention = None if speaker is None else mentions.within(doc, speaker)
    return Quote(
        kind=found.kind,
        parts=parts,
        content=content_text(text, parts),
        cue=None if found.cue is None else _chars(doc, found.cue.start, found.cue.end),
        speaker=None if speaker is None else _chars(doc, speaker.start, speaker.end),
        speaker_mention=None if mention is None else _chars(doc, *mention),
        attribution=found.rule,
        attribution_score=None if found.rule is None else score_of(found.rule),
        negated=found.cue is not None and found.cue.negated,
        medium=medium_of(doc, found),
    )


def _chars(doc: Doc, start: int, end: int) -> Chars:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
