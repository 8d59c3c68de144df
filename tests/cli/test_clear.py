"""A matrix of one's own, cleared on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_main import run

CHAIN = "bank,A,B,C,cash\nA,0,10,0,4\nB,0,0,10,1\nC,0,0,0,0\n"


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    path = tmp_path / "chain.csv"
    path.write_text(CHAIN, "utf-8")
    return path


def test_who_fails_first_stands_first_with_what_it_leaves_unpaid(chain: Path) -> None:
    result = run("clear", chain, "--csv")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1:3] == ["A,4,10,4,6,4,1", "B,1,10,5,5,5,2"]
    assert "2 of 3 parties fail; of 20 owed 11 is unpaid" in result.stderr


def test_of_many_parties_a_dozen_are_shown_and_all_are_in_a_file(tmp_path: Path) -> None:
    names = [f"p{n}" for n in range(15)]
    lines = [",".join(["bank", *names, "cash"])]
    lines += [",".join([name, *["0"] * 15, "1"]) for name in names]
    path = tmp_path / "many.csv"
    path.write_text("\n".join(lines), "utf-8")
    shown = run("clear", path).stdout
    assert shown.splitlines()[-1] == "… 3 more rows: --all"
    assert all(name in run("clear", path, "--all").stdout for name in names)
    assert len(run("clear", path, "--csv").stdout.splitlines()) == 16


def test_a_shock_takes_a_share_of_cash_and_failing_may_cost(chain: Path) -> None:
    words = ("clear", chain, "--shock", "A=0.5", "--alpha", "0.5", "--json")
    parties = json.loads(run(*words).stdout)["parties"]
    assert (parties[0]["cash"], parties[0]["paid"]) == (2, 1)


def test_what_cannot_be_is_refused_with_its_exit_code(chain: Path) -> None:
    assert run("clear", chain, "--shock", "D=1").exit_code == 3
    assert run("clear", chain, "--shock", "A=2").exit_code == 2
    assert run("clear", chain.with_name("none.csv")).exit_code == 3
    chain.write_text(CHAIN.replace("10", "ten", 1), "utf-8")
    refused = run("clear", chain)
    assert refused.exit_code == 4
    assert "chain.csv:2" in refused.stderr
