"""What identities give for terms nobody states: intervals, by draw."""

from __future__ import annotations

import numpy as np

from caploop.consistency.propagate import propagated
from tests.consistency.cases import open_above, prior, said, small


def test_a_missing_term_is_solved_and_says_by_which_identity() -> None:
    ends, source, checks = propagated(small().identities, [said("whole", 5), said("a", 2)])
    assert ends["b"][0].tolist() == [3.0]
    assert source == {"b": "whole"}
    assert checks == {}


def test_ranges_are_carried_through_sums_and_products() -> None:
    figures = [said("base", 8, half=2), said("share", 0.5), said("b", 1, half=1)]
    ends, _, _ = propagated(small().identities, figures)
    assert (ends["a"][0][0], ends["a"][1][0]) == (3.0, 5.0)
    assert (ends["whole"][0][0], ends["whole"][1][0]) == (3.0, 7.0)


def test_an_open_end_stays_open_on_its_side() -> None:
    ends, _, _ = propagated(small().identities, [said("whole", 5), open_above("b", 1)])
    assert ends["a"][1].tolist() == [4.0]
    assert np.isneginf(ends["a"][0]).all()


def test_priors_are_columns_of_draws() -> None:
    figures = [prior("share", (0.25, 0.5, 0.75)), said("base", 8)]
    ends, _, _ = propagated(small().identities, figures)
    assert ends["a"][0].tolist() == [2.0, 4.0, 6.0]


def test_an_identity_with_all_its_terms_is_a_check_with_a_gap() -> None:
    figures = [said("whole", 9), said("a", 2), said("b", 3, half=1)]
    _, _, checks = propagated(small().identities, figures)
    low, high = checks["whole"]
    assert (low.tolist(), high.tolist()) == ([3.0], [5.0])
