"""Known names as an input of the encoder: given and family names, places, bodies, nations.

    python models/scripts/gazetteer.py CORPORA OUT

From the shipped actor base and, for parts of people's names, from all legislators of EveryPolitician (`CORPORA/actors`). OUT is
a gzipped file of lines `kind TAB name`, the words of a name parted by spaces as the tokenizer parts them.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import spacy

BASE = Path(__file__).parents[2] / "pipeline" / "actors" / "data" / "actors.jsonl.gz"
KIND_OF_TYPE = {
    "place": "place",
    "state": "place",
    "organisation": "body",
    "media": "body",
    "armed_group": "body",
    "group": "nation",
}
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff.'’ &/-]{2,}")
MIN_GIVEN = 2
"""People that must bear a given name before it counts as one: a first word of a title or a monk's name is borne once."""


def person_names(corpora: Path) -> Iterator[str]:
    with tarfile.open(corpora / "actors" / "every_politician_scrapers.tar.gz") as tar:
        for member in sorted(m for m in tar.getnames() if m.endswith(".csv") and ".positions" not in m):
            stream = tar.extractfile(member)
            assert stream is not None
            for row in csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8")):
                yield row.get("person") or ""


def plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def entries(corpora: Path) -> Iterator[tuple[str, str]]:
    words = spacy.blank("en").make_doc
    people: dict[str, None] = dict.fromkeys(person_names(corpora))
    with gzip.open(BASE, "rt", encoding="utf-8") as lines:
        for line in lines:
            actor = json.loads(line)
            names = [actor["name"], *actor.get("aliases", [])]
            if actor["type"] == "person":
                people.update(dict.fromkeys(names))
                continue
            kind = KIND_OF_TYPE[actor["type"]]
            for name in filter(LATIN.fullmatch, names):
                yield kind, " ".join(t.text for t in words(name))
            for demonym in actor.get("demonyms", []):
                yield "nation", " ".join(t.text for t in words(demonym))
    given: Counter[str] = Counter()
    for name in filter(LATIN.fullmatch, people):
        parts = [t.text for t in words(name) if t.text[0].isupper() and len(t.text) > 2]
        if 2 <= len(parts) <= 4:
            for form in {parts[0].lower(), plain(parts[0]).lower()}:
                given[form] += 1
            for form in {parts[-1].lower(), plain(parts[-1]).lower()}:
                yield "family", form
    yield from (("given", form) for form, bearers in given.items() if bearers >= MIN_GIVEN)


def main(corpora: Path, out: Path) -> None:
    found = sorted(set(entries(corpora)))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write("".join(f"{kind}\t{name}\n" for kind, name in found).encode())
    print(f"{out}: {dict(Counter(kind for kind, _ in found))}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
