"""The notebook runs from top to bottom, as a researcher would run it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="the extra `notebooks` is not installed")
nbclient = pytest.importorskip("nbclient", reason="the extra `notebooks` is not installed")


@pytest.mark.filterwarnings("default")
def test_the_notebook_runs_and_shows_tables_and_plots(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "samples", tmp_path / "samples")
    (tmp_path / "notebooks").mkdir()
    notebook = nbformat.read(root / "notebooks" / "explore_tables.ipynb", as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "outputs are kept out of the repository"
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path / "notebooks")}})
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert sum("text/html" in output.get("data", {}) for output in outputs) >= 5
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
