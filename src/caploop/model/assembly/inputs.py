"""What a run reads: parameters under a scenario, one plan, agreed cheques, opening positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop import sfc
from caploop.book import Book, Joint, KnownBook, Parameter, Scenario, applied, known_or_widened
from caploop.core.errors import UsageError
from caploop.model.assembly.levers import levers, only, timed, vintage_of
from caploop.model.assembly.system import reads
from caploop.model.compute.pipeline import LUCK
from caploop.model.inputs.agreed import agreed_cheques, agreed_flows, portfolio, undated_purchases
from caploop.model.inputs.lifts import SPREAD, bottom_up, calibrated
from caploop.model.inputs.observed import check_reach, observed, reported
from caploop.model.inputs.opening import books_opened, openings
from caploop.model.inputs.plan import History, PlanPaths, burn_ahead, plan_of
from caploop.model.inputs.priors import CentralValues, central_of, marginals, priors_of
from caploop.model.inputs.projects import (
    Project,
    lessor_shares,
    project_arrays,
    projects_of,
    unpriced,
)
from caploop.model.inputs.rivals_opening import made_of_rivals, rivals_opened
from caploop.model.inputs.sources import Made, made_from
from caploop.model.power.closing import closing_terms
from caploop.model.terms.arrays import ARRAYS, LIFTS
from caploop.model.terms.lease import annuity
from caploop.model.terms.parties import period_of, quarter_name

ASKED = (
    *("C_8y", "pi_30", "ARPU_30", "e_30", "NL_2025H1", "OL_2025H1", "sbc_2025H1"),
    *("eps_D", "eps_S", "pt", "inc", "d_sig", "sig_A", "eq_gov", "meb", "X_credit", "sh_gpu"),
    *("V_gar", "B_gar", "T_gar", "r_gar", "mu_A", "gap_fv_FCRA", "gap_fv_fair_value"),
    *("s_api_Anthropic", "s_api_OpenAI", "s_api_Google", "n_api_rest"),
    *("n_explicit", "E_further", "T_2030", "T_further", "ov", "T_exit", "ev_s", "m_plan_T"),
    *("k_high", "R_2030", "R_2025"),
    *(f"grid_{of}_{end}" for of in "gm" for end in ("low", "high", "step")),
)
"""What questions read of the book beside the run, whichever of them is asked."""
KEPT = ("lift_kept", "compute_kept")
"""Parts of a plan's lift and of its compute dollars that are kept: all, unless a fit says less."""
LIFTED = (*SPREAD, "m_eff")
"""What the lifts of a plan are found from beside revenue's own mechanism."""


class Inputs(Struct, frozen=True, kw_only=True):
    """Everything a run needs, and where it came from.

    `params` are numbers, arrays and distributions by name; `changes` what the scenario moves in
    some quarters only; `symbols` the book's parameters that are read, `assumptions` those of them
    that no source states, `unread` the rest of the book. `made` tells what arrays were made from,
    `joint` which of `params` are drawn together, as a calibration left them.
    """

    plan: PlanPaths
    params: Mapping[str, Any]
    changes: Mapping[str, tuple[sfc.Change, ...]]
    symbols: tuple[str, ...]
    assumptions: tuple[str, ...]
    unread: tuple[str, ...]
    claims: tuple[str, ...]
    projects: tuple[Project, ...]
    made: Mapping[str, Made]
    quarters: int
    joint: Joint | None = None


def model_inputs(known: KnownBook, scenario: Scenario, *, quarters: int) -> Inputs:
    """The inputs of a run of `quarters` from the calendar's first under one scenario.

    Raises UsageError for a plan without paths, a party without the opening positions a run needs,
    and days on which nobody knew the book's opening.
    """
    check_reach(known)
    book = known.book
    parameters = _parameters(known, scenario)
    joint = _standing(book, parameters)
    values = {p.symbol: central_of(p) for p in parameters}
    values |= joint.centre if joint else {}
    central = CentralValues(values, lambda symbol: _gap([symbol], known))
    _refuse_gaps(central, known)
    plan = plan_of(central, vintage_of(scenario, known), quarters=quarters, history=_history(known))
    paid = agreed_flows(known, scenario)
    projects = projects_of(known, central)
    weights = portfolio(paid, undated_purchases(known), quarters=quarters)
    weights += unpriced(projects, central, quarters=quarters)
    arrays = {
        **_paths(plan, lease_price=_own_lease_price(book)),
        **agreed_cheques(paid, central, quarters=quarters),
        "lessor_share": lessor_shares(weights, plan, central),
        **project_arrays(projects, central),
        "chip_cost_central": chip_costs(_own_centre(known, joint)),
        **closing_terms(central),
        **_opened(known, central),
        **levers(scenario),
        "m_plan": central["m_eff"],
        **_luck(quarters),
    }
    wanted = reads()
    symbols = {*(s for s in wanted if s in central), *central.read, *plan.symbols, *LIFTED, *ASKED}
    priors = priors_of(parameters)
    arrays |= calibrated({**priors, **arrays}, dict(central), plan, is_fitted=joint is not None)
    priors |= {**arrays, **marginals(joint)}
    params = {s: v for s, v in priors.items() if s in {*wanted, "opening_plant"}}
    used = [p for p in parameters if p.symbol in symbols]
    return Inputs(
        plan=plan,
        params=params,
        changes=timed(scenario, parameters, first=period_of(known.vintage.first_quarter)),
        symbols=tuple(p.symbol for p in used),
        assumptions=tuple(p.id for p in used if p.assumption),
        unread=tuple(p.symbol for p in book.parameters if p.symbol not in symbols),
        claims=tuple(sorted({c for p in used for c in p.claims})),
        projects=projects,
        made={
            **made_from(known, plan, paid, lifted=(*LIFTED, *bottom_up())),
            **made_of_rivals(known),
        },
        quarters=quarters,
        joint=joint.within({*params}) if joint else None,
    )


