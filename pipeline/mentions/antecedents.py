"""Whom or what pronouns and definite nouns mean: a learned choice among the things spoken of before.

Every thing is a chain of names and titles, or a common noun that was not named. Each pronoun of the third person, and each noun
behind "the", "this" or a possessive, chooses the likeliest of the things near it, or none. The features are those of mention
ranking (Denis and Baldridge 2008; Durrett and Klein 2013), their weights were learnt on GUM by models/scripts/antecedents.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from spacy import symbols
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from pipeline import lexicons, syntax
from pipeline.mentions.anaphors import Anaphor, anaphor_at, gender_key, gender_of_noun, kind_of
from pipeline.mentions.disjoint import Disjoint
from pipeline.mentions.signs import NoNounSigns, NoPronounSigns, NounSigns, PronounSigns, Signs, weight

PRONOUN_REACH, NOUN_REACH = 6, 12
"""Sentences that a pronoun, and a noun, looks back."""
LONGEST_CLIMB = 4
"""Steps up the tree from "who" to the verb of its relative clause."""
MOST_THINGS = 24
"""Things looked at, the latest first; more are never near."""
AVERSION = {"he": 4.0}
"""What the choice of none must win by: in news "he" is nearly always somebody named (on held-out documents 3 to 6 are alike)."""
NOUN, PRON, SPACE = symbols.NOUN, symbols.PRON, symbols.SPACE
FORMS = {"name": "N", "title": "T", "nominal": "C", "pronoun": "P"}


@dataclass(frozen=True, slots=True)
class Known:
    """A mention that is given: its tokens `[start, end)`, chain, label, form, and the gender if known."""

    start: int
    end: int
    chain: int
    label: str
    form: str
    gender: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A mention that was found: its tokens `[start, end)`, the chain that it joins and its form."""

    start: int
    end: int
    chain: int
    form: str


@dataclass(slots=True)
class Thing:
    """What has been spoken of: `chain` is None for a common noun that no name stands for."""

    chain: int | None
    kind: str
    plural: bool
    gender: str | None = None
    words: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)
    count: int = 0
    last: int = 0
    """Token of the head of its latest mention."""
    sentence: int = 0
    form: str = "N"
    role: str = "other"
    heads: list[int] = field(default_factory=list)
    """Heads of all its mentions."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An anaphor, the things that it may mean, and the signs of each; those of the choice of none come last."""

    anaphor: Anaphor
    things: Sequence[Thing]
    signs: Sequence[Signs]


def resolve(doc: Doc, known: Sequence[Known]) -> list[Resolved]:
    """The pronouns and nouns of a parsed Doc that mean something named, in order. Only what is near is looked at: linear."""
    walk = Walk(doc, known)
    found = list(_relatives(doc, walk))
    for choice in walk:
        scores = [weight(signs) for signs in choice.signs]
        scores[-1] -= AVERSION.get(choice.anaphor.key, 0.0)
        best = max(range(len(scores)), key=lambda n: (scores[n], -n))
        thing = choice.things[best] if best < len(choice.things) else None
        walk.join(choice.anaphor, thing)
        if thing is not None and thing.chain is not None:
            anaphor = choice.anaphor
            found.append(Resolved(anaphor.start, anaphor.end, thing.chain, anaphor.form))
    return found


def _relatives(doc: Doc, walk: Walk) -> Iterator[Resolved]:
    """ "who" and "whom" behind what is named: the noun that their clause describes tells which."""
    chains = {doc[mention.start : mention.end].root.i: mention.chain for mention in walk.known}
    asked = {get_string_id(word) for word in lexicons.words("pronouns", "relative")}
    for i, word in enumerate(walk.words):
        if word not in asked:
            continue
        token = doc[i]
        for _ in range(LONGEST_CLIMB):
            if token.dep_ in syntax.RELATIVE_CLAUSE or token.head.i == token.i:
                break
            token = token.head
        if token.dep_ in syntax.RELATIVE_CLAUSE and token.head.i in chains and token.head.i < i:
            yield Resolved(i, i + 1, chains[token.head.i], "pronoun")


