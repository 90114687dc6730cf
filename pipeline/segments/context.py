"""What wording alone can't tell: a part's kind by its place, its neighbours, and what was said before."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.segments.furniture import Furniture
from pipeline.segments.likeness import Sentences, key_of
from pipeline.segments.part import Part

HEADLINE_WORDS = 35
"""Words of the longest headline; those of the collections at hand end at 34."""
SHORTEST_HEADLINE = 2
SUBHEAD_WORDS = 16
CAPTION_WORDS = 60
MEDIA_CAPTION_WORDS = 40
"""Words of a paragraph beside a player from which it is no caption any more."""
REPEAT_WORDS = 10
"""Words from which a paragraph said before is the page repeating itself. Shorter ones are said again in speech: "Thank you."."""
SHORT_REPEAT_WORDS = 3
"""The same for headlines, captions and notes."""
CAPTION_CONTAINED = 0.8
"""Share of a caption's content words in one sentence of the story from which it says the same again."""
TITLE_CONTAINED = 0.5
"""Share of the content words of the record's title from which the line above the story is the headline in other words."""
CAPTIONS_CHECKED = 50
"""Captions compared with the story; more than these make no article, and comparing them would take quadratic time."""
CUT_MARKS = ("...", "…")
TITLE_WORDS = (4, 24)
"""Words of another story's headline."""
MENU_LINES, MENU_WORDS = 4, 2
"""So many lines in a row of so few words above the story are the page's menu."""
STORY_PARAGRAPHS = 3
"""Paragraphs of prose from which a text is a story that has an end, with the page's furniture below it."""
TAIL_SHARE = 0.5
"""Words of other stories' headlines below the story against words of the story; with more, the text is a list."""


def mark_menu(top: Sequence[Part]) -> None:
    """Many lines of a word or two above the story are the page's menu."""
    run: list[Part] = []
    for part in top:
        short = part.words <= MENU_WORDS and part.kind in (None, "boilerplate") and part.text[-1] not in ".!?:,;"
        run = [*run, part] if short else []
        if len(run) >= MENU_LINES:
            for line in run[-MENU_LINES:]:
                line.mark("boilerplate")


def mark_headlines(parts: Sequence[Part], story: range, title: str | None, lexicon: Furniture) -> None:
    """The headline above the story, by the record's title or by its looks; and the title-like lines within the story."""
    above = parts[: story.start + 1] if story else parts[:1]
    headline = next((part for part in above if _is_headline(part, title)), None)
    if headline:
        headline.mark("headline")
    for index in story:
        part, after = parts[index], parts[index + 1 : index + 2]
        title_like = part.is_title(SUBHEAD_WORDS) and not lexicon.speaker.match(part.text)
        if title_like and after and after[0].is_prose and not after[0].text[0].islower():
            part.mark("headline")


def mark_bylines(parts: Sequence[Part], story: range, authors: Sequence[str], lexicon: Furniture) -> None:
    """Names of authors and outlets that stand alone above or below the story.

    A name is an author's beside another byline, or between the headline and a date.
    """
    known = {key_of(author) for author in authors} | lexicon.outlets
    edges = [part for index, part in enumerate(parts) if index not in story]
    for part in edges:
        if part.kind is None and part.key in known:
            part.mark("byline")
    for before, part, after in zip([None, *edges], edges, [*edges[1:], None], strict=False):
        if part.kind is None and lexicon.name.fullmatch(part.text) and _stands_as_byline(before, part, after):
            part.mark("byline")


def mark_listed(parts: Sequence[Part]) -> None:
    """The title-like lines below "Most read", "More from ..." and the like."""
    listing = False
    for part in parts:
        if part.opens:
            listing = True
        elif listing and part.is_title(TITLE_WORDS[1], TITLE_WORDS[0]):
            part.mark("related")
        elif part.has_letters:
            listing = False


def mark_tail(parts: Sequence[Part], story: range) -> None:
    """Headlines and cut-off teasers of other stories below the story, where other furniture shows that the page goes on there."""
    tail = parts[story.stop :] if story else []
    if sum(parts[index].is_prose for index in story) < STORY_PARAGRAPHS:
        return
    if not any(part.rule and not part.weak and part.kind in ("boilerplate", "related") for part in tail):
        return
    loose = [part for part in tail if part.is_title(TITLE_WORDS[1], TITLE_WORDS[0]) or _is_cut_off(part)]
    if sum(part.words for part in loose) <= TAIL_SHARE * sum(parts[index].words for index in story):
        for part in loose:
            part.mark("related")


def is_caption(part: Part, lexicon: Furniture, *, beside_media: bool) -> bool:
    """Whether a paragraph is short, and ends in a picture credit or stands beside a picture or player."""
    if part.kind is not None:
        return False
    return credit_at(part, lexicon) is not None or (beside_media and part.ends_sentence and part.words <= MEDIA_CAPTION_WORDS)


def mark_said_captions(parts: Sequence[Part], lexicon: Furniture) -> None:
    """Leaves out the captions that say what a sentence of the story says."""
    captions = [part for part in parts if part.kind == "caption"][:CAPTIONS_CHECKED]
    if captions:
        story = Sentences(part.text for part in parts if part.kind is None)
        for part in captions:
            if story.containment(part.text[: credit_at(part, lexicon)]) >= CAPTION_CONTAINED:
                part.leave_out()


def mark_repeats(parts: Sequence[Part], story: range, lexicon: Furniture) -> None:
    """What an earlier analysed part says in the same words is left out; a repeated or shortened headline is furniture.

    Lines of a transcript are kept: a question can be asked twice.
    """
    seen: set[str] = set()
    headline = next((part.key for part in parts[: story.start + 1] if part.kind == "headline"), None)
    for part in parts:
        if not part.analysed:
            continue
        short = part.key == headline or part.kind in ("caption", "note")
        if part.key in seen and part.words >= (SHORT_REPEAT_WORDS if short else REPEAT_WORDS):
            _leave_out_repeat(part, headline, lexicon)
        elif headline and _is_shortened(part, headline):
            part.mark("boilerplate")
        seen.add(part.key)


def credit_at(part: Part, lexicon: Furniture) -> int | None:
    """Where the picture credit begins that ends a short part; None where there is none."""
    return lexicon.credit_start(part.text) if part.words <= CAPTION_WORDS else None


def _is_headline(part: Part, title: str | None) -> bool:
    if title is None:
        return part.is_title(HEADLINE_WORDS, SHORTEST_HEADLINE)
    if part.kind is None and part.key == key_of(title):
        return True
    return part.is_title(HEADLINE_WORDS) and Sentences([part.text]).containment(title) >= TITLE_CONTAINED


def _leave_out_repeat(part: Part, headline: str | None, lexicon: Furniture) -> None:
    if part.key == headline:
        part.mark("boilerplate")
    elif not lexicon.speaker.match(part.text):
        part.leave_out()


def _stands_as_byline(before: Part | None, part: Part, after: Part | None) -> bool:
    if any(beside and beside.kind == "byline" and not beside.weak for beside in (before, after)):
        return True
    dated = bool(after and after.kind == "byline")
    return dated and bool(before and before.kind == "headline") and not part.text.isupper()


def _is_shortened(part: Part, headline: str) -> bool:
    """Whether a part is the headline, cut off with dots."""
    cut = part.text.endswith(CUT_MARKS) and part.words > SHORT_REPEAT_WORDS
    return cut and headline.startswith(part.key) and part.key != headline


def _is_cut_off(part: Part) -> bool:
    return part.kind is None and part.words > TITLE_WORDS[1] and not part.ends_sentence
