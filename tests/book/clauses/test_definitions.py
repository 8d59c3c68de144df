"""Commitments of different definitions are shown side by side and never added."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.book.clauses.definitions import Obligation, obligations, total
from caploop.core.errors import UsageError
from tests.study.changes.small import position

DAY = date(2026, 9, 30)


def found() -> tuple[Obligation, ...]:
    rows = [
        position("a", 800, item="purchase_commitments", party="google"),
        position("b", 349, item="purchase_commitments", party="meta", segment="non-cancellable"),
        position("c", 81, item="purchase_commitments", party="meta", segment="due in 2027"),
        position("d", 279, item="leases_not_commenced", party="meta"),
        position("e", 44, item="credit_derivatives_written", party="google"),
        position("f", 8, item="guarantees_given", party="google", day=date(2027, 1, 1)),
        position("g", 638, item="backlog_rpo", party="oracle", day=date(2025, 12, 31)),
        position("h", 640, item="backlog_rpo", party="oracle", day=date(2026, 5, 31)),
    ]
    return obligations(rows, as_of=DAY)


def test_sums_of_one_definition_may_be_added() -> None:
    mine = [o for o in found() if o.definition == "purchase obligation"]
    assert total(mine) == 800 + 349


def test_a_total_across_definitions_is_refused_with_their_names() -> None:
    with pytest.raises(UsageError, match="backlog, derivative, purchase obligation"):
        total(o for o in found() if o.definition != "uncommenced lease")


def test_the_last_figure_by_the_day_counts_and_parts_of_it_do_not() -> None:
    rows = {o.position for o in found()}
    assert rows == {"a", "b", "d", "e", "h"}
