"""Words to word pieces, and texts to windows of as many pieces as the network reads at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path

MAX_PIECES = 6
"""Pieces of one word that are read; the rest of a longer word is passed over."""
MAX_CHARS = 100
"""Characters of one word that are read."""
CACHE = 200_000
"""Words whose pieces are remembered; then all are forgotten, so that memory stays bounded."""


class Pieces:
    """The ids of a word's pieces: from 1 to `MAX_PIECES` of them."""

    def __init__(self, tokenizer: Path) -> None:
        """`tokenizer`: a `tokenizer.json` of the library `tokenizers`."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self.first, self.last, self._unknown = (self._id(piece) for piece in ("[CLS]", "[SEP]", "[UNK]"))
        self._known: dict[str, tuple[int, ...]] = {}

    def _id(self, piece: str) -> int:
        found = self._tokenizer.token_to_id(piece)
        if found is None:
            raise ValueError(f"the tokenizer has no piece {piece}")
        return found

    def of(self, word: str) -> tuple[int, ...]:
        """The ids of the word's pieces; a lone surrogate, which is no text, is an unknown piece."""
        ids = self._known.get(word)
        if ids is None:
            text = word[:MAX_CHARS].encode("utf-8", "replace").decode("utf-8")
            ids = tuple(self._tokenizer.encode(text, add_special_tokens=False).ids[:MAX_PIECES]) or (self._unknown,)
            if len(self._known) >= CACHE:
                self._known.clear()
            self._known[word] = ids
        return ids


def next_window(lengths: Sequence[int], breaks: Sequence[int], start: int, size: int) -> tuple[int, bool]:
    """Where the window that begins at word `start` ends, and whether a paragraph ends there.

    `lengths`: pieces of each word; `breaks`: sorted indices of words that begin a paragraph, then the number of words. A window
    takes whole paragraphs of at most `size` pieces together; of a longer one as much as fits.
    """
    filled, stop = 0, start
    for b in map(breaks.__getitem__, range(bisect_right(breaks, start), len(breaks))):
        filled += sum(lengths[stop:b])
        if filled > size:
            break
        stop = b
    if stop > start:
        return stop, True
    filled = 0
    while filled + lengths[stop] <= size:
        filled += lengths[stop]
        stop += 1
    return stop, False
