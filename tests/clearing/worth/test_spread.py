"""A spread is above 0."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.clearing.worth import BlackCoxWorth, MertonWorth
from caploop.clearing.worth.spread import positive_spread
from caploop.core.errors import UsageError


@pytest.mark.parametrize("spread", [0.0, -0.1, [0.2, 0.0], float("inf")])
def test_a_spread_that_is_not_above_0_is_refused(spread: float) -> None:
    with pytest.raises(UsageError, match="spread is not above 0"):
        positive_spread(spread)


@pytest.mark.parametrize("rule", [MertonWorth(0.0, 1.0), BlackCoxWorth(0.0, 1.0)])
def test_rules_before_maturity_need_one(rule: MertonWorth | BlackCoxWorth) -> None:
    with pytest.raises(UsageError, match="EisenbergNoeWorth"):
        rule.share(np.ones(1), owed_usd=np.ones(1), outside_usd=np.ones(1))