def _opened(known: KnownBook, central: Mapping[str, float]) -> dict[str, Any]:
    """Balances that the calendar of runs begins with, and what history since then says."""
    return {
        **openings(known, central),
        **observed(known),
        **books_opened(known),
        **rivals_opened(known, central),
    }


def _history(known: KnownBook) -> History:
    """Revenue and burn of the quarters before a run's first, as they were reported."""
    earned, free = reported(known, "revenue"), reported(known, "free_cash_flow")
    return History(
        revenue=tuple((n, value) for n, value, _ in earned),
        burn=tuple((n, -value) for n, value, _ in free),
    )


def _parameters(known: KnownBook, scenario: Scenario) -> tuple[Parameter, ...]:
    """Rows as known by a day, with what the scenario sets for the whole run."""
    always = [c for c in scenario.changes if c.from_quarter is None and c.to_quarter is None]
    seen = known_or_widened(known.parameters, known_at=known.known_at)
    return tuple(applied(seen, only(scenario, always), quarter=quarter_name(1)))


def _standing(book: Book, parameters: Iterable[Parameter]) -> Joint | None:
    """The calibration's part that nothing set since then contradicts."""
    if book.joint is None:
        return None
    own = {p.symbol: p for p in book.parameters}
    moved = {p.symbol for p in parameters if p != own[p.symbol]}
    return book.joint.within({*book.joint.names} - moved)


def _luck(quarters: int) -> dict[str, Any]:
    """Draws that no row describes, events as drawn, and paths that are found later, all ones."""
    return {
        "loi_luck": sfc.Uniform(0.0, 1.0),
        **dict.fromkeys(("events_drawn", *KEPT), 1.0),
        **dict.fromkeys(LUCK, sfc.Normal(0.0, 1.0)),
        **{one.name: np.ones(quarters) for one in LIFTS},
    }


def _refuse_gaps(central: Mapping[str, float], known: KnownBook) -> None:
    """Refuses a book without the parameters the mechanisms and the plans read."""
    own = {one.name for one in ARRAYS}
    wanted = dict.fromkeys((*reads(), *LIFTED, *ASKED))
    missing = [name for name in wanted if name not in central and name not in own]
    if missing:
        raise _gap(missing, known)


def _gap(missing: Sequence[str], known: KnownBook) -> UsageError:
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    later = {p.symbol: p.known_at for p in known.parameters if p.symbol in missing}
    if len(later) == len(missing):
        return UsageError(
            f"{', '.join(missing[:3])}{more} were not public on {known.known_at}, and the model "
            f"reads them; the first day it can be run with is {max(later.values())}"
        )
    return UsageError(
        f"the book has no parameter {', '.join(missing[:3])}{more}, which the model reads; add "
        "rows to parameters.csv"
    )


def chip_costs(central: Mapping[str, float]) -> NDArray[np.float64]:
    """Yearly cost of a GW of each maker's chips at central values, USD bn."""
    bought = (central["nv_gw"], central["amd_gw"], central["nv_gw"] * (1 - central["s_asic"]))
    return np.array(bought) * annuity(central["r_les"], central["n_IT"])


def _own_centre(known: KnownBook, joint: Joint | None) -> dict[str, float]:
    """Central numbers of the book itself: a chip that a scenario makes cheaper then gains by it."""
    seen = known_or_widened(known.parameters, known_at=known.known_at)
    return {p.symbol: central_of(p) for p in seen} | (joint.centre if joint else {})


def _own_lease_price(book: Book) -> float:
    """What the plan's compute is reckoned at, whatever lease a scenario sets, USD bn a GW-year."""
    return next(central_of(p) for p in book.parameters if p.symbol == "ell")


def _paths(plan: PlanPaths, *, lease_price: float) -> dict[str, NDArray[np.float64]]:
    return {
        "plan_gw": 4.0 * plan.compute / lease_price,
        "middle_revenue": plan.middle,
        "plan_revenue": plan.revenue,
        "plan_cost": plan.cost,
        "plan_compute": plan.compute,
        "burn_ahead": burn_ahead(plan.burn),
    }
