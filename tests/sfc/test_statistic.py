"""Names of statistics."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.sfc.statistic import check_statistics


def test_quantiles_may_have_a_decimal() -> None:
    assert check_statistics(["mean", "q97.5"]) == ("mean", "q97.5")


@pytest.mark.parametrize("name", ["median", "q5", "Q05", "q100"])
def test_an_unknown_one_is_told_what_there_is(name: str) -> None:
    with pytest.raises(UsageError, match="there are mean, std"):
        check_statistics([name])
