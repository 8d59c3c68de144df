"""Projects of lessors by state: what a lost grade keeps from being built, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from caploop.model.compute import pipeline
from caploop.model.terms.parties import LESSORS
from tests.model.quarter_cases import Given, Now

N = len(LESSORS)
ORACLE = LESSORS.index("oracle")
QUARTERS = 24
GROWING = np.linspace(10.0, 70.0, 40)
"""Planned compute, USD bn a quarter: at a price of 12 a GW-year half a GW a quarter in all."""


class Past(Now):
    """A quarter that remembers more than one before it."""

    history: list[dict[str, Any]]

    def lag(self, name: str, ago: int = 1) -> Any:
        """A value some quarters ago."""
        return self.history[-ago][name] if len(self.history) >= ago else np.zeros(N)


def financed(open_to: Callable[[int], float]) -> NDArray[np.float64]:
    """Oracle's cumulative GW financed by quarter, where it can finance so much of new projects."""
    given = Given(
        plan_compute=GROWING,
        lessor_share=np.full((40, N), 1.0 / N),
        compute_kept=1.0,
        dollars_wanted=1.0,
        ell=12.0,
        **dict.fromkeys(pipeline.LUCK, 0.0),
    )
    history: list[dict[str, Any]] = []
    for t in range(1, QUARTERS + 1):
        share = np.ones(N)
        share[ORACLE] = open_to(t)
        now = {"lessor_open": share, "power_granted": 1e3, "chip_shares": np.full(3, 1.0 / 3)}
        x = Past(now)
        x.history = history
        history.append(dict(pipeline.pipeline(x, given, t)))
    return np.array([float(row["gw_financed"][ORACLE]) for row in history])


@cache
def always() -> NDArray[np.float64]:
    """What it finances where it can finance everything."""
    return financed(lambda t: 1.0)


def test_a_lessor_with_its_grade_finances_all_that_is_due() -> None:
    steps = np.diff(always())
    np.testing.assert_allclose(steps, steps[0])


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5])
def test_a_lost_grade_builds_its_share_of_what_is_new_and_never_catches_up(share: float) -> None:
    lost = financed(lambda t: share if t > 8 else 1.0)
    grown, usual = lost[-1] - lost[7], always()[-1] - always()[7]
    assert grown == pytest.approx(share * usual, rel=1e-9, abs=1e-9)


def test_a_third_of_capacity_is_missing_after_years_of_a_lost_grade() -> None:
    lost = financed(lambda t: 0.5 if t > 4 else 1.0)
    assert 0.6 < lost[-1] / always()[-1] < 0.8


def test_what_waited_is_financed_once_the_grade_is_back() -> None:
    back = financed(lambda t: 0.5 if 8 < t <= 12 else 1.0)
    assert back[11] < always()[11]
    np.testing.assert_allclose(back[12:], always()[12:])
