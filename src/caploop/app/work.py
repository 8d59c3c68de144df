"""Work in a few threads: the same that is asked while it is made is made once, few may wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any


class BusyError(Exception):
    """As much waits already as may."""


class Work:
    """Runs functions in threads; `going` are those that run or wait, by what was asked."""

    def __init__(self, *, threads: int, waiting: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answers")
        self._most = threads + waiting
        self._going: dict[Hashable, asyncio.Future[Any]] = {}

    async def done(self, key: Hashable, function: Callable[[], Any]) -> Any:
        """What the function returns, or what the one that runs under the same key will.

        Who goes away stops nobody else. Raises BusyError where too many wait, and what it raises.
        """
        made = self._going.get(key)
        if made is None:
            if len(self._going) >= self._most:
                raise BusyError
            made = asyncio.get_running_loop().run_in_executor(self._pool, function)
            self._going[key] = made
            made.add_done_callback(lambda one: self._over(key, one))
        return await asyncio.shield(made)

    def _over(self, key: Hashable, made: asyncio.Future[Any]) -> None:
        del self._going[key]
        with suppress(asyncio.CancelledError):
            made.exception()  # heard, though nobody may be waiting any more

    def close(self) -> None:
        """Starts nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)
