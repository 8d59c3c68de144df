"""What is asked at the same time is made once, and only so much is held."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest

from caploop.core.once import Once


def test_many_who_ask_at_once_wait_for_the_first() -> None:
    held, made, lock, together = Once[int](most=4), [], Lock(), Barrier(4)

    def make() -> int:
        with lock:
            made.append(1)
        return len(made)

    def ask(_: int) -> int:
        together.wait()
        return held.get("a", make)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [1, 1, 1, 1]


def test_what_was_asked_for_longest_ago_is_made_again() -> None:
    held = Once[str](most=2)
    for key in ("a", "b", "a", "c"):
        held.get(key, lambda key=key: key)
    assert [key in held for key in ("a", "b", "c")] == [True, False, True]


def test_an_error_is_raised_and_nothing_is_held_of_it() -> None:
    held = Once[int](most=2)
    with pytest.raises(ZeroDivisionError):
        held.get("a", lambda: 1 // 0)
    assert "a" not in held
    assert held.get("a", lambda: 3) == 3
