"""Who runs the shards: this process, or worker processes, behind the standard library's `Executor`.

Any other `concurrent.futures.Executor` does as well, `dask.distributed.Client.get_executor()` among them. Knows nothing
of what it runs.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""One numerical thread a worker: workers are the parallelism."""
IN_FLIGHT = 2
"""Shards handed out per worker at a time: one at work, one waiting; more would only fill memory."""


class SerialExecutor(Executor):
    """Runs each call at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@contextmanager
def open_executor(workers: int) -> Iterator[Executor]:
    """This process for one worker, else that many spawned processes with one numerical thread each.

    An interruption ends the workers at once; whatever they were writing is theirs to have written aside.
    """
    for variable in ONE_THREAD:
        os.environ.setdefault(variable, "1")
    if workers == 1:
        yield SerialExecutor()
        return
    executor = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_ignore_interrupt)
    try:
        yield executor
    except BaseException:
        for process in multiprocessing.active_children():
            process.terminate()
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def run_all(executor: Executor, function: Callable[[Job], Result], jobs: Iterable[Job], workers: int) -> Iterator[Result]:
    """The results as they come, not in order; `jobs` is drawn lazily, a few ahead. Closing it cancels what has not begun."""
    pending: set[Future[Result]] = set()
    source = iter(jobs)
    try:
        for job in source:
            pending.add(executor.submit(function, job))
            if len(pending) >= workers * IN_FLIGHT or isinstance(executor, SerialExecutor):
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        for future in pending:
            future.cancel()


def _ignore_interrupt() -> None:
    """Ctrl-C is the parent's to handle: it ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
