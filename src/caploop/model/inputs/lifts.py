"""What a plan needs beyond the bottom-up path at central values, and how far draws lie apart."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from io import BytesIO
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from caploop import sfc
from caploop.core.cache import keep_bytes, kept_bytes
from caploop.model.demand import revenue
from caploop.model.demand import users as demand
from caploop.model.inputs.plan import PlanPaths, prior_spread
from caploop.model.kept import compiled_cache
from caploop.model.step.declared import starts
from caploop.model.terms.arrays import LIFTS, PATHS
from caploop.model.terms.names import symbols_by_name
from caploop.model.terms.parties import AXES, GROUPS, quarter_name
from caploop.sfc.analysis import compiled_path
from caploop.sfc.compiled import MOST
from caploop.sfc.language import Parameter as Prior

PASSES = 3
KEPT = 64
SPREAD = ("R26_prior", "R30_prior", "w_bend", "bend_R")
"""Priors of the plan's revenue, and how it bends between two years."""
SPREAD_DRAWS = 1000
_FOUND: dict[Hashable, dict[str, NDArray[np.float64]]] = {}


def calibrated(
    params: Mapping[str, Prior],
    central: Mapping[str, float],
    plan: PlanPaths,
    *,
    is_fitted: bool = False,
) -> dict[str, NDArray[np.float64]]:
    """What the plan needs beyond the central bottom-up path, consumer and enterprise, by quarter.

    Revenue of the plan over that of revenue's mechanism at central values, with the enterprise
    share going from e_0 to e_30; devices are not lifted. Users exposed to advertising on that path
    come with it, and what the rule on growth spending says there; events act at their expectation.
    Passes, as advertising moves churn a little. Last, the spread of bottom-up draws is compared
    with that of the stated priors; where they are fitted to claims their spread stays as it is.
    Found once for the same inputs: most scenarios leave revenue's own inputs alone.
    """
    key = _key(params, central, plan, is_fitted=is_fitted)
    if key not in _FOUND:
        if len(_FOUND) >= KEPT:
            _FOUND.pop(next(iter(_FOUND)))
        path = compiled_cache().path("lifts", key)
        held = kept_bytes(path)
        if held is None:
            found = _calibrated(params, central, plan, is_fitted=is_fitted)
            whole = BytesIO()
            np.savez(whole, allow_pickle=False, **found)
            keep_bytes(path, whole.getvalue(), most=MOST)
        else:
            found = dict(np.load(BytesIO(held)))
        _FOUND[key] = found
    return dict(_FOUND[key])


def _key(
    params: Mapping[str, Prior], central: Mapping[str, float], plan: PlanPaths, *, is_fitted: bool
) -> Hashable:
    """What the lifts follow from, as something that can be looked up."""
    read = ((n, params[n]) for n in (*bottom_up(), *SPREAD) if n in params)
    told = tuple((n, v.tobytes() if isinstance(v, np.ndarray) else repr(v)) for n, v in read)
    of_plan = (plan.middle.tobytes(), plan.reported)
    return told, tuple(sorted(central.items())), of_plan, is_fitted


def _calibrated(
    params: Mapping[str, Prior], central: Mapping[str, float], plan: PlanPaths, *, is_fitted: bool
) -> dict[str, NDArray[np.float64]]:
    quarters = len(plan.middle)
    model = revenue_alone({**params, "events_drawn": 0.0, "lift_kept": 1.0}, central)
    path = compiled_path(model, quarters)
    share = np.interp(np.arange(quarters), [0, 19], [central["e_0"], central["e_30"]])
    ones = np.ones(quarters)
    found = {"ads_exposure": 500.0 * ones, "lift_consumer": ones, "lift_enterprise": ones}
    found |= {"red_expected": demand.red_expected(central, quarters), "growth_central": ones}
    for _ in range(PASSES):
        out = {k: np.asarray(v) for k, v in path(found).items()}
        consumer = out["subscriptions_wanted"] + out["advertising_wanted"] / found["lift_consumer"]
        names = ("seats_wanted", "agents_wanted", "custom_wanted", "api_wanted")
        business = sum(out[name] for name in names)
        rest = np.maximum((1 - share) * plan.middle - out["devices_wanted"], 0.0)
        found |= {
            "ads_exposure": out["exposed"],
            "growth_central": out["growth_gate"],
            "lift_consumer": rest / consumer,
            "lift_enterprise": share * plan.middle / business,
        }
    paths = {
        "plan_subscriptions": out["subscriptions_wanted"] * found["lift_consumer"],
        "plan_work": share * plan.middle,
        "plan_go": out["go_wanted"] * found["lift_consumer"],
        "plan_api": out["api_wanted"] * found["lift_enterprise"],
        "plan_devices": out["devices_wanted"],
        "plan_free": out["free"].sum(axis=-1),
        "plan_users": out["weekly_users"].sum(axis=-1),
    }
    if is_fitted:
        return {**found, **paths, "spread_kept": ones}
    model = revenue_alone({**params, **found, "events_drawn": 1.0}, {})
    run = sfc.simulate(model, quarter_name(1), quarters, draws=SPREAD_DRAWS, keep=["in_all"])
    apart = np.log(run.values("in_all")[0] / plan.middle).std(axis=0)
    stated = _prior(params, central, quarters, over=plan.reported)
    return {**found, **paths, "spread_kept": stated / apart}


def _prior(
    params: Mapping[str, Any], central: Mapping[str, float], quarters: int, *, over: int
) -> NDArray[np.float64]:
    levels = (np.arange(2000) + 0.5) / 2000
    spread = {
        "R26_sd": np.log(params["R26_prior"].quantile(levels)).std(),
        "R30_sd": np.log(params["R30_prior"].quantile(levels)).std(),
        "w_sd": params["w_bend"].quantile(levels).std(),
    }
    return prior_spread({**central, **spread}, quarters=quarters, over=over)


def bottom_up() -> tuple[str, ...]:
    """Every parameter that revenue before the plan's scale is read from."""
    every = sfc.reads(_skeleton()).values()
    return tuple(dict.fromkeys(name for found in every for name in found.parameters))


def revenue_alone(params: Mapping[str, Any], central: Mapping[str, float]) -> sfc.Model:
    """Revenue's mechanism by itself, USD bn a quarter, on the plan's compute."""
    given = {s: central[s] if s in central else params[s] for s in bottom_up()}
    return _skeleton().with_values(given, openings={})


@cache
def _skeleton() -> sfc.Model:
    m = sfc.Model("M1", unit="USD bn")
    m.keep_compiled(compiled_cache())
    users, company = m.sectors("users", "openai")
    money = m.instrument("money", issuer=users)
    paid = m.flow("paid", payer=users, payee=company, via=money)
    m.names(symbols_by_name())
    m.axes(AXES)
    m.arrays(*PATHS, *LIFTS)
    m.start(**starts([demand, revenue]), served_part=np.ones(len(GROUPS)))
    for quarter in revenue.BEHAVIOURS:
        m.behaviour(quarter)

    @m.behaviour
    def pay(x: Any, p: Any, t: Any) -> Any:
        """What is wanted in all, on the plan's compute."""
        in_all = revenue.wanted_in_all(x, p, t)
        whole = {"served_part": jnp.ones(len(GROUPS)), "quality_gap": 0.0, "frozen": 0.0}
        return {paid: x["subscriptions_wanted"], "in_all": in_all, **whole}

    return m
