"""The lines between net loss and burn add up."""

from __future__ import annotations

from caploop.model.inputs.priors import central_of
from caploop.study.runway.bridge import COST_LINES, bridge_of, year_bridge
from tests.real_book import real_book


def test_net_loss_less_each_line_is_burn() -> None:
    found = bridge_of({p.symbol: central_of(p) for p in real_book().parameters})
    operating = found.net_loss - found.remeasurement_and_interest
    assert round(operating - found.operating_loss, 9) == 0
    assert round(operating - found.stock_pay - found.rest - found.burn, 9) == 0
    assert (found.net_loss, round(found.remeasurement_and_interest, 6)) == (13.5, 5.7)


LINES = dict.fromkeys(COST_LINES, 3.0) | {"revenue": 20.0, "burn": 2.0}


def test_every_step_of_a_year_leads_to_the_next_and_the_last_is_burn() -> None:
    year = year_bridge(2027, LINES, stock_pay=4.0, interest=1.0)
    assert year.operating_loss == 7 * 3 + 4 - 20
    assert year.net_loss == year.operating_loss + year.interest
    assert year.net_loss - year.stock_pay + year.rest == year.burn


def test_stock_pay_is_a_loss_and_no_burn_and_interest_is_no_loss_of_operations() -> None:
    base = year_bridge(2027, LINES, stock_pay=4.0, interest=1.0)
    paid = year_bridge(2027, LINES, stock_pay=5.0, interest=1.0)
    assert (paid.operating_loss - base.operating_loss, paid.burn - base.burn) == (1, 0)
    owed = year_bridge(2027, LINES, stock_pay=4.0, interest=2.0)
    assert (owed.operating_loss, owed.net_loss - base.net_loss) == (base.operating_loss, 1)
