"""The stage that makes a model's entities the names that all other stages read: their labels and their ends."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.mentions.names import names_of


@Language.factory("newsfacts_names", requires=["doc.ents"], assigns=["doc.ents"])
def make(nlp: Language, name: str) -> NameStage:
    """The stage; it has no settings."""
    return NameStage()


class NameStage:
    """Rewrites `doc.ents`: only labels of names, without articles, possessive marks and stray marks at their ends."""

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its names."""
        names = names_of(doc)
        if names != list(doc.ents):
            doc.set_ents(names)
        return doc
