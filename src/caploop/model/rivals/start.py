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
LAGS = 6
TINY = 1e-9


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
