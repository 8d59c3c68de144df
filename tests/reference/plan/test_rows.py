"""Rows that remember what was read: every result says what it rests on, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from caploop.book.known import known_book
from caploop.book.parameter import Parameter, with_values
from caploop.core.errors import NotFoundError
from caploop.evidence.store import read_vocabulary
from caploop.study.plan import plan
from caploop.study.plan.known_claims import shelf_of
from caploop.study.plan.record import PlanResults
from caploop.study.plan.rows import Rows, joined
from tests.real_book import real_book, real_known


def rows(day: date | None = None) -> Rows:
    shelf = shelf_of(known_book(real_book(), as_of=day, known_at=day), read_vocabulary())
    return Rows({p.symbol: p for p in real_book().parameters}, shelf)


def results(**figures: float) -> PlanResults:
    found = plan(real_known(), figures=figures, draws=500).results
    assert found is not None
    return found


def test_what_was_read_is_told_once() -> None:
    held = rows()
    assert (held["C_26_30"], held.ends("kappa")) == (600, (35, 55))
    told = held.told("x")
    assert told.parameters == ("C_26_30", "kappa")
    assert "001-01" in told.claims
    assert held.told("y").parameters == ()


def test_asking_whether_a_row_is_there_is_not_reading_it() -> None:
    held = rows()
    assert "phi" in held
    assert held.told("x").parameters == ()


def test_the_likeliest_value_of_a_triangle_is_its_mode() -> None:
    assert rows().mode("phi") == pytest.approx(0.05)
    assert rows().mode("m_s") == 0.2


def test_a_row_that_was_not_public_is_refused_unless_it_is_a_prior() -> None:
    early = rows(date(2025, 12, 1))
    with pytest.raises(NotFoundError, match="was not public at 2025-12-01"):
        early["C_26_30"]
    assert early["n_c"] == 0.28
    with pytest.raises(NotFoundError, match="no parameter"):
        early["nothing"]


def test_every_field_of_the_results_has_its_ground() -> None:
    found = results()
    grounds = {g.field: g for g in found.grounds}
    assert set(grounds) == set(PlanResults.__struct_fields__) - {"grounds"}
    assert all(g.parameters or g.claims for g in found.grounds)
    assert {"S_amd", "H_6", "phi"} <= set(grounds["payers"].parameters)
    assert {"F143", "F146"} <= set(grounds["capacity"].claims)


@pytest.mark.parametrize("symbol", ["n_c", "kappa", "B_v2_2029", "Cash_2025Q4", "wc", "X_v0_2030"])
def test_a_result_moves_with_a_row_only_if_its_ground_has_it(symbol: str) -> None:
    before = results()
    moved = tuple(_raised(p) if p.symbol == symbol else p for p in real_book().parameters)
    after = plan(known_book(replace(real_book(), parameters=moved)), draws=500).results
    assert after is not None
    for ground in before.grounds:
        if getattr(after, ground.field) != getattr(before, ground.field):
            assert symbol in ground.parameters
    assert after != before


def _raised(row: Parameter) -> Parameter:
    more = Decimal("1.01")
    three = (row.low * more, row.central * more, row.high * more)
    return with_values(row, three, distribution=row.distribution.partition("(")[0])


def test_a_figure_to_try_needs_no_row() -> None:
    ground = next(g for g in results(compute_26_30=450.0).grounds if g.field == "compute")
    assert ground.parameters == ()


def test_grounds_add_up() -> None:
    held = rows()
    first = (held["phi"], held.told("a"))[1]
    second = (held["wc"], held.told("b"))[1]
    both = joined(first, second)
    assert (both.field, both.parameters) == ("a", ("phi", "wc"))
    assert both.assumption
