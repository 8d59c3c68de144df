"""What rivals open with is the book's positions, and rows where they do not report."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.model.inputs.rivals_opening import made_of_rivals, rivals_opened
from caploop.model.rivals.start import RIVALS
from tests.real_book import real_book, real_central, real_known


def test_cash_flow_is_that_of_the_accounts_of_2025() -> None:
    found = rivals_opened(real_known(), real_central())
    flow = dict(zip(RIVALS, found["rival_cash_flow"], strict=True))
    assert flow["google"] == pytest.approx(164.713)
    assert flow["meta"] == pytest.approx(115.8)
    assert flow["xai"] < 0 == flow["anthropic"]
    assert flow["open"] == real_central()["flow0_open"]


def test_only_those_who_raise_money_have_a_value_to_raise_it_on() -> None:
    value = rivals_opened(real_known(), real_central())["rival_value"]
    assert np.flatnonzero(value).tolist() == [RIVALS.index("xai"), RIVALS.index("anthropic")]


def test_the_arrays_name_their_positions() -> None:
    made = made_of_rivals(real_known())["rival_cash_flow"]
    held = {p.id: p for p in real_book().positions}
    assert {held[i].party for i in made.positions} == {"google", "meta", "xai"}
    assert "flow0_open" in made.symbols
