"""A loan guarantee at the price of its risk and at its budget cost; moral hazard; a stake.

A project with assets V owes the face B at T; the guarantee is a put on V struck at B (Merton 1977).
The budget's measure discounts the same losses, expected at the assets' own drift, at Treasury rates
(Federal Credit Reform Act), and so leaves out the price of risk (section 9).
"""

from __future__ import annotations

from math import exp, log, sqrt

from msgspec import Struct
from scipy.stats import norm

from caploop.core.errors import UsageError

BASIS_POINTS = 1e4


class Guarantee(Struct, frozen=True, kw_only=True):
    """A full guarantee of a debt, shares of its face; `relief_bp` basis points a year of spread.

    `fails` is the probability that assets end below the face, at their own drift.
    """

    fair: float
    budget: float
    relief_bp: float
    fails: float


class MoralHazard(Struct, frozen=True, kw_only=True):
    """What a guarantee costs more because it is there: volatility that is chosen under it.

    `extra_fair` and `extra_fails` are the changes of the covered put and of the failure rate.
    """

    volatility: float
    extra_fair: float
    extra_fails: float


class Stake(Struct, frozen=True, kw_only=True):
    """A public stake against a guarantee, shares of the face.

    What the public is expected to pay, what its shares are expected to bring, and what owners keep
    of the upside; all discounted at the riskless rate, at the assets' own drift.
    """

    public_loss: float
    public_gain: float
    private_gain: float


def guarantee_value(
    *, assets: float, face: float, years: float, rate: float, volatility: float, drift: float
) -> Guarantee:
    """Value of guaranteeing a debt, by price of risk and by expected cost; continuous rates.

    `assets` and `face` in one unit. Raises UsageError for what is not above 0.

    >>> found = guarantee_value(
    ...     assets=100, face=80, years=5, rate=0.045, volatility=0.35, drift=0.1
    ... )
    >>> round(100 * found.fair, 2), round(100 * found.budget, 2), round(found.relief_bp, 1)
    (13.24, 8.22, 362.6)
    """
    for name, value in (("assets", assets), ("face", face), ("years", years)):
        if value <= 0:
            raise UsageError(f"{name} of a guarantee is {value}; it is above 0")
    if volatility <= 0:
        raise UsageError(f"volatility of a guarantee is {volatility}; it is above 0 a year")
    sure = face * exp(-rate * years)
    priced = _expected_loss(assets, face, years=years, drift=rate, volatility=volatility)
    expected = _expected_loss(assets, face, years=years, drift=drift, volatility=volatility)
    fair, budget = (exp(-rate * years) * loss for loss in (priced[0], expected[0]))
    return Guarantee(
        fair=fair / face,
        budget=budget / face,
        relief_bp=-log(1 - fair / sure) / years * BASIS_POINTS,
        fails=expected[1],
    )


def moral_hazard(
    *,
    assets: float,
    face: float,
    years: float,
    rate: float,
    volatility: float,
    drift: float,
    cover: float,
    shift: float,
) -> MoralHazard:
    """What changes when the borrower picks volatility + shift times cover under the guarantee."""
    case = {"assets": assets, "face": face, "years": years, "rate": rate, "drift": drift}
    chosen = volatility + shift * cover
    before = guarantee_value(volatility=volatility, **case)
    after = guarantee_value(volatility=chosen, **case)
    return MoralHazard(
        volatility=chosen,
        extra_fair=cover * (after.fair - before.fair),
        extra_fails=after.fails - before.fails,
    )


def public_stake(
    *,
    assets: float,
    face: float,
    years: float,
    rate: float,
    volatility: float,
    drift: float,
    cover: float,
    share: float,
) -> Stake:
    """A guarantee with a public share of the equity: who bears the loss and who has the gain."""
    loss, _ = _expected_loss(assets, face, years=years, drift=drift, volatility=volatility)
    equity = assets * exp(drift * years) - face + loss
    today = exp(-rate * years) / face
    return Stake(
        public_loss=cover * loss * today,
        public_gain=share * equity * today,
        private_gain=(1 - share) * equity * today,
    )


def _expected_loss(
    assets: float, face: float, *, years: float, drift: float, volatility: float
) -> tuple[float, float]:
    """Mean of what is missing to the face at the end, and how likely something is."""
    spread = volatility * sqrt(years)
    below = (log(assets / face) + (drift - volatility**2 / 2) * years) / spread
    fails = float(norm.cdf(-below))
    tail = float(norm.cdf(-below - spread))
    return face * fails - assets * exp(drift * years) * tail, fails
