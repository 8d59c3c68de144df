"""What a series is computed from is found by following the computation."""

from __future__ import annotations

from typing import Any

from caploop import sfc


def lagged() -> sfc.Model:
    """A pays B a share of last period's pay plus what is due now, scaled by a shock."""
    m = sfc.Model("two", unit="USD bn")
    a, b = m.sectors("a", "b")
    money = m.instrument("money", issuer=a)
    paid = m.flow("pay", payer=a, payee=b, via=money)
    m.params(share=0.5, due=2.0, idle=9.0)

    @m.behaviour
    def year(x: Any, p: Any, t: Any) -> Any:
        """Pay follows last period's pay."""
        new = p.due * (1.0 + 0.1 * x.shock.normal("luck"))
        level = p.share * x.lag("level") + new
        return {paid: level, "level": level, "double": 2.0 * p.due, "rich": x.holding(b, money)}

    return m


def test_a_series_reads_what_it_is_computed_from_and_nothing_else() -> None:
    found = sfc.traced(lagged())
    assert found["level"] == (("due", "share"), ("luck",), ("level",))
    assert found["double"] == (("due",), (), ())
    assert found["rich"] == ((), (), ("holding:b:money",))


def test_a_payment_and_the_position_it_makes_hang_on_the_same() -> None:
    found = sfc.traced(lagged())
    assert found["flow:pay"].parameters == ("due", "share")
    assert found["holding:b:money"].before == ("holding:b:money", "level")
