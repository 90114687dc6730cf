"""The lexicon of speech cues, with the forms of its verbs spelled out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline import lexicons
from pipeline.errors import DataError
from pipeline.lexicons import load

KINDS = frozenset({"say", "tell", "ask", "order", "promise", "call", "call_as", "deny", "weak", "accuse", "about"})
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class CueForm:
    """A form of a verb of speech."""

    lemma: str
    kinds: frozenset[str]
    """Of KINDS; `weak` beside another kind: only with "that" or quoted words."""
    shape: str
    """`present`, `past`, `participle` (-ing), `base`, or `noun`."""


@cache
def cue_forms() -> dict[str, CueForm]:
    """Every form (lower-case) of every verb of speech. Raises DataError on an unknown kind."""
    lexicon = load("speech_cues")
    kinds_of: dict[str, set[str]] = {}
    for kind, verbs in lexicon["verbs"].items():
        _check(kind)
        for verb in verbs:
            kinds_of.setdefault(verb, set()).add(kind)
    forms: dict[str, CueForm] = {}
    for verb, kinds in kinds_of.items():
        if kinds == {"weak"}:
            kinds = {"weak", "say"}
        for form, shape in [(verb, "base"), *inflect(verb, lexicon["irregular"].get(verb, ()))]:
            if form not in forms or shape != "base":
                forms[form] = CueForm(verb, frozenset(kinds), shape)
    return forms


@cache
def phrasal_verbs() -> dict[tuple[str, str], CueForm]:
    """(form of the verb, particle) to the verb and particle as one cue."""
    lexicon = load("speech_cues")
    found: dict[tuple[str, str], CueForm] = {}
    for phrase, kind in lexicon["phrasal"].items():
        for part in kind.split():
            _check(part)
        verb, particle = phrase.split()
        irregular = lexicon["irregular"].get(verb, ())
        kinds = frozenset({"weak", "say"}) if kind == "weak" else frozenset(kind.split())
        for form, shape in [(verb, "base"), *inflect(verb, irregular)]:
            found[form, particle] = CueForm(phrase, kinds, shape)
    return found


@cache
def phrasal_firsts() -> frozenset[str]:
    """The forms of verbs that a particle may follow."""
    return frozenset(verb for verb, _ in phrasal_verbs())


@cache
def source_phrases() -> tuple[tuple[str, ...], ...]:
    """Phrases that introduce a source ("according to"), as words, longest first."""
    phrases = (tuple(phrase.split()) for phrase in load("speech_cues")["sources"]["phrases"])
    return tuple(sorted(phrases, key=len, reverse=True))


def group(table: str, key: str) -> frozenset[str]:
    """The list `key` of a table of the cue lexicon, as a set."""
    return lexicons.group("speech_cues", table, key)


@cache
def narrator() -> re.Pattern[str]:
    """Matches the comma and the words of an attribution outside marks: ", he said"."""
    common = load("speech_cues")["irregular"]
    verbs = "|".join(sorted({*common["say"], *common["tell"], "added", "wrote"} - {"saying", "telling"}))
    return re.compile(rf"[,?!—] (?:[\w.'’-]+ ){{0,4}}?(?:{verbs})\b")


def inflect(verb: str, irregular: tuple[str, ...] | list[str] = ()) -> list[tuple[str, str]]:
    """`(form, shape)` of a verb beside its base; `irregular` lists present, past and -ing forms where not regular."""
    if irregular:
        return [
            (form, "participle" if form.endswith("ing") else "present" if form == irregular[0] else "past") for form in irregular
        ]
    if verb.endswith("e"):
        return [(verb + "s", "present"), (verb + "d", "past"), (verb[:-1] + "ing", "participle")]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return [(verb[:-1] + "ies", "present"), (verb[:-1] + "ied", "past"), (verb + "ing", "participle")]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [(third, "present"), (verb + "ed", "past"), (verb + "ing", "participle")]


def personal(key: str) -> frozenset[str]:
    """A list of personal pronouns."""
    return frozenset(load("pronouns")["personal"][key])


def _check(kind: str) -> None:
    if kind not in KINDS:
        raise DataError(f"lexicon speech_cues.toml: unknown kind {kind!r}; known: {', '.join(sorted(KINDS))}")
