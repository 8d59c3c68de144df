"""Accelerators at the end of their life: what was added comes up for replacement a life later."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray

from caploop.model.compute.renewal import renewal
from caploop.model.terms.parties import LESSORS
from tests.model.quarter_cases import Given, Now

ORACLE = LESSORS.index("oracle")
ALL = np.eye(len(LESSORS))[ORACLE]
SHARES = {f"G0_{name}": float(name == "oracle") for name in LESSORS}


def path(
    added: list[float], *, life: float, kept: float = 1.0, ages: tuple[float, ...] = (0, 0, 1)
) -> NDArray[np.float64]:
    """Oracle's replacements by quarter where it adds so many GW in each, 4 GW standing at first."""
    p = Given(n_IT=life, G_2025=4.0, fleet_ages=np.array(ages), **SHARES)
    before: dict[str, Any] = {}
    found = []
    gw = 4.0
    for t, new in enumerate(added, 1):
        gw += new
        now = {"gw_added": new * ALL, "gw": gw * ALL, "leases_kept": kept}
        before = {k: np.asarray(v) for k, v in renewal(Now(now, before), p, jnp.asarray(t)).items()}
        found.append(before["gw_renewed"][ORACLE])
    return np.array(found)


def test_what_is_added_is_replaced_a_life_later_and_again_a_life_after_that() -> None:
    """2 GW in the first quarter with a life of two years: in the ninth and the seventeenth."""
    renewed = path([2.0] + [0.0] * 19, life=2.0, ages=(0, 0, 0))
    np.testing.assert_allclose(np.nonzero(renewed)[0] + 1, [9, 17])
    np.testing.assert_allclose(renewed[[8, 16]], 2.0)


def test_the_opening_is_replaced_evenly_over_the_year_a_life_after_it_was_built() -> None:
    """4 GW built in 2025 with a life of two years: 1 GW in each quarter of 2027."""
    renewed = path([0.0] * 12, life=2.0)
    np.testing.assert_allclose(renewed, [0] * 4 + [1] * 4 + [0] * 4)


def test_all_is_replaced_once_a_life() -> None:
    """The opening's 4 GW within a life of three years, the 4 GW of the first two years after it."""
    renewed = path([0.5] * 8 + [0.0] * 12, life=3.0, ages=(0.25, 0.25, 0.5))
    assert renewed[:12].sum() == pytest.approx(4.0)
    np.testing.assert_allclose(renewed[12:20] - renewed[:8], 0.5)


def test_longer_life_means_less_to_replace_and_a_lost_tenant_nothing() -> None:
    added = [0.5] * 24
    assert path(added, life=5.0).sum() < path(added, life=3.0).sum()
    assert path(added, life=3.0, kept=0.0).sum() == 0
