"""The linear rule has nothing to divide by where equity was gone before."""

from __future__ import annotations

import pytest

from caploop.clearing.worth import LinearWorth
from caploop.core.errors import UsageError


@pytest.mark.parametrize("equity", [[1.0, 0.0], [-1.0], [float("nan")]])
def test_equity_before_must_be_above_0(equity: list[float]) -> None:
    with pytest.raises(UsageError, match="not above 0 everywhere"):
        LinearWorth(equity)
