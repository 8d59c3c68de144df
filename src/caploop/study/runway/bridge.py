"""From net loss to cash burnt: the steps between three figures that are quoted as one."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

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
