"""Which figures can hold together, and what each would have to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.consistency.propagate import Figure
from caploop.consistency.verdict import Verdict, judged
from tests.consistency.cases import open_above, prior, said, small

TAIL = 0.05


def verdict(*figures: Figure) -> Verdict:
    return judged(small(), figures, tail=TAIL)


def test_figures_that_add_up_are_coherent() -> None:
    found = verdict(said("whole", 5), said("a", 2), said("b", 3))
    assert found.coherent
    assert found.tested[0].holds == 1.0


def test_rounding_is_allowed_for() -> None:
    assert verdict(said("whole", 5.4, half=0.5), said("a", 2), said("b", 3)).coherent
    assert not verdict(said("whole", 5.6, half=0.5), said("a", 2), said("b", 3)).coherent


def test_a_gap_is_in_the_unit_of_the_first_term_and_a_share_of_the_largest() -> None:
    test = verdict(said("whole", 10), said("a", 2), said("b", 3)).tested[0]
    assert (test.gap, test.share, test.holds, test.coherent) == (5.0, 0.5, 0.0, False)
    assert (test.stated.middle_low, test.implied.middle_low) == (10.0, 5.0)


def test_each_term_in_turn_is_what_closes_the_identity() -> None:
    found = verdict(said("whole", 10), said("a", 2), said("b", 3))
    assert {s.term: s.middle_low for s in found.solved} == pytest.approx(
        {"whole": 5.0, "a": 7.0, "b": 8.0}
    )


def test_a_term_behind_another_identity_is_solved_through_it() -> None:
    figures = (said("whole", 10), said("share", 0.5), said("base", 8), said("b", 3))
    solved = {s.term: s.middle_low for s in verdict(*figures).solved}
    assert solved["base"] == pytest.approx(14.0)
    assert solved["share"] == pytest.approx(0.875)


def test_a_bound_leaves_one_side_open() -> None:
    found = verdict(said("whole", 1), said("a", 2), open_above("b", 0))
    assert not found.coherent
    a = next(s for s in found.solved if s.term == "a")
    assert a.middle_low is None
    assert a.middle_high == pytest.approx(1.0)
    assert verdict(said("whole", 3), said("a", 2), open_above("b", 0)).coherent


def test_figures_part_only_where_nearly_all_draws_do() -> None:
    few = tuple(0.5 if n < 90 else 1.0 for n in range(100))
    rare = tuple(0.5 if n < 97 else 1.0 for n in range(100))
    rest = (said("whole", 11), said("base", 8), said("b", 3))
    assert verdict(prior("share", few), *rest).coherent
    assert not verdict(prior("share", rare), *rest).coherent


@given(st.floats(1, 1e3), st.floats(1, 1e3), st.floats(0.5, 2))
def test_removing_a_figure_changes_only_what_identities_link_to_it(
    a: float, b: float, twin: float
) -> None:
    figures = [said("whole", 7), said("a", a), said("b", b), said("other", 3), said("twin", twin)]
    whole = judged(small(), figures, tail=TAIL)
    for gone in figures:
        rest = judged(small(), [f for f in figures if f is not gone], tail=TAIL)
        linked = {"other", "twin"} if gone.term in {"other", "twin"} else {"whole", "a", "b"}
        before = [s for s in whole.solved if s.term not in linked]
        assert [s for s in rest.solved if s.term not in linked] == before
