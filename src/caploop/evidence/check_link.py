"""Checks of links: none from a claim to itself, none in a circle that leaves no claim standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from caploop.core.problem import Place, Problem
from caploop.evidence.claim import Link, LinkKind, name_of

_ORDERED: tuple[tuple[str, frozenset[LinkKind], str], ...] = (
    ("supersedes-cycle", frozenset({"supersedes", "corrects", "retracts"}), "replace each other"),
    ("restates-cycle", frozenset({"restates", "converts"}), "say again what the others say"),
    ("derived-cycle", frozenset({"derived_from"}), "are derived from each other"),
    ("supports-cycle", frozenset({"supports"}), "support each other"),
)


def check_links(links: Iterable[Link], *, places: Mapping[str, Place]) -> list[Problem]:
    """A problem for each link from a claim to itself."""
    return [
        Problem(
            code="link-to-itself",
            subject=name_of(link),
            message=f"{link.source} {link.kind} itself",
            hint="name the other claim, or leave the link out",
            place=places.get(name_of(link), Place()),
        )
        for link in links
        if link.source == link.target
    ]


def check_cycles(links: Sequence[Link], *, places: Mapping[str, Place]) -> list[Problem]:
    """A problem for each set of claims that would, through others, replace or restate itself."""
    problems = []
    for code, kinds, what in _ORDERED:
        onward: dict[str, list[str]] = {}
        for link in links:
            if link.kind in kinds and link.source != link.target:
                onward.setdefault(link.source, []).append(link.target)
        looped = _looped(onward)
        if looped:
            problems.append(_circle(code, looped, what, places=places))
    return problems


def _circle(code: str, looped: Sequence[str], what: str, *, places: Mapping[str, Place]) -> Problem:
    where = next((p for key, p in places.items() if key.startswith(f"{looped[0]} ")), Place())
    return Problem(
        code=code,
        subject=", ".join(looped),
        message=f"these claims {what} in a circle",
        hint="keep the links that run from the later claim to the earlier one",
        place=where,
    )


def _looped(onward: Mapping[str, list[str]]) -> list[str]:
    """Members of circles: those left once every name without a way on is taken away, twice.

    Taking away what leads nowhere and what nothing leads to costs one look at each link; only
    what stands between circles is then told from their members one by one.
    """
    kept = _peeled(_peeled(onward))
    return sorted(name for name in kept if name in _reach(kept, name))


def _peeled(onward: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The links turned round, without names from which no link leads on."""
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
