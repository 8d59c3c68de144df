"""M9, the start of the race: who runs, and what shares of use say of their quality in 2025."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.rivals.market import paid_shares, prices

DEVELOPERS = ("openai", "google", "meta", "xai", "anthropic", "open")
RIVALS = DEVELOPERS[1:]
ROUTES = ("outside", "internal", "advertising", "data_loop", "strategic", "open")
"""Financing route of each developer, in their order."""
OPENAI, OPEN = DEVELOPERS.index("openai"), DEVELOPERS.index("open")
XAI, ANTHROPIC = DEVELOPERS.index("xai"), DEVELOPERS.index("anthropic")
LAGS = 6
TINY = 1e-9
NEAR_NOUGHT = 1e-4
NEWTON = 6
SHARE_MOST = 0.8
"""Of use: no developer's reach takes more of it."""


def by_rival(p: Any, stem: str) -> Array:
    """Parameters `stem_rival` as one array over the rivals."""
    return jnp.stack([p[f"{stem}_{name}"] for name in RIVALS])


def opening_use(p: Any) -> Array:
    """Shares of use at the end of 2025 by developer; OpenAI has what the others leave."""
    rivals = by_rival(p, "opening_use_share")
    return jnp.concatenate([jnp.maximum(1.0 - jnp.sum(rivals), TINY)[None], rivals])


def opening_compute(p: Any) -> Array:
    """GW for models at the end of 2025 by developer."""
    return jnp.concatenate([jnp.asarray(p.opening_gw)[None], by_rival(p, "opening_rival_gw")])


def opening_paid(p: Any) -> Array:
    """Shares of what customers paid at the end of 2025."""
    use = opening_use(p)
    return paid_shares(use, prices(opening_quality(p), p))


def opening_quality(p: Any) -> Array:
    """Quality at the end of 2025: what the shares of use say at the return xi."""
    found: Array = jnp.log(opening_use(p)) / p.profit_return_to_quality
    return found


def pace(p: Any) -> Array:
    """How much quality grows in a quarter on a fleet that does not."""
    grown: Array = (
        p.quality_elasticity_to_compute
        * (jnp.log1p(p.hardware_progress) + jnp.log(p.algorithmic_progress))
        / 4
    )
    return grown


def past(register: Array, p: Any) -> Array:
    """The frontier `imitation_months` months ago, straight lines between quarters."""
    place = jnp.clip(p.imitation_months / 3.0 - 1.0, 0.0, LAGS - 1.0)
    low = jnp.floor(place).astype(int)
    part = place - low
    high = jnp.minimum(low + 1, LAGS - 1)
    found: Array = register[low] * (1.0 - part) + register[high] * part
    return found


def opening_register(p: Any) -> Array:
    """The frontier of the six quarters before the run, at the pace of a fleet that stands still."""
    return jnp.max(opening_quality(p)) - pace(p) * jnp.arange(LAGS)


def fixed_part(p: Any) -> Array:
    """What is left of quality at the end of 2025 once compute and imitation are taken out."""
    quality, reached = opening_quality(p), past(opening_register(p), p) - pace(p)
    imitated = (quality - p.imitation_share * reached) / (1.0 - p.imitation_share)
    own = jnp.where(imitated < reached, imitated, quality)
    found: Array = own - p.quality_elasticity_to_compute * jnp.log(opening_compute(p))
    return found


def reach(p: Any, t: Any) -> Array:
    """Weight of each developer with customers beyond what its models' quality says, 1 but for
    Anthropic's.

    Its revenue of 2026 is a prior of its own, from what it guided: the weight rises through 2026 so
    that the year comes out, were all else as at the start, and then fades at `reach_persistence`.
    """
    share, used = opening_paid(p)[ANTHROPIC], opening_use(p)[ANTHROPIC]
    pace_of_market = (p.model_market_2030_usd_bn / p.model_market_2026_usd_bn) ** 0.25
    year = share * p.model_market_2026_usd_bn * (pace_of_market**0.75 + 1.0) / 2
    log_end = logarithm_of_mean(p.anthropic_revenue_2026_usd_bn / year)
    end = jnp.minimum(used * jnp.exp(log_end), SHARE_MOST)
    weight = jnp.log(end * (1.0 - used) / (used * (1.0 - end)))
    gone = jnp.maximum(t - 4.5, 0.0) / 4
    now = weight * jnp.clip((t - 0.5) / 4, 0.0, 1.0) * p.reach_persistence**gone
    return jnp.ones(len(DEVELOPERS)).at[ANTHROPIC].set(jnp.exp(now))


def logarithm_of_mean(mean: Any) -> Array:
    """The y at which exp(y s), s from 0 to 1, has this mean: (exp(y) - 1)/y = mean.

    >>> round(float(logarithm_of_mean(1.718282)), 4)
    1.0
    """
    goal = jnp.log(jnp.maximum(jnp.asarray(mean, float), TINY))
    y = 2.0 * goal
    for _ in range(NEWTON):
        safe = jnp.where(jnp.abs(y) < NEAR_NOUGHT, NEAR_NOUGHT, y)
        value = jnp.log(jnp.expm1(safe) / safe)
        slope = jnp.exp(safe) / jnp.expm1(safe) - 1.0 / safe
        y = safe - (value - goal) / slope
    return y
