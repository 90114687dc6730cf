"""Paragraphs to segments: each by its wording, its place, its neighbours, and what was said before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.article import Article
from pipeline.segments import context
from pipeline.segments.furniture import Furniture, furniture
from pipeline.segments.paragraphs import Segment, legible, paragraphs
from pipeline.segments.part import Part, part_of

DATELINED = 3
"""Paragraphs from the start of the body that may open with a dateline."""


def segment(article: Article, *, clean: bool = True) -> list[Segment]:
    """The segments of an article's text: in order, apart, and holding every character that is no white space.

    With `clean` off, every paragraph in which there is something to see is `body` and analysed. Linear in the text's length.
    """
    text = article.text
    spans = paragraphs(text)
    if not clean:
        seen = [legible(text, start, end) for start, end in spans]
        return [Segment(start, end, "body" if s else "boilerplate", s) for (start, end), s in zip(spans, seen, strict=True)]
    parts = [part_of(text, start, end) for start, end in spans]
    lexicon = furniture()
    story = _mark_wording(parts, lexicon)
    context.mark_menu(parts[: story.start])
    context.mark_listed(parts)
    context.mark_headlines(parts, story, article.title, lexicon)
    context.mark_bylines(parts, story, article.authors, lexicon)
    context.mark_tail(parts, story)
    context.mark_said_captions(parts, lexicon)
    context.mark_repeats(parts, story, lexicon)
    return list(_segments(parts, lexicon))


def _mark_wording(parts: Sequence[Part], lexicon: Furniture) -> range:
    """Gives a kind to what the lexicon knows by its wording; returns where the story stands, from its first prose to its last."""
    prose = [index for index, part in enumerate(parts) if part.is_prose]
    first = next((index for index in prose if _is_story(parts[index], "top", lexicon)), len(parts))
    last = next((index for index in reversed(prose) if _is_story(parts[index], "end", lexicon)), -1)
    beside_media = False
    for index, part in enumerate(parts):
        place = "top" if index < first else "end" if index > last else "middle"
        rule = lexicon.match(part.text, place)
        if rule:
            part.mark(rule.kind)
            part.rule, part.weak, part.opens = rule.name, rule.weak, rule.opens
            if rule.titled and index and parts[index - 1].is_title(context.HEADLINE_WORDS):
                parts[index - 1].mark(rule.kind)
        elif context.is_caption(part, lexicon, beside_media=beside_media):
            part.mark("caption")
        beside_media = bool(rule and rule.media) or (beside_media and not part.has_letters)
    return range(first, last + 1)


def _is_story(part: Part, place: str, lexicon: Furniture) -> bool:
    return lexicon.match(part.text, place) is None and context.credit_at(part, lexicon) is None


def _segments(parts: Sequence[Part], lexicon: Furniture) -> Iterator[Segment]:
    body = 0
    for part in parts:
        body += part.kind is None
        yield from _cut(part, lexicon, datelined=part.kind is None and body <= DATELINED)


def _cut(part: Part, lexicon: Furniture, *, datelined: bool) -> Iterator[Segment]:
    """The part as one segment, or as two where a dateline, a picture credit or the site's name is cut off."""
    kind = part.kind or "body"
    if datelined and (ends := lexicon.dateline_end(part.text)):
        yield Segment(part.start, part.start + len(part.text[:ends].rstrip()), "dateline", False)
        yield Segment(part.start + ends, part.end, kind, part.analysed)
        return
    cut = context.credit_at(part, lexicon) if kind == "caption" else lexicon.site_start(part.text) if kind == "headline" else None
    if not cut:
        yield Segment(part.start, part.end, "boilerplate" if cut == 0 else kind, part.analysed and cut != 0)
        return
    yield Segment(part.start, part.start + len(part.text[:cut].rstrip()), kind, part.analysed)
    yield Segment(part.start + cut + len(part.text[cut:]) - len(part.text[cut:].lstrip()), part.end, "boilerplate", False)