class Walk:
    """Goes through a Doc and yields the choice of each anaphor; the caller says with `join` what was chosen, before going on."""

    def __init__(self, doc: Doc, known: Sequence[Known]) -> None:
        self.doc = doc
        self.known = sorted(known, key=lambda mention: (mention.start, -mention.end))
        self.sentence_of = [0] * len(doc)
        for number, sent in enumerate(doc.sents):
            self.sentence_of[sent.start : sent.end] = [number] * len(sent)
        table = doc.to_array(["LOWER", "POS"])
        self.words: list[int] = table[:, 0].tolist()
        """Hashes of the lower-case words: most are ruled out without a look at the token."""
        self.classes: list[int] = table[:, 1].tolist()
        self.quoted = _quoted(doc, self.words, self.classes)
        named = [(doc[m.start : m.end].root.i, m.chain) for m in self.known if m.form == "name"]
        self._disjoint = Disjoint(doc, named, self.quoted)
        self.things: list[Thing] = []
        """By latest mention, the latest last."""
        self._of_chain: dict[int, Thing] = {}
        self._governors: dict[int, int] = {}

    def __iter__(self) -> Iterator[Choice]:
        inside = {i for mention in self.known for i in range(mention.start, mention.end)}
        heads = {self.doc[mention.start : mention.end].root.i: mention for mention in self.known}
        for i, word_class in enumerate(self.classes):
            mention = heads.get(i)
            if mention is None and (word_class not in (NOUN, PRON) or i in inside):
                continue
            token = self.doc[i]
            if mention is not None:
                self._note_known(token, mention)
            else:
                anaphor = anaphor_at(token, self.words)
                named = _named_beside(token, heads) if word_class == NOUN else None
                if named is not None:
                    self._note_known(
                        token,
                        replace(
                            named, start=token.i, end=token.i + 1, form="nominal", gender=gender_of_noun(syntax.lemma(token))
                        ),
                    )
                elif anaphor is not None and not self._says_nothing(anaphor):
                    yield self._choice(anaphor)
                elif word_class == NOUN:
                    self._note_noun(token)

    def _says_nothing(self, anaphor: Anaphor) -> bool:
        """Whether a noun is of no kind that names have, and a word of nothing named: "the way" is not looked into."""
        word = anaphor.lemma
        return anaphor.key == "other" and not any(
            thing.chain is not None and (word in thing.words or word in thing.nouns) for thing in self.things[-MOST_THINGS:]
        )

    def join(self, anaphor: Anaphor, thing: Thing | None) -> None:
        """Counts an anaphor as a mention of a thing; None makes a noun a new one."""
        token = self.doc[anaphor.head]
        if thing is not None:
            self._touch(thing, token, anaphor.form)
            thing.gender = thing.gender or anaphor.gender
            if anaphor.lemma:
                thing.nouns.add(anaphor.lemma)
        elif anaphor.form == "nominal":
            self._note_noun(token)

    def _choice(self, anaphor: Anaphor) -> Choice:
        here = self.sentence_of[anaphor.head]
        reach = PRONOUN_REACH if anaphor.form == "pronoun" else NOUN_REACH
        latest = self.things[-MOST_THINGS:][::-1]
        near = [thing for thing in latest if here - thing.sentence <= reach and _may_be(anaphor, thing)]
        if anaphor.form == "pronoun":
            others = self._disjoint.chains(self.doc[anaphor.head])
            near = [t for t in near if t.chain not in others and not self._acts_on(t, self.doc[anaphor.head])]
        if anaphor.key == "they" and anaphor.form == "pronoun":
            near = [thing for thing in near if thing.plural or not _is_one_of_several(self.doc[thing.last])]
        return Choice(anaphor, near, [*self._signs_of(anaphor, near), self._signs_of_none(anaphor, near)])

    def _acts_on(self, thing: Thing, pronoun: Token) -> bool:
        """Whether a thing is the subject of the very verb that the pronoun is an object of: "Merz spoke to him" of another."""
        if (
            thing.role != "subject"
            or thing.sentence != self.sentence_of[pronoun.i]
            or _role(pronoun) not in ("object", "oblique")
        ):
            return False
        if syntax.governor(pronoun).i != syntax.governor(self.doc[thing.last]).i:
            return False
        before = syntax.prepositions(pronoun)
        return not before or before[-1] in lexicons.words("function_words", "at_another")

    def _signs_of(self, a: Anaphor, near: Sequence[Thing]) -> list[Signs]:
        """The signs of each thing near an anaphor."""
        head, here = self.doc[a.head], self.sentence_of[a.head]
        most = max((thing.count for thing in near), default=0)
        found: list[Signs] = []
        if a.form == "nominal":
            plural = head.tag_ == "NNS"
            for rank, thing in enumerate(near):
                found.append(NounSigns(
                    a.key, a.lemma, a.determiner, plural, _kind(thing), thing.plural,
                    a.lemma in thing.words, a.lemma in thing.nouns,
                    min(here - thing.sentence, 6), min(rank, 4), min(thing.count, 4), thing.count == most and most > 1,
                    thing.form, thing.role, _relation(head, self.doc[thing.last]), min(len(near), 4),
                ))  # fmt: skip
            return found
        role, governor, quoted = _role(head), syntax.governor(head).i, self.quoted[a.head]
        for rank, thing in enumerate(near):
            gender = "none" if a.gender is None else "same" if thing.gender == a.gender else "unknown"
            found.append(PronounSigns(
                a.key, role, _kind(thing), thing.plural, gender, min(here - thing.sentence, 6), thing.role, thing.form,
                min(thing.count, 4), min(rank, 4), thing.count == most and most > 1, governor == self._governor(thing.last),
                quoted, self.quoted[thing.last], a.head > thing.last, min((a.head - thing.last).bit_length(), 8),
                thing.form == "P" and gender_key(self.doc[thing.last]) == a.key,
            ))  # fmt: skip
        return found

    def _governor(self, at: int) -> int:
        found = self._governors.get(at)
        if found is None:
            found = self._governors[at] = syntax.governor(self.doc[at]).i
        return found

    def _signs_of_none(self, a: Anaphor, near: Sequence[Thing]) -> Signs:
        head = self.doc[a.head]
        if a.form == "nominal":
            clause = syntax.RELATIVE_CLAUSE | syntax.ADNOMINAL_CLAUSE
            return NoNounSigns(
                a.key, a.lemma, a.determiner, _role(head), head.tag_ == "NNS",
                any(child.dep_ in clause or child.tag_ == "IN" for child in head.rights),
                any(child.i > head.i and child.dep_ in syntax.NOUN_MODIFIER for child in head.children),
                any(child.dep_ in syntax.PREMODIFIER for child in head.lefts),
            )  # fmt: skip
        verb = head.head
        clausal = syntax.CLAUSAL_COMPLEMENT | syntax.CLAUSAL_SUBJECT | syntax.OPEN_COMPLEMENT
        return NoPronounSigns(
            a.key, _role(head), head.dep_ in syntax.EXPLETIVE, any(child.dep_ in clausal for child in verb.children),
            syntax.lemma(verb) if a.key == "it" else "", min(len(near), 3), self.quoted[a.head],
            min((self.sentence_of[a.head] - thing.sentence for thing in near), default=5),
        )  # fmt: skip

    def _note_known(self, token: Token, mention: Known) -> None:
        thing = self._of_chain.get(mention.chain)
        if thing is None:
            thing = Thing(mention.chain, mention.label, plural=token.tag_ in ("NNS", "NNPS") and mention.label != "GPE")
            self._of_chain[mention.chain] = thing
            self.things.append(thing)
        thing.gender = thing.gender or mention.gender
        words = [word.lower_ for word in self.doc[mention.start : mention.end]]
        if mention.form == "name":
            thing.words.update(words)
        else:
            thing.nouns.add(words[-1])
        self._touch(thing, token, mention.form)

    def _note_noun(self, token: Token) -> None:
        """A common noun; the same noun again, close by, is the same thing."""
        word = syntax.lemma(token)
        plural = token.tag_ == "NNS"
        here = self.sentence_of[token.i]
        for thing in self.things[: -MOST_THINGS - 1 : -1]:
            if word in thing.nouns and thing.chain is None and thing.plural == plural and here - thing.sentence <= PRONOUN_REACH:
                self._touch(thing, token, "nominal")
                return
        thing = Thing(None, kind_of(word), plural, gender=gender_of_noun(word), nouns={word})
        self.things.append(thing)
        self._touch(thing, token, "nominal")

    def _touch(self, thing: Thing, token: Token, form: str) -> None:
        if self.things[-1] is not thing:
            near = self.things[-4 * MOST_THINGS :]
            at = len(self.things) - len(near) + next((n for n, other in enumerate(near) if other is thing), -1 - len(self.things))
            if at >= 0 and self.things[at] is thing:
                del self.things[at]
            self.things.append(thing)
        thing.count += 1
        thing.last, thing.sentence, thing.form, thing.role = token.i, self.sentence_of[token.i], FORMS[form], _role(token)
        thing.heads.append(token.i)


