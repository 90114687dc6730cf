"""Values that the command line and the code behind it share."""

from __future__ import annotations

DEFAULT_MODEL = "en_news"
"""The shipped model."""
