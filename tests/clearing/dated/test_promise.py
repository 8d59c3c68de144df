"""Promises: when they may fall due, what switches them, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from caploop.clearing.dated.promise import Promise, check_promises, is_met
from caploop.core.errors import UsageError

TRANCHE = Promise(payer=0, receiver=1, amount_usd=10, quarter=2, performers=(1,))


def test_a_promise_is_open_in_its_quarter_or_up_to_its_last() -> None:
    longer = replace(TRANCHE, last_quarter=4)
    assert [TRANCHE.is_open(q) for q in (1, 2, 3)] == [False, True, False]
    assert [longer.is_open(q) for q in (1, 2, 4, 5)] == [False, True, True, False]


def test_the_weakest_performer_decides() -> None:
    performed = np.array([1.0, 1.0, 0.6])
    assert is_met(TRANCHE, performed)
    assert not is_met(replace(TRANCHE, performers=(1, 2)), performed)
    assert is_met(replace(TRANCHE, performers=(1, 2), share_needed=0.6), performed)
    assert is_met(replace(TRANCHE, performers=(2,), when="fails"), performed)


def test_only_a_promise_after_firm_debts_on_performance_or_later_is_monotone() -> None:
    assert TRANCHE.is_monotone
    assert not replace(TRANCHE, rank=0).is_monotone
    assert not replace(TRANCHE, when="fails").is_monotone
    assert replace(TRANCHE, rank=0, when="fails", lag=1).is_monotone


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"payer": 3}, "names a party outside 0 to 2; mend"),
        ({"performers": (-1,)}, "names a party outside"),
        ({"receiver": 0}, "binds party 0 to itself; remove"),
        ({"performers": ()}, "no performer; enter it as a firm debt"),
        ({"rank": 1}, "has rank 1; give 0 to 0, or None"),
        ({"lag": -1}, "a lag of at least 0"),
        ({"share_needed": 1.2}, "a share in 0 to 1"),
        ({"amount_usd": float("nan")}, r"amount_usd of promises\[0\] is nan; give"),
    ],
)
def test_a_promise_that_cannot_be_kept_is_refused(changed: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_promises([replace(TRANCHE, **changed)], parties=3, ranks=1)
