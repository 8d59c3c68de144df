"""M2, what late capacity costs OpenAI: capacity rented in its place, and what lessors recover."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Values
from caploop.sfc import Series

GIVES = (
    Series("gw_replaced", "GW", says="capacity rented in place of what is late"),
    Series("late_bill", "USD bn/qtr", says="what late capacity costs OpenAI"),
)


def late_bill(x: Any, p: Any, t: Any) -> Values:
    """Capacity rented in place of what was ordered and is late, and the bill for it, USD bn.

    The share `late_capacity_replaced_share` of it is found elsewhere at `replacement_price_ratio`
    times the lease price; lessors recover `late_carrying_cost_recovered_share` of what their money
    costs them in capacity that does not earn yet. No rent falls due for it.
    """
    late = jnp.maximum(x["gw_wanted"] - x["gw_in_all"], 0.0) * x["leases_kept"]
    replaced = p.late_capacity_replaced_share * late
    price = p.replacement_price_ratio * p.lease_usd_bn_per_gw_year
    carried = p.late_carrying_cost_recovered_share * p.lessor_capital_cost * p.capex_usd_bn_per_gw
    return {"gw_replaced": replaced, "late_bill": (replaced * price + late * carried) / 4.0}
