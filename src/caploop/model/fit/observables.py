"""What claims can be compared with: numbers of a path of the model, registered by measure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import jax.numpy as jnp
from jax import Array
from msgspec import Struct

from caploop import sfc
from caploop.evidence import Claim
from caploop.model.inputs.lifts import bottom_up, revenue_alone
from caploop.model.inputs.plan import PlanPaths
from caploop.model.terms.parties import FIRST_YEAR

QUARTERS = 20
BN, MN = 1e-9, 1e-6
START = date(2025, 10, 1)
"""Stocks from this day on are compared with the state at the start of the run."""
LIFT, COMPUTE = "lift_kept", "compute_kept"
OWN = (LIFT, COMPUTE, "R_2025", "B_2025", "ARR_2025Q4", "G_2025", "m_eff", "other_elastic")
"""What the comparison reads beside the parameters of revenue's mechanism."""
SHARES = {
    "audited": 0.005,
    "company": 0.02,
    "press": 0.05,
    "estimate": 0.15,
    "plan": 0.30,
}
"""Standard deviation of a claim in logarithms by its kind (specification, section 13)."""
BURN_FLOOR = 10.0


class Observation(Struct, frozen=True, kw_only=True):
    """One claim as the likelihood reads it: which number of the path, its value and spread.

    Sums that may be negative are compared as they are, with the same share of at least 10 bn USD;
    the others in logarithms.
    """

    claim: str
    quantity: str
    value: float
    kind: str
    known_at: date

    @property
    def is_plain(self) -> bool:
        """Whether the number is compared as it is, not in logarithms."""
        return self.quantity.startswith("burn")

    @property
    def spread(self) -> float:
        """Standard deviation, in logarithms or in USD bn."""
        share = SHARES[self.kind]
        return share * max(abs(self.value), BURN_FLOOR) if self.is_plain else share


def quantity_of(claim: Claim) -> tuple[str, float] | None:
    """The number of the path a claim speaks of and what it says, in the units of the model.

    None where no measure is registered for it, or its period lies outside the run.
    """
    made = REGISTRY.get(claim.measure)
    if made is None or claim.value is None or claim.party != "openai":
        return None
    return made(claim, float(claim.value))


def _year(claim: Claim) -> int | None:
    """The calendar year a claim is about as a whole."""
    start, end = claim.period_start, claim.period_end
    whole = start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    return start.year if whole and start and end and start.year == end.year else None


def _yearly(stem: str, scale: float = BN) -> Callable[[Claim, float], tuple[str, float] | None]:
    def found(claim: Claim, value: float) -> tuple[str, float] | None:
        year = _year(claim)
        if claim.qualifier or year is None or not FIRST_YEAR - 1 <= year <= FIRST_YEAR + 4:
            return None
        return f"{stem}_{year}", value * scale

    return found


def _at_start(claim: Claim) -> bool:
    day = claim.period_end or claim.as_of
    return day is not None and START <= day <= date(FIRST_YEAR, 3, 1)


def _users(claim: Claim, value: float) -> tuple[str, float] | None:
    names = {None: "users", "IN": "users_IN", "codex": "users_codex"}
    if claim.qualifier not in names or not _at_start(claim):
        return None
    return names[claim.qualifier], value * MN


def _run_rate(claim: Claim, value: float) -> tuple[str, float] | None:
    return ("run_rate", value * BN) if not claim.qualifier and _at_start(claim) else None


def _capacity(claim: Claim, value: float) -> tuple[str, float] | None:
    ended = claim.period_end == date(FIRST_YEAR - 1, 12, 31)
    return ("gw_start", value * BN) if ended and claim.nature == "actual" else None


def _users_later(claim: Claim, value: float) -> tuple[str, float] | None:
    return ("users_2030", value * MN) if not claim.qualifier and _year(claim) == 2030 else None


def _compute(claim: Claim, value: float) -> tuple[str, float] | None:
    ends = claim.period_end == date(2030, 12, 31)
    starts = claim.period_start in {None, date(FIRST_YEAR, 1, 1)}
    return ("compute_2030", value * BN) if ends and starts and not claim.qualifier else None


def _share(claim: Claim, value: float) -> tuple[str, float] | None:
    half = claim.qualifier == "consumer|enterprise" and _year(claim) == 2030
    return ("enterprise_2030", value) if half else None


REGISTRY: Mapping[str, Callable[[Claim, float], tuple[str, float] | None]] = {
    "revenue": _yearly("revenue"),
    "cash_burn": _yearly("burn"),
    "arr": _run_rate,
    "weekly_active_users": _users,
    "active_users": _users_later,
    "capacity": _capacity,
    "compute_spend_cumulative": _compute,
    "revenue_share_of_total": _share,
}


def _followed(ratio: Array, elasticity: Array, speed: float) -> Array:
    """Level of cost by quarter that goes part of the way towards revenue over plan in each."""
    levels = [jnp.asarray(1.0)]
    for aim in (ratio**elasticity)[:-1]:
        levels.append(levels[-1] + speed * (aim - levels[-1]))
    return jnp.stack(levels)


def predictor(
    params: Mapping[str, Any], central: Mapping[str, float], plan: PlanPaths
) -> Callable[[Mapping[str, Array]], dict[str, Array]]:
    """A function from fitted parameters to every registered number, in the units of the model.

    Revenue is its own mechanism at the medians of luck; `lift_kept` raises the plan's lift to a
    power: 1 is the plan, 0 the bottom-up path. Cost is the plan's, compute at `compute_kept` of its
    dollars and the rest following revenue with the delay of `cost_lines.people`. It can be
    differentiated.
    """
    path = sfc.path_function(revenue_alone(params, central), QUARTERS)
    read = frozenset(bottom_up())
    lift = jnp.asarray(params["lift_enterprise"][:QUARTERS])
    planned = jnp.asarray(plan.revenue[:QUARTERS])
    compute = jnp.asarray(plan.compute[:QUARTERS])
    cost = jnp.asarray(plan.cost[:QUARTERS])
    share = central["m_eff"]

    def predict(values: Mapping[str, Array]) -> dict[str, Array]:
        own = {n: values.get(n, jnp.asarray(central.get(n, 1.0))) for n in OWN}
        out = path({n: v for n, v in values.items() if n in read})
        earned = out["in_all"]
        other = jnp.maximum(cost - compute - share * planned, 0.0)
        other = other * _followed(earned / planned, own["other_elastic"], central["v_people"])
        burn = own[COMPUTE] * compute + other + own["m_eff"] * earned - earned
        names = ("seats_wanted", "agents_wanted", "custom_wanted", "api_wanted")
        work = sum(out[n] for n in names) * lift ** own[LIFT]
        years = {f"revenue_{FIRST_YEAR + n}": earned[4 * n : 4 * n + 4].sum() for n in range(5)}
        years |= {f"burn_{FIRST_YEAR + n}": burn[4 * n : 4 * n + 4].sum() for n in range(5)}
        return {
            **years,
            f"revenue_{FIRST_YEAR - 1}": own["R_2025"],
            f"burn_{FIRST_YEAR - 1}": own["B_2025"],
            "run_rate": own["ARR_2025Q4"],
            "gw_start": own["G_2025"],
            "users": values["W_0"],
            "users_IN": values["W_IN"],
            "users_codex": values["W_codex"],
            "users_2030": out["weekly_users"][-1].sum(),
            "compute_2030": own[COMPUTE] * compute.sum(),
            "enterprise_2030": work[16:].sum() / earned[16:].sum(),
        }

    return predict
