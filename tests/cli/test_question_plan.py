"""What only `caploop plan` says and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Saved
from tests.cli.test_main import run

ROOT = Path(__file__).parents[2]
FEW = ("--draws", "2000")
THREE = "001-15,001-16,004-53"


def test_each_plan_holds_and_their_mixture_does_not(saved: Saved) -> None:
    record = json.loads(saved("plan").path.read_text("utf-8"))
    assert record["party"] == "openai"
    assert [s["coherent"] for s in record["sets"]] == [True, True, False]
    assert {"headline", "priors", "versions", "hash", "results", "sets"} <= record.keys()


def test_the_headline_says_which_figures_part_by_how_much_and_what_repairs_them(
    saved: Saved,
) -> None:
    said = saved("plan").told
    assert "600, 280 and 115 USD bn cannot all hold" in said
    assert "the least change takes compute spend to 2030 from 600 to 516" in said
    assert "V0 and V2 each hold together" in said


def test_the_headline_is_told_in_chinese_and_the_numbers_stay() -> None:
    told = run("plan", *FEW, "--csv", "--lang", "zh")
    assert "无法同时成立" in told.stderr
    assert told.stdout == run("plan", *FEW, "--csv").stdout


def test_the_same_seed_gives_the_same_bytes(saved: Saved) -> None:
    one, other = saved("plan").path.read_text("utf-8"), run("plan", *FEW, "--json").stdout
    assert one == other
    assert run("plan", *FEW, "--json", "--seed", "1").stdout != one


def test_named_claims_of_two_plans_are_mixed_only_when_asked() -> None:
    refused = run("plan", *FEW, "--claims", THREE)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "add --vintage mixed" in refused.stderr
    mixed = run("plan", *FEW, "--claims", THREE, "--vintage", "mixed")
    assert mixed.exit_code == 0
    assert "cannot all hold" in mixed.stdout.splitlines()[0]


def test_a_figure_to_try_is_put_in() -> None:
    tried = json.loads(run("plan", *FEW, "--figure", "compute_26_30=450", "--json").stdout)
    hold, within = tried["headline"]["values"]["parts"]
    assert hold["code"] == "asked-hold"
    assert (within["code"], within["values"]["compute"]) == ("burn-within", 450)
    assert tried["asked_figures"] == {"compute_26_30": 450}


def test_a_book_in_another_folder_is_refused_with_its_reason() -> None:
    result = run("plan", "--book", ROOT / "tests/cases/small_book")
    assert result.exit_code != 0
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--claims", "001-15,004-5"), 3, "did you mean"),
        (("--claims", "001-15,F061"), 2, "different figures of one thing"),
        (("--claims", "001-15,002-23"), 2, "no identity joins"),
        (("--claims", ","), 2, "names no claim"),
        (("--vintage", "V7"), 2, "take V0, V2, mixed"),
        (("--figure", "compute_26_30"), 2, "no figure to try"),
        (("--figure", "compute_26_30=-3"), 2, "above 0"),
        (("--figure", "compute=3"), 3, "did you mean"),
        (("--draws", "0"), 2, "1 to 1,000,000"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run("plan", *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in result.stderr
