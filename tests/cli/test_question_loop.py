"""What only `caploop loop` says and refuses, of the book and of a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import FEW, Saved
from tests.cli.test_main import run


def test_the_answer_has_the_fields_it_promises(saved: Saved) -> None:
    record = json.loads(saved("loop").path.read_text("utf-8"))
    assert record["window"] == [2026, 2030]
    row = record["self_funded"][0]
    assert {"party", "min", "pro_rata", "max", "of"} <= row.keys()
    assert {"parties", "bottleneck", "firmness", "edges"} <= record["loops"][0].keys()
    assert {"agreements", "claims"} <= record["loops"][0]["edges"][0].keys()
    assert {"gross", "net", "factor"} <= record["commitments"].keys()
    assert {"value", "null_mean", "null_sd"} <= record["indices"][0].keys()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_null() -> None:
    one, two = (run("loop", "--json", "--seed", "7").stdout for _ in range(2))
    assert one == two
    assert one != run("loop", "--json", "--seed", "8").stdout


def test_firmer_papers_leave_fewer_flows() -> None:
    def due(firmness: str) -> float:
        record = json.loads(run("loop", "--json", "--firmness", firmness).stdout)
        return float(sum(row["due_usd"] for row in record["coverage"]))

    assert due("rumoured") >= due("conditional") >= due("executed")


def test_a_window_is_two_years() -> None:
    assert json.loads(run("loop", "--json", "--window", "2027-2028").stdout)["window"] == [
        2027,
        2028,
    ]
    result = run("loop", "--window", "2027")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2026-2030" in result.stderr
    assert run("loop", "--window", "2030-2026").exit_code == 2


def test_csv_is_one_table_and_others_are_had_by_name() -> None:
    assert run("loop", "--quiet", "--csv").stdout.startswith(
        "party,least_usd_bn,pro_rata_usd_bn,most_usd_bn"
    )
    loops = run("loop", "--quiet", "--csv", "--table", "named_loops").stdout
    assert "nvidia > openai > oracle > nvidia" in loops


def test_vehicles_can_be_merged_with_their_sponsors() -> None:
    listed = json.loads(run("loop", "--json").stdout)
    merged = json.loads(run("loop", "--json", "--perimeter", "merged").stdout)
    assert set(merged["perimeter"]) <= set(listed["perimeter"]) | set(listed["merged"].values())
    assert not set(merged["perimeter"]) & set(merged["merged"])


def test_an_answer_without_a_loop_is_in_words_on_the_way() -> None:
    told = run("loop", "--as-of", "2020-01-01", "--known-at", "2020-01-01")
    assert told.exit_code == 0
    assert told.stdout.startswith("no loop")
    assert "nothing flows" in told.stdout


def test_simulated_circularity_is_saved_comes_back_and_has_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "simulated.json"
    asked = run("loop", "--simulated", *FEW, "--json", "-o", path)
    assert asked.exit_code == 0
    assert asked.stderr.splitlines()[0].endswith("; 60 draws of S0")
    again = run("loop", "--reopen", path, "--json")
    assert json.loads(again.stdout) == json.loads(path.read_text("utf-8"))
    assert "Amazon" in run("loop", "--reopen", path).stdout


def test_an_unknown_world_of_a_simulated_loop_is_refused() -> None:
    refused = run("loop", "--simulated", "--scenario", "S-1")
    assert (refused.exit_code, refused.stdout) == (3, "")
    assert "no scenario" in refused.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--draws", "0"), "--draws changes nothing without --simulated"),
        (
            ("--scenario", "S0"),
            "--scenario changes nothing without --simulated; leave it out",
        ),
        (("--break", "nobody"), "--break changes nothing without --simulated"),
        (("--simulated", "--window", "2027-2028"), "--window changes nothing with --simulated"),
        (("--simulated", "--firmness", "executed"), "--firmness changes nothing with --simulated"),
        (("--simulated", "--perimeter", "merged"), "--perimeter changes nothing with"),
    ],
)
def test_what_would_change_nothing_is_refused(words: tuple[str, ...], told: str) -> None:
    refused = run("loop", *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert told in refused.stderr
