"""Conditions read comparisons that can only come true, and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.book.condition import check_condition, holds, names
from caploop.core.errors import InputInvalidError
from caploop.core.problem import Place

TODAY = date(2026, 3, 1)
HERE = Place(file="agreements.toml", line=9)


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        (None, True),
        ("gw >= 1", True),
        ("gw >= 2", False),
        ("gw >= 2 or price >= 600", True),
        ("gw >= 1 and price >= 601", False),
        ("today >= '2026-03-01'", True),
        ("today >= '2026-03-02'", False),
        ("unheard_of >= 0", False),
    ],
)
def test_a_condition_is_met_or_not(condition: str | None, met: bool) -> None:
    values = {"gw": Decimal("1.5"), "price": Decimal(600)}
    assert holds(condition, values, today=TODAY) is met


@pytest.mark.parametrize(
    "text",
    [
        "gw < 1",
        "not gw >= 1",
        "gw >= x",
        "gw",
        "1 >= gw",
        "gw >= 1 >= 0",
        "gw >= True",
        "f(x) >= 1",
        "gw >= '1 March'",
        "gw >=",
    ],
)
def test_anything_that_could_come_undone_is_refused(text: str) -> None:
    with pytest.raises(InputInvalidError, match="condition-invalid"):
        holds(text, {}, today=TODAY)


QUANTITIES = ["a", "b", "c"]
LEAF = st.tuples(st.sampled_from(QUANTITIES), st.integers(0, 5)).map(lambda p: f"{p[0]} >= {p[1]}")
CONDITIONS = st.recursive(
    LEAF,
    lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
        lambda t: f"({t[0]} {t[1]} {t[2]})"
    ),
    max_leaves=8,
)
VALUES = st.fixed_dictionaries({name: st.integers(0, 6).map(Decimal) for name in QUANTITIES})


@given(condition=CONDITIONS, values=VALUES, more=VALUES)
def test_more_of_a_quantity_never_unmeets_a_condition(
    condition: str, values: dict[str, Decimal], more: dict[str, Decimal]
) -> None:
    grown = {name: values[name] + more[name] for name in QUANTITIES}
    if holds(condition, values, today=TODAY):
        assert holds(condition, grown, today=TODAY)


def test_the_quantities_a_condition_names_can_be_listed() -> None:
    assert names("gw >= 1 and (price >= 6 or today >= '2026-01-01')") == {"gw", "price"}


def test_an_unknown_quantity_is_answered_with_the_nearest() -> None:
    (problem,) = check_condition("gw_amd >= 1", ["gw_amds", "x"], subject="t", place=HERE)
    assert (problem.code, problem.hint) == ("quantity-unknown", "did you mean 'gw_amds'?")
    assert str(problem.place) == "agreements.toml:9 [condition]"
    (problem,) = check_condition("gw < 1", ["gw"], subject="t", place=HERE)
    assert problem.code == "condition-invalid"
