"""A file of one's own on the command line: made, checked, shown, run, and told when it changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import FEW
from tests.cli.test_main import run

CHURN = """\
name = "churn"
title = "Own churn"
author = "An Analyst"
date = 2026-03-01

[[parameter]]
name = "chi_Plus"
value = 6
unit = "1/mo"
reason = "a survey"
"""
MINE = CHURN.replace("value = 6", "value = 0.06")
AMENDED = """
[[amend]]
name = "amazon-openai-2026-round/equity/initial"
amount = 5
unit = "USD bn"
reason = "a call"
source = "the treasurer"
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE, "utf-8")
    return path


def test_a_new_file_is_right_as_it_is_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    made = run("scenario", "new", path)
    assert (made.exit_code, made.stdout) == (0, "")
    assert "scenario check" in made.stderr
    checked = run("scenario", "check", path, "--json")
    assert checked.exit_code == 0
    assert json.loads(checked.stdout)["changes"] == 0


def test_the_examples_of_a_new_file_are_right_once_they_count(tmp_path: Path) -> None:
    path = tmp_path / "new.toml"
    run("scenario", "new", path)
    lines = path.read_text("utf-8").splitlines()
    field = ("name", "value", "low", "central", "high", "unit", "reason", "action", "amount")
    used = [
        line.removeprefix("# ")
        if line.startswith(("# [[", *(f"# {f} = " for f in (*field, "distribution", "quarters"))))
        else line
        for line in lines
    ]
    path.write_text("\n".join(used) + "\n", "utf-8")
    checked = run("scenario", "check", path, "--json")
    assert checked.exit_code == 0, checked.stderr
    assert json.loads(checked.stdout)["changes"] == 4
    assert json.loads(checked.stdout)["amendments"] == 1


def test_a_file_from_a_scenario_of_the_book_differs_in_nothing(tmp_path: Path) -> None:
    for name in ("S3", "S6", "S9"):
        path = tmp_path / f"{name}.toml"
        assert run("scenario", "new", path, "--from", name).exit_code == 0
        found = run("scenario", "diff", name, path, "--json")
        assert json.loads(found.stdout)["differences"] == []


def test_a_file_that_is_there_is_not_written_over(mine: Path) -> None:
    refused = run("scenario", "new", mine)
    assert refused.exit_code == 2
    assert mine.read_text("utf-8") == MINE


def test_a_change_is_shown_beside_the_value_of_the_book(mine: Path) -> None:
    shown = json.loads(run("scenario", "show", mine, "--json").stdout)
    change = shown["changes"][0]
    assert (change["book"], change["own"], change["unit"]) == (
        "0.05 (0.03 to 0.08, beta)",
        "0.06",
        "1/mo",
    )
    assert (change["reason"], change["author"], change["day"]) == (
        "a survey",
        "An Analyst",
        "2026-03-01",
    )


def test_a_fault_is_told_with_line_and_remedy_and_ends_with_four(mine: Path) -> None:
    mine.write_text(MINE.replace("chi_Plus", "chi_Plos"), "utf-8")
    checked = run("scenario", "check", mine)
    assert checked.exit_code == 4
    assert "mine.toml:7 [name]" in checked.stderr
    assert "did you mean 'chi_Plus'" in checked.stderr
    asked = run("runway", "--scenario", mine, *FEW)
    assert (asked.exit_code, asked.stdout) == (4, "")


def test_what_no_run_reads_is_told_by_check(mine: Path) -> None:
    levers = '[[lever]]\nname = "plan_vintage"\nvalue = "V0"\nquarters = "2027Q1"\nreason = "r"\n'
    mine.write_text(MINE + levers, "utf-8")
    checked = run("scenario", "check", mine)
    assert checked.exit_code == 4
    assert "plan_vintage" in checked.stderr
    assert "mine.toml:11" in checked.stderr


def test_no_file_and_no_name_are_not_found() -> None:
    assert run("scenario", "check", "nowhere.toml").exit_code == 3
    refused = run("scenario", "show", "S44")
    assert refused.exit_code == 3
    assert "did you mean 'S4'" in refused.stderr


def test_names_are_found_by_a_word_of_what_they_are() -> None:
    found = json.loads(run("scenario", "names", "lease", "price", "--json").stdout)
    assert "ell" in {row["name"] for row in found}


