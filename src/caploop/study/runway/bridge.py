"""From net loss to cash burnt: the steps between three figures that are quoted as one."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

STOCK_PAY = "sbc"
SYMBOLS = ("NL_2025H1", "OL_2025H1", "B_2025H1", "sbc_2025H1")


class Bridge(Struct, frozen=True, kw_only=True):
    """The first half of 2025, USD bn; each line is what has to be taken off the one before.

    Net loss less what holders' claims were remeasured by and interest is the operating loss; less
    stock pay, less depreciation with changes in working capital (the rest), it is cash burnt.
    """

    net_loss: float
    remeasurement_and_interest: float
    operating_loss: float
    stock_pay: float
    rest: float
    burn: float


class YearBridge(Struct, frozen=True, kw_only=True):
    """A simulated year, USD bn: the loss of operations, the net loss and burn, with the steps.

    Operating cost is every line of the year's bills with stock pay; what it exceeds revenue by is
    the operating loss. With interest it is the net loss, before claims of holders are remeasured:
    that hangs on their terms, which are not public. Less stock pay, and with `rest` (own capacity,
    what is invested, bills and receipts not yet paid), it is burn.
    """

    year: int
    revenue: float
    operating_cost: float
    stock_pay: float
    operating_loss: float
    interest: float
    net_loss: float
    rest: float
    burn: float


COST_LINES = (*("rent", "people", "marketing", "remaining", "fees", "devices", "microsoft_share"),)


def year_bridge(
    year: int, lines: Mapping[str, float], *, stock_pay: float, interest: float
) -> YearBridge:
    """The bridge of one year from its bills.

    >>> lines = dict.fromkeys(COST_LINES, 1.0) | {"revenue": 5.0, "burn": 3.5}
    >>> found = year_bridge(2026, lines, stock_pay=2.0, interest=0.5)
    >>> found.operating_loss, found.net_loss, found.rest
    (4.0, 4.5, 1.0)
    """
    cost = sum(lines[name] for name in COST_LINES) + stock_pay
    operating = cost - lines["revenue"]
    net = operating + interest
    return YearBridge(
        year=year,
        revenue=round(lines["revenue"], 6),
        operating_cost=round(cost, 6),
        stock_pay=round(stock_pay, 6),
        operating_loss=round(operating, 6),
        interest=round(interest, 6),
        net_loss=round(net, 6),
        rest=round(lines["burn"] - net + stock_pay, 6),
        burn=round(lines["burn"], 6),
    )


def bridge_of(central: Mapping[str, float]) -> Bridge:
    """The bridge from central parameters (specification, section 18, Losses).

    >>> found = bridge_of({"NL_2025H1": 13.5, "OL_2025H1": 7.8, "B_2025H1": 2.5, "sbc_2025H1": 2.5})
    >>> round(found.remeasurement_and_interest, 3), round(found.rest, 3)
    (5.7, 2.8)
    """
    net, operating, burn, pay = (central[name] for name in SYMBOLS)
    return Bridge(
        net_loss=net,
        remeasurement_and_interest=round(net - operating, 9),
        operating_loss=operating,
        stock_pay=pay,
        rest=round(operating - pay - burn, 9),
        burn=burn,
    )
