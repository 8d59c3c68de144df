"""Windows of a run: days to quarters, and one number a draw."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from caploop.model.terms.parties import FIRMS, QUARTERS
from caploop.study.score.measures import MEASURES, Drawn
from caploop.study.score.outcomes import OutcomeRow
from caploop.study.score.windows import (
    Window,
    nearest_close,
    quarter_days,
    quarter_of,
    shares,
    values_in,
    values_of,
)

STEPS = np.arange(1.0, QUARTERS + 1.0)


def run(**paths: Any) -> Drawn:
    """Two draws; of the second the company stands until the end of 2026 alone."""
    alive = np.ones((2, QUARTERS))
    alive[1, 4:] = 0.0
    return Drawn(
        paths=paths,
        alive=alive,
        parameters={"kappa": np.array([40.0, 50.0])},
    )


def by_firm(values: Any) -> Any:
    return np.repeat(np.asarray(values)[:, :, None], len(FIRMS), axis=2)


def row(measure: str, party: str, end: date, start: date | None = None) -> OutcomeRow:
    return OutcomeRow(
        id="x",
        group="suppliers",
        measure=measure,
        party=party,
        start=start,
        end=end,
        value=1.0,
        unit=MEASURES[measure].unit,
        nature="actual",
        published=date(2026, 9, 1),
        publisher="a paper",
    )


BOTH = np.stack([STEPS, 2 * STEPS])


def test_quarters_have_their_days() -> None:
    assert quarter_days(0) == (date(2026, 1, 1), date(2026, 3, 31))
    assert quarter_days(7) == (date(2027, 10, 1), date(2027, 12, 31))
    assert quarter_of(date(2027, 11, 2)) == 7
    assert nearest_close(date(2026, 5, 31)) == 1
    assert nearest_close(date(2026, 2, 28)) == 0


def test_a_quarter_counts_by_its_days_in_the_window() -> None:
    weights = shares(date(2026, 1, 26), date(2026, 4, 26))
    assert weights[:2] == pytest.approx([65 / 90, 26 / 91])
    assert weights[2:].sum() == 0.0
    assert shares(date(2026, 1, 1), date(2026, 12, 31))[:5].tolist() == [1, 1, 1, 1, 0]


def test_a_flow_is_added_up_where_the_company_stands() -> None:
    whole = row("burn", "openai", date(2026, 12, 31), date(2026, 1, 1))
    assert values_of(whole, run(burn=BOTH)).tolist() == [10.0, 20.0]
    later = row("burn", "openai", date(2027, 3, 31), date(2026, 10, 1))
    assert values_of(later, run(burn=BOTH))[0] == 9.0
    assert np.isnan(values_of(later, run(burn=BOTH))[1])


def test_a_run_rate_is_four_times_the_quarter_that_holds_the_day() -> None:
    asked = row("run-rate", "openai", date(2026, 8, 17))
    assert values_of(asked, run(revenue=BOTH)).tolist() == [12.0, 24.0]


def test_cash_at_a_close_is_the_opening_balance_of_the_next_quarter() -> None:
    asked = row("firm-cash", "oracle", date(2026, 3, 31))
    assert values_of(asked, run(firm_cash=by_firm(BOTH))).tolist() == [2.0, 4.0]


def test_a_quarter_is_what_the_year_has_come_to_less_what_it_had_before() -> None:
    so_far = np.tile([1.0, 3.0, 6.0, 10.0], (2, QUARTERS // 4))
    paths = run(firm_revenue_year=by_firm(so_far))
    for year in (2026, 2027):
        first = row("firm-revenue", "amd", date(year, 3, 31), date(year, 1, 1))
        last = row("firm-revenue", "amd", date(year, 12, 31), date(year, 10, 1))
        whole = row("firm-revenue", "amd", date(year, 12, 31), date(year, 1, 1))
        found = [values_of(asked, paths).tolist() for asked in (first, last, whole)]
        assert found == [[1.0, 1.0], [4.0, 4.0], [10.0, 10.0]]


def test_parties_are_added_up() -> None:
    asked = row("firm-capex", "microsoft+google", date(2026, 3, 31), date(2026, 1, 1))
    assert values_of(asked, run(firm_capex=by_firm(BOTH))).tolist() == [2.0, 4.0]


def test_what_is_added_is_the_difference_of_two_closes() -> None:
    chips = np.repeat(BOTH[:, :, None], 3, axis=2)
    asked = row("gw-of-chips", "amd", date(2027, 12, 31), date(2027, 1, 1))
    assert values_of(asked, run(chips_in_service=chips)).tolist() == [4.0, 8.0]


def test_a_prior_is_the_parameter_as_drawn() -> None:
    assert values_of(row("cost-of-gw", "sector", date(2026, 5, 8)), run()).tolist() == [40.0, 50.0]


def test_a_stock_between_two_closes_lies_on_the_line_and_at_a_close_is_its_own() -> None:
    """The close of 2026Q1 is 2 and that of 2026Q2 is 3; 91 days lie between."""
    debts = run(firm_debt=by_firm(BOTH))
    for day, value in ((date(2026, 3, 31), 2.0), (date(2026, 6, 30), 3.0)):
        asked = Window(measure="firm-debt", party="oracle", end=day, between=True)
        assert values_in(asked, debts).tolist() == [value, 2 * value]
    asked = Window(measure="firm-debt", party="oracle", end=date(2026, 4, 30), between=True)
    assert values_in(asked, debts)[0] == pytest.approx(2 + 30 / 91)


def test_an_event_comes_in_a_window_or_not_and_is_untold_where_it_came_before() -> None:
    listed = np.zeros((2, QUARTERS))
    listed[0, 4:] = 1.0
    for start, end, first in (
        (date(2026, 1, 1), date(2026, 12, 31), 0.0),
        (date(2026, 1, 1), date(2027, 2, 1), 1.0),
        (date(2027, 1, 1), date(2027, 12, 31), 1.0),
    ):
        asked = Window(measure="listed", party="openai", start=start, end=end)
        assert values_in(asked, run(listed=listed)).tolist()[0] == first
    asked = Window(measure="listed", party="openai", start=date(2027, 4, 1), end=date(2027, 6, 30))
    assert np.isnan(values_in(asked, run(listed=listed))[0])
