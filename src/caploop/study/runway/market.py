"""What lenders' prices say of the chance of default, beside the model's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from math import exp, log

from msgspec import Struct

from caploop.book import Parameter

YEARS = 5
"""From the start of 2026 to the end of 2030."""
BASIS_POINT = 1e-4
PERCENT = 1e-2
SPREADS = {
    "openai_debt": ("s_oai", "openai", "rec_u"),
    "ddtl_other": ("s_dd_nonIG_2026", "coreweave", "rec_s"),
    "ddtl_grade": ("s_dd_IG_2026", "coreweave", "rec_s"),
}
YIELDS = {
    "hyperion": ("r_spv_Hyperion", "hyperion_spv", "rec_s"),
    "colossus": ("r_spv_Colossus", "xai_spv", "rec_s"),
}
BASE = "r_base"
PAST = "pd_sg"
SYMBOLS = (*(s[0] for s in (*SPREADS.values(), *YIELDS.values())), BASE, PAST, "rec_u", "rec_s")


class MarketSignal(Struct, frozen=True, kw_only=True):
    """A price of debt read as a chance of default a year: at the low, central and high recovery.

    `spread` over the base rate is a share a year. `to_2030` is the central chance over five years,
    `model` the run's own over the same years where it has one. A spread also pays for what cannot
    be sold at once and for risk as such: the chance read off it is the most that it can be.
    """

    instrument: str
    borrower: str
    spread: float | None
    low: float
    central: float
    high: float
    to_2030: float
    model: float | None
    public: date


def signals_of(
    parameters: Iterable[Parameter], *, bankrupt_by_2030: float
) -> tuple[MarketSignal, ...]:
    """Spreads of debt around the loop over what is lost in a default, and the rate of the past."""
    rows = {p.symbol: p for p in parameters if p.symbol in SYMBOLS}
    model = {"openai": bankrupt_by_2030}
    found = []
    for instrument, (symbol, borrower, recovery) in {**SPREADS, **YIELDS}.items():
        spread = _spread(rows, symbol, is_yield=instrument in YIELDS)
        found.append(
            _signal(
                instrument,
                borrower,
                spread=spread,
                rates=tuple(default_rate(spread, r) for r in _ends(rows[recovery])),
                model=model.get(borrower),
                public=rows[symbol].known_at,
            )
        )
    past = rows[PAST]
    return (
        *found,
        _signal(
            "past",
            "",
            spread=None,
            rates=tuple(-log(1 - chance) for chance in _ends(past)),
            model=None,
            public=past.known_at,
        ),
    )


def default_rate(spread: float, recovery: float) -> float:
    """Defaults a year that a spread pays for where `recovery` of what is owed comes back.

    >>> round(default_rate(0.055, 0.45), 3)
    0.1
    """
    return spread / (1 - recovery)


def _spread(rows: Mapping[str, Parameter], symbol: str, *, is_yield: bool) -> float:
    value = float(rows[symbol].central)
    if is_yield:
        return round(value * PERCENT - float(rows[BASE].central), 9)
    return round(value * BASIS_POINT, 9)


def _signal(
    instrument: str,
    borrower: str,
    *,
    spread: float | None,
    rates: tuple[float, ...],
    model: float | None,
    public: date,
) -> MarketSignal:
    low, central, high = (round(1 - exp(-rate), 6) for rate in rates)
    return MarketSignal(
        instrument=instrument,
        borrower=borrower,
        spread=spread,
        low=low,
        central=central,
        high=high,
        to_2030=round(1 - exp(-YEARS * rates[1]), 6),
        model=None if model is None else round(model, 6),
        public=public,
    )


def _ends(row: Parameter) -> tuple[float, float, float]:
    return float(row.low), float(row.central), float(row.high)
