"""Lemmas: known ones by form and tags, others by rules that a network chooses among: case, letters to cut, what to put on."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

KEEP, LOWER, TITLE = "k", "l", "t"
PROPER = "PROPN"


def rule_of(form: str, lemma: str) -> str:
    """The shortest rule that makes the lemma of the form, as `CASE|CUT|ENDING`: of "Cities" and "city", `l|3|y`."""
    ways = []
    for case in (LOWER, KEEP, TITLE):
        start = _cased(form, case)
        shared = 0
        while shared < min(len(start), len(lemma)) and start[shared] == lemma[shared]:
            shared += 1
        ways.append((len(start) - shared, lemma[shared:], case))
    cut, ending, case = min(ways, key=lambda way: way[0] + len(way[1]))
    return f"{case}|{cut}|{ending}"


def lemma_by(rule: str, form: str) -> str:
    """The lemma of the form by a rule; the form in lower case where the rule asks for more letters than there are."""
    case, cut, ending = rule.split("|", 2)
    start = _cased(form, case)
    return start[: len(start) - int(cut)] + ending if int(cut) <= len(start) else form.lower()


def key_of(form: str, upos: str) -> str:
    """The form as it is looked up: only a proper noun keeps its case."""
    return form if upos == PROPER else form.lower()


class Lemmas:
    """Lemmas that treebanks agree on."""

    def __init__(self, known: Iterable[tuple[str, str, str, str]]) -> None:
        """`known`: form as `key_of` gives it, universal tag, Penn tag, lemma."""
        self._lemmas = {(form, upos, xpos): lemma for form, upos, xpos, lemma in known}
        self._words = {(lemma, upos) for (_, upos, _), lemma in self._lemmas.items()}

    @classmethod
    def read(cls, path: Path) -> Lemmas:
        """Reads a gzipped file of lines `form TAB universal tag TAB Penn tag TAB lemma`. Raises OSError, ValueError."""
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            return cls(_parted(line.rstrip("\n"), path) for line in lines)

    def of(self, form: str, upos: str, xpos: str, rules: Iterable[str]) -> str:
        """The known lemma of the form with these tags; else that of the first rule that makes a known word, or of the first.

        `rules`: one or more, the likeliest first.
        """
        known = self._lemmas.get((key_of(form, upos), upos, xpos))
        if known is not None:
            return known
        made = [lemma_by(rule, form) for rule in rules]
        return next((lemma for lemma in made if (lemma, upos) in self._words), made[0])


def _parted(line: str, path: Path) -> tuple[str, str, str, str]:
    parts = line.split("\t")
    if len(parts) != 4:
        raise ValueError(f"{path}: not a form, two tags and a lemma: {line!r}")
    return parts[0], parts[1], parts[2], parts[3]


def _cased(form: str, case: str) -> str:
    if case == LOWER:
        return form.lower()
    return form[:1].upper() + form[1:].lower() if case == TITLE else form
