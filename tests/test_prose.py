"""The prose that the model learns from besides the corpora: its marks keep to the guideline of models/prose/README.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "models" / "prose"
FILES = sorted(FOLDER.glob("*.txt"))
MARKED = re.compile(r"\[([A-Z_]+) ([^\[\]]+)\]")
LABELS = {"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"}
ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)
TITLE = re.compile(r"(?:President|Prime Minister|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep)\.? ")


OWN_STARTS = {"The Hague", "The Gambia", "An Giang"}
OWN_ENDS = {"Moody's", "Moody’s", "McDonald's", "McDonald’s", "Lloyd's", "Lloyd’s", "Sotheby's", "Sotheby’s"}


def test_there_is_prose() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_marks_keep_to_the_guideline(path: Path) -> None:
    wrong = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        bare = MARKED.sub("", line)
        if "[" in bare or "]" in bare or (not line.strip()):
            wrong.append(f"{number}: brackets that mark nothing, or an empty line")
        for label, name in MARKED.findall(line):
            if label not in LABELS:
                wrong.append(f"{number}: label {label}")
            elif ARTICLE.match(name) and label not in ("PERSON", "PRODUCT", "WORK_OF_ART") and name not in OWN_STARTS:
                wrong.append(f"{number}: {name!r} begins with an article")
            elif name != name.strip() or (name.endswith(("'s", "’s", ",")) and name not in OWN_ENDS):
                wrong.append(f"{number}: {name!r} has an end that is not its own")
            elif label == "PERSON" and TITLE.match(name):
                wrong.append(f"{number}: {name!r} begins with a title")
    assert not wrong, "\n".join(wrong)
