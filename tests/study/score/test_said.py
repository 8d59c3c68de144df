"""What the first vintage said is kept as it was said, and told only once the fact had come."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.study.score.outcomes import bundled_outcomes
from caploop.study.score.said import bundled_said, said_of

SAID_ON = date(2026, 3, 1)


def test_every_fact_that_is_kept_is_a_row_of_the_outcomes_with_its_value() -> None:
    outcomes = {row.id: row for row in bundled_outcomes().rows}
    for fact in bundled_said().facts:
        assert fact.outcome == pytest.approx(float(outcomes[fact.id].value))
        assert fact.inside == (fact.q05 <= fact.outcome <= fact.q95)


def test_nothing_is_said_to_have_come_before_it_was_published() -> None:
    assert said_of(("revenue",), by=SAID_ON) == ()
    early = said_of(("revenue", "users"), by=date(2026, 5, 1))
    late = said_of(("revenue", "users"), by=date(2026, 9, 30))
    assert set(early) < set(late)
    assert all(fact.published > SAID_ON for fact in late)


def test_plans_and_guidance_are_no_outcome() -> None:
    assert all(f.nature == "actual" for f in said_of(("revenue",), by=date(2026, 9, 30)))
