"""One quarter of one mechanism on paper: values now and a quarter ago, luck fixed, gates noted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp

from caploop.model.inputs.priors import central_of
from tests.real_book import BOOK

ROWS = {p.symbol: p for p in BOOK.parameters}
CENTRAL: Mapping[str, float] = {symbol: central_of(row) for symbol, row in ROWS.items()}


class Shock:
    """Luck that never moves anything: uniforms at nought, normals at their median."""

    def uniform(self, name: str) -> Any:
        """Nought, so that a gate's margin is less its chance."""
        return jnp.asarray(0.0)

    def normal(self, name: str) -> Any:
        """Nought."""
        return jnp.asarray(0.0)


class Now:
    """What a mechanism sees: `now` by name, `before` for lags (nought where not given)."""

    def __init__(self, now: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> None:
        self.now = {k: jnp.asarray(v, float) for k, v in now.items()}
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
        found = self.__dict__["changed"].get(name)
        return jnp.asarray(CENTRAL[name], float) if found is None else found
