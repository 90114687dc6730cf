"""How far one stretch of text says what another says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256

STEM = 6
"""Letters by which words are compared, so that "facilitated" and "facilitating" are one."""
SHORTEST = 4
"""Letters of the shortest content word that is written small; shorter ones are mostly function words."""
LONG_KEY = 400
"""Characters from which a key is kept as its hash."""
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+")


def key_of(text: str) -> str:
    """What two paragraphs share that say the same in the same words: letters and digits, in small letters."""
    key = " ".join(_WORD.findall(text.casefold()))
    return key if len(key) <= LONG_KEY else sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def content_words(text: str) -> frozenset[str]:
    """The words that carry content, by their first letters: longer ones, capitalised ones and numbers."""
    return frozenset(
        word.casefold()[:STEM] for word in _WORD.findall(text) if len(word) >= SHORTEST or word[0].isupper() or word[0].isdigit()
    )


class Sentences:
    """The sentences of a story, by their content words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._holding: dict[str, set[int]] = defaultdict(set)
        number = 0
        for text in texts:
            for sentence in _SENTENCE_END.split(text):
                for word in content_words(sentence):
                    self._holding[word].add(number)
                number += 1

    def containment(self, text: str) -> float:
        """The largest share of the content words of `text` that a single sentence has, from 0 to 1."""
        words = content_words(text)
        counts: dict[int, int] = defaultdict(int)
        for word in words:
            for sentence in self._holding.get(word, ()):
                counts[sentence] += 1
        return max(counts.values(), default=0) / max(1, len(words))
