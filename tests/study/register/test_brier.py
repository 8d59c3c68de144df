"""Brier's score on numbers that can be checked on paper."""

from __future__ import annotations

from typing import Any

import pytest

from caploop.study.register.brier import ALL, by_group, squared
from caploop.study.register.record import RegisteredRow
from tests.report.tables.small import small
from tests.study.register.cases import DEBT, again


def row(group: str, probability: float, base: float, state: str, **given: Any) -> RegisteredRow:
    return small(
        RegisteredRow,
        statement=again(DEBT, group=group),
        state=state,
        brier=squared(probability, state),
        brier_last=squared(given.get("last", probability), state),
        brier_base=squared(base, state),
    )


ROWS = (
    row("a", 0.8, 0.5, "true"),
    row("a", 0.4, 0.5, "false", last=0.2),
    row("a", 0.9, 0.5, "open"),
    row("b", 1.0, 0.25, "false"),
    row("b", 0.7, 0.5, "void"),
    row("c", 0.7, 0.5, "overdue"),
)


def test_a_certainty_that_comes_true_scores_nothing_and_one_that_fails_scores_one() -> None:
    assert (squared(1.0, "true"), squared(0.0, "false")) == (0.0, 0.0)
    assert (squared(0.0, "true"), squared(1.0, "false")) == (1.0, 1.0)
    assert squared(0.5, "true") == squared(0.5, "false") == 0.25
    assert {squared(0.5, state) for state in ("open", "void", "overdue")} == {None}


def test_a_group_has_the_mean_over_what_was_decided() -> None:
    first, second, third, every = by_group(ROWS)
    assert first.brier == pytest.approx((0.04 + 0.16) / 2)
    assert first.brier_last == pytest.approx((0.04 + 0.04) / 2)
    assert first.brier_base == pytest.approx(0.25)
    assert (second.brier, second.brier_base) == (1.0, 0.0625)
    assert (third.brier, third.brier_base) == (None, None)
    assert every.brier == pytest.approx((0.04 + 0.16 + 1.0) / 3)


def test_counts_add_up() -> None:
    *parts, every = by_group(ROWS)
    assert every.group == ALL
    assert every.statements == sum(p.statements for p in parts) == 6
    for one in (*parts, every):
        assert one.statements == one.open + one.true + one.false + one.void + one.overdue


def test_a_register_of_nothing_has_one_row_of_nothing() -> None:
    (every,) = by_group(())
    assert (every.statements, every.brier) == (0, None)
