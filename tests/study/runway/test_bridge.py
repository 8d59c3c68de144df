"""The lines between net loss and burn add up."""

from __future__ import annotations

from caploop.model.inputs.priors import central_of
from caploop.study.runway.bridge import bridge_of
from tests.real_book import real_book


def test_net_loss_less_each_line_is_burn() -> None:
    found = bridge_of({p.symbol: central_of(p) for p in real_book().parameters})
    operating = found.net_loss - found.remeasurement_and_interest
    assert round(operating - found.operating_loss, 9) == 0
    assert round(operating - found.stock_pay - found.rest - found.burn, 9) == 0
    assert (found.net_loss, round(found.remeasurement_and_interest, 6)) == (13.5, 5.7)
