"""Labelled arrays are matched by name in every function of networks and of clearing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from caploop import clearing, network
from caploop.clearing.worth import EisenbergNoeWorth
from caploop.core.errors import UsageError
from caploop.core.labels import axes_of, by_name, in_order

SHARED = Path(__file__).parents[3] / "shared/reference/public-cases/network.json"
NAMES = ("amber", "birch", "cedar")
OWED = np.array([[0.0, 10, 2], [1, 0, 3], [5, 0, 0]])
HELD = np.array([[0.0, 0.2, 0.1], [0.3, 0, 0.2], [0.1, 0.4, 0]])
CASH = np.array([3.0, 1, 2])
EQUITY = np.array([20.0, 30, 25])
SECTORS = {"sector": [0, 1, 1], "essential": [[2, 1], [1, 2]]}

Call = tuple[Callable[..., Any], Mapping[str, np.ndarray], Mapping[str, Any]]

CALLS: dict[str, Call] = {
    "eisenberg_noe": (clearing.eisenberg_noe, {"owed_usd": OWED, "cash_usd": CASH}, {}),
    "rogers_veraart": (
        clearing.rogers_veraart,
        {"owed_usd": OWED, "cash_usd": CASH, "outside_usd": EQUITY, "alpha": CASH / 4},
        {"beta": 0.5},
    ),
    "payment_slopes": (
        clearing.payment_slopes,
        {"owed_usd": OWED, "cash_usd": CASH, "weights": CASH},
        {},
    ),
    "clearing_payments": (clearing.clearing_payments, {"owed_usd": OWED, "cash_usd": CASH}, {}),
    "debtrank": (
        clearing.debtrank,
        {"owed_usd": OWED, "equity_usd": EQUITY, "shock": CASH / 10},
        {},
    ),
    "single_hit_debtrank": (
        clearing.single_hit_debtrank,
        {"owed_usd": OWED, "equity_usd": EQUITY, "shock": CASH / 10},
        {},
    ),
    "furfine_cascade": (
        clearing.furfine_cascade,
        {"owed_usd": OWED, "equity_usd": CASH, "failed": np.array([1, 0, 0])},
        {"recovery": 0.4},
    ),
    "communicability": (clearing.communicability, {"owed_usd": OWED, "equity_usd": EQUITY}, {}),
    "network_value": (
        clearing.network_value,
        {"owed_usd": OWED, "outside_usd": CASH, "owed_outside_usd": CASH / 2},
        {"worth": EisenbergNoeWorth()},
    ),
    "dependency_matrix": (clearing.dependency_matrix, {"held_share": HELD}, {}),
    "ownership_failures": (
        clearing.ownership_failures,
        {"held_share": HELD, "assets_usd": CASH, "before_usd": EQUITY, "cost_usd": CASH / 3},
        {"threshold": 0.9},
    ),
    "cross_ownership": (
        clearing.cross_ownership,
        {"assets_usd": CASH, "equity_held": HELD},
        {"debt_held": [np.zeros((3, 3))], "debt_usd": [[1, 2, 3]]},
    ),
    "production_cascade": (
        clearing.production_cascade,
        {"supplied_usd": OWED, "capacity": CASH / 4},
        SECTORS,
    ),
    "esri": (clearing.esri, {"supplied_usd": OWED, "size_usd": EQUITY}, SECTORS),
    "finn_cycling": (network.finn_cycling, {"flow_usd": OWED, "inflow_usd": EQUITY}, {}),
    "leontief": (network.leontief, {"flow_usd": OWED, "output_usd": EQUITY}, {}),
    "maximum_circulation": (network.maximum_circulation, {"flow_usd": OWED}, {}),
    "trophic_levels": (network.trophic_levels, {"flow_usd": OWED}, {}),
    "named_loops": (network.named_loops, {"flow_usd": OWED}, {}),
    "merge_parties": (
        network.merge_parties,
        {"flow_usd": OWED, "inflow_usd": CASH},
        {"into": [0, 0, 1]},
    ),
}


def labelled(array: np.ndarray, *orders: list[int]) -> Any:
    """The array with names, each axis in the order given."""
    where = [[NAMES[i] for i in order] for order in orders]
    moved = array[np.ix_(*orders)] if array.ndim == len(orders) else array
    if array.ndim == 1:
        return pd.Series(moved, index=where[0])
    return pd.DataFrame(moved, index=where[0], columns=where[1])


def told(found: Any) -> Any:
    """Everything an answer holds, as lists that can be compared."""
    if is_dataclass(found):
        return [told(getattr(found, item.name)) for item in fields(found)]
    if isinstance(found, list | tuple):
        return [told(one) for one in found]
    return np.round(np.asarray(found, dtype=float), 9).tolist() if _is_number(found) else str(found)


def _is_number(value: Any) -> bool:
    return hasattr(value, "dtype") or isinstance(value, int | float)


order = st.permutations([0, 1, 2])


@pytest.mark.parametrize("name", CALLS)
@given(data=st.data())
def test_names_count_and_not_places(name: str, data: st.DataObject) -> None:
    """Rows stay, columns and everything else are shuffled: the answer is that of plain arrays."""
    function, arrays, rest = CALLS[name]
    shuffled = {
        key: labelled(value, data.draw(order))
        if value.ndim == 1
        else labelled(value, [0, 1, 2], data.draw(order))
        for key, value in arrays.items()
    }
    assert told(function(**shuffled, **rest)) == told(function(**arrays, **rest))


@given(order, order, order)
def test_what_comes_back_is_in_the_order_of_the_rows(
    rows: list[int], columns: list[int], cash: list[int]
) -> None:
    plain = clearing.eisenberg_noe(OWED, CASH)
    found = clearing.eisenberg_noe(labelled(OWED, rows, columns), labelled(CASH, cash))
    np.testing.assert_allclose(found.paid_usd, plain.paid_usd[rows])


def test_a_ring_whose_columns_stand_in_another_order() -> None:
    """By its names: a owes b 10, b owes c 3, c owes a 5, and a has 10."""
    frame = pd.DataFrame(
        [[0, 0, 10], [3, 0, 0], [0, 5, 0]], index=list("abc"), columns=["c", "a", "b"]
    )
    cash = pd.Series([0, 10, 0], index=["c", "a", "b"])
    assert clearing.eisenberg_noe(frame, cash).paid_usd.tolist() == [10, 3, 3]
    assert clearing.eisenberg_noe(frame, [10, 0, 0]).paid_usd.tolist() == [10, 3, 3]


@pytest.mark.skipif(not SHARED.exists(), reason="the handed-over cases are not beside this clone")
def test_the_handed_over_frame_is_read_by_its_names() -> None:
    case = json.loads(SHARED.read_text())["cases"][0]["frame"]
    frame = pd.DataFrame(case["rows"], index=case["index"], columns=case["columns"])
    assert clearing.eisenberg_noe(frame, [10, 0, 0]).paid_usd.tolist() == [10, 3, 3]


def test_ranks_and_kinds_in_other_orders_are_matched_too() -> None:
    plain = clearing.clear_by_rank([OWED, OWED.T], CASH)
    mixed = [labelled(OWED, [0, 1, 2], [2, 0, 1]), labelled(OWED.T, [2, 1, 0], [1, 0, 2])]
    found = clearing.clear_by_rank(mixed, labelled(CASH, [1, 2, 0]))
    np.testing.assert_array_equal(found.paid_usd, plain.paid_usd)
    kinds = network.exposures({"debt": labelled(OWED, [0, 1, 2], [1, 2, 0])})
    np.testing.assert_array_equal(kinds[0].loss_usd, network.exposures({"debt": OWED})[0].loss_usd)


def test_labelled_arrays_of_xarray_are_matched_too() -> None:
    owed = xr.DataArray(
        OWED[:, [1, 2, 0]],
        dims=("payer", "payee"),
        coords={"payer": list(NAMES), "payee": [NAMES[i] for i in (1, 2, 0)]},
    )
    found = clearing.eisenberg_noe(owed, CASH)
    np.testing.assert_array_equal(found.paid_usd, clearing.eisenberg_noe(OWED, CASH).paid_usd)


def test_totals_of_two_tables_are_those_of_the_same_party() -> None:
    paid, received = pd.Series([7, 5], ["a", "b"]), pd.Series([4, 8], ["b", "a"])
    found = network.maximum_entropy(paid, received)
    plain = network.maximum_entropy([7, 5], [8, 4])
    np.testing.assert_array_equal(found.flow_usd, plain.flow_usd)


def test_whole_numbers_out_of_order_are_places() -> None:
    cash = pd.Series(CASH).sort_values()
    found = clearing.eisenberg_noe(OWED, cash)
    assert found.paid_usd.tolist() == clearing.eisenberg_noe(OWED, CASH).paid_usd.tolist()


FRAME = labelled(OWED, [0, 1, 2], [0, 1, 2])


@pytest.mark.parametrize(
    ("owed", "cash", "words"),
    [
        (FRAME, pd.Series(CASH, ["amber", "birch", "oak"]), "has 'oak' and lacks 'cedar'"),
        (FRAME, pd.Series(CASH, ["x", "y", "z"]), "has 'x', 'y', 'z' and lacks 'amber'"),
        (FRAME.rename(columns={"cedar": "oak"}), CASH, "in its columns, has 'oak'"),
        (FRAME.rename(columns={"cedar": "amber"}), CASH, "two entries called 'amber'"),
        (pd.DataFrame(OWED, columns=list(NAMES)), CASH, "no names for its rows"),
        (pd.DataFrame(OWED, index=list(NAMES)), CASH, "no names for its columns"),
        (OWED, pd.Series(CASH, list(NAMES)), "owed_usd has no names"),
        (FRAME, pd.Series([1.0], ["amber"]), "lacks 'birch', 'cedar'"),
    ],
)
def test_names_that_do_not_match_are_refused_with_those_that_differ(
    owed: Any, cash: Any, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        clearing.eisenberg_noe(owed, cash)


def test_lists_of_payments_from_differently_sorted_tables_are_refused() -> None:
    table = pd.DataFrame({"period": [0, 0], "payer": [0, 1], "payee": [1, 0], "usd": [30.0, 25]})
    given = {key: table[key] for key in ("period", "payer", "payee")}
    good = network.Payments(**given, amount_usd=table["usd"])
    assert network.self_funded_revenue(good, 0, [[30, 0]]).revenue_usd == 25
    bad = network.Payments(**given, amount_usd=table["usd"].sort_values())
    with pytest.raises(UsageError, match=r"amount_usd and .* labelled differently"):
        network.self_funded_revenue(bad, 0, [[30, 0]])


def test_what_has_no_labels_goes_through_untouched() -> None:
    @by_name("first")
    def same(first: Any, second: Any = None) -> Any:
        return first, second

    one, two = object(), [1.0, 2.0]
    assert same(one, second=two)[0] is one
    assert same(one, second=two)[1] is two
    assert axes_of("cash", np.ones(2)) is None


def test_an_axis_is_put_in_a_given_order() -> None:
    series = pd.Series([1, 2, 3], index=["b", "c", "a"])
    assert in_order("cash", series, [["a", "b", "c"]]).tolist() == [3, 1, 2]
    with pytest.raises(UsageError, match="cash has 'c' and lacks 'd'"):
        in_order("cash", series, [["a", "b", "d"]])
