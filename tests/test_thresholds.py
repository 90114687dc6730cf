"""The shipped model on the development sets of the corpora, held to models/thresholds.csv; skipped without the corpora."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from pipeline import ModelScores, evaluate_model

ROOT = Path(__file__).parents[1]
CORPORA = Path(os.environ.get("CORPORA", ROOT.parent / "shared" / "corpora"))
with (ROOT / "models" / "thresholds.csv").open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table))
GOLD = [CORPORA / path for path in dict.fromkeys(row["gold"] for row in ROWS)]

pytestmark = pytest.mark.skipif(
    not all(path.is_file() for path in GOLD), reason=f"needs the corpora in {CORPORA} (or the folder named by CORPORA)"
)


@pytest.fixture(scope="module")
def scores() -> ModelScores:
    return evaluate_model(GOLD)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{Path(row['gold']).name.split('.')[0]}-{row['given']}-{row['figure']}")
def test_figure_stays_above_its_floor(row: dict[str, str], scores: ModelScores) -> None:
    bare = Path(row["gold"]).name.removesuffix(".gz").rpartition(".")[0]
    found = [s.figures[row["figure"]] for s in [*scores.treebanks, *scores.names] if (s.file, s.given) == (bare, row["given"])]
    assert found
    assert found[0] is not None
    assert found[0] >= float(row["floor"])
