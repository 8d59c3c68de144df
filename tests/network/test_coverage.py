"""Coverage by outside cash, and periods in which nothing is due."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.core.errors import UsageError
from caploop.network import outside_coverage


def test_coverage_is_outside_cash_over_cash_due_by_period_and_party() -> None:
    found = outside_coverage([[20, 90], [30, 0]], [[60, 60], [30, 10]])
    assert [(c.period, c.party, c.ratio) for c in found] == [
        (0, 0, pytest.approx(1 / 3)),
        (0, 1, 1.5),
        (1, 0, 1.0),
        (1, 1, 0.0),
    ]
    assert [c.gap_usd for c in found] == [40, 0, 0, 10]


def test_no_outside_cash_covers_nothing() -> None:
    assert outside_coverage([[0]], [[5]])[0].ratio == 0


def test_where_nothing_is_due_there_is_a_reason_and_no_ratio() -> None:
    (found,) = outside_coverage([[7]], [[0]])
    assert (found.ratio, found.reason) == (None, "nothing is due in this period")


def test_a_window_without_periods_has_no_coverage() -> None:
    assert outside_coverage(np.zeros((0, 3)), np.zeros((0, 3))) == ()


@pytest.mark.parametrize(("outside", "due"), [([1], [1]), ([[1, 2]], [[1]]), ([[-1]], [[1]])])
def test_wrong_arrays_are_refused(outside: list[object], due: list[object]) -> None:
    with pytest.raises(UsageError):
        outside_coverage(outside, due)
