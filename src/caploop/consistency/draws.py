"""Burn and free cash if the compute spend is what is said: draws of what nobody states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.optimize import brentq

from caploop.consistency.record import DRAWN, PlanChance, Profile
from caploop.core.errors import UsageError
from caploop.model.inputs import YEARS
from caploop.sfc.language import Distribution, stream
from caploop.sfc.language import Parameter as Prior

Array = NDArray[np.float64]


Contract = Literal["either", "share", "capped"]
PROFILES: tuple[Profile, ...] = ("exponential", "linear", "plan")


FIXED = (
    *("R_2025", "bend_R", "B_2025", "m_s", "Cap_ms"),
    *(f"y_w_{year}" for year in YEARS),
    *(f"sh_C_{profile}_{year}" for profile in PROFILES for year in YEARS),
)
SYMBOLS = (*DRAWN, *FIXED)
LEVELS = (0.1, 0.5, 0.9)
GRID = 4096


class Draws(Struct, frozen=True, kw_only=True):
    """Columns of draws, USD bn by year 2026 to 2030 except `help` (share) and `other` (share).

    `received` is the working capital that comes in, `microsoft` what the revenue share costs.
    """

    revenue: Array
    cost: Array
    microsoft: Array
    received: Array
    help: Array
    burn_2025: float
    shapes: Mapping[Profile, Array]

    def free_cash(self, compute: float, profile: Profile) -> Array:
        """Free cash flow by year where that much compute is paid in the shape of a profile."""
        paid = compute * (1 - self.help)[:, None] * self.shapes[profile]
        free: Array = self.revenue - paid - self.cost - self.microsoft + self.received
        return free

    def burn(self, compute: float, profile: Profile) -> Array:
        """Cash burn of 2025 to 2029."""
        burn: Array = self.burn_2025 - self.free_cash(compute, profile)[:, :-1].sum(axis=1)
        return burn


def drawn(
    priors: Mapping[str, Prior],
    central: Mapping[str, float],
    *,
    draws: int,
    seed: int,
    contract: Contract,
    between: tuple[float, float] | None,
) -> Draws:
    """Draws of the algorithm of section 17.2; number i hangs on (seed, i) alone.

    `between` keeps revenue of 2030 inside two bounds, as drawing again until it is would.
    `contract` says what Microsoft is paid: its share, the cap, or one of the two at even odds.
    Raises UsageError for a prior that is missing.
    """
    fixed = FIXED if contract != "share" else tuple(s for s in FIXED if s != "Cap_ms")
    missing = [
        s for held, names in ((priors, DRAWN), (central, fixed)) for s in names if s not in held
    ]
    if missing:
        raise UsageError(
            f"the book has no parameter {missing[0]}, which the draws need; add it to its rows"
        )
    u = {name: stream(seed, name, first=0, count=draws) for name in DRAWN}
    at = {name: _values(priors[name], u[name]) for name in DRAWN}
    if between is not None:
        at["R30_prior"] = _inside(priors["R30_prior"], u["R30_prior"], between)
    coin = stream(seed, "contract", first=0, count=draws)
    revenue = _path(at, bend=central["bend_R"])
    total = revenue.sum(axis=1)
    weighed = revenue * np.array([central[f"y_w_{year}"] for year in YEARS])
    before = np.column_stack([np.full(draws, central["R_2025"]), revenue[:, :-1]])
    rise = (revenue - before) / (revenue[:, -1] - central["R_2025"])[:, None]
    return Draws(
        revenue=revenue,
        cost=(at["n_c"] * total / weighed.sum(axis=1))[:, None] * weighed,
        microsoft=(_paid(central, total, contract, coin=coin) / total)[:, None] * revenue,
        received=(at["wc"] * revenue[:, -1])[:, None] * rise,
        help=at["phi"],
        burn_2025=central["B_2025"],
        shapes={
            profile: np.array([central[f"sh_C_{profile}_{year}"] for year in YEARS])
            for profile in PROFILES
        },
    )


def chances(draws: Draws, *, block: str, compute: float, burn: float) -> tuple[PlanChance, ...]:
    """By profile: burn to 2029, and how often it stays within `burn` and 2030 brings cash."""
    found = []
    for profile in PROFILES:
        spent = draws.burn(compute, profile)
        positive = draws.free_cash(compute, profile)[:, -1] >= 0
        low, middle, high = (float(v) for v in np.quantile(spent, LEVELS))
        found.append(
            PlanChance(
                block=block,
                profile=profile,
                burn=(low, middle, high),
                within=float(np.mean(spent <= burn)),
                positive=float(np.mean(positive)),
                both=float(np.mean((spent <= burn) & positive)),
            )
        )
    return tuple(found)


def compute_that_fits(draws: Draws, *, burn: float, profile: Profile) -> float:
    """Compute spend to 2030 at which half of all draws burn no more than that, USD bn."""

    def over(compute: float) -> float:
        return float(np.median(draws.burn(compute, profile))) - burn

    low, high = 0.0, 2 * float(np.max(draws.revenue.sum(axis=1)))
    return float(brentq(over, low, high, xtol=1e-3))


def _values(prior: Prior, uniforms: Array) -> Array:
    if isinstance(prior, Distribution):
        return np.asarray(prior.quantile(uniforms))
    return np.full(uniforms.shape, float(np.asarray(prior)))


def _inside(prior: Prior, uniforms: Array, between: tuple[float, float]) -> Array:
    """Values of a prior given that they lie between two bounds, by its inverse."""
    low, high = (_level(prior, bound) for bound in between)
    return _values(prior, low + (high - low) * uniforms)


def _level(prior: Prior, bound: float) -> float:
    """The probability that a draw lies below a bound."""

    def over(u: float) -> float:
        return float(_values(prior, np.array([u]))[0]) - bound

    edge = 1 / GRID**2
    if over(edge) >= 0:
        return edge
    return 1 - edge if over(1 - edge) <= 0 else float(brentq(over, edge, 1 - edge, xtol=1e-12))


def _path(at: Mapping[str, Array], *, bend: float) -> Array:
    """Revenue by year: its logarithm is straight but for a bend."""
    t = np.linspace(0, 1, len(YEARS))
    first, last = np.log(at["R26_prior"])[:, None], np.log(at["R30_prior"])[:, None]
    curve = bend * (at["w_bend"] - 0.5)[:, None] * t * (1 - t)
    path: Array = np.exp(first + (last - first) * t + curve)
    return path


def _paid(central: Mapping[str, float], total: Array, contract: Contract, *, coin: Array) -> Array:
    share: Array = central["m_s"] * total
    if contract == "share":
        return share
    cap = np.full(total.shape, central["Cap_ms"])
    return np.where(coin < 0.5, cap, share) if contract == "either" else cap
