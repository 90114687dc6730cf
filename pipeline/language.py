"""Which language a text is in, as far as an English reader must know: by its script, then by its commonest words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache

from pipeline import lexicons

SAMPLE = 20_000
"""Characters looked at, half from the start and half from the middle: a language does not change every page."""
FEWEST_WORDS = 20
"""Words from which function words can tell; shorter texts are left undecided."""
OTHER_SCRIPT = 0.5
"""Share of letters in another script from which the text is not in a Latin-script language."""
CLEAR_LEAD = 1.5
"""By how much another language's function words must outnumber English ones; of 1,033 open English
texts 99 % stay under 0.39 and none passes 1.21, a badly scanned page."""
MOST_ENGLISH = 0.12
"""Share of English function words from which a text is English, whatever else is in it; 98 % of the same
texts have 0.16 to 0.43."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def detect(text: str) -> str | None:
    """ISO 639-1 code of the main language, or None where the text is too short, or of names and numbers, to tell."""
    sample = text if len(text) <= SAMPLE else text[: SAMPLE // 2] + text[len(text) // 2 :][: SAMPLE // 2]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return None
    scripts = Counter(script for c in letters if (script := _script(ord(c))))
    if scripts and sum(scripts.values()) / len(letters) > OTHER_SCRIPT:
        return _of_scripts(scripts, sample)
    return _of_words(sample)


def _of_scripts(scripts: Counter[str], sample: str) -> str:
    main = "ja" if scripts["ja"] > scripts["zh"] / 10 else scripts.most_common(1)[0][0]
    if main != "ru":
        return main
    counts = Counter(sample.lower())
    own = {code: sum(counts[c] for c in letters) for code, letters in lexicons.load("languages")["cyrillic"].items()}
    best = max(own, key=lambda code: own[code])
    return best if own[best] else "ru"


def _of_words(sample: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(words) < FEWEST_WORDS:
        return None
    counts = Counter(words)
    shares = {code: sum(counts[w] for w in known) / len(words) for code, known in _function_words().items()}
    if shares["en"] >= MOST_ENGLISH:
        return "en"
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] > CLEAR_LEAD * max(shares["en"], 0.05) else None


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in lexicons.load("languages")["words"].items()}


@cache
def _ranges() -> tuple[list[int], list[tuple[int, str]]]:
    """Starts of all script ranges, ascending, and `(last code point, language)` of each."""
    spans = sorted((a, b, code) for code, ranges in lexicons.load("languages")["scripts"].items() for a, b in ranges)
    return [a for a, _, _ in spans], [(b, code) for _, b, code in spans]


def _script(point: int) -> str | None:
    if point < 0x370:
        return None
    starts, ends = _ranges()
    at = bisect_right(starts, point) - 1
    return ends[at][1] if at >= 0 and point <= ends[at][0] else None
