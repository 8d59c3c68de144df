"""The spectral radius against closed forms and against dense eigenvalues."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from caploop.clearing.spectral import spectral_radius


@pytest.mark.parametrize(
    ("matrix", "radius"),
    [
        ([[0, 1], [0, 0]], 0.0),
        ([[0, 4], [1, 0]], 2.0),
        ([[0.5, 9], [0, 0.25]], 0.5),
        ([[0, 0, 2], [4, 0, 0], [0, 1, 0]], 2.0),
        ([[0, 1, 0], [1, 0, 7], [0, 0, 3]], 3.0),
    ],
)
def test_the_radius_of_a_small_matrix_is_known(matrix: list[list[float]], radius: float) -> None:
    assert spectral_radius(csr_array(np.array(matrix, dtype=float))) == pytest.approx(
        radius, abs=1e-9
    )


def test_no_party_has_radius_0() -> None:
    assert spectral_radius(csr_array((0, 0))) == 0


@given(st.integers(0, 1_000_000), st.integers(2, 8))
def test_the_radius_is_that_of_dense_eigenvalues(seed: int, parties: int) -> None:
    chance = np.random.default_rng(seed)
    matrix = chance.random((parties, parties)) * (chance.random((parties, parties)) < 0.4)
    dense = float(np.abs(np.linalg.eigvals(matrix)).max())
    assert spectral_radius(csr_array(matrix)) == pytest.approx(dense, abs=1e-6)


def test_among_many_components_the_largest_radius_counts() -> None:
    """Pairs that owe a and b to each other have the radius of the root of a times b."""
    chance = np.random.default_rng(3)
    parties, weight = 2_000, chance.random(2_000)
    party = np.arange(parties)
    matrix = csr_array((weight, (party, party ^ 1)), shape=(parties, parties))
    largest = float(np.sqrt(weight[::2] * weight[1::2]).max())
    assert spectral_radius(matrix) == pytest.approx(largest, abs=1e-8)


def test_a_long_loop_of_uneven_weights_has_their_geometric_mean() -> None:
    parties, weight = 1_000, np.random.default_rng(0).random(1_000) + 0.5
    party = np.arange(parties)
    matrix = csr_array((weight, (party, (party + 1) % parties)), shape=(parties, parties))
    assert spectral_radius(matrix) == pytest.approx(np.exp(np.log(weight).mean()), rel=1e-9)
