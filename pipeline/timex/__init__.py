"""Temporal expressions of English news, after TIMEX3: phrases are data (`lexicons/dates.toml`), values pure functions."""

from pipeline.timex.finder import Found, find

__all__ = ["Found", "find"]
