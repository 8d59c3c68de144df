"""Jobs shared out among workers, and work during which nothing is collected."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection meanwhile.

    Tracing a large model makes a million objects that stay; going over them again and again takes a
    fifth of the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def in_order(jobs: Iterable[Any], run: Any, *, workers: int) -> Iterator[Any]:
    """Results of `run(job)` in the order of the jobs, with few of them waiting at a time."""
    if workers <= 1:
        yield from map(run, jobs)
        return
    pool, waiting = ThreadPoolExecutor(workers), deque[Future[Any]]()
    try:
        for job in jobs:
            waiting.append(pool.submit(run, job))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BaseException:
        # Whoever interrupts does not wait for what a compiler has begun.
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
