"""What a run reads: parameters under a scenario, one plan, agreed cheques, opening positions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import jax
import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop import sfc
from caploop.book.book import Book
from caploop.book.execute import known
from caploop.book.flow import Flow, flows
from caploop.book.parameter import Parameter, known_or_widened
from caploop.book.scenario import Change, Scenario, applied, lever_settings
from caploop.core.errors import UsageError
from caploop.model import revenue
from caploop.model.opening import BN, openings
from caploop.model.parties import INVESTORS, LESSORS, MARKETS, period_of
from caploop.model.plan import Plan, Vintage, burn_ahead, plan_of, prior_spread
from caploop.model.priors import central_of, factor_of, priors_of
from caploop.model.system import reads
from caploop.sfc.model import Parameter as Prior

NO_CEILING = 1e9
LATER = {"tax_credit": "on", "guarantee": "on", "efficiency_break": "on"}
TIMED = {"funding_window": ("window_open", "open"), "new_funding": ("funding_on", "on")}
SPREAD_QUARTERS = 28
EVEN_PART = 0.25
NO_DATES = "no dates known"
PASSES = 3
SPREAD_DRAWS = 1000
BESIDE = (
    *("theta_nash", "soft_own", "util", "om", "mu", "C_8y", "R_nv4", "cm", "gm_adj", "k_e"),
    *("pi_30", "ARPU_30", "e_30", "ltv_cac_min", "I_amzn_total", "I_amzn_immediate", "p_el"),
    *(f"base_capex_{name}" for name in ("oracle", "coreweave", "softbank")),
)
PRIORS = ("R26_prior", "R30_prior", "w_bend", "bend_R", "m_eff")


class Inputs(Struct, frozen=True, kw_only=True):
    """Everything a run needs, and where it came from.

    `params` are numbers, arrays and distributions by name; `changes` what the scenario moves in
    some quarters only; `symbols` the book's parameters that are read, `assumptions` those of them
    that no source states, `unread` the rest of the book.
    """

    plan: Plan
    params: Mapping[str, Any]
    changes: Mapping[str, tuple[sfc.Change, ...]]
    symbols: tuple[str, ...]
    assumptions: tuple[str, ...]
    unread: tuple[str, ...]
    claims: tuple[str, ...]
    quarters: int


def model_inputs(
    book: Book, scenario: Scenario, *, as_of: date, known_at: date, quarters: int
) -> Inputs:
    """The inputs of a run of `quarters` from 2026Q1 under one scenario.

    Raises UsageError for a plan without paths, a lever whose mechanism is not there yet, and a
    party without the opening positions a run needs.
    """
    always = [c for c in scenario.changes if c.from_quarter is None and c.to_quarter is None]
    seen = known_or_widened(book.parameters, known_at=known_at)
    parameters = applied(seen, _only(scenario, always), quarter="2026Q1")
    central = {p.symbol: central_of(p) for p in parameters}
    _refuse_gaps(central, book, known_at)
    plan = plan_of(central, _vintage(scenario), quarters=quarters)
    paid = _flows(book, scenario, as_of=as_of, known_at=known_at)
    arrays = {
        **_paths(plan),
        **_cheques(paid, central, quarters=quarters),
        "portfolio": _portfolio(
            paid, _undated(book, as_of=as_of, known_at=known_at), quarters=quarters
        ),
        **openings(book.positions, central, known_at=known_at),
        **_levers(scenario),
        "m_plan": central["m_eff"],
        "loi_luck": sfc.Uniform(0.0, 1.0),
        "ads_exposure": np.ones(quarters),
        "lift_consumer": np.ones(quarters),
        "lift_enterprise": np.ones(quarters),
        "spread_kept": np.ones(quarters),
    }
    wanted = reads()
    symbols = (*(s for s in wanted if s in central), *plan.symbols, *PRIORS, *BESIDE)
    priors = priors_of(parameters)
    arrays |= calibrated({**priors, **arrays}, central, plan)
    params = {s: v for s, v in {**priors, **arrays}.items() if s in {*wanted, "opening_plant"}}
    used = [p for p in parameters if p.symbol in symbols]
    return Inputs(
        plan=plan,
        params=params,
        changes=_timed(scenario, parameters),
        symbols=tuple(p.symbol for p in used),
        assumptions=tuple(p.id for p in used if p.assumption),
        unread=tuple(p.symbol for p in book.parameters if p.symbol not in symbols),
        claims=tuple(sorted({c for p in used for c in p.claims})),
        quarters=quarters,
    )


def _refuse_gaps(central: Mapping[str, float], book: Book, known_at: date) -> None:
    """Refuses a book without the parameters the mechanisms and the plans read."""
    made = {"plan_", "lift_", "ads_exposure", "spread_kept", "downgrade_"}
    own = {*_GIVEN, *(n for n in reads() if n.startswith(tuple(made)))}
    wanted = dict.fromkeys((*reads(), *PRIORS, *BESIDE))
    missing = [name for name in wanted if name not in central and name not in own]
    if not missing:
        return
    more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
    later = {p.symbol: p.known_at for p in book.parameters if p.symbol in missing}
    if len(later) == len(missing):
        raise UsageError(
            f"{', '.join(missing[:3])}{more} were not public on {known_at}, and the model reads "
            f"them; the first day it can be run with is {max(later.values())}"
        )
    raise UsageError(
        f"the book has no parameter {', '.join(missing[:3])}{more}, which the model reads; add "
        "rows to parameters.csv"
    )


_GIVEN = frozenset(
    (
        *("ad_arpu_ceiling", "portfolio", "loi_luck", "cheques_agreed", "on_listing"),
        *("window_open", "funding_on", "burn_ahead", "ownership", "ms_capped", "m_plan"),
        *(
            "outside_cash_flow",
            "outside_capex",
            "payouts",
            "payout_share",
            "opening_cash",
            "opening_debt",
        ),
        *("leverage_line", "chip_margin", "listed_holdings", "outside_revenue"),
    )
)


def calibrated(
    params: Mapping[str, Prior], central: Mapping[str, float], plan: Plan
) -> dict[str, NDArray[np.float64]]:
    """What the plan needs beyond the central bottom-up path, consumer and enterprise, by quarter.

    Revenue of the plan over that of revenue's mechanism at central values, with the enterprise
    share going from e_0 to e_30; devices are not lifted. Users exposed to advertising on that path
    come with it. Three passes, as advertising moves churn a little. Last, the spread of bottom-up
    draws is compared with that of the stated priors.
    """
    quarters = len(plan.revenue)
    path = jax.jit(sfc.path_function(_revenue_alone(params, central), quarters))
    share = np.interp(np.arange(quarters), [0, 19], [central["e_0"], central["e_30"]])
    ones = np.ones(quarters)
    found = {"ads_exposure": 500.0 * ones, "lift_consumer": ones, "lift_enterprise": ones}
    for _ in range(PASSES):
        out = {k: np.asarray(v) for k, v in path(found).items()}
        consumer = out["subscriptions_wanted"] + out["advertising_wanted"] / found["lift_consumer"]
        names = ("seats_wanted", "agents_wanted", "custom_wanted", "api_wanted")
        business = sum(out[name] for name in names)
        rest = np.maximum((1 - share) * plan.revenue - out["devices_wanted"], 0.0)
        found = {
            "ads_exposure": out["exposed"],
            "lift_consumer": rest / consumer,
            "lift_enterprise": share * plan.revenue / business,
        }
    model = _revenue_alone({**params, **found}, {})
    run = sfc.simulate(model, "2026Q1", quarters, draws=SPREAD_DRAWS, keep=["in_all"])
    apart = np.log(run["in_all"].isel(scenario=0).values / plan.revenue).std(axis=0)
    return {**found, "spread_kept": _prior(params, central, quarters) / apart}


def _prior(
    params: Mapping[str, Any], central: Mapping[str, float], quarters: int
) -> NDArray[np.float64]:
    levels = (np.arange(2000) + 0.5) / 2000
    spread = {
        "R26_sd": np.log(params["R26_prior"].quantile(levels)).std(),
        "R30_sd": np.log(params["R30_prior"].quantile(levels)).std(),
        "w_sd": params["w_bend"].quantile(levels).std(),
    }
    return prior_spread({**central, **spread}, quarters=quarters)


def _revenue_alone(params: Mapping[str, Any], central: Mapping[str, float]) -> sfc.Model:
    m = sfc.Model("M1", unit="USD bn")
    users, company = m.sectors("users", "openai")
    money = m.instrument("money", issuer=users)
    paid = m.flow("paid", payer=users, payee=company, via=money)
    m.params(**{s: central[s] if s in central else params[s] for s in revenue.READS})
    starts: dict[str, Any] = {name: np.zeros(len(MARKETS)) for name in revenue.BY_MARKET}
    m.start(**starts)
    for quarter in revenue.BEHAVIOURS:
        m.behaviour(quarter)

    @m.behaviour
    def pay(x: Any, p: Any, t: Any) -> Any:
        """What is wanted in all, on the plan's compute."""
        in_all = revenue.wanted_in_all(x, p, t)
        return {paid: x["subscriptions_wanted"], "in_all": in_all, "compute_gap": 0.0}

    return m


