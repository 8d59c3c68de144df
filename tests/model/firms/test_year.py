"""Firms by calendar year: sums, the worst year, cover and leases, on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from caploop.model.firms.year import COVER_MOST, SUMMED, obligations, year_so_far
from caploop.model.terms.parties import FIRMS, LESSORS
from tests.model.quarter_cases import Given, Now

NONE = np.zeros(len(FIRMS))
QUIET = {
    **dict.fromkeys(("firm_sales", "firm_outside_sales", "firm_ebitda", "firm_operating"), NONE),
    **dict.fromkeys(("firm_capex", "firm_borrowed", "firm_interest", "firm_debt"), NONE),
    "firm_unrolled": NONE,
    "relet": np.zeros(len(LESSORS)),
    **dict.fromkeys(("chip_loan_repaid", "margin_sale"), 0.0),
}
ORACLE = FIRMS.index("oracle")


def told(values: Mapping[str, Any]) -> dict[str, NDArray[np.float64]]:
    return {name: np.asarray(value) for name, value in values.items()}


def of(amount: float) -> NDArray[np.float64]:
    return np.eye(len(FIRMS))[ORACLE] * amount


def run(free: list[float], interest: float = 0.0) -> list[dict[str, NDArray[np.float64]]]:
    """Oracle's quarters with this free cash flow, capex of 3 and this interest in each."""
    before: dict[str, Any] = {}
    found = []
    for t, left in enumerate(free, 1):
        now = {**QUIET, "firm_operating": of(left + 3), "firm_capex": of(3)}
        now["firm_interest"] = of(interest)
        before = told(year_so_far(Now(now, before), Given(), jnp.asarray(t)))
        found.append(before)
    return found


def test_a_year_is_the_sum_of_its_quarters_and_the_next_begins_anew() -> None:
    quarters = run([1, 2, 3, 4, 5])
    assert [float(q["firm_free_year"][ORACLE]) for q in quarters] == [1, 3, 6, 10, 5]
    assert float(quarters[3]["firm_spent_year"][ORACLE]) == 12
    assert {f"firm_{name}_year" for name in SUMMED} <= set(quarters[0])


def test_the_trough_is_the_worst_whole_year_and_a_bad_quarter_is_none() -> None:
    """Years of -4, -8 and 12; the first quarter of the third is -20."""
    quarters = run([-1] * 4 + [-2] * 4 + [-20, 10, 11, 11])
    trough = [float(q["firm_trough"][ORACLE]) for q in quarters]
    assert trough[3:] == [-4, -4, -4, -4, -8, -8, -8, -8, -8]
    assert [float(quarters[i]["firm_trough_year"][ORACLE]) for i in (3, 11)] == [1, 2]


def test_cover_is_operating_cash_flow_before_interest_over_what_is_due() -> None:
    """5 of operating cash flow after 1 of interest a quarter covers 1 six times."""
    last = run([2] * 4, interest=1.0)[-1]
    np.testing.assert_allclose(last["debt_cover"][ORACLE], 6)
    np.testing.assert_allclose(run([2] * 4)[-1]["debt_cover"][ORACLE], COVER_MOST)


def test_leases_are_debt_and_the_rent_for_shells_earnings() -> None:
    """Debt of 40 and leases of 5 + 10 over EBITDA of 9 and rent of 2 a year: 5."""
    lessor = np.eye(len(LESSORS))[LESSORS.index("oracle")]
    now = {
        **QUIET,
        "firm_debt": of(40.0),
        "firm_ebitda": of(9.0),
        "shell_owed": 10.0 * lessor,
        "shell_rent": 0.5 * lessor,
        "book_openai": of(300.0),
        "book_others": of(225.0),
    }
    found = told(obligations(Now(now), Given(opening_leases=of(5.0)), jnp.asarray(1)))
    np.testing.assert_allclose(found["firm_leases"][ORACLE], 15)
    np.testing.assert_allclose(found["leverage_with_leases"][ORACLE], 5)
    np.testing.assert_allclose(found["firm_backlog"][ORACLE], 525)
