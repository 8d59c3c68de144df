"""A scenario's settings as numbers: levers of a whole run, and what changes in some quarters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from caploop import sfc
from caploop.book import KnownBook, Parameter, Scenario, ScenarioChange, lever_settings
from caploop.core.errors import UsageError
from caploop.model.assembly.system import reads
from caploop.model.compute.credit_prices import GOODS, WANTED, price_factors
from caploop.model.inputs.plan import Vintage
from caploop.model.inputs.priors import central_of
from caploop.model.terms.horizon import check_quarters
from caploop.model.terms.parties import period_of, quarter_name
from caploop.model.terms.units import converted_factor

NO_CEILING = 1e9
TIMED = {
    "funding_window": ("window_open", "open"),
    "new_funding": ("funding_on", "on"),
    "tax_credit": ("credit_on", "on"),
    "guarantee": ("guarantee_on", "on"),
    "support": ("support_on", "on"),
    "efficiency_break": ("break_on", "on"),
}

MOVED = (
    *(name for name, _ in TIMED.values()),
    *("rivals_window", "downgrade_oracle", "downgrade_coreweave", "downgrade_softbank"),
    *("ad_arpu_ceiling", "ell", *GOODS, *WANTED),
)
"""Everything that a lever can move in some quarters."""


def only(scenario: Scenario, changes: Sequence[ScenarioChange]) -> Scenario:
    """The scenario with these of its changes alone."""
    return Scenario(
        id=scenario.id,
        title_en=scenario.title_en,
        title_zh=scenario.title_zh,
        source=scenario.source,
        changes=tuple(changes),
    )


def vintage_of(scenario: Scenario, known: KnownBook) -> Vintage:
    """The plan a scenario runs on: the one it names, else that of the book's vintage."""
    named = any(c.name == "plan_vintage" for c in scenario.changes if c.target == "lever")
    setting: Any = known.vintage.plan
    if named:
        setting = lever_settings(scenario, quarter=quarter_name(1))["plan_vintage"]
    found: Vintage = msgspec.convert(setting, Vintage)
    return found


def levers(scenario: Scenario) -> dict[str, float]:
    """Settings that hold for a whole run, as numbers."""
    always = [c for c in scenario.changes if not c.from_quarter]
    settings = lever_settings(only(scenario, always), quarter=quarter_name(1))
    ceiling = settings["ad_arpu_ceiling"]
    return {
        "window_open": float(settings["funding_window"] == "open"),
        "funding_on": float(settings["new_funding"] == "on"),
        "ms_headline": float(settings["revenue_share_regime"] != "effective"),
        "ms_capped": float(settings["revenue_share_regime"] == "capped"),
        "ad_arpu_ceiling": NO_CEILING if ceiling is None else float(ceiling),
        "cb_on": float(settings["cerebras_loan"] == "on"),
        "credit_on": float(settings["tax_credit"] == "on"),
        "guarantee_on": float(settings["guarantee"] == "on"),
        "support_on": float(settings["support"] == "on"),
        "rivals_window": float(settings["funding_window"] == "open"),
        "break_on": float(settings["efficiency_break"] == "on"),
        **dict.fromkeys(WANTED, 1.0),
        "own_on": float(settings["own_compute"] == "own"),
        **{
            f"downgrade_{n}": float(settings["rating_downgrade"] == n)
            for n in ("oracle", "coreweave", "softbank")
        },
    }


def timed(
    scenario: Scenario, parameters: Sequence[Parameter], *, first: int
) -> dict[str, tuple[sfc.Change, ...]]:
    """Changes that hold in some quarters only, and prices under a tax credit, for the engine.

    None holds before the period `first`, the first that is no history.
    """
    units = {p.symbol: p.unit for p in parameters}
    found = _under_credit(scenario, {p.symbol: central_of(p) for p in parameters})
    for change in scenario.changes:
        if change.from_quarter is None and change.to_quarter is None:
            continue
        check_quarters(change.name, change.from_quarter, change.to_quarter, opens=first)
        if change.target == "agreement":
            continue
        start = max(period_of(change.from_quarter or quarter_name(1)), first)
        end = period_of(change.to_quarter) if change.to_quarter else None
        name, made = _one_timed(change, units, start=start, end=end)
        for each in (name, "rivals_window") if name == "window_open" else (name,):
            found[each] = (*found.get(each, ()), made)
    return found


def _under_credit(
    scenario: Scenario, central: Mapping[str, float]
) -> dict[str, tuple[sfc.Change, ...]]:
    """Prices of leases and capital goods while the credit is on."""
    on = [c for c in scenario.changes if c.target == "lever" and c.name == "tax_credit"]
    if not on or on[-1].word != "on":
        return {}
    start = period_of(on[-1].from_quarter) if on[-1].from_quarter else 0
    end = period_of(on[-1].to_quarter) if on[-1].to_quarter else None
    factors = price_factors(central)
    return {n: (sfc.Change(times=f, start=max(start, 0), end=end),) for n, f in factors.items()}


def _one_timed(
    change: ScenarioChange, units: Mapping[str, str], *, start: int, end: int | None
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
    value = float((change.value or 0) * converted_factor(change.name, unit=units[change.name]))
    if change.action == "set":
        return change.name, sfc.Change(value, start=start, end=end)
    if change.action == "scale":
        return change.name, sfc.Change(times=float(change.value or 1), start=start, end=end)
    return change.name, sfc.Change(add=value, start=start, end=end)