def _only(scenario: Scenario, changes: Sequence[Change]) -> Scenario:
    return Scenario(
        id=scenario.id,
        title_en=scenario.title_en,
        title_zh=scenario.title_zh,
        source=scenario.source,
        changes=tuple(changes),
    )


def _vintage(scenario: Scenario) -> Vintage:
    setting = lever_settings(scenario, quarter="2026Q1")["plan_vintage"]
    vintage: Vintage = msgspec.convert(setting, Vintage)
    return vintage


def _paths(plan: Plan) -> dict[str, NDArray[np.float64]]:
    return {
        "plan_revenue": plan.revenue,
        "plan_cost": plan.cost,
        "plan_compute": plan.compute,
        "burn_ahead": burn_ahead(plan.burn),
    }


def _flows(book: Book, scenario: Scenario, *, as_of: date, known_at: date) -> list[Flow]:
    """The book's flows as the scenario leaves them; a dropped agreement pays nothing in force."""
    found = flows(known(book.agreements, known_at=known_at), as_of=as_of, known_at=known_at).flows
    kept = []
    for flow in found:
        factor, agreement = 1.0, flow.tranche.split("/")[0]
        for change in scenario.changes:
            if change.target != "agreement" or change.name not in (agreement, flow.tranche):
                continue
            first, last = change.from_quarter or "0", change.to_quarter or "9"
            if not first <= str(flow.quarter) <= last:
                continue
            if change.action == "drop":
                factor = 0.0
            elif change.action == "scale" and change.value is not None:
                factor *= float(change.value)
            else:
                raise UsageError(f"{change.action} of an agreement is not run yet; drop or scale")
        if factor > 0:
            kept.append(_scaled(flow, factor))
    return kept


