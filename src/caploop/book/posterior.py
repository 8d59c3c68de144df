"""What a calibration left in place of independent priors: marginals, and how they move together."""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Joint(Struct, frozen=True, kw_only=True):
    """A posterior as a Gaussian copula over sampled marginals.

    `values` are each name's quantiles at levels evenly spaced inside (0, 1), in the unit of the
    model; `correlation` is that of normal scores; `centre` is the book's own central number of the
    names that are rows of it, which plans and lifts stay built on.
    """

    at: date
    names: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    correlation: tuple[tuple[float, ...], ...]
    centre: dict[str, float]

    def within(self, names: set[str]) -> Joint:
        """The part of it that is about some of its names only."""
        held = [i for i, name in enumerate(self.names) if name in names]
        return Joint(
            at=self.at,
            names=tuple(self.names[i] for i in held),
            values=tuple(self.values[i] for i in held),
            correlation=tuple(tuple(self.correlation[i][j] for j in held) for i in held),
            centre={n: v for n, v in self.centre.items() if n in names},
        )
