"""M5, business outside the loop: each firm's own growth and luck, demand for AI in common."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Quarter, Values, along_firms, wide
from caploop.model.terms.parties import CHIPMAKERS, FIRMS, LESSORS
from caploop.sfc import Series

GROWING = ("microsoft", "oracle", "coreweave", "amazon", "google", "cerebras", *CHIPMAKERS)
"""Firms with a stated growth of their own; the rest grows as the sector does, without luck."""
BUILDING = ("microsoft", "oracle", "coreweave", "amazon", "google")
"""Firms with a stated growth of capex; that of the rest grows as their sales do."""
DIVERSIFIED = ("microsoft", "oracle", "amazon", "google")
"""Firms most of whose sales are no sales of AI."""
AHEAD = 1.5
"""Quarters from the middle of the last year to the middle of the last quarter before the start."""
GUIDED = 1.5
"""Years from the middle of the last year to the end of the one that is guided."""
INTO = 0.5
"""How fast capex grows within the guided year, over its growth on the year before."""
TINY = 1e-9
GIVES = (
    Series("sales_luck", "1", axes="firm", says="outside sales over their path, in logarithms"),
    Series("capex_luck", "1", axes="firm", says="outside capex over its path, in logarithms"),
    Series("sales_change", "1", axes="firm", says="their change in the quarter, in logarithms"),
    Series("firm_outside_sales", "USD bn/qtr", axes="firm", says="sales outside the loop"),
    Series("firm_outside", "USD bn/qtr", axes="firm", says="cash flow from outside the loop"),
    Series("paid_early", "1", axes="firm", says="part of a quarter's cash flow that came early"),
    Series("firm_timing", "USD bn/qtr", axes="firm", says="cash that came early, less last time's"),
    Series("firm_base_capex", "USD bn/qtr", axes="firm", says="capex not for OpenAI"),
)


def grown(first: Any, sector: Any, *, kept: Any, years: Any) -> Array:
    """Growth since the middle of the last year, in logarithms, for `years` after it.

    `first` a year to the end of the run's first year, so that this one is up by it on average; of
    what that is above the sector's growth the part `kept` is left a year later.
    """
    later = jnp.maximum(years - GUIDED, 0.0)
    lasting = (1.0 - kept**later) / -jnp.log(kept)
    path: Array = first * jnp.minimum(years, GUIDED) + sector * later + (first - sector) * lasting
    return path


def outside(x: Any, p: Any, t: Any) -> Values:
    """Sales, cash flow and capex of each firm outside the loop, USD bn a quarter.

    Sales are those of the firm's last year, less what OpenAI paid it for the capacity that stood
    then, on their way at its own growth, which fades to the sector's; margins stay. A firm short of
    money builds the share `tight_capex_share` of what it would. Around that path luck is a walk in
    logarithms of which the part `outside_shock_persistence` is left after a year; chip makers and
    clouds share the part `ai_demand_share` of its variance. Capex keeps up with sales, luck
    included, and has luck of its own, which fades as guided capex does. The middle draw is on the
    path.

    What a quarter's cash flow has from bills paid early or late, the next one lacks: a quarter's
    spread around its part of the year is `cash_timing_volatility`, a year's next to nothing.
    """
    sector = jnp.log1p(p.outside_cash_flow_growth)
    first = along_firms({n: jnp.log1p(p[f"outside_sales_growth_{n}"]) for n in GROWING}, sector)
    luck, years, kept = _luck(x, p, t), (t + AHEAD) / 4.0, p.outside_growth_persistence
    sales = grown(first, sector, kept=kept, years=years)
    path = sales + luck["sales_luck"]
    before = grown(first, sector, kept=kept, years=years - 0.25) + x.lag("sales_luck")
    others = 1.0 - paid_before(p) / jnp.maximum(p.outside_revenue, TINY)
    sold, earned = p.outside_revenue * others / 4, p.outside_cash_flow * others / 4
    capex = _capex(p, first=first, sales=sales, years=years, earned=4 * earned)
    capex = capex + luck["sales_luck"] + luck["capex_luck"]
    early = jnp.stack([x.shock.normal(f"timing of {n}") for n in GROWING])
    early = along_firms(dict(zip(GROWING, early, strict=True)), 0.0) * p.cash_timing_volatility
    cash = earned * jnp.exp(path + first * p.cash_flow_age)
    built = 1.0 - (1.0 - p.tight_capex_share) * x.lag("firm_tight")
    return {
        **luck,
        "sales_change": path - before,
        "firm_outside_sales": sold * jnp.exp(path + first * p.revenue_age),
        "firm_outside": cash,
        "paid_early": early,
        "firm_timing": jnp.abs(cash) * (early - x.lag("paid_early")) / jnp.sqrt(2.0),
        "firm_base_capex": p.outside_capex / 4 * jnp.exp(capex) * built,
    }


def paid_before(p: Any) -> Array:
    """What OpenAI paid each firm for capacity in its last year, USD bn: the rent of the opening's,
    as far as it stood in the middle of that year. Chips for others' capacity are not told apart."""
    shares = jnp.stack([p[f"opening_gw_share_{lessor}"] for lessor in LESSORS])
    rent: Array = wide(p.lease_usd_bn_per_gw_year * p.opening_gw * shares) * p.fleet_before
    return rent


def _capex(p: Any, *, first: Any, sales: Any, years: Any, earned: Any) -> Array:
    """Growth of capex since the middle of the last year, in logarithms: on average of the first
    year as guided; of what stands at its end above a level that keeps up with sales, the part
    `outside_capex_persistence` is left a year later.

    The level is last year's capex, or last year's cash flow where that is less: in the long run a
    firm spends what its business brings in. Where nothing is guided capex follows sales.
    """
    guided = along_firms({n: jnp.log1p(p[f"outside_capex_growth_{n}"]) for n in BUILDING}, 0.0)
    base = jnp.maximum(p.outside_capex, TINY)
    level = jnp.log(jnp.clip(earned / base, TINY, 1.0))
    within = guided * (1.0 + INTO * (jnp.minimum(years, GUIDED) - 1.0))
    later = jnp.maximum(years - GUIDED, 0.0)
    above = (within - GUIDED * first - level) * p.outside_capex_persistence**later
    path = jnp.where(years <= GUIDED, within, sales + level + above)
    return jnp.where(_those(BUILDING), path + guided * p.capex_age, sales + first * p.capex_age)


def _luck(x: Any, p: Any, t: Any) -> Values:
    """Where sales and capex stand over their paths, in logarithms: common and own shocks."""
    common = jnp.sqrt(p.ai_demand_share) * x.shock.normal("demand for AI")
    spread = jnp.where(_those(DIVERSIFIED), p.diversified_sales_volatility, p.ai_sales_volatility)
    of = {
        "sales": (spread, p.outside_shock_persistence),
        "capex": (p.outside_capex_volatility, p.outside_capex_persistence),
    }
    found = {}
    for kind, (size, kept) in of.items():
        own = {n: x.shock.normal(f"{kind} of {n}") for n in GROWING}
        shock = common + jnp.sqrt(1.0 - p.ai_demand_share) * along_firms(own, 0.0)
        now = jnp.where(_those(GROWING), size / 2 * shock, 0.0) * (1.0 - x["observed"])
        found[f"{kind}_luck"] = kept**0.25 * x.lag(f"{kind}_luck") + now
    return found


def _those(names: tuple[str, ...]) -> Array:
    return jnp.array([name in names for name in FIRMS])


BEFORE: tuple[Quarter, ...] = (outside,)
