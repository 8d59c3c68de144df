"""Base rates: the arithmetic of succession on a made-up history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caploop.core.errors import UsageError
from caploop.study.register.base_rate import base_rate, succession
from caploop.study.register.reading import bundled_statements
from caploop.study.register.statement import JudgedBase, OtherSide
from caploop.study.score.outcomes import OutcomeRow, bundled_outcomes
from tests.study.register.cases import DEBT, FALLS, again

BY = date(2026, 11, 30)


def seen(value: float, end: date, **given: Any) -> OutcomeRow:
    """A backlog of Oracle that was public on the day it is of."""
    told: dict[str, Any] = {
        **{"id": f"x{end:%m%d}", "group": "suppliers", "measure": "backlog", "party": "oracle"},
        **{"unit": "USD bn", "nature": "actual", "published": end, "publisher": "a paper"},
    }
    return OutcomeRow(value=value, end=end, **{**told, **given})


HISTORY = (
    seen(400.0, date(2025, 11, 30)),
    seen(500.0, date(2026, 2, 28)),
    seen(480.0, date(2026, 5, 31)),
    seen(600.0, date(2026, 8, 31)),
)


def test_the_rule_of_succession_is_laplaces() -> None:
    assert [succession(k, 2) for k in range(3)] == [0.25, 0.5, 0.75]
    assert succession(0, 0) == 0.5


def test_falls_are_counted_among_the_changes() -> None:
    """One of three changes is a fall: (1 + 1) / (3 + 2)."""
    found = base_rate(FALLS, HISTORY, by=BY)
    assert found.value == 0.4
    assert (found.how.values["hits"], found.how.values["of"]) == (1, 3)
    assert found.how.values["figure"] == 600.0
    assert found.how.values["rows"] == ("x1130", "x0228", "x0531", "x0831")
    assert base_rate(again(FALLS, comparison=">"), HISTORY, by=BY).value == 0.6


def test_what_was_not_public_by_the_day_is_not_counted() -> None:
    assert base_rate(FALLS, HISTORY, by=date(2026, 6, 30)).how.values["of"] == 2
    with pytest.raises(UsageError, match="fewer than two figures"):
        base_rate(FALLS, HISTORY, by=date(2026, 1, 31))


def test_plans_are_no_history() -> None:
    plan = seen(9000.0, date(2026, 10, 31), nature="guidance")
    assert base_rate(FALLS, (*HISTORY, plan), by=BY) == base_rate(FALLS, HISTORY, by=BY)


def test_a_higher_threshold_is_no_more_often_passed() -> None:
    level = again(FALLS, comparison=">", against=None)
    rates = [
        base_rate(again(level, threshold=float(t)), HISTORY, by=BY).value
        for t in range(500, 900, 20)
    ]
    assert rates == sorted(rates, reverse=True)
    assert (rates[0], rates[-1]) == (0.8, 0.2)


def test_a_change_is_carried_on_by_its_time() -> None:
    """From 480 to 600 in 92 days is a factor of 1.25 for as long, so 750 after as long again."""
    level = again(FALLS, comparison=">", against=None)
    for threshold, hits in ((748.0, 2), (752.0, 0)):
        found = base_rate(again(level, threshold=threshold), HISTORY[2:], by=BY)
        assert found.how.values["hits"] == min(hits, 1)


def test_a_judgement_says_so_with_its_numbers() -> None:
    judged = again(FALLS, base=JudgedBase(hits=2, of=5, why="like_cases"))
    found = base_rate(judged, (), by=BY)
    assert found.value == pytest.approx(3 / 7, abs=1e-6)
    assert found.how.code == "base-judged"
    assert found.how.values == {"why": "like_cases", "hits": 2, "of": 5, "rate": found.value}


def test_two_parties_have_no_history_of_one() -> None:
    other = OtherSide(end=date(2026, 8, 31), party="microsoft")
    with pytest.raises(UsageError, match="give it a base of its own"):
        base_rate(again(FALLS, against=other), HISTORY, by=BY)
    with pytest.raises(UsageError, match="debt-40"):
        base_rate(DEBT, HISTORY, by=BY)


def test_each_of_ours_has_one_neither_sure_nor_impossible() -> None:
    rows = bundled_outcomes().rows
    for one in bundled_statements():
        if one.unsaid is None:
            assert 0.0 < base_rate(one, rows, by=BY).value < 1.0, one.id
