"""An ensemble between sparse and complete: every sample meets every total."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.clearing import minimum_density, network_ensemble
from caploop.core.errors import UsageError
from tests.clearing.test_minimum_density import margins

SEVEN = ([7, 5, 3, 1, 3, 0, 1], [4, 5, 5, 0, 0, 2, 4])


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_every_sample_meets_the_totals(seed: int, density: float) -> None:
    paid, received = margins(seed)
    found = network_ensemble(paid, received, density=density, samples=4, seed=seed)
    assert found.flow_usd is not None
    np.testing.assert_allclose(found.flow_usd.sum(axis=2), np.tile(paid, (4, 1)), atol=1e-9)
    np.testing.assert_allclose(found.flow_usd.sum(axis=1), np.tile(received, (4, 1)), atol=1e-9)
    assert (np.diagonal(found.flow_usd, axis1=1, axis2=2) == 0).all()
    assert (found.flow_usd >= 0).all()
    assert (found.links >= found.links_wanted).all()


def test_links_rise_with_density_from_few_to_all() -> None:
    counts = [
        network_ensemble(*SEVEN, density=density, samples=30, seed=1).links.mean()
        for density in (0, 0.5, 0.8, 1)
    ]
    assert counts == sorted(counts)
    assert counts[0] < 10
    assert counts[-1] == 26
    assert minimum_density(*SEVEN, seed=0).links <= counts[0]


def test_samples_differ_and_the_seed_alone_decides_them() -> None:
    drawn = [network_ensemble(*SEVEN, density=0.5, samples=5, seed=s).flow_usd for s in (1, 1, 2)]
    assert np.array_equal(drawn[0], drawn[1])  # type: ignore[arg-type]
    assert not np.array_equal(drawn[0], drawn[2])  # type: ignore[arg-type]
    assert len(np.unique(drawn[0], axis=0)) == 5


def test_totals_that_cannot_be_met_and_densities_beyond_1_are_told() -> None:
    assert "party 0" in (
        network_ensemble([3, 1], [3, 1], density=0, samples=1, seed=0).reason or ""
    )
    with pytest.raises(UsageError, match="density is 2"):
        network_ensemble(*SEVEN, density=2, samples=1, seed=0)
