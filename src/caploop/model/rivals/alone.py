"""The race alone, with OpenAI on its plan: what cheaper hardware or a break does to its share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from caploop import sfc
from caploop.model.rivals import market as rivals_market
from caploop.model.rivals import race as rivals
from caploop.model.rivals.start import OPENAI, RIVALS
from caploop.model.step.declared import starts
from caploop.model.terms.arrays import BALANCES, CENTRAL, PATHS
from caploop.model.terms.names import symbols_by_name
from caploop.model.terms.parties import AXES
from caploop.sfc.language import Parameter as Prior

Path = Callable[[Mapping[str, Any]], Mapping[str, Array]]
Slopes = Callable[[Mapping[str, float]], tuple[NDArray[np.float64], NDArray[np.float64]]]


def rivals_alone(params: Mapping[str, Prior]) -> sfc.Model:
    """The mechanism on its own: OpenAI builds its plan and sells it, others as ever, no luck."""
    read = (name for found in sfc.reads(_skeleton()).values() for name in found.parameters)
    return _skeleton().with_values({n: params[n] for n in dict.fromkeys(read)}, openings={})


@cache
def _skeleton() -> sfc.Model:
    m = sfc.Model("M9", unit="USD bn")
    users, company = m.sectors("users", "openai")
    money = m.instrument("money", issuer=users)
    paid = m.flow("paid", payer=users, payee=company, via=money)
    m.names(symbols_by_name())
    m.axes({**AXES, "rival": len(RIVALS)})
    m.arrays(*PATHS, *BALANCES, *CENTRAL)
    m.start(**starts([rivals, rivals_market]))
    m.behaviour(rivals.planned_compute)
    m.behaviour(on_plan)
    for quarter in (rivals.mood, rivals.breaks, rivals.race, *rivals_market.BEHAVIOURS):
        m.behaviour(quarter)

    @m.behaviour
    def pay(x: Any, p: Any, t: Any) -> Any:
        """What OpenAI's customers pay on its plan."""
        return {paid: x["revenue"]}

    return m


def on_plan(x: Any, p: Any, t: Any) -> Mapping[str, Any]:
    """OpenAI as its plan has it."""
    return {
        "alive": jnp.asarray(1.0),
        "training_over_plan": jnp.asarray(0.0),
        "market": jnp.asarray(0.0),
        "gw_in_all": x["openai_gw_plan"],
        "rent": p.plan_compute[t - 1] * jnp.ones(1),
        "revenue": jnp.asarray(p.plan_revenue[t - 1]),
        "weekly_users": p.opening_weekly_users_mn * jnp.ones(1),
    }


def central_race(
    params: Mapping[str, Prior], central: Mapping[str, float], *, quarters: int
) -> Path:
    """The path of the race at central values for other values of some parameters."""
    still = {name: central.get(name, value) for name, value in params.items()}
    return sfc.path_function(rivals_alone({**still, "events_drawn": 0.0, "sig_M": 0.0}), quarters)


def slopes(path: Path, name: str, *, quarters: int) -> Slopes:
    """What gives OpenAI's share of use by quarter, and its derivative by the logarithm of one
    parameter, from values of that parameter and others."""

    def share(value: Any, at: Mapping[str, Any]) -> Array:
        found: Array = path({**at, name: value})["use_share"][:quarters, OPENAI]
        return found

    @jax.jit
    def both(value: Any, rest: Mapping[str, Any]) -> tuple[Array, Array]:
        return jax.jvp(lambda v: share(v, rest), (value,), (value,))

    def found(at: Mapping[str, float]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        rest = {k: jnp.asarray(v, float) for k, v in at.items() if k != name}
        values, by = both(jnp.asarray(at[name], float), rest)
        return np.asarray(values), np.asarray(by)

    return found
