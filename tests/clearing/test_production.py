"""Production cascades: essential inputs stop all, others their share; both ways; bounds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caploop.clearing import esri, production_cascade
from caploop.core.errors import UsageError

TWO_INPUTS = [[0, 0, 6], [0, 0, 2], [0, 0, 0]]


def random_case(seed: int) -> tuple[Any, dict[str, Any]]:
    chance = np.random.default_rng(seed)
    supplied = chance.lognormal(0, 1, (6, 6)) * (chance.random((6, 6)) < 0.4) * (1 - np.eye(6))
    return supplied, {
        "sector": chance.integers(0, 3, 6),
        "essential": chance.integers(0, 3, (3, 3)),
    }


@pytest.mark.parametrize(
    ("codes", "left"), [((2, 1), 0.5), ((1, 1), 0.625), ((0, 1), 1.0), ((1, 2), 0.625)]
)
def test_an_input_counts_as_it_is_coded(codes: tuple[int, int], left: float) -> None:
    essential = np.zeros((3, 3), dtype=int)
    essential[:2, 2] = codes
    found = production_cascade(
        TWO_INPUTS, sector=[0, 1, 2], essential=essential, capacity=[0.5, 1, 1]
    )
    wanted = left if codes != (1, 2) else 1 - 6 / 8 * 0.5
    assert 1 - found.loss_down[2] == pytest.approx(wanted)


def test_a_second_supplier_of_the_same_essential_kind_softens_the_loss() -> None:
    found = production_cascade(
        TWO_INPUTS, sector=[0, 0, 1], essential=np.full((2, 2), 2), capacity=[0, 1, 1]
    )
    assert found.loss_down.tolist() == [1, 0, 0.75]
    assert found.loss_up.tolist() == [1, 0, 0]


@settings(max_examples=15)
@given(st.integers(0, 1_000))
def test_losses_are_shares_and_the_index_too(seed: int) -> None:
    supplied, codes = random_case(seed)
    index = esri(supplied, **codes)
    assert ((index >= 0) & (index <= 1 + 1e-12)).all()
    found = production_cascade(supplied, **codes, capacity=1 - np.eye(6))
    assert ((found.loss >= 0) & (found.loss <= 1)).all()
    assert (found.loss == np.maximum(found.loss_down, found.loss_up)).all()
    assert (np.diag(found.loss) == 1).all()
    # A closed loop can lose its last share ever more slowly: then the record says so.
    assert found.is_converged.all() or found.rounds == 100_000


@settings(max_examples=15)
@given(st.integers(0, 1_000))
def test_less_capacity_or_more_essential_inputs_never_help(seed: int) -> None:
    supplied, codes = random_case(seed)
    capacity = np.random.default_rng(seed + 1).random(6)
    found = production_cascade(supplied, **codes, capacity=[capacity, capacity / 2])
    assert (found.loss[1] >= found.loss[0] - 1e-9).all()
    soft = {**codes, "essential": np.ones((3, 3), dtype=int)}
    hard = {**codes, "essential": np.full((3, 3), 2)}
    few = production_cascade(supplied, **soft, capacity=capacity)
    many = production_cascade(supplied, **hard, capacity=capacity)
    assert (many.loss_down >= few.loss_down - 1e-9).all()


@settings(max_examples=15)
@given(st.integers(0, 1_000))
def test_the_order_of_parties_does_not_matter(seed: int) -> None:
    supplied, codes = random_case(seed)
    order = np.random.default_rng(seed).permutation(6)
    other = esri(
        supplied[np.ix_(order, order)], sector=codes["sector"][order], essential=codes["essential"]
    )
    np.testing.assert_allclose(other, esri(supplied, **codes)[order], rtol=0, atol=1e-9)


def test_a_loop_of_essential_inputs_stays_down() -> None:
    found = production_cascade(
        [[0, 1], [1, 0]], sector=[0, 1], essential=np.full((2, 2), 2), capacity=[0.4, 1]
    )
    assert found.loss.tolist() == [0.6, 0.6]


def test_sizes_of_ones_own_are_the_weights() -> None:
    of = {"sector": [0, 1], "essential": np.full((2, 2), 2)}
    assert esri([[0, 4], [0, 0]], **of, size_usd=[1, 3]).tolist() == [1, 1]
    found = production_cascade([[0, 4], [0, 0]], **of, size_usd=[1, 3], capacity=[1, 0])
    assert (found.index_down, found.index_up) == (pytest.approx(0.75), pytest.approx(1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sector": [0, 1]}, "one whole number a party"),
        ({"sector": [0, 1, 3]}, "sector goes beyond"),
        ({"essential": np.full((3, 3), 3)}, "square of 0, 1 and 2"),
        ({"capacity": [2, 1, 1]}, "capacity is above 1"),
    ],
)
def test_bad_input_is_refused(change: dict[str, Any], words: str) -> None:
    case = {"sector": [0, 1, 2], "essential": np.full((3, 3), 2), "capacity": [1, 1, 1], **change}
    with pytest.raises(UsageError, match=words):
        production_cascade(TWO_INPUTS, **case)
