"""What a gigawatt of compute costs a year, and how much debt its rent carries."""

from __future__ import annotations

HOURS_A_YEAR = 8760
USD_BN_PER_GWH_AT_ONE_USD_A_MWH = 1e-6


def annuity(rate: float, years: float) -> float:
    """The yearly payment in arrears that repays 1 over the years, as a share of it.

    >>> round(annuity(0.09, 5), 4)
    0.2571
    """
    return rate / (1 - (1 + rate) ** -years) if rate else 1 / years


def lease_price(
    *,
    capex: float,
    it_share: float,
    it_years: float,
    shell_years: float,
    rate: float,
    utilisation: float,
    power_price: float,
    upkeep: float,
    margin: float,
) -> tuple[float, float]:
    """Cost and price of one GW for a year, USD bn: capital, power and upkeep, then the margin.

    `capex` is USD bn a GW with its IT share written off over `it_years` and the rest over
    `shell_years`, both at the lessor's cost of capital; power in USD a MWh at the utilisation;
    upkeep in USD bn a GW and year; the margin is a share of the price (specification, section 3).
    """
    capital = capex * (
        it_share * annuity(rate, it_years) + (1 - it_share) * annuity(rate, shell_years)
    )
    power = HOURS_A_YEAR * utilisation * power_price * USD_BN_PER_GWH_AT_ONE_USD_A_MWH
    cost = capital + power + upkeep
    return cost, cost / (1 - margin)


def rent_due(
    *, price: float, used: float, commissioned: float, floor: float, quarters: float = 1.0
) -> float:
    """Rent for the GW used, at least the take-or-pay share of what is commissioned, USD bn.

    The floor counts commissioned GW only: capacity not yet delivered is not billed (section 17.4).
    """
    return price * max(used, floor * commissioned) / 4 * quarters


def debt_carried(
    *, rent: float, cover: float, years: float, rate: float, payments_a_year: int = 1
) -> float:
    """The most a project borrows against a year's net rent at a required cover ratio.

    Level payments in arrears; a payment falls `payments_a_year` times at rate over their number.

    >>> round(debt_carried(rent=10, cover=1.3, years=5, rate=0.085), 2)
    30.31
    """
    payment = rent / cover / payments_a_year
    return payment / annuity(rate / payments_a_year, years * payments_a_year)
