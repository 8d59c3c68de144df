"""Checks of links: none from a claim to itself, none in a circle that leaves no claim standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from caploop.core.circle import in_circles
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
        looped = in_circles(onward)
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
