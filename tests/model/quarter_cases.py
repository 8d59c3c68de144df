"""One quarter of one mechanism on paper: values now and a quarter ago, luck fixed, gates noted."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jax.numpy as jnp

from caploop.model.terms.names import symbols_by_name

CENTRAL = Path(__file__).parents[1] / "cases" / "central.csv"


@cache
def central() -> Mapping[str, float]:
    """Central numbers as the book had them on 1 March 2026, held still: a mechanism is judged apart
    from its data. Add a row for a parameter that a mechanism reads anew."""
    with CENTRAL.open(encoding="utf-8", newline="") as rows:
        return {row["symbol"]: float(row["central"]) for row in csv.DictReader(rows)}


class Shock:
    """Luck that never moves anything: uniforms at nought, normals at their median."""

    def uniform(self, name: str) -> Any:
        """Nought, so that a gate's margin is less its chance."""
        return jnp.asarray(0.0)

    def normal(self, name: str) -> Any:
        """Nought."""
        return jnp.asarray(0.0)


class Now:
    """What a mechanism sees: `now` by name, `before` for lags (nought where not given).

    A quarter that is no history, unless it is said to be.
    """

    def __init__(self, now: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
        self.now = {k: jnp.asarray(v, float) for k, v in ({"observed": 0.0} | dict(now)).items()}
        self.before = {k: jnp.asarray(v, float) for k, v in (before or {}).items()}
        self.shock = Shock()
        self.margins: dict[str, float] = {}

    def __getitem__(self, name: str) -> Any:
        return self.now[name]

    def lag(self, name: str, ago: int = 1) -> Any:
        """Last quarter's value."""
        return self.before.get(name, jnp.asarray(0.0))

    def gate(self, name: str, margin: Any) -> Any:
        """One below nought; the margin is noted, so that a chance can be read off it."""
        self.margins[name] = float(margin)
        return jnp.where(margin < 0, 1.0, 0.0)


class Given:
    """Parameters at the book's central numbers in the units of the model, some of them changed."""

    def __init__(self, **changed: Any) -> None:
        self.changed = {k: jnp.asarray(v, float) for k, v in changed.items()}

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def __getattr__(self, name: str) -> Any:
        symbol = symbols_by_name().get(name, name)
        found = self.__dict__["changed"].get(symbol)
        return jnp.asarray(central()[symbol], float) if found is None else found
