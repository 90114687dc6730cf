"""The progress bar of a run on a terminal: articles done, rate, time left. Nothing where there is no terminal."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from pipeline.running import count_records
from pipeline.shards import read_progress

EVERY = 0.5
"""Seconds between looks at what the workers have noted."""


@contextmanager
def progress_bar(inputs: Sequence[str], format: str | None, out: Path) -> Iterator[Callable[[int, int], None]]:
    """Shows a bar while the body runs; yields the `advance` that `run` calls for shards done before."""
    if not sys.stderr.isatty():
        yield lambda records, words: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles", total=count_records(inputs, format=format), rate="")
        begun, resumed, finished = time.perf_counter(), 0, threading.Event()

        def look() -> None:
            while not finished.wait(EVERY):
                records, words = read_progress(out)
                rate = f"{words / (time.perf_counter() - begun):,.0f} words/s" if words else ""
                bar.update(task, completed=resumed + records, rate=rate)

        def advance(records: int, words: int) -> None:
            nonlocal resumed
            resumed += 0 if words else records  # shards done now have noted their own progress

        looker = threading.Thread(target=look, daemon=True)
        looker.start()
        try:
            yield advance
        finally:
            finished.set()
            looker.join()
