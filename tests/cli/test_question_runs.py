"""What only some of the questions on runs say and refuse."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.conftest import FEW, LINK, Saved
from tests.cli.test_main import run


def test_the_runway_has_the_fields_it_promises() -> None:
    record = json.loads(run("runway", "--scenario", "no-new-money", *FEW, "--json").stdout)
    wanted = {"party", "scenario", "plan_vintage", "draws", "seed", "revenue", "burn_quarterly"}
    wanted |= {"cash_out", "cash", "burn", "funding_gap", "outcomes", "sources", "assumptions"}
    assert wanted | {"versions", "hash"} <= record.keys()
    assert (record["party"], record["scenario"], record["draws"]) == ("openai", "no-new-money", 60)


def test_tables_say_when_cash_is_out() -> None:
    result = run("runway", "--scenario", "no-new-money", *FEW)
    assert result.exit_code == 0
    assert "2027Q" in result.stdout.splitlines()[0]
    assert "not by 2030" in result.stdout


@pytest.mark.parametrize(
    ("question", "headline", "rows"),
    [
        (
            "build",
            "of the projects due by 2030",
            ("201", "73.2", "60", "SB Energy", "engines on site", "PJM"),
        ),
        ("value", "840 bn USD needs 61% to 75% of the plan", ("margin needed",)),
        ("rivals", "developers can pay for the frontier", ("2030",)),
    ],
)
def test_headline_and_tables_say_what_was_asked(
    question: str, headline: str, rows: tuple[str, ...], saved: Saved
) -> None:
    path, told = saved(question)
    assert headline in told
    tables = run(question, "--reopen", path).stdout
    assert all(row in tables for row in rows)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("runway", "--set", "funding_window=shut@2099Q1"), "a run goes from 2026Q1"),
        (("runway", "--set", "funding_window=shut@2025Q1..2025Q4"), "too early to change"),
        (("runway", "--set", "funding_window=shut@2027Q4..2027Q1"), "ends before it begins"),
        (("runway", "--party", "oracle"), "oracle' has no runway here"),
        (("earn", "--set", "funding_widow=shut"), "no parameter or lever is called"),
        (("run", "--draws", "0"), "1 to 1,000,000"),
        (("run", "--draws", "100000000"), "167 hours of processor; take 1 to 1,000,000"),
        (("build", "--set", "gap_b=-4"), "gap_b"),
        (("build", "--set", "k_q=9", *FEW), "k_q"),
        (("value", "--draws", "0"), "take 1 to"),
        (("value", "--draws", "50000"), "20,000 at most"),
        (("value", "--set", "g_T=0.2", *FEW), "below the cost of capital"),
        (("rivals", "--set", "spill=1.5", *FEW), "spill"),
        (("rivals", "--set", "jump_q=2", *FEW), "jump_q"),
        (("stress", "--quarter", "2026Q9", "--break", LINK), "no quarter"),
        (("stress", "--from", "2099Q1", "--break", LINK), "too late to change"),
        (("calibrate", "--chains", "0"), "--chains 0: at least 1"),
        (("calibrate", "--draws", "0"), "--draws 0: at least 4"),
        (("calibrate", "--replicas", "0"), "--replicas 0: at least 1"),
        (("calibrate", "--warm", "-5"), "--warm -5: at least 1"),
        (("calibrate", "--chains", "10000"), "hours of processor"),
    ],
)
def test_what_could_change_nothing_or_never_end_is_refused_at_once(
    asked: tuple[str, ...], words: str
) -> None:
    done = run(*asked)
    assert done.exit_code in {2, 3}
    assert done.stdout == ""
    assert re.search(words, done.stderr)
