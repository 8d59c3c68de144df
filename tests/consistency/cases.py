"""The smallest systems of terms: a sum of three, and a product that joins it."""

from __future__ import annotations

from typing import Any

from caploop.consistency.identity import IdentitySystem, system_from_rows
from caploop.consistency.propagate import Figure


def term(name: str, unit: str = "USD bn") -> dict[str, Any]:
    return {"id": name, "name_en": name, "name_zh": name, "unit": unit}


def small() -> IdentitySystem:
    """whole = a + b; a = share * base; and, apart from both, other = twin."""
    names = ("whole", "a", "b", "base", "other", "twin")
    return system_from_rows(
        {
            "term": [*(term(n) for n in names), term("share", "share")],
            "identity": [
                identity("whole", whole=-1, a=1, b=1),
                identity("part", kind="product", a=-1, share=1, base=1),
                identity("apart", other=-1, twin=1),
            ],
        }
    )


def identity(name: str, *, kind: str = "sum", **terms: float) -> dict[str, Any]:
    return {"id": name, "name_en": name, "name_zh": name, "kind": kind, "terms": terms}


def said(name: str, value: float, *, sd: float = 0.1, half: float = 0.0) -> Figure:
    return Figure(
        term=name,
        low=value - half,
        high=value + half,
        middle=value,
        sd=sd,
        origin="claim",
        ref=f"c-{name}",
        claims=(f"c-{name}",),
    )


def open_above(name: str, low: float) -> Figure:
    """A bound: this much or more."""
    return Figure(
        term=name,
        low=low,
        high=float("inf"),
        middle=None,
        sd=0.1,
        origin="claim",
        ref=f"c-{name}",
        spreads=True,
    )


def prior(name: str, levels: tuple[float, ...], *, sd: float = 0.3) -> Figure:
    ordered = sorted(levels)
    return Figure(
        term=name,
        low=ordered[0],
        high=ordered[-1],
        middle=ordered[len(ordered) // 2],
        sd=sd,
        origin="prior",
        ref=name,
        levels=levels,
    )
