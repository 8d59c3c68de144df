"""Every firm's year in a run: what it earns, spends and owes, each with where nine draws lie."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.model.terms import FIRMS, FIRST_YEAR, LESSORS
from caploop.study.run.record import Levels, Statement, Trough
from caploop.study.shared.model_run import STATISTICS, ModelRun

YEARS = 10
BY_2030 = 4
"""The year, from 0, by whose end troughs are told."""
FLOWS = {
    "sales_inside": "firm_inside_year",
    "revenue": "firm_revenue_year",
    "ebitda": "firm_earned_year",
    "operating_cash_flow": "firm_operating_year",
    "capex": "firm_spent_year",
    "free_cash_flow": "firm_free_year",
    "borrowed": "firm_raised_year",
    "leases": "firm_leases",
    "backlog": "firm_backlog",
    "stake": "firm_stake",
    "leverage": "leverage",
    "leverage_with_leases": "leverage_with_leases",
    "cover": "debt_cover",
}
"""Fields and their series, read in a year's last quarter."""
STOCKS = {"cash": "firm_cash", "debt": "firm_debt"}
"""Fields and their series, read at the start of the next quarter."""
FIELDS: Mapping[str, tuple[str, ...]] = {
    **{f"statements.{field}": (name,) for field, name in FLOWS.items()},
    "statements.cash": ("firm_cash", "firm_borrowed"),
    "statements.debt": ("firm_debt", "firm_borrowed"),
    "statements.dependency": ("firm_dependency",),
    "statements.downgraded": ("downgraded",),
    "statements.unpaid": ("arrears", "rent_paid"),
    "troughs.free_cash_flow": ("firm_trough",),
    **dict.fromkeys(
        ("troughs.year", "troughs.first_year", "troughs.last_year"), ("firm_trough_year",)
    ),
}


def statements(run: ModelRun) -> tuple[Statement, ...]:
    """A statement a year and firm of a run that kept these series."""
    return tuple(_statement(run, i, n) for n in range(YEARS) for i in range(len(FIRMS)))


def troughs(run: ModelRun) -> tuple[Trough, ...]:
    """Each firm's least free cash flow of a year to 2030, and when it is."""
    return tuple(_trough(run, i) for i in range(len(FIRMS)))


def _trough(run: ModelRun, firm: int) -> Trough:
    last = 4 * BY_2030 + 3
    when = _levels(run, "firm_trough_year", quarter=last, firm=firm)
    first, middle, latest = (
        FIRST_YEAR - 1 + round(place) for place in (when.q05, when.q50, when.q95)
    )
    return Trough(
        party=FIRMS[firm],
        free_cash_flow=_levels(run, "firm_trough", quarter=last, firm=firm),
        year=middle,
        first_year=first,
        last_year=latest,
    )


def _statement(run: ModelRun, firm: int, n: int) -> Statement:
    last = 4 * n + 3
    stock = min(last + 1, len(run.mean("firm_cash")) - 1)
    return Statement(
        party=FIRMS[firm],
        year=FIRST_YEAR + n,
        **{field: _levels(run, name, quarter=last, firm=firm) for field, name in FLOWS.items()},
        **{field: _levels(run, name, quarter=stock, firm=firm) for field, name in STOCKS.items()},
        dependency=float(run.mean("firm_dependency")[last][firm]),
        downgraded=float(run.mean("downgraded")[last][firm]),
        unpaid=float(run.mean("arrears")[stock][firm]) if firm < len(LESSORS) else 0.0,
    )


def _levels(run: ModelRun, name: str, *, quarter: int, firm: int) -> Levels:
    found = run.moments[name]
    return Levels(
        **{
            level: round(float(found[STATISTICS.index(level)][quarter, firm]), 6) + 0.0
            for level in ("q05", "q50", "q95")
        }
    )
