"""Circles among names that lead to names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def in_circles(onward: Mapping[str, Iterable[str]]) -> list[str]:
    """Names from which a way leads back to them, sorted.

    >>> in_circles({"a": ["b"], "b": ["a", "c"], "d": ["a"], "c": []})
    ['a', 'b']
    """
    # What leads nowhere and what nothing leads to falls away at one look at each way; only what
    # stands between circles is then told from their members one by one.
    kept = _peeled(_peeled({name: list(ends) for name, ends in onward.items()}))
    return sorted(name for name in kept if name in _reach(kept, name))


def _peeled(onward: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The ways turned round, without names from which none leads on."""
    back: dict[str, list[str]] = {}
    ways = {name: len(ends) for name, ends in onward.items()}
    for name, ends in onward.items():
        for end in ends:
            back.setdefault(end, []).append(name)
    waiting = [name for name in back if not ways.get(name)]
    gone: set[str] = set()
    while waiting:
        name = waiting.pop()
        gone.add(name)
        for before in back.get(name, ()):
            ways[before] -= 1
            if not ways[before]:
                waiting.append(before)
    return {
        name: [b for b in befores if b not in gone]
        for name, befores in back.items()
        if name not in gone
    }


def _reach(onward: Mapping[str, list[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(onward.get(start, ()))
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(onward.get(name, ()))
    return seen
