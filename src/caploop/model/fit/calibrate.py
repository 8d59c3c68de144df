"""Calibration: which parameters fit the claims known by a date, by NUTS on unit-normal scores.

Each fitted parameter is the quantile function of its prior at Phi(u), u standard normal, so that
the sampler meets a unit normal whatever the prior's family. Hoffman and Gelman (2014); Talts and
others (2018) for the check by simulation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from msgspec import Struct
from numpy.typing import NDArray
from scipy import special

from caploop.core.errors import UsageError
from caploop.model.fit.observables import COMPUTE, LIFT, Observation
from caploop.sfc import LogNormal, Normal
from caploop.sfc.language import Parameter as Prior

FITTED = (
    *("W_0", "W_IN", "W_codex", "pi_0", "ARR_2025Q4", "e_0", "s_C0", "s_C30", "kappa_m", "q_m"),
    *("chi_Plus", "chi_Go", "c_mk", "m_PG", "Ads_26", "Ads_30", "b_E", "K_seat", "g_tokv"),
    *("g_ptok", "S_E30", "s_E30", "codex_speed", "U_hw", "m_eff", "other_elastic", "G_2025"),
    *("R_2025", "B_2025"),
)
SCALES: Mapping[str, Prior] = {LIFT: Normal(1.0, 0.4), COMPUTE: LogNormal(1.0, 0.15)}
"""Fitted beside them: how much of the plan's lift and of its compute dollars is kept (priors)."""
GRID, REACH = 801, 4.5
NEWTON = 25
LEVELS = (0.05, 0.5, 0.95)

Predict = Callable[[Mapping[str, Array]], Mapping[str, Array]]


class Posterior(Struct, frozen=True, kw_only=True):
    """Draws of the scores (draw, parameter) with what the sampler says of itself.

    `r_hat` and `effective` by parameter; `divergent` counts transitions that went astray.
    """

    names: tuple[str, ...]
    scores: NDArray[np.float64]
    values: NDArray[np.float64]
    r_hat: NDArray[np.float64]
    effective: NDArray[np.float64]
    divergent: int


class QuantileTable(Struct, frozen=True, kw_only=True):
    """Prior quantiles on a grid of scores, one row a parameter; straight lines between."""

    names: tuple[str, ...]
    scores: NDArray[np.float64]
    values: NDArray[np.float64]

    def at(self, u: Array) -> dict[str, Array]:
        """Values of every parameter at its score."""
        grid = jnp.asarray(self.scores)
        rows = jnp.asarray(self.values)
        return {n: jnp.interp(u[i], grid, rows[i]) for i, n in enumerate(self.names)}


def table_of(priors: Mapping[str, Prior]) -> QuantileTable:
    """The priors' quantiles by score; raises UsageError for one that has a single value."""
    fixed = [name for name, prior in priors.items() if not hasattr(prior, "quantile")]
    if fixed:
        raise UsageError(f"{fixed[0]} has one value and no prior; leave it out of what is fitted")
    scores = np.linspace(-REACH, REACH, GRID)
    levels = special.ndtr(scores)
    rows: list[Any] = list(priors.values())
    values = np.stack([np.asarray(row.quantile(levels), dtype=float) for row in rows])
    return QuantileTable(names=tuple(priors), scores=scores, values=values)


def compared(
    predict: Predict, table: QuantileTable, seen: Sequence[Observation]
) -> Callable[[Array], Array]:
    """What each observation's number is at the scores, in logarithms where it is compared so."""

    def found(u: Array) -> Array:
        made = predict(table.at(u))
        return jnp.stack(
            [
                made[o.quantity] if o.is_plain else jnp.log(jnp.maximum(made[o.quantity], 1e-9))
                for o in seen
            ]
        )

    return found


def told(seen: Sequence[Observation]) -> tuple[Array, Array]:
    """What the observations say and their spreads, on the scale they are compared on."""
    values = [o.value if o.is_plain else float(np.log(o.value)) for o in seen]
    return jnp.asarray(values), jnp.asarray([o.spread for o in seen])


