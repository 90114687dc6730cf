"""A progress bar that counts documents, on a terminal. Nothing where there is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress


@contextmanager
def counting_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Shows a bar while the body runs; yields the function to call with how many are done and how many there are."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with Progress(*Progress.get_default_columns(), MofNCompleteColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
