"""Which names are one thing: full names and surnames, spellings of one name, bodies and their abbreviations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import OSA
from spacy.tokens import Span

from pipeline import lexicons
from pipeline.actors.names import fold, skeleton, split_person
from pipeline.mentions.gender import gender_of_name, gender_of_title

PLACE = frozenset({"GPE", "LOC", "FAC"})
MOVABLE = frozenset({"ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", *PLACE})
"""Labels that a one-word name gives up when it is the surname of somebody named in full; a place keeps its own behind "in"."""

SHORTENED = frozenset({"ORG", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PLACE"})
"""Labels of names that an article shortens after their first mention; places only to their initials ("NSW")."""
LONGEST_ACRONYM = 7
SHORTEST_MISSPELT, LONG_SURNAME = 5, 8
"""Letters of a surname from which on it may be somebody's with one letter wrong, and with two."""
MOST_SURNAMES = 300
"""Surnames in an article up to which slips are looked for; longer ones are lists."""


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
        if name.label_ == "PERSON" and len(builder.words[i]) > 1 and not builder.is_family_name(i):
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
        self._by_part: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
        self._by_initials: defaultdict[tuple[str, str], set[int]] = defaultdict(set)

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

    def is_family_name(self, i: int) -> bool:
        """Whether a name of several words is a family name with its particle: "al-Maliki", "von der Leyen"."""
        given, _ = split_person(fold(self.names[i].text))
        return not given

    def may_be_surname(self, i: int) -> bool:
        """Whether a name can only be a person's short form: a PERSON, or a one-word name that is somebody's surname."""
        label, words = self.labels[i], self.words[i]
        if label == "PERSON":
            return True
        surname = label in MOVABLE and words[-1] in self._by_surname and (len(words) == 1 or self.is_family_name(i))
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
        misspelt = self._misspelt(word, gender)
        if misspelt is not None:
            self._join(misspelt, i, gender)
            return
        number = self._begin("PERSON", self.words[i], gender)
        self._by_surname[word].append(number)
        self._join(number, i, gender)

    def _misspelt(self, word: str, gender: str | None) -> int | None:
        """The one person named in full whose surname is this but for a letter or two: "Mauer" of K.C. Maurer.

        A surname that nobody in the article bears is more often a slip than somebody who was never named in full.
        """
        if len(word) < SHORTEST_MISSPELT or len(self._by_surname) > MOST_SURNAMES:
            return None
        most = 2 if len(word) >= LONG_SURNAME else 1
        found = {
            number
            for surname, numbers in self._by_surname.items()
            if surname[0] == word[0]
            and not _female_form(surname, word)
            and OSA.distance(surname, word, score_cutoff=most) <= most
            for number in numbers
            if len(self.chains[number].words) > 1 and not _clash(self.chains[number].gender, gender)
        }
        return _only(found)

    def add_thing(self, i: int) -> None:
        """Joins the body, place or group of the same name or abbreviation."""
        kind = "PLACE" if self.labels[i] in PLACE else self.labels[i]
        words = _known_as(self.words[i])
        key = (kind, " ".join(words))
        number = self._things.get(key)
        if number is None:
            number = self._introduced_by(i, kind)
            number = self._short_for(i, kind) if number is None else number
            self._things[key] = number = self._begin(kind, words, None) if number is None else number
            self._index(number, kind, words)
        self._join(number, i, None)

    def _short_for(self, i: int, kind: str) -> int | None:
        """The one body or work that a name shortens or spells out: "Security Council", "WHO"; None where two fit, or none."""
        words = self.words[i]
        short = self.names[i].text.replace(".", "")
        if kind in SHORTENED and len(words) == 1 and 3 <= len(short) <= LONGEST_ACRONYM and short.isupper():
            return _only(self._by_initials.get((kind, words[0].replace(".", ""))))
        if kind not in SHORTENED:
            return None
        initials = _initials(self.names[i].text)
        spelled_out = self._things.get((kind, initials)) if len(initials) >= 3 else None
        if spelled_out is not None:
            return spelled_out
        if kind == "PLACE" or (words[0] in lexicons.words("places", "tails") and not _definite(self.names[i])):
            return None
        return _only(self._by_part.get((kind, " ".join(words))))

    def _index(self, number: int, kind: str, words: list[str]) -> None:
        """Remembers by which shorter names a body may be called from here on: its last words, its first ones
        without "Corp." and the like, its initials."""
        if kind not in SHORTENED or len(words) < 2:
            return
        tails = lexicons.words("places", "tails")
        parts = {" ".join(words[n:]) for n in range(1, len(words))}
        parts |= {" ".join(words[:n]) for n in range(1, len(words)) if all(word in tails for word in words[n:])}
        for part in parts:
            self._by_part[kind, part].add(number)
        initials = _initials(" ".join(words))
        if len(initials) >= 3:
            self._by_initials[kind, initials].add(number)

    def _introduced_by(self, i: int, kind: str) -> int | None:
        """The chain of the name that this one abbreviates in brackets, "National Security Council (NSC)"."""
        name = self.names[i]
        before = self.names[i - 1] if i else None
        if before is None or self.of_name[i - 1] < 0 or not name.text.isupper():
            return None
        bracketed = name.start == before.end + 1 and name.doc[name.start - 1].text == "("
        if bracketed and _abbreviates(name.text, before.text):
            return self.of_name[i - 1]
        return None

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


def _female_form(one: str, other: str) -> bool:
    """Whether one surname is the other's with the ending of a woman's: Petrov and Petrova are two."""
    return abs(len(one) - len(other)) == 1 and max(one, other, key=len) == min(one, other, key=len) + "a"


def _same_first(a: str, b: str) -> bool:
    """Equal, or one the initial of the other."""
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _located(name: Span) -> bool:
    """Whether a preposition of place stands before the name."""
    return name.start > 0 and name.doc[name.start - 1].lower_ in lexicons.words("places", "locative")


def _definite(name: Span) -> bool:
    """Whether "the" stands before the name."""
    return name.start > 0 and name.doc[name.start - 1].lower_ == "the"


def _clash(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _only(numbers: set[int] | None) -> int | None:
    return next(iter(numbers)) if numbers is not None and len(numbers) == 1 else None


def _initials(name: str) -> str:
    """ "who" of "World Health Organization"; small words count for nothing."""
    return "".join(word[0] for word in fold(name).split() if word not in lexicons.words("places", "small_words"))


def _known_as(words: list[str]) -> list[str]:
    """The words of a name under which the thing is counted: those of "United States" for "America" and "U.S."."""
    name = _same_names().get(" ".join(words))
    return name.split() if name else words


@cache
def _same_names() -> dict[str, str]:
    return {skeleton(name): skeleton(first) for first, names in lexicons.load("places")["same"].items() for name in names}


def _abbreviates(short: str, long: str) -> bool:
    """Whether the letters of `short` begin words of `long`, in order."""
    initials = iter(word[0] for word in fold(long).split())
    return all(letter in initials for letter in short.lower() if letter.isalpha())
