"""Discounted cash flow of a company from 2030 on, and its inverse: what a price today needs then.

Growth fades to its end, the margin rises to its end, cash comes at the end of each year, and after
the explicit years it grows for ever (specification, sections 11 and 17.1).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop.core.errors import UsageError
from caploop.valuation.record import DiscountedYear

Numbers: TypeAlias = "float | NDArray[np.float64]"


class Terms(Struct, frozen=True, kw_only=True):
    """What the value at the end of 2030 is made from; numbers, or one for each draw.

    Growth and margins are shares a year, `rate` the cost of capital after 2030; `years` explicit
    ones, of which growth fades over `fade` and the margin rises over `rise`.
    """

    growth: Numbers
    growth_end: Numbers
    margin: Numbers
    margin_end: Numbers
    rate: Numbers
    fade: float
    rise: float
    years: int


class ReturnTarget(Struct, frozen=True, kw_only=True):
    """What is asked of 2030: the return until then, further equity in USD bn and the years.

    `years` from the price to the end of 2030, `years_further` from the further equity to it.
    """

    rate: float
    further: float
    years: float
    years_further: float


def value_over_revenue(terms: Terms) -> Numbers:
    """Enterprise value at the end of 2030 over revenue of 2030.

    Raises UsageError where growth for ever is not below the cost of capital.
    """
    _refuse(terms)
    revenue: Numbers = 1.0
    worth: Numbers = 0.0
    factor: Numbers = 1.0
    flow: Numbers = 0.0
    for n in range(1, terms.years + 1):
        revenue = revenue * (1 + growth_in(terms, n))
        flow = revenue * margin_in(terms, n)
        factor = factor / (1 + terms.rate)
        worth = worth + flow * factor
    ever = flow * (1 + terms.growth_end) / (terms.rate - terms.growth_end)
    return worth + ever * factor


def growth_in(terms: Terms, n: int) -> Numbers:
    """Growth of revenue in the n-th year after 2030."""
    left = max(0.0, 1 - (n - 1) / terms.fade)
    return terms.growth_end + (terms.growth - terms.growth_end) * left


def margin_in(terms: Terms, n: int) -> Numbers:
    """Free cash flow over revenue in the n-th year after 2030."""
    return terms.margin + (terms.margin_end - terms.margin) * min(1.0, n / terms.rise)


def path(terms: Terms) -> tuple[DiscountedYear, ...]:
    """The explicit years for one dollar of revenue in 2030; the value after them is left out."""
    _refuse(terms)
    rows: list[DiscountedYear] = []
    revenue, factor = 1.0, 1.0
    for n in range(1, terms.years + 1):
        growth, margin = float(growth_in(terms, n)), float(margin_in(terms, n))
        revenue *= 1 + growth
        factor /= 1 + float(terms.rate)
        rows.append(
            DiscountedYear(
                year=2030 + n,
                growth=growth,
                revenue=revenue,
                margin=margin,
                cash_flow=revenue * margin,
                present_value=revenue * margin * factor,
            )
        )
    return tuple(rows)


def required_equity(value: float, ask: ReturnTarget) -> float:
    """Equity value at the end of 2030, USD bn, that a value today and later money both need.

    >>> ask = ReturnTarget(rate=0.15, further=80, years=4.85, years_further=2.5)
    >>> round(required_equity(850, ask), 1)
    1787.6
    """
    grown = value * (1 + ask.rate) ** ask.years
    return float(grown + ask.further * (1 + ask.rate) ** ask.years_further)


def justified(revenue: float, terms: Terms, ask: ReturnTarget) -> float:
    """Equity value today, USD bn, that a revenue in 2030 justifies; net debt is taken as none."""
    later = revenue * float(value_over_revenue(terms))
    later -= ask.further * (1 + ask.rate) ** ask.years_further
    return float(later / (1 + ask.rate) ** ask.years)


def required_revenue(value: float, terms: Terms, ask: ReturnTarget) -> float:
    """Revenue of 2030, USD bn, that a value today needs."""
    return required_equity(value, ask) / float(value_over_revenue(terms))


def required_margin(value: float, terms: Terms, ask: ReturnTarget, *, revenue: float) -> float:
    """The margin at the end that a value today needs where revenue of 2030 is given.

    Value over revenue is a straight line in it.
    """
    at = [
        float(value_over_revenue(_with_margin(terms, margin_end=margin))) for margin in (0.0, 1.0)
    ]
    return (required_equity(value, ask) / revenue - at[0]) / (at[1] - at[0])


def yearly_growth(before: float, after: float, *, years: float) -> float:
    """Growth a year that leads from one revenue to another."""
    return float((after / before) ** (1 / years) - 1)


def _with_margin(terms: Terms, *, margin_end: float) -> Terms:
    fields = {name: getattr(terms, name) for name in terms.__struct_fields__}
    return Terms(**{**fields, "margin_end": margin_end})


def _refuse(terms: Terms) -> None:
    if not np.all(np.asarray(terms.rate) > np.asarray(terms.growth_end)):
        raise UsageError(
            "growth for ever must stay below the cost of capital after 2030; set g_T below k_p"
        )
    if terms.years < 1 or terms.fade <= 0 or terms.rise <= 0:
        raise UsageError("the explicit years, the fading and the rise need at least one year")
