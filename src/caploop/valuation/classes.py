"""What classes of shares are worth, by options: preferred takes its money back or converts.

Every claim is a spread of calls on the equity as a whole, struck where somebody's payoff changes
its slope (the option pricing method; Gornall and Strebulaev, J. Financial Economics 135, 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt

from msgspec import Struct
from scipy.optimize import brentq
from scipy.stats import norm

from caploop.core.errors import UsageError
from caploop.valuation.record import ClassValue

MOST = 64.0


class Preferred(Struct, frozen=True, kw_only=True):
    """A class that takes its money back or converts: 1x, non-participating, of equal rank.

    `preference` in USD bn, `share` of the company's shares once all convert.
    """

    name: str
    preference: float
    share: float


class Exit(Struct, frozen=True, kw_only=True):
    """When the classes share the value and how uncertain it is: years, volatility, rate a year."""

    years: float
    volatility: float
    rate: float


def call(value: float, *, strike: float, exit: Exit) -> float:
    """Black and Scholes (1973): a call on the equity; its whole value at a strike of 0."""
    if strike <= 0:
        return value
    spread = exit.volatility * sqrt(exit.years)
    if spread <= 0:
        return max(value - strike * exp(-exit.rate * exit.years), 0.0)
    high = (log(value / strike) + exit.rate * exit.years) / spread + spread / 2
    paid = strike * exp(-exit.rate * exit.years)
    return float(value * norm.cdf(high) - paid * norm.cdf(high - spread))


def class_values(
    equity: float, preferred: Sequence[Preferred], exit: Exit
) -> tuple[ClassValue, ...]:
    """What each class and the common shares are worth; together the equity.

    Below the sum of preferences the classes share by preference. Above it common comes first; a
    class converts where a share is worth its preference a share, the cheapest first. Raises
    UsageError for shares that do not fit in the whole or an equity that is not positive.
    """
    common = 1 - sum(c.share for c in preferred)
    if common <= 0 or min((c.share for c in preferred), default=1.0) <= 0:
        raise UsageError("classes have positive shares that leave some to common")
    if equity <= 0:
        raise UsageError(f"the equity is {equity:g}; classes share one above 0")
    worth = {c.name: 0.0 for c in preferred}
    common_value = 0.0
    total = sum(c.preference for c in preferred)
    layers = _layers(preferred, common)
    ends = [*(start for start, _ in layers[1:]), None]
    for (start, holders), end in zip(layers, ends, strict=True):
        part = call(equity, strike=start, exit=exit)
        part -= 0.0 if end is None else call(equity, strike=end, exit=exit)
        weights = _weights(preferred, holders, common=common, total=total, start=start)
        left = sum(weights.values())
        common_value += part * weights.pop("", 0.0) / left
        for name, weight in weights.items():
            worth[name] += part * weight / left
    each = common_value / common
    rows = [
        ClassValue(
            name=c.name,
            share=c.share,
            preference=c.preference,
            fair_value=worth[c.name],
            over_common=worth[c.name] / c.share / each if each > 0 else None,
        )
        for c in preferred
    ]
    own = ClassValue(
        name="common", share=common, preference=0.0, fair_value=common_value, over_common=1.0
    )
    return (*rows, own)


def _layers(
    preferred: Sequence[Preferred], common: float
) -> list[tuple[float, tuple[Preferred, ...]]]:
    """Where the sharing of one more dollar changes, and which classes have converted there."""
    order = sorted(preferred, key=lambda c: c.preference / c.share)
    total = sum(c.preference for c in preferred)
    layers: list[tuple[float, tuple[Preferred, ...]]] = [(0.0, ())] if total > 0 else []
    layers.append((total, ()))
    for n, one in enumerate(order):
        each = one.preference / one.share
        shares = common + sum(c.share for c in order[:n])
        waiting = sum(c.preference for c in order[n:])
        layers.append((each * shares + waiting, tuple(order[: n + 1])))
    return layers


def _weights(
    preferred: Sequence[Preferred],
    converted: Sequence[Preferred],
    *,
    common: float,
    total: float,
    start: float,
) -> dict[str, float]:
    """Who shares one more dollar above `start`; the common shares under an empty name."""
    if start < total:
        return {c.name: c.preference for c in preferred}
    return {"": common, **{c.name: c.share for c in converted}}


def fair_equity(price: float, preferred: Sequence[Preferred], exit: Exit, *, newest: str) -> float:
    """The equity at which the newest class is worth what it paid, USD bn.

    `price` is the headline: what the newest class paid over its share. It is at most the headline,
    as other shares lack what the newest has.
    """
    new = next(c for c in preferred if c.name == newest)

    def over(equity: float) -> float:
        rows = {r.name: r for r in class_values(equity, preferred, exit)}
        return rows[newest].fair_value - price * new.share

    return float(brentq(over, price / MOST, price * MOST))