def _named_beside(token: Token, heads: Mapping[int, Known]) -> Known | None:
    """The name that a noun is one with, as its apposition: "their child, Gloria", "Orlov, a farmer"."""
    if token.dep_ in syntax.APPOSITION and token.head.i in heads:
        return heads[token.head.i]
    return next((heads[child.i] for child in syntax.children(token, syntax.APPOSITION) if child.i in heads), None)


_PERSONS = frozenset({"PERSON", "person"})


def _may_be(a: Anaphor, thing: Thing) -> bool:
    """Whether kind and gender allow it at all."""
    if thing.gender is not None and a.gender is not None and thing.gender != a.gender:
        return False
    if a.form == "nominal":
        return thing.chain is not None
    if a.key == "he":
        return thing.kind in _PERSONS and not thing.plural
    if a.key == "it":
        return thing.kind not in ("PERSON", "NORP", "person") and not thing.plural
    return True


def _kind(thing: Thing) -> str:
    return thing.kind if thing.chain is not None else f"c:{thing.kind}"


def _is_one_of_several(token: Token) -> bool:
    """Whether a mention is coordinated with others, so that "they" means all of them: "Russia and Ukraine ... their demands"."""
    return token.dep_ in syntax.CONJUNCT or next(syntax.children(token, syntax.CONJUNCT), None) is not None


