"""A time limit on work in this thread, so that one article can't hold up a run."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import ArticleError


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raises ArticleError `timeout` in the body once `seconds` have passed; 0 means no limit.

    Rests on POSIX interval timers, which only a main thread can use; elsewhere the body runs without a limit.
    """
    timed = seconds > 0 and hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not timed:
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise ArticleError("timeout", f"took longer than {seconds:g} s; raise --max-seconds to wait for it")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
