"""Which names are one thing: full names and surnames, spellings of one name, bodies and their abbreviations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Span

from pipeline import lexicons
from pipeline.actors.names import fold, skeleton
from pipeline.mentions.gender import gender_of_name, gender_of_title

PLACE = frozenset({"GPE", "LOC", "FAC"})
MOVABLE = frozenset({"ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", *PLACE})
"""Labels that a one-word name gives up when it is the surname of somebody named in full; a place keeps its own behind "in"."""


@dataclass(slots=True)
class Chain:
    """Names of one thing, by their position among the names of the article."""

    label: str
    words: list[str]
    """Skeleton words of the fullest name."""
    gender: str | None = None
    names: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Chained:
    """The chain of every name, and the label it has in that chain."""

    chains: list[Chain]
    of_name: list[int]
    labels: list[str]


def chain_names(names: Sequence[Span]) -> Chained:
    """Groups names, given in order of position, into chains. Linear but for namesakes of one surname."""
    builder = _Builder(names)
    for i, name in enumerate(names):
        if name.label_ == "PERSON" and len(builder.words[i]) > 1:
            builder.add_full_name(i)
    for i in range(len(names)):
        if builder.of_name[i] >= 0:
            continue
        if builder.may_be_surname(i):
            builder.add_short_name(i)
        else:
            builder.add_thing(i)
    return builder.result()


class _Builder:
    def __init__(self, names: Sequence[Span]) -> None:
        self.names = names
        self.words = [skeleton(name.text).split() or [name.text.lower()] for name in names]
        self.labels = [name.label_ for name in names]
        self.of_name = [-1] * len(names)
        self.chains: list[Chain] = []
        self._by_surname: defaultdict[str, list[int]] = defaultdict(list)
        self._by_first: defaultdict[str, list[int]] = defaultdict(list)
        self._things: dict[tuple[str, str], int] = {}

    def add_full_name(self, i: int) -> None:
        """Joins the chain of the same person, or begins one."""
        words = self.words[i]
        gender = gender_of_title(self.names[i]) or gender_of_name(self.names[i].text)
        for number in self._by_surname[words[-1]]:
            chain = self.chains[number]
            if _same_person(chain.words, words) and not _clash(chain.gender, gender):
                self._join(number, i, gender)
                return
        number = self._begin("PERSON", words, gender)
        for part in words[1:]:
            self._by_surname[part].append(number)
        self._by_first[words[0]].append(number)
        self._join(number, i, gender)

    def may_be_surname(self, i: int) -> bool:
        """Whether a name can only be a person's short form: a PERSON, or a one-word name that is somebody's surname."""
        label, words = self.labels[i], self.words[i]
        if label == "PERSON":
            return True
        surname = label in MOVABLE and len(words) == 1 and words[0] in self._by_surname
        return surname and not (label in PLACE and _located(self.names[i]))

    def add_short_name(self, i: int) -> None:
        """Joins the person whose surname (or first name) this is, the one named last before it, else the first after it."""
        word = self.words[i][-1]
        gender = gender_of_title(self.names[i])
        for index in (self._by_surname, self._by_first):
            fitting = [n for n in index.get(word, ()) if not _clash(self.chains[n].gender, gender)]
            if fitting:
                self._join(self._nearest(fitting, i), i, gender)
                self.labels[i] = "PERSON"
                return
        number = self._begin("PERSON", self.words[i], gender)
        self._by_surname[word].append(number)
        self._join(number, i, gender)

    def add_thing(self, i: int) -> None:
        """Joins the body, place or group of the same name or abbreviation."""
        kind = "PLACE" if self.labels[i] in PLACE else self.labels[i]
        key = (kind, " ".join(self.words[i]))
        number = self._things.get(key)
        if number is None:
            number = self._things[key] = self._introduced_by(i, kind)
        self._join(number, i, None)

    def _introduced_by(self, i: int, kind: str) -> int:
        """The chain of the name that this one abbreviates in brackets, "National Security Council (NSC)"; a new one otherwise."""
        name = self.names[i]
        before = self.names[i - 1] if i else None
        if before is None or self.of_name[i - 1] < 0 or not name.text.isupper():
            return self._begin(kind, self.words[i], None)
        bracketed = name.start == before.end + 1 and name.doc[name.start - 1].text == "("
        if bracketed and _abbreviates(name.text, before.text):
            return self.of_name[i - 1]
        return self._begin(kind, self.words[i], None)

    def _begin(self, label: str, words: list[str], gender: str | None) -> int:
        self.chains.append(Chain(label, words, gender))
        return len(self.chains) - 1

    def _join(self, number: int, i: int, gender: str | None) -> None:
        chain = self.chains[number]
        chain.names.append(i)
        chain.gender = chain.gender or gender
        chain.words = max(chain.words, self.words[i], key=len)
        self.of_name[i] = number

    def _nearest(self, numbers: list[int], i: int) -> int:
        """The chain named last before a name; if none was, the one named first after it."""
        before = [(max((k for k in self.chains[n].names if k < i), default=-1), -n) for n in numbers]
        last, number = max(before)
        return -number if last >= 0 else min(numbers, key=lambda n: self.chains[n].names[0])

    def result(self) -> Chained:
        """The chains renumbered by their first name."""
        order = sorted(range(len(self.chains)), key=lambda n: min(self.chains[n].names))
        place = {old: new for new, old in enumerate(order)}
        return Chained([self.chains[n] for n in order], [place[n] for n in self.of_name], self.labels)


def _same_person(one: list[str], other: list[str]) -> bool:
    """Whether two full names can be one person's: first and last words agree, and no middle name or initial differs."""
    if one[-1] != other[-1] or not _same_first(one[0], other[0]):
        return False
    return all(_same_first(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=False))


def _same_first(a: str, b: str) -> bool:
    """Equal, or one the initial of the other."""
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _located(name: Span) -> bool:
    """Whether a preposition of place stands before the name."""
    return name.start > 0 and name.doc[name.start - 1].lower_ in lexicons.words("places", "locative")


def _clash(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of `short` begin words of `long`, in order."""
    initials = iter(word[0] for word in fold(long).split())
    return all(letter in initials for letter in short.lower() if letter.isalpha())
