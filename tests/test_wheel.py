"""The wheel holds all that is needed to run offline, and nothing of the workshop."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory, root: Path) -> set[str]:
    pytest.importorskip("hatchling", reason="needs hatchling, a part of the extra `dev`, to build without a network")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = out.glob("*.whl")
    assert wheel.stat().st_size < 60 * 2**20
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_model_actors_and_lexicons_are_inside(names: set[str]) -> None:
    assert "pipeline/models/en_news/meta.json" in names
    assert "pipeline/models/en_news/newsfacts_encoder/network.onnx" in names
    assert any(name.startswith("pipeline/actors/data/") for name in names)
    assert "pipeline/lexicons/furniture.toml" in names
    assert "pipeline/py.typed" in names


def test_every_module_is_inside(names: set[str], root: Path) -> None:
    modules = {str(p.relative_to(root)) for p in (root / "pipeline").rglob("*.py")}
    assert modules <= names


def test_tests_and_training_are_not(names: set[str]) -> None:
    assert not [name for name in names if name.startswith(("tests/", "samples/", "models/", "notebooks/"))]


def test_command_and_factories_are_registered(names: set[str]) -> None:
    from importlib.metadata import entry_points

    assert "newsfacts" in {e.name for e in entry_points(group="console_scripts")}
    stages = {e.name for e in entry_points(group="spacy_factories")}
    assert {f"newsfacts_{s}" for s in ("names", "dates", "quantities", "mentions", "quotes", "actors", "links")} <= stages