def _scaled(flow: Flow, factor: float) -> Flow:
    fields = {name: getattr(flow, name) for name in flow.__struct_fields__}
    return Flow(**{**fields, "amount_usd": flow.amount_usd * type(flow.amount_usd)(str(factor))})


def _cheques(
    paid: Iterable[Flow], central: Mapping[str, float], *, quarters: int
) -> dict[str, NDArray[np.float64]]:
    """Agreed equity by quarter and investor, and what waits for a listing, USD bn."""
    dated = np.zeros((quarters, len(INVESTORS)))
    for flow in paid:
        at = period_of(str(flow.quarter)) - 1
        if flow.payee != "openai" or flow.kind != "equity" or not 0 <= at < quarters:
            continue
        who = flow.payer if flow.payer in INVESTORS else "market"
        dated[at, INVESTORS.index(who)] += float(flow.amount_usd) * BN
    listing = np.zeros(len(INVESTORS))
    listing[INVESTORS.index("amazon")] = central["I_amzn_total"] - central["I_amzn_immediate"]
    return {"cheques_agreed": dated, "on_listing": listing}


def _portfolio(
    paid: Iterable[Flow], undated: Mapping[str, float], *, quarters: int
) -> NDArray[np.float64]:
    """Weights of lessors in new capacity by quarter: what the book has due to them, USD bn.

    Purchases without dates are spread evenly over seven years; a part of the whole is always there,
    so that no lessor appears from nothing (both assumptions).
    """
    weights = np.zeros((quarters, len(LESSORS)))
    for flow in paid:
        at = period_of(str(flow.quarter)) - 1
        if flow.payer == "openai" and flow.payee in LESSORS and 0 <= at < quarters:
            weights[at, LESSORS.index(flow.payee)] += float(flow.amount_usd) * BN
    for lessor, amount in undated.items():
        weights[:SPREAD_QUARTERS, LESSORS.index(lessor)] += amount / SPREAD_QUARTERS
    return np.asarray(weights + EVEN_PART * weights.mean(axis=0))


