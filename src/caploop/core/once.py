"""What several threads ask at the same time is made once, and the last of it is held."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Once(Generic[Made]):
    """Holds the `most` values that were asked for last, each made by whoever asks first.

    >>> held = Once[int](most=2)
    >>> held.get("a", lambda: 1), held.get("a", lambda: 2)
    (1, 1)
    """

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[Hashable, Future[Made]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The value of a key; whoever comes while it is being made waits for it.

        What making it raises is raised to all who wait, and nothing is held of it.
        """
        with self._lock:
            known = self._held.get(key)
            made: Future[Made] = Future() if known is None else known
            self._held[key] = made
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        if known is not None:
            return known.result()
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                if self._held.get(key) is made:
                    del self._held[key]
            made.set_exception(error)
            raise
        made.set_result(value)
        return value

    def __contains__(self, key: Hashable) -> bool:
        """Whether the value is held and whole."""
        with self._lock:
            known = self._held.get(key)
        return known is not None and known.done()
