"""A paragraph while it is being judged."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.segments.likeness import key_of

ANALYSED = frozenset({"headline", "body", "caption", "note"})
PROSE_WORDS = 8
"""Words from which a line with a full stop is prose and not a label."""
SHORTEST_TITLE = 3
FINAL = (".", "!", "?", "…")
NO_TITLE_END = (".", "…", ":", ";", ",", "-", "–", "—")
OPENING = "\"'“‘«([*_¿¡$€£#"
CLOSING = "\"'”’»)]*_ \u00a0"


@dataclass(slots=True)
class Part:
    """A paragraph, and what is known of it so far. `kind` None: nothing yet, so body in the end."""

    start: int
    end: int
    text: str
    words: int
    key: str
    kind: str | None = None
    analysed: bool = True
    rule: str | None = None
    """The rule of the lexicon that it met."""
    weak: bool = False
    """Whether that rule says nothing of the lines around."""
    opens: bool = False
    """Whether it heads a list of other stories."""

    def mark(self, kind: str) -> None:
        """Gives it a kind, and with it whether it is analysed."""
        self.kind = kind
        self.analysed = kind in ANALYSED

    def leave_out(self) -> None:
        """Keeps the kind, but not for the analysis."""
        self.analysed = False

    @property
    def has_letters(self) -> bool:
        """Whether there is a letter of any script in it."""
        return any(map(str.isalpha, self.text))

    @property
    def ends_sentence(self) -> bool:
        """Whether its last sentence is whole."""
        return self.text[-40:].rstrip(CLOSING).endswith(FINAL)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text, and not known to be anything else."""
        return self.kind is None and self.words >= PROSE_WORDS and self.ends_sentence

    def is_title(self, most: int, least: int = SHORTEST_TITLE) -> bool:
        """Whether it looks like a headline of `least` to `most` words, and is not known to be anything else."""
        if self.kind is not None or not least <= self.words <= most:
            return False
        first = self.text.lstrip(OPENING)[:1]
        return first.isalnum() and not first.islower() and not self.text.rstrip(CLOSING).endswith(NO_TITLE_END)


def part_of(text: str, start: int, end: int) -> Part:
    """The part `text[start:end]`; one without letters (rules, page numbers, player times) is furniture at once."""
    own = text[start:end]
    made = Part(start, end, own, len(own[:10_000].split()), key_of(own))
    if not made.has_letters:
        made.mark("boilerplate")
    return made