def test_a_name_is_told_with_its_source_or_as_a_judgement_with_its_reason() -> None:
    rows = {
        row["name"]: row["rests_on"]
        for row in json.loads(run("scenario", "names", "kappa", "--json").stdout)
    }
    assert rows["kappa"].startswith("Bernstein")
    assert rows["kappa_high_plan"].startswith("a judgement: ")
    card = run("claims", "show", "kappa").stdout
    assert "rests on  Bernstein" in card
    assert "42 (35 to 55, lognormal) USD bn/GW" in card
    assert run("claims", "show", "kapa").exit_code == 3


def test_a_file_gives_the_numbers_of_the_same_setting_and_is_named_with_its_hash(
    mine: Path,
) -> None:
    of_file = json.loads(run("runway", "--scenario", mine, *FEW, "--json").stdout)
    of_setting = json.loads(run("runway", "--set", "chi_Plus=0.06", *FEW, "--json").stdout)
    assert of_file["cash_out"] == of_setting["cash_out"]
    assert of_file["cash"] == of_setting["cash"]
    assert of_file["scenario"] == "churn"
    assert of_file["versions"]["files"][0]["name"] == "churn"
    assert "files" not in of_setting["versions"]


def test_a_record_is_reopened_with_the_file_it_was_made_with_and_no_other(
    mine: Path, tmp_path: Path
) -> None:
    saved = tmp_path / "runway.json"
    run("runway", "--scenario", f"S4+{mine}", *FEW, "--json", "-o", saved)
    again = run("runway", "--reopen", saved, "--scenario", f"S4+{mine}", "--json")
    assert again.exit_code == 0
    assert again.stdout == saved.read_text("utf-8")
    mine.write_text(MINE.replace("0.06", "0.07"), "utf-8")
    refused = run("runway", "--reopen", saved, "--scenario", mine)
    assert (refused.exit_code, refused.stdout) == (5, "")
    assert "was made with churn" in refused.stderr
    assert run("runway", "--reopen", saved).exit_code == 0


def test_every_command_that_runs_names_the_file_in_its_record(mine: Path) -> None:
    words = ("--scenario", mine, "--draws", "5", "--json")
    simulated = json.loads(run("loop", "--simulated", *words).stdout)
    assert [file["name"] for file in simulated["files"]] == ["churn"]
    for command in ("earn", "value", "policy", "build", "rivals"):
        record = json.loads(run(command, *words).stdout)
        assert [file["name"] for file in record["versions"]["files"]] == ["churn"], command


def test_an_amended_agreement_stands_in_every_view_of_the_book(tmp_path: Path) -> None:
    path = tmp_path / "amended.toml"
    path.write_text(AMENDED, "utf-8")
    assert run("book", "check", "--book", path).exit_code == 0
    shown = run("book", "show", "amazon-openai-2026-round", "--book", path).stdout
    assert "amended by hand: a call (the treasurer)" in shown
    changed = run("book", "diff", "2026-02-28", "--book", path).stdout
    assert "amazon-openai-2026-round/equity/initial-amended" in changed
    rows = [json.loads(run("loop", *words, "--json").stdout)["self_funded"]
            for words in (("--book", str(path)), ())]  # fmt: skip
    most = [next(r["max"] for r in found if r["party"] == "amazon") for found in rows]
    assert most == [5e9, 15e9]


def test_a_book_and_a_scenario_that_amend_give_the_same_run(tmp_path: Path) -> None:
    path = tmp_path / "amended.toml"
    path.write_text(AMENDED, "utf-8")
    by_book = json.loads(run("runway", "--book", path, *FEW, "--json").stdout)
    by_scenario = json.loads(run("runway", "--scenario", path, *FEW, "--json").stdout)
    assert by_book["cash"] == by_scenario["cash"]
    assert by_book["versions"]["book"] == by_scenario["versions"]["book"]


def test_a_file_of_parameters_is_no_book(mine: Path) -> None:
    refused = run("book", "agreements", "--book", mine)
    assert refused.exit_code == 2
    assert f"--scenario {mine}" in refused.stderr


def test_two_worlds_of_which_one_amends_are_compared(tmp_path: Path) -> None:
    path = tmp_path / "amended.toml"
    path.write_text(AMENDED, "utf-8")
    record = json.loads(run("compare", "S0", path, *FEW, "--json").stdout)
    inputs = {d["name"]: (d["a"], d["b"]) for d in record["inputs"]}
    assert inputs["amazon-openai-2026-round/equity/initial"] == ("15 (signed)", "none")
    assert inputs["amazon-openai-2026-round/equity/initial-amended"] == ("none", "5 (signed)")
    cash = next(r for r in record["rows"] if r["series"] == "cash" and r["year"] == 2026)
    assert round(cash["difference"]) == -10
    assert [f["name"] for f in record["versions"]["files"]] == ["amended"]
