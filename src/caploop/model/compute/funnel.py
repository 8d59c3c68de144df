"""What a sum of money buys in compute: GW-years, and where capacity then ends."""

from __future__ import annotations

from math import exp, log

MOST_GROWTH = 10.0
HALVINGS = 80


def gw_years(dollars: float, *, price: float) -> float:
    """GW-years that USD bn buy at a price in USD bn a GW and year.

    >>> round(gw_years(600, price=12), 6)
    50.0
    """
    return dollars / price


def end_if_linear(bought: float, *, start: float, years: int = 5) -> float:
    """GW at the end when capacity rises evenly from `start` and mid-year averages are paid.

    The averages of the years sum to years·start + growth·years/2 (section 17.1).
    """
    return start + years * (bought - years * start) / (years**2 / 2)


def end_if_exponential(bought: float, *, start: float, years: int = 5) -> float:
    """GW at the end when capacity grows at one rate; its integral over the years is what is bought.

    Found by halving between no growth and a tenfold a year.
    """
    low, high = 1e-9, log(MOST_GROWTH)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        factor = exp(middle * years)
        if start * (factor - 1) / middle < bought:
            low = middle
        else:
            high = middle
    return start * exp(low * years)
