"""Outcomes by name, measured on paths of a few quarters written by hand."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.core.errors import NotFoundError, UsageError
from caploop.model.terms.parties import FIRMS, STAGES
from caploop.study.drivers.outcome import KINDS, QUESTIONS, on_the_way, outcome_of
from caploop.study.shared.model_run import STANDING
from caploop.study.shared.series import DRIVERS, EVERY


def paths(draws: int = 2) -> dict[str, np.ndarray]:
    """Nothing happens in 40 quarters: OpenAI stands and burns 1 a quarter."""
    size = (draws, 40)
    found = {name: np.zeros(size) for name in DRIVERS}
    found["alive"] = np.ones(size)
    found["burn_year"] = np.tile([1.0, 2, 3, 4], (draws, 10))
    found["in_stage"] = np.zeros((*size, len(STAGES)))
    found["leverage"] = np.zeros((*size, len(FIRMS)))
    return found


def measured(name: str, given: dict[str, np.ndarray]) -> list[float]:
    values: list[float] = outcome_of(name).measure(given).tolist()
    return values


def test_an_event_counts_from_the_quarter_it_comes_in() -> None:
    given = paths()
    given["cash_out"][1, 16:] = 1
    assert measured("cash-out-by-2029", given) == [0, 0]
    assert measured("cash-out-by-2030", given) == [0, 1]


def test_bankrupt_is_one_state_of_seven() -> None:
    given = paths()
    given["in_stage"][:, 19, STAGES.index("acquired")] = 1
    given["in_stage"][0, 19, STAGES.index("bankrupt")] = 1
    assert measured("bankrupt-by-2030", given) == [1, 0]


def test_need_is_the_funding_gap_at_the_end_of_the_year() -> None:
    given = paths()
    given["funding_gap"][1, 19:] = 9
    assert measured("need-2030", given) == [0, 9]
    assert measured("need-2026", given) == [0, 0]


def test_a_bankrupt_companys_own_figures_are_no_numbers_and_its_end_is() -> None:
    given = paths()
    given["alive"][0, 10:] = 0
    given["in_stage"][0, 9:, STAGES.index("bankrupt")] = 1
    given["revenue_year"] = np.full((2, 40), 5.0)
    assert np.isnan(measured("revenue-2030", given)).tolist() == [True, False]
    assert measured("bankrupt-by-2030", given) == [1, 0]


def test_years_add_up_from_their_last_quarters() -> None:
    assert measured("burn-2026-2029", paths()) == [16, 16]
    assert measured("burn-2026", paths()) == [4, 4]


def test_leverage_is_the_firms_own() -> None:
    given = paths()
    given["leverage"][:, 19, FIRMS.index("oracle")] = 3
    assert measured("leverage-oracle-2030", given) == [3, 3]
    assert measured("leverage-nvidia-2030", given) == [0, 0]


def test_every_question_names_outcomes_of_series_that_runs_keep() -> None:
    for names in QUESTIONS.values():
        for name in names:
            assert set(outcome_of(name).series) <= {*DRIVERS, STANDING} <= set(EVERY)
    for kind in KINDS:
        assert outcome_of(f"{kind}-2031").year == 2031


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("cashout-by-2030", NotFoundError, "cash-out-by"),
        ("revenue", UsageError, "write revenue-2030"),
        ("leverage-meta-2030", NotFoundError, "leverage-"),
        ("revenue-2036", UsageError, "2026 to 2035"),
        ("burn-2029-2026", UsageError, "earlier year first"),
        ("gw-2026-2029", UsageError, "does not add up"),
    ],
)
def test_a_name_that_means_nothing_is_refused(name: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        outcome_of(name)


def test_what_lies_on_the_way_comes_before_and_is_not_the_outcome_itself() -> None:
    given = paths()
    given["round_failed"][0, [3, 8]] = 1
    given["round_failed"][1, 12] = 1
    given["surprise"][:, 8:12] = [0.1, 0.2, 0.3, 0.4]
    found = {w.name: w.values.tolist() for w in on_the_way(outcome_of("cash-out-by-2028"), given)}
    assert found["rounds-failed"] == [2, 0]
    assert found["surprise"] == pytest.approx([0.25, 0.25])
    assert "burn-first-year" not in {w.name for w in on_the_way(outcome_of("burn-2027"), given)}
    assert "gw-next-year" not in {w.name for w in on_the_way(outcome_of("value-2026"), given)}
    assert "listed" not in {w.name for w in on_the_way(outcome_of("listed-by-2030"), given)}
