"""A warrant that vests by tranche when the share price has reached a hurdle."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt

from scipy.special import ndtr

# Broadie, Glasserman and Kou (1997): a barrier watched at intervals acts like one set further
# away by this many standard deviations of an interval.
SHIFT = 0.5826


def chance_of_vesting(
    *, price: float, hurdle: float, volatility: float, years: float, checks_a_year: int, rate: float
) -> float:
    """Probability, weighted by the final price, that the hurdle is reached by then.

    Closed form for geometric Brownian motion under the share measure, with the correction of
    Broadie, Glasserman and Kou (Mathematical Finance 7, 1997) for a price watched at intervals.
    """
    barrier = log(hurdle / price) + SHIFT * volatility * sqrt(1 / checks_a_year)
    if hurdle <= price:
        return 1.0
    drift, spread = rate + volatility**2 / 2, volatility * sqrt(years)
    reached = ndtr((drift * years - barrier) / spread)
    reflected = ndtr((-drift * years - barrier) / spread)
    return float(reached + exp(2 * drift * barrier / volatility**2) * reflected)


def warrant_value(
    *,
    shares: Sequence[float],
    hurdles: Sequence[float],
    delivered: Sequence[float],
    price: float,
    volatility: float,
    years: float,
    rate: float = 0.0,
    checks_a_year: int = 52,
) -> float:
    """Value of all tranches in the unit of shares times price; the strike is next to nothing.

    A tranche is its number of shares, the price it waits for and the probability that what it
    pays for is delivered, taken as independent of the price.
    """
    return sum(
        number
        * chance
        * price
        * chance_of_vesting(
            price=price,
            hurdle=hurdle,
            volatility=volatility,
            years=years,
            checks_a_year=checks_a_year,
            rate=rate,
        )
        for number, hurdle, chance in zip(shares, hurdles, delivered, strict=True)
    )
