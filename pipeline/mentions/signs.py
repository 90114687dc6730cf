"""What speaks for an antecedent and against it: the signs of a choice as plain values, and the features that are weighed.

The features are those of mention ranking (Denis and Baldridge 2008; Durrett and Klein 2013). The same signs come again and again,
so what they weigh is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple


class PronounSigns(NamedTuple):
    """Of a pronoun and a thing that it may mean."""

    key: str
    role: str
    kind: str
    plural: bool
    gender: str
    back: int
    thing_role: str
    form: str
    mentions: int
    rank: int
    top: bool
    same_clause: bool
    quoted: bool
    thing_quoted: bool
    after: bool
    distance: int
    same: bool

    def features(self) -> list[str]:
        """What is weighed."""
        key = self.key
        return [
            f"{key} {self.kind}", f"{key} {self.kind} plural {self.plural}", f"{key} gender {self.gender}",
            f"{key} back {self.back}", f"{key} back {self.back} {self.thing_role}", f"{key} {self.role} {self.thing_role}",
            f"{key} form {self.form}", f"{key} form {self.form} back {self.back}", f"{key} count {self.mentions}",
            f"{key} rank {self.rank}", f"{key} top {self.top}", f"{self.role} {self.thing_role} clause {self.same_clause}",
            f"{key} clause {self.same_clause} {self.role}", f"{key} quoted {self.quoted} {self.thing_quoted}",
            f"{key} order {self.after}", f"{key} dist {self.distance}", f"{key} same {self.same}",
        ]  # fmt: skip


class NounSigns(NamedTuple):
    """Of a definite noun and a thing that it may mean."""

    key: str
    lemma: str
    determiner: str
    plural: bool
    kind: str
    thing_plural: bool
    shared: bool
    again: bool
    back: int
    rank: int
    mentions: int
    top: bool
    form: str
    role: str
    apart: str
    near: int

    def features(self) -> list[str]:
        """What is weighed."""
        key, kind = self.key, self.kind
        return [
            "noun", f"noun {key} {kind}", f"noun det {self.determiner}",
            f"noun det {self.determiner} shared {self.shared} again {self.again}", f"noun {self.lemma} {kind}",
            f"noun back {self.back}", f"noun rank {self.rank}", f"noun {key} {kind} rank {min(self.rank, 2)}",
            f"noun count {self.mentions}", f"noun top {self.top} {key} {kind}", f"noun form {self.form}",
            f"noun role {self.role}", f"noun apart {self.apart}", f"noun plural {self.plural} {self.thing_plural} {kind}",
            f"noun near {self.near}",
        ]  # fmt: skip


class NoPronounSigns(NamedTuple):
    """Of a pronoun that means nothing near."""

    key: str
    role: str
    expletive: bool
    has_clause: bool
    verb: str
    near: int
    quoted: bool
    back: int

    def features(self) -> list[str]:
        """What is weighed."""
        key = self.key
        return [
            f"no {key}", f"no {key} {self.role}", f"no {key} expletive {self.expletive} {self.has_clause}",
            f"no {key} verb {self.verb}", f"no {key} near {self.near}", f"no {key} quoted {self.quoted}",
            f"no {key} back {self.back}",
        ]  # fmt: skip


class NoNounSigns(NamedTuple):
    """Of a definite noun that means nothing named."""

    key: str
    lemma: str
    determiner: str
    role: str
    plural: bool
    modified: bool
    owned: bool
    premodified: bool

    def features(self) -> list[str]:
        """What is weighed."""
        return [
            "no", f"no {self.key}", f"no {self.lemma}", f"no det {self.determiner} {self.key}",
            f"no modified {self.modified} {self.owned} {self.determiner}", f"no plural {self.plural}",
            f"no premodified {self.premodified} {self.determiner}", f"no role {self.role}",
        ]  # fmt: skip


Signs = PronounSigns | NounSigns | NoPronounSigns | NoNounSigns


@lru_cache(maxsize=65_536)
def weight(signs: Signs) -> float:
    """How much the signs speak for a choice: the sum of the learnt weights of their features."""
    weights = _weights()
    return sum(weights.get(feature, 0.0) for feature in signs.features())


@cache
def _weights() -> Mapping[str, float]:
    path = resources.files("pipeline.mentions").joinpath("antecedents.json")
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights
