"""Work that is asked at once is done once, and only so much may wait."""

from __future__ import annotations

import asyncio
from threading import Event

import pytest

from caploop.app.work import BusyError, Work


def test_the_same_is_made_once_and_given_to_all_who_wait() -> None:
    made: list[int] = []

    async def ask() -> list[int]:
        work, gate = Work(threads=2, waiting=4), Event()

        def slow() -> int:
            gate.wait(5)
            made.append(1)
            return len(made)

        several = [asyncio.ensure_future(work.done("a", slow)) for _ in range(8)]
        await asyncio.sleep(0)
        gate.set()
        return list(await asyncio.gather(*several))

    assert asyncio.run(ask()) == [1] * 8
    assert made == [1]


def test_more_than_may_wait_are_turned_away_and_later_ones_are_not() -> None:
    async def ask() -> None:
        work, gate = Work(threads=1, waiting=1), Event()
        held = [asyncio.ensure_future(work.done(n, lambda: gate.wait(5))) for n in "ab"]
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await work.done("c", lambda: None)
        assert not held[0].done()
        gate.set()
        await asyncio.gather(*held)
        await asyncio.sleep(0)
        assert await work.done("c", lambda: 3) == 3
        work.close()

    asyncio.run(ask())


def test_who_goes_away_stops_nobody_else() -> None:
    async def ask() -> int:
        work, gate = Work(threads=1, waiting=1), Event()

        def slow() -> int:
            gate.wait(5)
            return 7

        first, second = (asyncio.ensure_future(work.done("a", slow)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        gate.set()
        found: int = await second
        return found

    assert asyncio.run(ask()) == 7


def test_an_error_reaches_all_who_wait_and_is_not_held() -> None:
    async def ask() -> int:
        work = Work(threads=1, waiting=1)
        with pytest.raises(ZeroDivisionError):
            await work.done("a", lambda: 1 // 0)
        await asyncio.sleep(0)
        found: int = await work.done("a", lambda: 2)
        return found

    assert asyncio.run(ask()) == 2
