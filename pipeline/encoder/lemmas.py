"""Lemmas as rules that a network can choose among: how to change case, how many letters to cut, what to put on."""

from __future__ import annotations

KEEP, LOWER, TITLE = "k", "l", "t"


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


def _cased(form: str, case: str) -> str:
    if case == LOWER:
        return form.lower()
    return form[:1].upper() + form[1:].lower() if case == TITLE else form
