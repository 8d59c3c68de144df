"""An investment credit: what it costs, what it adds, who ends up with it.

Demand and supply of capital goods have constant elasticities; prices and quantities are relative to
those without the credit (specification, sections 9, 17.1 and 17.6).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, inf, log

from msgspec import Struct

from caploop.core.errors import UsageError


class Response(Struct, frozen=True, kw_only=True):
    """What a credit does to price and quantity, as shares of those without it.

    `buyer_keeps` is the share of the credit, in logarithms, that lowers the buyer's price;
    `additional` the part of investment that would not be there without it.
    """

    price: float
    quantity: float
    buyer_price: float
    buyer_keeps: float
    additional: float
    cost: float


class Incidence(Struct, frozen=True, kw_only=True):
    """Who has the cost of a credit in the end, shares that sum to 1.

    The buyer is the owner of the asset, sellers make the goods; `deadweight` is what nobody has.
    """

    buyer: float
    seller: float
    deadweight: float


def credit_response(
    rate: float, *, demand: float, supply: float, is_blocked: bool = False
) -> Response:
    """Price and quantity when a credit at `rate` of cost meets these elasticities.

    The cost is the credit on all that is bought, at the price after it, over what was bought
    before. `is_blocked`: something else binds, power say, so quantity stays and the price rises
    until the buyer pays what he paid: the whole credit is rent. Supply may be 0, where all of it
    goes into the price, or without end (`inf`), where none does.
    """
    _share("credit rate", rate)
    if not 0 < demand < inf or supply < 0:
        raise UsageError("elasticities: demand above 0, supply 0 or above; give both as sizes")
    wedge = -log(1 - rate)
    up = wedge if is_blocked else demand / (demand + supply) * wedge
    price = exp(up)
    quantity = 1.0 if is_blocked else exp(demand * (wedge - up))
    return Response(
        price=price - 1,
        quantity=quantity - 1,
        buyer_price=price * (1 - rate) - 1,
        buyer_keeps=1 - (up / wedge if wedge else demand / (demand + supply)),
        additional=1 - 1 / quantity,
        cost=rate * price * quantity,
    )


def credit_incidence(
    rate: float, *, demand: float, supply: float, is_blocked: bool = False
) -> Incidence:
    """Who has the credit: areas under the demand and supply curves over the cost.

    The buyer's gain is the area under demand between the old price and the new one he pays, the
    seller's that above supply; the rest is deadweight (section 17.1). Blocked, all is the seller's.
    """
    found = credit_response(rate, demand=demand, supply=supply, is_blocked=is_blocked)
    if is_blocked:
        return Incidence(buyer=0.0, seller=1.0, deadweight=0.0)
    if found.cost == 0:
        return Incidence(buyer=0.0, seller=0.0, deadweight=0.0)
    paid = 1 + found.buyer_price
    buyer = -log(paid) if demand == 1 else (paid ** (1 - demand) - 1) / (demand - 1)
    seller = 0.0 if supply == inf else ((1 + found.price) ** (1 + supply) - 1) / (1 + supply)
    buyer, seller = buyer / found.cost, seller / found.cost
    return Incidence(buyer=buyer, seller=seller, deadweight=1 - buyer - seller)


def credit_cost(capex: Sequence[float], *, rate: float, eligible: float) -> list[float]:
    """What a credit costs on each year's capex if nobody reacts, in the unit of the capex.

    >>> [round(v, 2) for v in credit_cost([500, 655, 930], rate=0.35, eligible=1.0)]
    [175.0, 229.25, 325.5]
    """
    _share("credit rate", rate)
    _share("eligible share", eligible)
    return [rate * eligible * spent for spent in capex]


def _share(name: str, value: float) -> None:
    if not 0 <= value < 1 and not (name == "eligible share" and value == 1):
        raise UsageError(f"{name} is {value}; it is a share from 0 to below 1")