def _undated(book: Book, *, as_of: date, known_at: date) -> dict[str, float]:
    """Purchases of compute from lessors that have an amount and no dates, USD bn."""
    seen = known(book.agreements, known_at=known_at)
    tranches = {t.id: t for agreement in seen for t in agreement.tranches}
    found: dict[str, float] = {}
    for left in flows(seen, as_of=as_of, known_at=known_at).left_out:
        tranche = tranches[left.tranche]
        is_rent = tranche.payer == "openai" and tranche.payee in LESSORS
        if is_rent and left.reason == NO_DATES and left.amount_usd:
            found[tranche.payee] = found.get(tranche.payee, 0.0) + float(left.amount_usd) * BN
    return found


def _levers(scenario: Scenario) -> dict[str, float]:
    always = [c for c in scenario.changes if not c.from_quarter]
    settings = lever_settings(_only(scenario, always), quarter="2026Q1")
    for lever, word in LATER.items():
        if any(
            c.target == "lever" and c.name == lever and c.word == word for c in scenario.changes
        ):
            raise UsageError(
                f"{lever} needs a mechanism that is not in the model yet; leave it off"
            )
    ceiling = settings["ad_arpu_ceiling"]
    return {
        "window_open": float(settings["funding_window"] == "open"),
        "funding_on": float(settings["new_funding"] == "on"),
        "ms_capped": float(settings["revenue_share_regime"] == "capped"),
        "ad_arpu_ceiling": NO_CEILING if ceiling is None else float(ceiling),
        **{
            f"downgrade_{n}": float(settings["rating_downgrade"] == n)
            for n in ("oracle", "coreweave", "softbank")
        },
    }


def _timed(
    scenario: Scenario, parameters: Sequence[Parameter]
) -> dict[str, tuple[sfc.Change, ...]]:
    """Changes that hold in some quarters only, for the engine."""
    units = {p.symbol: p.unit for p in parameters}
    found: dict[str, tuple[sfc.Change, ...]] = {}
    for change in scenario.changes:
        if change.from_quarter is None and change.to_quarter is None:
            continue
        if change.target == "agreement":
            continue
        start = max(period_of(change.from_quarter or "2026Q1"), 1)
        end = period_of(change.to_quarter) if change.to_quarter else None
        name, made = _one_timed(change, units, start=start, end=end)
        found[name] = (*found.get(name, ()), made)
    return found


def _one_timed(
    change: Change, units: Mapping[str, str], *, start: int, end: int | None
) -> tuple[str, sfc.Change]:
    if change.target == "lever":
        if change.name in TIMED:
            name, word = TIMED[change.name]
            return name, sfc.Change(float(change.word == word), start=start, end=end)
        if change.name == "rating_downgrade" and change.word != "none":
            return f"downgrade_{change.word}", sfc.Change(1.0, start=start, end=end)
        if change.name == "ad_arpu_ceiling" and change.value is not None:
            return change.name, sfc.Change(float(change.value), start=start, end=end)
        raise UsageError(f"{change.name} holds for a whole run; leave its quarters out")
    if change.name not in reads():
        raise UsageError(f"{change.name} is read once for a whole run; leave the quarters out")
    value = float((change.value or 0) * factor_of(units[change.name]))
    if change.action == "set":
        return change.name, sfc.Change(value, start=start, end=end)
    if change.action == "scale":
        return change.name, sfc.Change(times=float(change.value or 1), start=start, end=end)
    return change.name, sfc.Change(add=value, start=start, end=end)
