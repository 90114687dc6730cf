"""The public surface, and which module may import which."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

PACKAGE = Path(pipeline.__file__).parent
LAYERS = [
    {"errors", "article", "defaults"},
    {"lexicons", "annotations", "schema", "deadline"},
    {"numerals", "syntax", "language", "transcripts"},
    {"timex", "amounts", "speech", "mentions", "ingest", "segments", "actors", "encoder"},
    {"reading", "dating", "inferring", "components"},
    {"nlp"},
    {"tables"},
    {"shards", "extraction"},
    {"actor_tables", "executors", "dataset", "evaluate", "model_scores"},
    {"running", "check", "render"},
    {"actor_commands"},
    {"cli"},
    {"__main__", "__init__"},
]
"""A module imports from its own layer or one above it."""
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def imports() -> list[tuple[str, str, str]]:
    """(file, unit, imported unit) for every import of our own; a unit is a module or package directly under `pipeline`."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        unit = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                found.append((str(path.relative_to(PACKAGE)), unit, name))
    return found


def test_every_public_name_exists_and_is_documented() -> None:
    for name in pipeline.__all__:
        assert getattr(getattr(pipeline, name), "__doc__", None), name
    assert dir(pipeline) == sorted(pipeline.__all__) == sorted(pipeline._HOME_OF)


def test_no_public_name_is_also_a_module() -> None:
    modules = {p.stem for p in PACKAGE.glob("*.py")} | {p.name for p in PACKAGE.iterdir() if p.is_dir()}
    assert not modules & set(pipeline.__all__)


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = pipeline.nonsense


def test_imports_run_one_way() -> None:
    for file, unit, name in imports():
        if name.startswith("pipeline.") and unit not in ("__init__", "__main__"):
            target = name.split(".")[1]
            assert LEVEL[target] <= LEVEL[unit], f"{file} imports {name}"


def test_no_component_imports_another() -> None:
    for file, unit, name in imports():
        if unit == "components":
            assert not name.startswith("pipeline.components."), f"{file} imports {name}"


@pytest.mark.parametrize(
    ("unit", "never"),
    [
        ("ingest", "spacy"),
        ("segments", "spacy"),
        ("dataset", "spacy"),
        ("executors", "pipeline"),
        ("tables", "pipeline.components"),
    ],
)
def test_what_must_not_be_imported(unit: str, never: str) -> None:
    for file, importer, name in imports():
        if importer == unit:
            assert not name.startswith(never), f"{file} imports {name}"


def test_help_loads_neither_spacy_nor_pandas() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['newsfacts', '--help']\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "sys.exit(bool({'spacy', 'pandas', 'pyarrow'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0


def test_no_file_is_too_long() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path
