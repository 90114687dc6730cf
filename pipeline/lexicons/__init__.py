"""Language knowledge as data: TOML files beside this module, read once.

A lexicon is a table of named lists or tables. Words are lower-case unless the file says otherwise.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from pipeline.errors import DataError


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon `name` (file `name.toml`) as plain dicts and lists; callers must not change it.

    Raises DataError, naming the file, where it is missing or malformed.
    """
    path = resources.files(__name__).joinpath(f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"lexicon {name}.toml does not exist in pipeline/lexicons") from None
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"lexicon {name}.toml: {error}") from None


@cache
def words(name: str, key: str) -> frozenset[str]:
    """The list `key` of lexicon `name` as a set."""
    return frozenset(load(name)[key])


@cache
def group(name: str, table: str, key: str) -> frozenset[str]:
    """The list `key` in the table `table` of lexicon `name` as a set."""
    return frozenset(load(name)[table][key])
