"""What only `caploop compare A B` says and refuses."""

from __future__ import annotations

import json

from tests.cli.conftest import FEW, Saved
from tests.cli.test_main import run


def test_draws_that_cannot_be_are_told_with_what_they_would_take() -> None:
    refused = run("compare", "S0", "S4", "--draws", "10000000000")
    assert refused.exit_code == 2
    assert "GB of memory" in refused.stderr


def test_withdrawn_cheques_stand_in_the_inputs_and_lower_cash_in_every_draw(saved: Saved) -> None:
    record = json.loads(saved("compare").path.read_text("utf-8"))
    named = {d["name"] for d in record["inputs"]}
    assert {"nvidia-openai-2026-round", "softbank-openai-2026-round"} <= named
    cash = next(r for r in record["rows"] if r["series"] == "cash" and r["year"] == 2026)
    assert cash["difference"] < -10
    assert cash["higher"] == 0
    revenue = next(r for r in record["rows"] if r["series"] == "revenue_year" and r["year"] == 2026)
    assert abs(revenue["difference"]) < 0.5


def test_headline_and_interval_tell_the_same_middle_draw(saved: Saved) -> None:
    path, told = saved("compare")
    record = json.loads(path.read_text("utf-8"))
    rows = (r for r in record["rows"] if r["series"] == "revenue_year" and r["year"] == 2030)
    assert record["headline"]["values"]["revenue"] == next(rows)["q50"]
    assert "in the middle draw revenue of 2030 differs" in told
    assert "revenue of 2030, S4 less S0" in run("compare", "S0", "S4", "--reopen", path).stdout


def test_a_setting_moves_the_second_world_alone() -> None:
    result = run("compare", "S0", "S0", "--set", "ell=14", *FEW, "--json")
    record = json.loads(result.stdout)
    assert [(d["name"], d["a"], d["b"]) for d in record["inputs"]] == [("ell", "12", "14")]


def test_both_worlds_are_told_with_their_draws(saved: Saved) -> None:
    assert saved("compare").told.splitlines()[0].endswith("; 40 draws of S0 and S4")


def test_a_world_is_not_compared_with_itself() -> None:
    result = run("compare", "S0", "S0", *FEW)
    assert result.exit_code == 2
    assert "name two worlds that differ" in result.stderr


def test_an_unknown_world_is_refused_with_the_nearest() -> None:
    result = run("compare", "S0", "S44", *FEW)
    assert result.exit_code == 3
    assert "S4" in result.stderr


def test_one_world_is_not_enough() -> None:
    for words in ((), ("S0",)):
        result = run("compare", *words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Missing argument" in result.stderr
