"""Tables of `caploop score`: what a reader of the terminal and the file can check."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.core.message import message
from caploop.report.tables.score import facts, groups, party, score_tables, sources
from caploop.report.tables.shown import Reader, shown
from caploop.study.score.answer import group_score
from caploop.study.score.record import NotScored, ScoredFact, ScoreRecord
from caploop.study.shared.rows import Hindsight
from tests.report.tables.small import assert_readable, in_file, small, told

DAY = date(2026, 3, 1)


def fact(name: str, outcome: float, **given: object) -> ScoredFact:
    """A firm's revenue of a quarter between 80 and 100, 90 in the middle."""
    inside = 80.0 <= outcome <= 100.0
    row = {
        **{"group": "suppliers", "measure": "firm-revenue", "party": "amd", "unit": "USD bn"},
        **{"start": date(2026, 1, 1), "end": date(2026, 3, 31), "nature": "actual"},
        **{"q05": 80.0, "q50": 90.0, "q95": 100.0, "percentile": 0.5, "inside": inside},
        **{"width": 20.0 / outcome, "crps": 2.0, "told": 1.0, "published": date(2026, 5, 1)},
        **{"publisher": "a paper", "known_from": ("B340",)},
        "reason": None if inside else "outside-faster",
    }
    return small(ScoredFact, id=name, outcome=outcome, **{**row, **given})


ROWS = (
    fact("F001", 200.0),
    fact("F002", 100.0, crps_last_value=10.0, crps_last_growth=1.0),
    fact("F003", 90.0, party="microsoft+google"),
    fact("F004", 0.13, measure="stake", party="softbank", unit="share", start=None),
    fact("F005", 41.0, measure="cost-of-gw", party="sector", unit="USD bn/GW", start=None),
)
RECORD = small(
    ScoreRecord,
    known_at=DAY,
    draws=2000,
    groups=(group_score("suppliers", ROWS[:3]), group_score("all", ROWS)),
    facts=ROWS,
    not_scored=tuple(
        NotScored(id=n, party="x", kind="y", reason=r)
        for n, r in (("N1", "rumour"), ("N2", "term"), ("N3", "term"))
    ),
    hindsight=(Hindsight(id="B001", kind="position", known_at=date(2026, 3, 31)),),
    notes=(message("score-widths-beside"),),
)


def test_all_tables_are_told_in_both_languages() -> None:
    assert_readable(score_tables(RECORD))


def test_a_group_has_its_share_and_its_width_side_by_side() -> None:
    first = told(groups(RECORD))[0]
    assert first["facts"] == "3"
    assert first["inside"] == "2"
    assert first["share inside"] == "67%"
    assert first["mean width over outcome"] == "0.17"


def test_naive_forecasts_stand_beside_the_model_on_the_same_facts() -> None:
    first = told(groups(RECORD))[0]
    assert first["CRPS of last value · model · facts"] == "0.10 · 0.02 · 1"
    assert first["CRPS of last growth · model · facts"] == "0.01 · 0.02 · 1"
    in_numbers = in_file(groups(RECORD))[0]
    assert in_numbers["naive_value"] == pytest.approx(0.1)
    assert in_numbers["naive_value_facts"] == 1


def test_a_miss_says_why_and_a_fact_inside_does_not() -> None:
    rows = told(facts(RECORD))
    assert "outside the loop" in rows[0]["why it falls out"]
    assert rows[0]["inside"] == "no"
    assert rows[1]["why it falls out"] == "–"
    assert rows[1]["period"] == "2026Q1"
    assert rows[3]["came"] == "13.0%"


def test_a_file_has_one_number_a_cell() -> None:
    row = in_file(facts(RECORD))[0]
    assert (row["came"], row["came_unit"]) == (200.0, "usd_bn")
    assert in_file(sources(RECORD))[1]["known_from"] == "B340"


def test_parties_that_are_added_up_are_all_named() -> None:
    assert shown(party("microsoft+google"), Reader("en")) == "Microsoft, Google"
    assert shown(party("sector"), Reader("zh")) == "全行业"
