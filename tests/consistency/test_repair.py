"""The least change: closes every identity, moves the loosest most, and leaves the rest alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from caploop.consistency.propagate import Figure
from caploop.consistency.repair import Repair, least_change
from tests.consistency.cases import open_above, said, small


def repair(*figures: Figure) -> Repair:
    return least_change(small(), figures)


def after(found: Repair) -> dict[str, float]:
    return {c.term: c.after for c in found.changes}


def test_after_the_change_the_identity_holds() -> None:
    found = after(repair(said("whole", 10), said("a", 2), said("b", 3)))
    assert found["whole"] == pytest.approx(found["a"] + found["b"])


def test_it_is_the_least_of_all_that_close_it() -> None:
    values, errors = {"whole": 10.0, "a": 2.0, "b": 3.0}, {"whole": 0.1, "a": 0.3, "b": 0.05}
    found = repair(*(said(n, v, sd=errors[n]) for n, v in values.items()))
    names = list(values)

    def distance(logs: np.ndarray) -> float:
        return float(
            sum(
                (x - np.log(values[n])) ** 2 / errors[n] ** 2
                for n, x in zip(names, logs, strict=True)
            )
        )

    best = minimize(
        distance,
        [np.log(v) for v in values.values()],
        constraints={"type": "eq", "fun": lambda x: np.exp(x[0]) - np.exp(x[1]) - np.exp(x[2])},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert found.sum_of_squares == pytest.approx(best.fun, rel=1e-5)
    assert [after(found)[n] for n in names] == pytest.approx(np.exp(best.x).tolist(), rel=1e-4)


def test_the_loosest_claim_moves_most_and_is_named() -> None:
    found = repair(said("whole", 10, sd=0.005), said("a", 2, sd=0.3), said("b", 3, sd=0.02))
    assert found.moved_most == "a"


def test_a_change_runs_through_terms_nobody_states() -> None:
    found = after(repair(said("whole", 10), said("share", 0.5), said("base", 8), said("b", 3)))
    assert found["whole"] == pytest.approx(found["share"] * found["base"] + found["b"])


def test_nothing_moves_where_nothing_parts() -> None:
    found = repair(said("whole", 5), said("a", 2), said("b", 3))
    assert found.moved_most is None
    assert [c.pull for c in found.changes] == pytest.approx([0.0] * 3, abs=1e-9)


def test_what_solves_a_missing_term_binds_nothing() -> None:
    assert repair(said("whole", 5), said("a", 2)).changes == ()


def test_an_open_bound_takes_the_slack_or_holds_at_its_end() -> None:
    slack = repair(said("whole", 5), said("a", 2), open_above("b", 1))
    assert after(slack) == pytest.approx({"whole": 5, "a": 2, "b": 3})
    held = repair(said("whole", 2), said("a", 2), open_above("b", 1))
    assert after(held)["b"] == 1.0
    assert after(held)["whole"] == pytest.approx(after(held)["a"] + 1)
    assert next(c for c in held.changes if c.term == "b").held


@given(st.floats(0.2, 5), st.floats(0.2, 5))
def test_a_gap_elsewhere_moves_nothing_here(other: float, twin: float) -> None:
    here = (said("whole", 10), said("a", 2), said("b", 3))
    alone = after(repair(*here))
    both = after(repair(*here, said("other", other), said("twin", twin)))
    assert {n: both[n] for n in alone} == alone
    assert both["other"] == pytest.approx(both["twin"])
