"""Finds the cues of speech in the narration: verbs of speech, and phrases that name a source ("according to")."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipeline import lexicons, syntax
from pipeline.speech.lexicon import CueForm, cue_forms, group, phrasal_firsts, phrasal_verbs, source_phrases

ALWAYS_VERBS = frozenset(
    {
        "said",
        "says",
        "told",
        "tells",
        "added",
        "wrote",
        "writes",
        "saying",
        "adding",
        "telling",
        "announced",
        "warned",
        "insisted",
    }
)
"""Forms that are verbs of speech whatever the tagger says."""
CONDITION_REACH = 8
"""Tokens before a cue within which a condition opens its clause: a subject with its words fits in."""
SOURCE = CueForm("according to", frozenset({"source"}), "source")
BE = lexicons.words("function_words", "be")
HAVE_DO = lexicons.words("function_words", "have_do")
_NOUN_LEFT = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "his", "her", "their", "its", "'s", "’s", "any", "some", "no", "of"}
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: tokens `start` to `end` (particle and all), its verb at `verb`."""

    start: int
    end: int
    verb: int
    form: CueForm
    negated: bool = False
    realised: bool = True
    """False for speech that is only wanted, possible or to come."""
    passive: bool = False
    reduced: bool = False
    """A past participle without an auxiliary: "the taxes requested"."""

    @property
    def is_source(self) -> bool:
        """Whether the cue is a phrase like "according to"."""
        return self.form is SOURCE

    def takes(self, *kinds: str) -> bool:
        """Whether the verb is of one of the kinds."""
        return not self.form.kinds.isdisjoint(kinds)


def find_cues(doc: Doc, start: int, end: int, skip: Collection[int] = ()) -> list[Cue]:
    """The cues among the tokens of a stretch, in order; `skip` holds tokens inside direct quotations."""
    forms, particles, phrases = cue_forms(), phrasal_verbs(), source_phrases()
    heads, firsts = {phrase[0] for phrase in phrases}, phrasal_firsts()
    found: list[Cue] = []
    i = start
    while i < end:
        word = doc[i].lower_
        if i in skip:
            i += 1
            continue
        cue = _source(doc, i, end, phrases) if word in heads else None
        phrasal = cue is None and word in firsts and i + 1 < end and (word, doc[i + 1].lower_) in particles
        if phrasal and _is_verb(doc[i], word):
            cue = _verb_cue(doc, i, i + 2, particles[word, doc[i + 1].lower_], start)
        if cue is None and word in forms and _is_verb(doc[i], word):
            cue = _verb_cue(doc, i, i + 1, forms[word], start)
        if cue is not None:
            found.append(cue)
        i = cue.end if cue is not None else i + 1
    return found


def _source(doc: Doc, i: int, end: int, phrases: tuple[tuple[str, ...], ...]) -> Cue | None:
    for phrase in phrases:
        if i + len(phrase) <= end and all(doc[i + k].lower_ == word for k, word in enumerate(phrase)):
            return Cue(i, i + len(phrase), i, SOURCE)
    return None


def _is_verb(token: Token, word: str) -> bool:
    if word in ALWAYS_VERBS:
        return not (word == "told" and token.tag_ == "JJ")
    if not token.tag_.startswith("VB"):
        return _verb_by_place(token)
    return token.i == 0 or token.nbor(-1).lower_ not in _NOUN_LEFT or token.tag_ == "VBG"


def _verb_by_place(token: Token) -> bool:
    """Whether a cue that the tagger took for a noun stands between a name and "that": "Kyiv claims that"."""
    if token.tag_ not in ("NN", "NNS") or token.i == 0 or token.i + 1 >= len(token.doc):
        return False
    return token.nbor(1).lower_ == "that" and token.nbor(1).tag_ == "IN" and bool(token.nbor(-1).ent_type_)


def _verb_cue(doc: Doc, i: int, end: int, form: CueForm, start: int) -> Cue:
    """The cue with what its auxiliaries say: negation, modality, voice."""
    negated, realised, passive = "deny" in form.kinds, True, False
    negators, modals = group("negators", "words"), group("unrealised", "modals")
    aided = doc[i].tag_ != "VBN" or doc[i].lower_ == "said" or (i > start and doc[i - 1].ent_type_ == "PERSON")
    j = i - 1
    while j >= start:
        token = doc[j]
        word = token.lower_
        aided = aided or word in HAVE_DO or word in BE
        if word in negators:
            negated = True
        elif word in modals:
            realised = False
        elif word == "to":
            lemma = syntax.lemma(doc[j - 1]) if j > start else ""
            negated = negated or lemma in group("negators", "verbs")
            realised = realised and not (
                lemma in group("unrealised", "verbs") or (j > start and doc[j - 1].pos_ in ("NOUN", "ADJ"))
            )
            break
        elif token.lower_ in BE and form.shape == "past":
            passive = True
        elif word not in HAVE_DO and token.pos_ not in ("ADV", "AUX", "PART"):
            break
        j -= 1
    realised = realised and not _conditional(doc, j, start)
    if form.shape == "base" and doc[i].tag_ == "VBP":  # "officials say"
        form = replace(form, shape="present")
    return Cue(i, end, i, form, negated=negated, realised=realised, passive=passive, reduced=not aided)


def _conditional(doc: Doc, j: int, start: int) -> bool:
    """Whether the clause that ends at a cue's subject begins with a condition: "unless it"."""
    for i in range(j, max(start, j - CONDITION_REACH) - 1, -1):
        if doc[i].is_punct or doc[i].pos_ == "VERB":
            return False
        if doc[i].lower_ in group("unrealised", "conditions"):
            return doc[i].pos_ in ("SCONJ", "ADP", "AUX")
    return False
