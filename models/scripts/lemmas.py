"""Lemmas that the treebanks agree on, by form and tags: `form TAB universal tag TAB Penn tag TAB lemma`.

python models/scripts/lemmas.py CORPORA OUT.tsv.gz
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.encoder.lemmas import key_of
from texts import TREEBANKS, treebank

AGREED = 0.9
"""Share of the places of a form with its tags that must have the same lemma."""


def places(corpora: Path) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Form and tags, and the lemma, of each word of the training parts."""
    for name in TREEBANKS.values():
        for document in treebank(corpora / "treebank" / f"{name}-train.conllu.gz").values():
            for row in (row for _, rows in document for row in rows):
                form, lemma, upos, xpos = row[1:5]
                yield (key_of(form, upos), upos, xpos), form if lemma == "_" else lemma


def main(corpora: Path, out: Path) -> None:
    seen: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for key, lemma in places(corpora):
        seen[key][lemma] += 1
    lines = []
    for key, lemmas in sorted(seen.items()):
        lemma, count = lemmas.most_common(1)[0]
        if count >= AGREED * lemmas.total():
            lines.append("\t".join((*key, lemma)))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    print(f"{out}: {len(lines):,} lemmas")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
