"""Checks that the files of the corpora are the ones that the models are trained on (`models/corpora.toml`).

    python models/scripts/check_corpora.py CORPORA ENCODER MPNET ARTICLES

A file that is missing is named with the address where its original is published; one that differs is an error too.
"""

from __future__ import annotations

import hashlib
import sys
import tomllib
from pathlib import Path

LISTING = Path(__file__).parents[1] / "corpora.toml"


def problems(corpora: Path, encoder: Path, mpnet: Path, articles: Path) -> list[str]:
    elsewhere = {"encoder": encoder, "mpnet": mpnet, "articles": articles}
    found = []
    for source in tomllib.loads(LISTING.read_text(encoding="utf-8"))["sources"]:
        for name, digest in source["files"].items():
            kind, _, rest = name.partition("/")
            path = elsewhere[kind] / rest if kind in elsewhere else corpora / name
            if not path.is_file():
                found.append(f"{path}: missing; {source['name']}: {source.get('address', 'no public address')}")
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                found.append(f"{path}: another version than the one trained on; {source['name']}")
    return found


if __name__ == "__main__":
    told = problems(*map(Path, sys.argv[1:5]))
    print("\n".join(told) or "all files are there, and the same")
    sys.exit(bool(told))
