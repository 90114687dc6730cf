"""First names that are nearly always a man's or a woman's, counted among office holders; writes the lexicon `first_names`.

python models/scripts/first_names.py CORPORA/actors/every_politician_scrapers.tar.gz pipeline/lexicons/first_names.toml
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tarfile
from collections import Counter
from pathlib import Path

from pipeline.actors.names import fold

LEAST, SURE = 3, 0.97
"""How many persons must have the name, and what share of them one gender."""
HEAD = """# First names that are nearly always a man's or a woman's, lower-case and without accents: those of at least {least}
# persons among the office holders of EveryPolitician (Wikidata, CC0), {share:.0%} of them of one gender. Written by
# models/scripts/first_names.py; names that news needs and this source lacks stand in pronouns.toml.
"""


def count(archive: Path) -> Counter[tuple[str, str]]:
    """`(first name, gender)` -> persons."""
    seen: dict[str, tuple[str, str]] = {}
    with tarfile.open(archive) as tar:
        for member in tar:
            file = tar.extractfile(member) if member.name.endswith(".csv") else None
            for row in csv.reader(io.TextIOWrapper(file, encoding="utf-8")) if file else ():
                if len(row) > 2 and row[2] in ("male", "female") and re.fullmatch(r"Q\d+", row[0]):
                    first = (fold(row[1]).split() or [""])[0]
                    if len(first) > 2 and first.isalpha() and first.isascii():
                        seen[row[0]] = (first, row[2])
    return Counter(seen.values())


def main(archive: Path, out: Path) -> None:
    counts = count(archive)
    lists: dict[str, list[str]] = {"masculine": [], "feminine": []}
    for name in sorted({name for name, _ in counts}):
        men, women = counts[name, "male"], counts[name, "female"]
        for gender, number in (("masculine", men), ("feminine", women)):
            if number >= LEAST and number >= SURE * (men + women):
                lists[gender].append(name)
    lines = [HEAD.format(least=LEAST, share=SURE)]
    for gender, names in lists.items():
        lines.append(f"{gender} = [")
        lines += ["  " + ", ".join(f'"{name}"' for name in names[i : i + 12]) + "," for i in range(0, len(names), 12)]
        lines += ["]", ""]
    out.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
