"""What every measure refuses, with a word on what to do."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from caploop.core.errors import UsageError
from caploop.network import (
    cycle_decomposition,
    finn_cycling,
    maximum_circulation,
    named_loops,
    rewired_samples,
    trophic_levels,
)
from caploop.network.arrays import Floats, money, reached, square

MEASURES: list[Callable[[Floats], object]] = [
    lambda flow: finn_cycling(flow, np.zeros(len(flow))),
    maximum_circulation,
    named_loops,
    trophic_levels,
    cycle_decomposition,
    lambda flow: rewired_samples(flow, seed=0),
]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("flow", "what"),
    [
        (np.array([[0.0, -1.0], [0.0, 0.0]]), "negative at .*turn the flow round"),
        (np.array([[0.0, np.nan], [0.0, 0.0]]), "not a number at"),
        (np.array([[0.0, np.inf], [0.0, 0.0]]), "not a number at"),
        (np.zeros((2, 3)), "give a square matrix"),
    ],
)
def test_a_wrong_matrix_is_refused_with_what_to_do(
    measure: Callable[[Floats], object], flow: Floats, what: str
) -> None:
    with pytest.raises(UsageError, match=what):
        measure(flow)


def test_words_are_no_money() -> None:
    with pytest.raises(UsageError, match="no array of numbers"):
        money("flow_usd", ["much"])


def test_the_callers_array_is_left_alone() -> None:
    given = np.array([[5.0, 1.0], [1.0, 5.0]])
    named_loops(given)
    rewired_samples(given, seed=0)
    square("flow_usd", given)[0, 0] = 7
    assert given.tolist() == [[5, 1], [1, 5]]


def test_whom_money_reaches_includes_where_it_starts() -> None:
    chain = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
    assert reached(chain, np.array([False, True, False])).tolist() == [False, True, True]
