"""Rewired networks: degrees and strengths stay, edges move, and a sample has its own seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from caploop.core.errors import UsageError
from caploop.network import rewired_samples
from caploop.network.arrays import Floats
from tests.network.conftest import networks


def heavy_tailed(parties: int, edges: int, sigma: float) -> Floats:
    chance = np.random.default_rng(5)
    flow = np.zeros((parties, parties))
    payer, payee = np.nonzero(1 - np.eye(parties))
    chosen = chance.choice(len(payer), edges, replace=False)
    flow[payer[chosen], payee[chosen]] = chance.lognormal(0, sigma, edges)
    return flow


def assert_kept(flow: Floats, sample: Floats) -> None:
    for axis in (0, 1):
        np.testing.assert_allclose(sample.sum(axis=axis), flow.sum(axis=axis), rtol=1e-9)
        assert ((sample > 0).sum(axis=axis) == (flow > 0).sum(axis=axis)).all()
    assert (np.diag(sample) == np.diag(flow)).all()


@settings(max_examples=25)
@given(networks(6, least=2, ends=True))
def test_samples_keep_degrees_and_strengths(flow: Floats) -> None:
    for sample in rewired_samples(flow, samples=5, seed=3).matrices():
        assert_kept(flow, sample)


@pytest.mark.parametrize("sigma", [0.5, 2.5])
def test_a_network_with_a_few_giants_is_rewired_too(sigma: float) -> None:
    flow = heavy_tailed(20, 70, sigma)
    drawn = rewired_samples(flow, samples=20, seed=1)
    assert len(drawn.payee) == 20
    assert (drawn.moved_share or 0) > 0.3
    for sample in drawn.matrices():
        assert_kept(flow, sample)


def test_sample_i_depends_on_the_seed_and_i_only() -> None:
    flow = heavy_tailed(12, 40, 1)
    few, many = (rewired_samples(flow, samples=n, seed=9) for n in (3, 8))
    assert (few.payee == many.payee[:3]).all()
    assert (few.amount_usd == many.amount_usd[:3]).all()
    other = rewired_samples(flow, samples=3, seed=10)
    assert (few.payee != other.payee).any()


@pytest.mark.parametrize(
    ("flow", "reason"),
    [
        (np.zeros((0, 0)), "fewer than two edges"),
        (np.zeros((1, 1)), "fewer than two edges"),
        (np.diag([3.0, 4.0]), "fewer than two edges"),
        ([[0, 30, 0], [0, 0, 60], [40, 0, 0]], "too rigid"),
        ([[0, 5, 0, 0], [0, 0, 0, 0], [0, 0, 0, 900], [0, 0, 0, 0]], "too rigid"),
    ],
)
def test_a_network_too_small_or_rigid_gives_no_samples_and_a_reason(
    flow: Floats, reason: str
) -> None:
    drawn = rewired_samples(flow, samples=5, seed=0)
    assert len(drawn.payee) == 0
    assert list(drawn.matrices()) == []
    assert reason in (drawn.reason or "")


def test_two_equal_payments_between_strangers_swap() -> None:
    flow = np.zeros((4, 4))
    flow[0, 1] = flow[2, 3] = 5.0
    samples = list(rewired_samples(flow, samples=20, seed=0).matrices())
    assert {(float(s[0, 1]), round(float(s[0, 3]), 9)) for s in samples} == {(5, 0), (0, 5)}


@pytest.mark.parametrize(("samples", "seed"), [(0, 1), (5, -1)])
def test_no_samples_or_a_negative_seed_are_refused(samples: int, seed: int) -> None:
    with pytest.raises(UsageError):
        rewired_samples([[0.0]], samples=samples, seed=seed)
