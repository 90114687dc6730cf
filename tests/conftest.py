"""What tests share: the shipped pipeline, loaded once, and a story whose rows are known by heart."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from pipeline import load

ROOT = Path(__file__).parent.parent
STORY = (
    "Prisoners come home\n\n"
    "Ukraine brought home 84 soldiers on Thursday, President Volodymyr Zelensky said.\n\n"
    "“They are safe,” Zelensky said. “We thank everyone who helped.”\n\n"
    "The exchange followed talks in Istanbul on May 16 between Kyiv and Moscow, which lasted for over two hours.\n"
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped model with all stages."""
    return load()


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def story_folder(tmp_path: Path) -> Path:
    """Six articles as files: the story with a line of its own in each."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(6):
        (folder / f"story-{number}.txt").write_text(f"{STORY}\nReport number {number} was sent to Kyiv.\n", encoding="utf-8")
    return folder