def _role(token: Token) -> str:
    """Where a mention stands in its clause, in few words."""
    dep = token.dep_
    if token.lower_.endswith(("self", "selves")) and token.pos_ == "PRON":
        return "self"
    if dep in syntax.SUBJECT:
        return "subject"
    if dep in syntax.OBJECT:
        return "object"
    if dep in syntax.POSSESSOR:
        return "owner"
    if dep in syntax.CONJUNCT:
        return "conjunct"
    if dep in syntax.APPOSITION:
        return "apposition"
    return "oblique" if dep in syntax.OBLIQUE_NOUN else "other"


def _relation(head: Token, last: Token) -> str:
    """How a noun hangs on the latest mention: an apposition, a predicate, in the same clause, or not at all."""
    if head.head.i == last.i:
        return f"below {head.dep_}"
    if last.head.i == head.i:
        return f"above {last.dep_}"
    return "clause" if syntax.governor(head).i == syntax.governor(last).i else "far"


def quoted(doc: Doc, restarts: Collection[int] = ()) -> list[bool]:
    """Per token, whether it stands between quotation marks of one paragraph; none are open at the tokens `restarts`."""
    table = doc.to_array(["LOWER", "POS"])
    return _quoted(doc, table[:, 0].tolist(), table[:, 1].tolist(), restarts)


def _quoted(doc: Doc, words: Sequence[int], classes: Sequence[int], restarts: Collection[int] = ()) -> list[bool]:
    inside, flags = False, []
    for i, word in enumerate(words):
        if i in restarts:
            inside = False
        if word in _OPENING:
            inside = True
        elif word in _CLOSING or (classes[i] == SPACE and "\n" in doc[i].text):
            inside = False
        elif word in _STRAIGHT and not (i and words[i - 1] in _STRAIGHT and not doc[i - 1].whitespace_):  # CSV doubles them
            inside = not inside
        flags.append(inside)
    return flags


_OPENING, _CLOSING, _STRAIGHT = (frozenset(map(get_string_id, marks)) for marks in (("“", "«"), ("”", "»"), ('"', "``", "''")))
