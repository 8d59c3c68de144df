"""What every rule of worth promises, and a rule of one's own in the same solver."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing import network_value
from caploop.clearing.problem import Floats
from caploop.clearing.worth import (
    AbstractWorth,
    BlackCoxWorth,
    EisenbergNoeWorth,
    FurfineWorth,
    LinearWorth,
    MertonWorth,
)

RULES = (
    EisenbergNoeWorth(),
    FurfineWorth(0.3),
    LinearWorth([5.0]),
    MertonWorth(0.4, 1.0),
    MertonWorth(0.4, 0.3),
    BlackCoxWorth(0.4, 0.3),
)
money = st.floats(0, 100)


@pytest.mark.parametrize("rule", RULES)
@given(low=st.floats(-50, 50), more=money, owed=money, outside=money)
def test_worth_is_a_share_and_never_falls_in_equity(
    rule: AbstractWorth, low: float, more: float, owed: float, outside: float
) -> None:
    def share(equity: float) -> float:
        of = {"owed_usd": np.array([owed]), "outside_usd": np.array([outside])}
        return float(rule.share(np.array([equity]), **of)[0])

    assert 0 <= share(low) <= share(low + more) + 1e-6 <= 1 + 1e-6


class HalfWorth(AbstractWorth):
    """Every claim at half, whatever happens."""

    def share(self, equity_usd: Floats, *, owed_usd: Floats, outside_usd: Floats) -> Floats:
        return np.full_like(equity_usd, 0.5)


def test_a_rule_of_your_own_is_valued_by_the_same_solver() -> None:
    found = network_value([[0, 4], [0, 0]], [9, 1], owed_outside_usd=[0, 0], worth=HalfWorth())
    assert found.equity_usd.tolist() == [5, 3]
