"""Labels of quarters and years."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.sfc.language.clock import labels


def test_years_follow_each_other() -> None:
    assert labels("2026", 3, freq="Y") == ("2026", "2027", "2028")


@pytest.mark.parametrize(("start", "freq"), [("2026Q5", "Q"), ("2026", "Q"), ("2026Q1", "Y")])
def test_a_start_of_another_kind_is_refused(start: str, freq: str) -> None:
    with pytest.raises(UsageError, match="write it like"):
        labels(start, 1, freq=freq)
