"""The README tells the truth: its commands run, its columns exist, its examples are what comes out."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from pipeline.cli import app
from tests.readme_blocks import README, blocks, fill

TEXT = README.read_text(encoding="utf-8")


def code(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def commands() -> list[list[str]]:
    """Every `newsfacts ...` of the README's shell blocks, split into words."""
    lines = [part.strip() for block in code("sh") for line in block.splitlines() for part in line.split("&&")]
    return [shlex.split(line, comments=True) for line in lines if line.startswith("newsfacts ")]


def test_generated_parts_are_up_to_date(nlp) -> None:
    assert fill(TEXT, blocks(nlp)) == TEXT, "run `python -m tests.readme_blocks`"


def test_every_command_of_the_readme_exists_with_its_options() -> None:
    root = typer.main.get_command(app)
    assert len(commands()) >= 5
    for words in commands():
        command, rest = root, words[1:]
        while hasattr(command, "commands"):
            command, rest = command.commands[rest[0]], rest[1:]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {w.split("=")[0] for w in rest if w.startswith("-") and w != "-"} <= options, words


def test_every_command_is_in_the_readme() -> None:
    assert {words[1] for words in commands()} >= {"run", "show", "check", "actors"}
    assert "newsfacts schema" in TEXT


def test_the_two_commands_install_and_run() -> None:
    first, second, *_ = code("sh")
    assert first.strip() == "pip install . && newsfacts run samples/articles -o facts"
    assert second.strip() == 'pip install ".[dev]" && pytest'


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder in which the README's main job was run, as written."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "samples").symlink_to(root / "samples")
    words = next(words for words in commands() if words[:2] == ["newsfacts", "run"] and "samples/articles" in words)
    done = subprocess.run([sys.executable, "-m", "pipeline", *words[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("snippet", [c for c in code("python") if "dump" not in c], ids=lambda c: c.splitlines()[0])
def test_python_snippets_run(facts: Path, snippet: str) -> None:
    if "duckdb" in snippet:
        pytest.importorskip("duckdb", reason="the extra `duckdb` is not installed")
    done = subprocess.run([sys.executable, "-c", snippet], cwd=facts, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_overlay_example_is_accepted(facts: Path) -> None:
    (example,) = code("json")
    (facts / "my-actors.jsonl").write_text(example, encoding="utf-8")
    words = next(words for words in commands() if "--actors" in words)
    done = subprocess.run([sys.executable, "-m", "pipeline", *words[1:]], cwd=facts, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_files_that_the_readme_links_exist(root: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (root / target).exists(), target
