"""Drivers of the real book in few draws: laws that hold whatever the numbers are."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from caploop import sfc
from caploop.book.known import KnownBook, known_book
from caploop.book.posterior import Joint
from caploop.book.scenario import Scenario
from caploop.core.errors import UsageError
from caploop.report.text.words import terminal_text
from caploop.study.drivers.answer import drivers, drivers_of
from caploop.study.drivers.outcome import QUESTIONS, outcome_of
from caploop.study.drivers.record import DriversRecord
from caploop.study.options import DriversOptions
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.rows import digest
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.shared.series import DRIVERS
from tests.real_book import real_book, real_known

DRAWS = 120


def world(*settings: str, scenario: str = "S0") -> Scenario:
    return scenario_of(real_book(), scenarios=[scenario], settings=settings)


@pytest.fixture(scope="module")
def kept() -> Paths:
    names = (*DRIVERS, "cash")
    return path_run(
        real_known(), scenario_of(real_book(), scenarios=["S0"]), keep=names, draws=DRAWS, seed=3
    )


@pytest.fixture(scope="module")
def record(kept: Paths) -> DriversRecord:
    return drivers_of(kept, question="runway")


def test_inputs_of_the_runs_draws_are_rebuilt(kept: Paths) -> None:
    """Opening cash is a parameter, and what the first quarter opens with."""
    found = sfc.drawn(kept.model, DRAWS, seed=3)
    np.testing.assert_allclose(kept.values["cash"][:, 0], found["Cash_2025Q4"], rtol=1e-12)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_has_its_outcomes_and_each_its_inputs(kept: Paths, question: str) -> None:
    found = drivers_of(kept, question=question)
    assert tuple(m.outcome for m in found.outcomes) == QUESTIONS[question]
    assert found.outcomes[0].drivers
    assert terminal_text(found.headline).startswith(terminal_text(found.outcomes[0].title))


def test_the_strongest_come_first_and_the_floor_parts_them(record: DriversRecord) -> None:
    for moved in record.outcomes:
        size = [abs(d.rank_correlation) for d in moved.drivers]
        assert size == sorted(size, reverse=True)
        assert len(size) >= 10
        assert moved.beyond == sum(d.beyond for d in moved.drivers)
        assert all(d.beyond == (abs(d.rank_correlation) > moved.floor) for d in moved.drivers)
        assert 0 < moved.floor < 1


def test_a_chance_is_the_mean_of_its_thirds_and_the_rest(record: DriversRecord) -> None:
    """With thirds of 40 draws each, the middle one has what is left, between none and all."""
    moved = record.outcomes[0]
    for driver in moved.drivers:
        ends = driver.lowest.value * driver.lowest.draws + driver.highest.value * (
            driver.highest.draws
        )
        left = DRAWS - driver.lowest.draws - driver.highest.draws
        assert -1e-3 <= moved.value * DRAWS - ends <= left + 1e-3
        assert driver.lowest.edge < driver.highest.edge
        assert driver.lowest.low <= driver.lowest.value <= driver.lowest.high


def test_inputs_luck_and_results_on_the_way_are_told_apart(record: DriversRecord) -> None:
    symbols = {p.symbol for p in real_book().parameters}
    for moved in record.outcomes:
        for driver in moved.drivers:
            assert (driver.kind == "input") == (driver.symbol in symbols)
            assert driver.kind in {"input", "luck"}
        assert {d.kind for d in moved.on_the_way} == {"on the way"}
    assert digest(record) == record.hash


def test_an_input_that_is_set_is_not_tested_and_one_less_is(record: DriversRecord) -> None:
    found = drivers(real_known(), world("ell=12"), DriversOptions(draws=DRAWS, seed=3))
    assert found.outcomes[0].tested == record.outcomes[0].tested - 1
    assert all(d.symbol != "ell" for m in found.outcomes for d in m.drivers)


def test_an_outcome_that_never_varies_says_so() -> None:
    found = drivers(
        real_known(),
        world(scenario="no-new-money"),
        DriversOptions(draws=40, outcomes=("listed-by-2028",), tornado=2),
    )
    moved = found.outcomes[0]
    assert (moved.value, moved.drivers, moved.pinned, moved.beyond) == (0, (), (), 0)
    assert found.headline.code == "nothing-moves"


def test_pinned_inputs_and_shares_come_with_the_first_outcome() -> None:
    both = ("burn-2026", "revenue-2026")
    asked = DriversOptions(draws=DRAWS, seed=3, outcomes=both, tornado=2, sobol=30)
    found = drivers(real_known(), world(), asked)
    first, second = found.outcomes
    assert len(first.pinned) == 2
    assert [p.source for p in first.parts][-2:] == ["all other inputs", "luck"]
    assert (second.pinned, second.parts) == ((), ())
    for row in first.pinned:
        assert row.low < row.high
        assert row.change_low <= row.change <= row.change_high
    ordered = [abs(row.change) for row in first.pinned]
    assert ordered == sorted(ordered, reverse=True)


@pytest.fixture(scope="module")
def joined() -> KnownBook:
    """Lease price and capex of a GW drawn together, as a calibration leaves its names."""
    joint = Joint(
        at=real_book().known_at,
        names=("ell", "kappa"),
        values=((8.0, 12.0, 14.0), (35.0, 42.0, 55.0)),
        correlation=((1.0, 0.9), (0.9, 1.0)),
        centre={},
    )
    return known_book(replace(real_book(), joint=joint))


def test_inputs_that_are_drawn_together_are_rebuilt_and_said_to_be(joined: KnownBook) -> None:
    asked = DriversOptions(draws=DRAWS, seed=3, outcomes=("leverage-oracle-2030",))
    found = drivers(joined, world(), asked)
    moved = found.outcomes[0]
    assert moved.explained is None
    assert found.notes[-1].code == "inputs-drawn-together"
    fitted = {d.symbol for d in moved.drivers if d.distribution == "fitted"}
    assert fitted <= {"ell", "kappa"}


def test_shares_of_joined_draws_are_refused(joined: KnownBook) -> None:
    with pytest.raises(UsageError, match="independent"):
        drivers(joined, world(), DriversOptions(draws=DRAWS, sobol=60))


@pytest.mark.parametrize(
    ("more", "said"),
    [({"draws": 20}, "30 to 20,000"), ({"sobol": 5}, "at least 30"), ({"tornado": -1}, "0 or")],
)
def test_what_cannot_be_asked_is_refused_before_the_run(more: dict[str, int], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        drivers(real_known(), world(), replace(DriversOptions(draws=DRAWS), **more))


def test_an_outcome_that_is_no_number_in_some_draws_is_ranked_over_the_rest(kept: Paths) -> None:
    value = kept.values["value"].copy()
    value[:10, 19] = np.nan
    broken = Paths(
        run=kept.run,
        model=kept.model,
        values={**kept.values, "value": value},
        central=kept.central,
    )
    asked = [outcome_of("value-2030")]
    found = drivers_of(broken, question="value", asked=asked)
    assert found.outcomes[0].draws == DRAWS - 10
    assert np.isfinite(found.outcomes[0].value)
