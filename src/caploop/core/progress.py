"""How far long work has come, told to whoever listens; by default nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple


class Progress(NamedTuple):
    """How many of a kind are done, of how many: 512 of 1,000 draws."""

    kind: str
    done: int
    total: int


Listener = Callable[[Progress], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Within it the listener is told of all work in this thread."""
    before = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(before)


def tell(kind: str, done: int, total: int) -> None:
    """Tells the listener, if there is one."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(Progress(kind, done, total))
