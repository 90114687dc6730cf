"""newsfacts: raw English news articles in, tables out: who, when, how much, and who said what.

    from pipeline import extract
    tables = extract(open("article.txt").read(), published="2025-07-23")
    tables["quotes"][["speaker_name", "content"]]

Names are brought in when first used, so that `import pipeline` and `newsfacts --help` load neither spaCy nor pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.actors import ActorBase
    from pipeline.article import Article, Reject
    from pipeline.dataset import Tables, read_tables
    from pipeline.errors import ArticleError, DataError, InputError, ModelError, NewsfactsError, OutputError, UsageError
    from pipeline.extraction import extract
    from pipeline.model_scores import FileScores, ModelScores, evaluate_model
    from pipeline.nlp import Settings, load
    from pipeline.running import Summary, run
    from pipeline.schema import TABLES

__all__ = [
    "TABLES",
    "ActorBase",
    "Article",
    "ArticleError",
    "DataError",
    "FileScores",
    "InputError",
    "ModelError",
    "ModelScores",
    "NewsfactsError",
    "OutputError",
    "Reject",
    "Settings",
    "Summary",
    "Tables",
    "UsageError",
    "evaluate_model",
    "extract",
    "load",
    "read_tables",
    "run",
]

# A public name is never also the name of a module: importing the module would put it in the name's place.
_HOMES = {
    "actors": ("ActorBase",),
    "article": ("Article", "Reject"),
    "dataset": ("Tables", "read_tables"),
    "errors": ("ArticleError", "DataError", "InputError", "ModelError", "NewsfactsError", "OutputError", "UsageError"),
    "extraction": ("extract",),
    "model_scores": ("FileScores", "ModelScores", "evaluate_model"),
    "nlp": ("Settings", "load"),
    "running": ("Summary", "run"),
    "schema": ("TABLES",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    value = getattr(import_module(f"pipeline.{_HOME_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