def sampled(
    numbers: Callable[[Array], Array],
    table: QuantileTable,
    seen: Sequence[Observation],
    *,
    chains: int = 4,
    warm: int = 600,
    draws: int = 600,
    seed: int = 0,
) -> Posterior:
    """Posterior by NUTS (NumPyro), the chains as one vectorised run.

    Raises UsageError where NumPyro is not installed.
    """
    try:
        import numpyro  # noqa: PLC0415
        from numpyro import distributions as dist  # noqa: PLC0415
        from numpyro.diagnostics import summary  # noqa: PLC0415
        from numpyro.infer import MCMC, NUTS  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            "calibration needs NumPyro; install caploop with its extra `calibrate`"
        ) from error
    value, spread = told(seen)
    size = len(table.names)

    def model() -> None:
        u = numpyro.sample("u", dist.Normal(0.0, 1.0).expand([size]).to_event(1))
        numpyro.sample("seen", dist.Normal(numbers(u), spread).to_event(1), obs=value)

    sampler = MCMC(
        NUTS(model, init_strategy=numpyro.infer.init_to_value(values={"u": jnp.zeros(size)})),
        num_warmup=warm,
        num_samples=draws,
        num_chains=chains,
        chain_method="vectorized",
        progress_bar=False,
    )
    sampler.run(jax.random.key(seed), extra_fields=("diverging",))
    by_chain = sampler.get_samples(group_by_chain=True)["u"]
    told_by = summary({"u": by_chain}, group_by_chain=True)["u"]
    scores = np.asarray(by_chain).reshape(-1, size)
    return Posterior(
        names=table.names,
        scores=scores,
        values=at_scores(table, scores),
        r_hat=np.asarray(told_by["r_hat"]),
        effective=np.asarray(told_by["n_eff"]),
        divergent=int(np.asarray(sampler.get_extra_fields()["diverging"]).sum()),
    )


def at_scores(table: QuantileTable, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values of parameters at scores, both (draw, parameter)."""
    columns = [
        np.interp(scores[:, i], table.scores, table.values[i]) for i in range(len(table.names))
    ]
    return np.stack(columns, axis=1)


def coverage(
    numbers: Callable[[Array], Array],
    table: QuantileTable,
    seen: Sequence[Observation],
    *,
    replicas: int,
    seed: int = 0,
) -> float:
    """Share of 90 % intervals that hold the truth, over parameters and made-up truths.

    Truths come from the prior, observations from the likelihood; posteriors are normals around
    their peaks, which NUTS is compared with on the real claims.
    """
    draw = np.random.default_rng(seed)
    _, spread = told(seen)
    size = len(table.names)
    find = jax.jit(lambda value: around_peak(numbers, size, value=value, spread=spread))
    made = jax.jit(numbers)
    inside = []
    for _ in range(replicas):
        truth = draw.standard_normal(size)
        noise = draw.standard_normal(len(seen))
        value = made(jnp.asarray(truth)) + jnp.asarray(noise) * spread
        mean, covariance = find(value)
        width = special.ndtri(LEVELS[2]) * np.sqrt(np.diag(np.asarray(covariance)))
        inside.append(np.abs(truth - np.asarray(mean)) <= width)
    return float(np.mean(inside))


def around_peak(
    numbers: Callable[[Array], Array], size: int, *, value: Array, spread: Array
) -> tuple[Array, Array]:
    """Mean and covariance of the scores: the posterior as a normal around its peak.

    Gauss-Newton; each step solves the linearised problem and goes half of the way to it.
    """
    slopes = jax.jacfwd(numbers)

    def step(_: Any, u: Array) -> Array:
        j = slopes(u) / spread[:, None]
        gap = (value - numbers(u)) / spread
        best = jnp.linalg.solve(jnp.eye(size) + j.T @ j, j.T @ (gap + j @ u))
        moved: Array = u + 0.5 * (best - u)
        return moved

    peak = jax.lax.fori_loop(0, NEWTON, step, jnp.zeros(size))
    j = slopes(peak) / spread[:, None]
    return peak, jnp.linalg.inv(jnp.eye(size) + j.T @ j)
