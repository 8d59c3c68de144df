"""The probability of a statement on paths that can be counted: signs first, then sizes."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from caploop.core.errors import UsageError
from caploop.core.share import wilson
from caploop.model.terms.parties import FIRMS, QUARTERS
from caploop.study.register.query import drawn, probability
from caploop.study.register.statement import DatedStatement, OtherSide
from caploop.study.score.measures import Drawn
from tests.study.register.cases import DEBT, FALLS, LISTED, again

DRAWS = 10
QUARTER, DRAW = np.arange(QUARTERS), np.arange(1.0, DRAWS + 1.0)


def run(**paths: Any) -> Drawn:
    """Ten draws in all of which the company stands."""
    return Drawn(paths=paths, alive=np.ones((DRAWS, QUARTERS)), parameters={"kappa": DRAW})


def of_firm(values: Any, name: str) -> Any:
    """Paths of one firm, the others at nothing."""
    found = np.zeros((DRAWS, QUARTERS, len(FIRMS)))
    found[:, :, FIRMS.index(name)] = values
    return found


STEADY = np.repeat(10.0 * DRAW[:, None], QUARTERS, axis=1)
"""10 in the first draw, 100 in the tenth, in every quarter."""
DEBTS = run(firm_debt=of_firm(STEADY, "coreweave"))


def share(statement: DatedStatement, paths: Drawn = DEBTS) -> float:
    return probability(statement, paths).value


def test_raising_a_threshold_lowers_the_chance_to_lie_above_it() -> None:
    above = [share(again(DEBT, threshold=float(t))) for t in range(0, 120, 5)]
    assert above == sorted(above, reverse=True)
    assert (above[0], above[-1]) == (1.0, 0.0)
    below = [share(again(DEBT, comparison="<", threshold=float(t))) for t in range(0, 120, 5)]
    assert np.add(above, below) == pytest.approx(np.ones(24))


def test_the_chance_is_the_share_of_draws_counted() -> None:
    assert share(again(DEBT, threshold=40.0)) == 0.7
    assert share(again(DEBT, threshold=40.0, comparison=">")) == 0.6
    assert share(again(DEBT, comparison="within", threshold=40.0, upper=60.0)) == 0.3


def test_a_wider_range_is_no_less_likely() -> None:
    chances = [
        share(again(DEBT, comparison="within", threshold=50.0 - w, upper=50.0 + w))
        for w in (0.0, 15.0, 35.0, 60.0)
    ]
    assert chances == sorted(chances) == [0.1, 0.3, 0.7, 1.0]


def test_the_interval_is_that_of_the_number_of_draws() -> None:
    found = probability(again(DEBT, threshold=40.0), DEBTS)
    assert (found.low, found.high) == pytest.approx(wilson(0.7, DRAWS), abs=1e-6)
    assert found.told == 1.0


def test_a_day_inside_a_quarter_lies_on_the_line_between_its_ends() -> None:
    """A backlog that grows by 92 in the quarter from 30 September to 31 December 2026."""
    path = np.zeros((DRAWS, QUARTERS))
    path[:, 3:] = 92.0
    firm = of_firm(path, "oracle")
    books = run(book_openai=firm, book_others=np.zeros_like(firm))
    level = again(FALLS, against=None, comparison=">")
    assert share(again(level, end=date(2026, 10, 31), threshold=30.9), books) == 1.0
    assert share(again(level, end=date(2026, 10, 31), threshold=31.1), books) == 0.0
    assert share(again(level, end=date(2026, 11, 30), threshold=60.9), books) == 1.0
    assert share(again(level, end=date(2026, 11, 30), threshold=61.1), books) == 0.0


def test_a_fall_is_counted_between_two_days_of_one_draw() -> None:
    """In three draws of ten the backlog falls; levels are far apart from draw to draw."""
    slope = np.where(DRAW <= 3, -1.0, 1.0)
    firm = of_firm(1000.0 * DRAW[:, None] + slope[:, None] * QUARTER, "oracle")
    books = run(book_openai=firm, book_others=np.zeros_like(firm))
    assert share(again(FALLS, against=OtherSide(end=date(2026, 8, 31))), books) == 0.3
    assert share(again(FALLS, against=OtherSide(end=date(2026, 8, 31), value=1.0)), books) == 0.3
    turned = again(FALLS, comparison=">", against=OtherSide(end=date(2026, 8, 31)))
    assert share(turned, books) == 0.7


def test_a_flow_is_added_up_over_its_days() -> None:
    spent = run(firm_capex=of_firm(STEADY, "coreweave"))
    days = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    year = again(DEBT, measure="firm-capex", **days)
    assert share(again(year, threshold=200.0), spent) == 0.6
    half = again(year, start=date(2026, 7, 1))
    assert share(again(half, threshold=100.0), spent) == 0.6


def test_an_event_is_told_of_the_draws_in_which_it_had_not_come_before() -> None:
    """Two draws list in 2026Q2, before the window; three in 2027Q1, inside; one later."""
    listed = np.zeros((DRAWS, QUARTERS))
    listed[:2, 1:] = listed[2:5, 4:] = listed[5, 5:] = 1.0
    found = probability(LISTED, run(listed=listed))
    assert found.value == pytest.approx(3 / 8, abs=1e-6)
    assert found.told == 0.8
    longer = again(LISTED, end=date(2027, 6, 30))
    assert share(longer, run(listed=listed)) == pytest.approx(4 / 8)


def test_a_company_that_no_longer_stands_is_not_counted() -> None:
    paths = run(revenue=STEADY)
    paths.alive[:4, 2:] = 0.0
    days = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    revenue = again(DEBT, party="openai", measure="revenue", threshold=300.0, **days)
    found = probability(revenue, paths)
    assert (found.told, found.value) == (0.6, 0.5)
    paths.alive[:, :] = 0.0
    with pytest.raises(UsageError, match="no draw tells of it"):
        probability(revenue, paths)


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="register keeps whole paths of 20 to"):
        drawn(None, (DEBT,), draws=3, seed=0)  # type: ignore[arg-type]
