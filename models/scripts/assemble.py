"""Puts the trained halves together: tags, parse and lemmas of one pipeline, names of the other.

    python models/scripts/assemble.py SYNTAX NAMES OUT

SYNTAX and NAMES are `model-best` folders of `spacy train`; both must have been trained over the same vectors.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import spacy

from common import META

OWN_META = {
    "name": "news_cnn",
    "description": "English news: tags, morphology, dependencies, sentences, lemmas, names. A small CNN for one CPU core.",
    "sources": [
        {"name": "UD English EWT, UD English GUM", "license": "CC BY-SA 4.0, CC BY 4.0"},
        {"name": "name corpora: see models/SOURCES.md", "license": "various, all open to training"},
    ],
}


def main(syntax: Path, names: Path, out: Path) -> None:
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    white_space = [{"patterns": [[{"IS_SPACE": True}]], "attrs": {"TAG": "_SP", "POS": "SPACE"}}]
    ruler = nlp.add_pipe("attribute_ruler", after="parser")
    ruler.initialize(lambda: [], nlp=nlp, patterns=white_space)
    performance = spacy.load(names).meta["performance"]
    nlp.meta.update(META | OWN_META)
    nlp.meta["performance"].update({key: value for key, value in performance.items() if key.startswith("ents_")})
    shutil.rmtree(out, ignore_errors=True)
    nlp.to_disk(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
