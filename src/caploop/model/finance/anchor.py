"""M10, the anchor of the value: the company's own cash flow, as it is expected in the quarter.

Expected is the plan's path as last quarter's revenue and margin were to it, with no foresight:
revenue of 2030 times what the business is then worth of it, less what is burnt until then, plus
cash, less debt (sections 11 and 17.5). After 2030 the horizon is the year just past.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values, along, opened
from caploop.sfc import Series

TO_2030 = 20
YEARS = 15
"""Explicit years after 2030 (row `n_explicit`); growth and margin are at their ends by then."""
MOST_GAP = 2.0
LEAST_SPREAD = 0.02
"""Least distance of the cost of capital from growth for ever, should a scenario move the one."""
TINY = 1e-9
GIVES = (
    Series("rate_opening", "1/yr", says="rate of interest at the start"),
    Series("business_value", "USD bn", says="what the business then is worth, discounted to now"),
    Series("burn_value", "USD bn", says="what is expected to be burnt until then, discounted"),
    Series("net_cash", "USD bn", says="cash less all that is owed"),
)


def anchor(x: Any, p: Any, t: Any) -> Values:
    """The parts of the value by cash flow at the start of a quarter, USD bn.

    The value by cash flow is `business_value` less `burn_value` plus `net_cash`. Known are revenue
    over plan and burn over revenue of last quarter; the elasticity of expected revenue to the first
    goes from 1 next quarter to `value_response_to_news` five years on, the gap of the margin to the
    plan's closes over `margin_rise_years`.
    """
    opening = opened(x, p, t, name="rate_opening", first=p.base_rate)
    until, after = _rates(p, p.base_rate - opening)
    worth = multiples(p, after)
    revenue = expected_revenue(x, p, t)
    years_left = jnp.maximum(TO_2030 - (t - 1), 0) / 4
    discount = (1.0 + until) ** -years_left
    multiple = along(worth, 1.0 + jnp.maximum(t - 1 - TO_2030, 0) / 4)
    gap = _margin_gap(x, p, t)
    burnt = _before_2030(x, p, t, gap=gap, rate=until)
    later = revenue * _after(p, t, gap=gap, rate=after) * discount
    owed = x["debt"] + jnp.sum(x["vendor_notes"]) + jnp.sum(x["arrears"]) + x["other_arrears"]
    return {
        "rate_opening": opening,
        "business_value": revenue * multiple * discount,
        "burn_value": burnt + later,
        "net_cash": x["cash"] - owed,
    }


def multiples(p: Any, rate: Array) -> Array:
    """Value of the business at the ends of 2030 and the years after it over each year's revenue.

    Backwards from the last explicit year, after which it grows for ever; the first is what
    `caploop.valuation.value_over_revenue` gives.
    """
    ends = _margin(p, YEARS) * (1.0 + p.terminal_growth) / (rate - p.terminal_growth)
    found = [ends]
    for n in range(YEARS, 0, -1):
        ends = (1.0 + _growth(p, n)) * (_margin(p, n) + ends) / (1.0 + rate)
        found.append(ends)
    return jnp.stack(found[::-1])


def _rates(p: Any, moved: Array) -> tuple[Array, Array]:
    """Cost of capital to 2030 and after it, moved as interest has since the start."""
    after = jnp.maximum(p.discount_rate_after_2030 + moved, p.terminal_growth + LEAST_SPREAD)
    return p.discount_rate_to_2030 + moved, after


def _growth(p: Any, n: Any) -> Array:
    """Growth of revenue in the n-th year after 2030."""
    left = jnp.maximum(0.0, 1.0 - (n - 1.0) / p.growth_fade_years)
    grown: Array = p.terminal_growth + (p.growth_2031 - p.terminal_growth) * left
    return grown


def _margin(p: Any, n: Any) -> Array:
    """Free cash flow over revenue in the n-th year after 2030."""
    risen = jnp.minimum(1.0, n / p.margin_rise_years)
    margin: Array = p.margin_2030 + (p.terminal_margin - p.margin_2030) * risen
    return margin


def _over_plan(x: Any, p: Any, t: Any, *, ahead: Any) -> Array:
    """Expected revenue over the plan's so many quarters ahead."""
    far = jnp.clip(ahead / TO_2030, 0.0, 1.0)
    known = jnp.where(t <= p.first_quarter, 0.0, x.lag("surprise"))
    return jnp.exp(known * (1.0 + (p.value_response_to_news - 1.0) * far))


def expected_revenue(x: Any, p: Any, t: Any) -> Array:
    """Revenue of 2030 as it has come and is expected, USD bn; later that of the last year."""
    past = t - 1
    known = sum(
        x.lag("revenue", n + 1) * jnp.where(n < past - (TO_2030 - 4), 1.0, 0.0) for n in range(4)
    )
    quarters = jnp.arange(TO_2030 - 3, TO_2030 + 1)
    ahead = quarters - past
    to_come = p.plan_revenue[TO_2030 - 4 : TO_2030] * _over_plan(x, p, t, ahead=ahead)
    found: Array = known + jnp.sum(to_come * (ahead > 0))
    return found


def _margin_gap(x: Any, p: Any, t: Any) -> Array:
    """Burn over revenue of last quarter above the plan's."""
    at = jnp.maximum(t - 2, 0)
    planned = p.plan_cost[at] / p.plan_revenue[at] - 1.0
    found = x.lag("burn") / jnp.maximum(x.lag("revenue"), TINY)
    return jnp.where(t <= p.first_quarter, 0.0, jnp.clip(found - planned, -MOST_GAP, MOST_GAP))


def _before_2030(x: Any, p: Any, t: Any, *, gap: Array, rate: Array) -> Array:
    """Burn expected to the end of 2030, discounted."""
    ahead = jnp.arange(1, TO_2030 + 1) - (t - 1)
    revenue = p.plan_revenue[:TO_2030] * _over_plan(x, p, t, ahead=ahead)
    over = p.plan_cost[:TO_2030] / p.plan_revenue[:TO_2030] - 1.0
    left = jnp.maximum(1.0 - ahead / (4.0 * p.margin_rise_years), 0.0)
    burnt = revenue * (over + gap * left) * (1.0 + rate) ** (-ahead / 4.0)
    return jnp.sum(jnp.where(ahead > 0, burnt, 0.0))


def _after(p: Any, t: Any, *, gap: Array, rate: Array) -> Array:
    """What is left of the gap after the horizon, discounted to it, over revenue of its year."""
    past = t - 1
    years = jnp.maximum(past - TO_2030, 0) / 4
    ahead = jnp.maximum(TO_2030 - past, 0) / 4
    index, found = jnp.asarray(1.0), jnp.asarray(0.0)
    for n in range(1, YEARS // 3 + 1):
        index = index * (1.0 + _growth(p, years + n)) / (1.0 + rate)
        found = found + index * jnp.maximum(1.0 - (ahead + n) / p.margin_rise_years, 0.0)
    return gap * found
