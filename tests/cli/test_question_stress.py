"""What only `caploop stress` says and refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import LINK, Saved
from tests.cli.test_main import run


@pytest.fixture(scope="module")
def record(saved: Saved) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(saved("stress").path.read_text("utf-8"))
    return told


def test_openai_is_short_earlier_without_the_tranche(record: dict[str, Any]) -> None:
    before, after = record["first_short"]
    assert after < before
    assert record["shortfalls"][0]["party"] == "openai"


def test_a_broken_tranche_hits_oracle_and_coreweave_before_microsoft_and_amazon(
    record: dict[str, Any],
) -> None:
    """A11: in book equity lost, and in the run at the end of 2028: Oracle in debt over EBITDA, and
    CoreWeave, whose middle draw lives on other customers by then, in how often it fails."""
    lost = {m["party"]: m["distress"] for m in record["contagion"]["holders"]}
    rows = [d for d in record["distress"] if d["measure"] == "debt over EBITDA"]
    rows = [d for d in rows if d["quarter"] == "2028Q4"]
    raised = {d["party"]: d["shocked"] - d["baseline"] for d in rows}
    assert min(lost["oracle"], lost["coreweave"]) > max(lost["microsoft"], lost["amazon"])
    assert raised["oracle"] > max(raised["microsoft"], raised["amazon"])
    failed = {
        d["party"]: d
        for d in record["distress"]
        if d["measure"] == "failed, share of draws" and d["quarter"] == "2028Q4"
    }
    assert failed["coreweave"]["shocked"] >= failed["coreweave"]["baseline"] > 0
    assert failed["amazon"]["shocked"] == failed["microsoft"]["shocked"] == 0


def test_the_headline_names_who_loses_most_by_the_shock_the_largest_first(
    record: dict[str, Any],
) -> None:
    losers = record["headline"]["values"]["losers"]
    amounts = [one["values"]["amount"] for one in losers]
    assert losers[0]["values"]["party"] == "oracle"
    assert amounts == sorted(amounts, reverse=True)
    more = [x["amount"] - x["baseline"] for x in record["losses"] if x["holder"] == "oracle"]
    assert amounts[0] == pytest.approx(sum(more))


def test_the_headline_of_least_shocks_names_the_nearest_or_that_there_is_none() -> None:
    near = json.loads(run("stress", "--reverse", "oracle", "--json").stdout)
    told = near["headline"]["values"]
    assert told["distance"] == min(r["plausibility"] for r in near["reverse"])
    assert {t["values"]["what"] for t in told["taken"]} == set(near["reverse"][0]["shocks"])
    none = run("stress", "--reverse", "coreweave", "--json")
    assert "no shock of the list ruins" in none.stderr


def test_it_says_through_which_links(record: dict[str, Any]) -> None:
    through = {d["party"]: d["through"] for d in record["distress"]}
    assert "openai-oracle-2025" in through["oracle"]
    assert "openai-coreweave-2025" in through["coreweave"]


def test_every_loss_names_agreements_and_claims(record: dict[str, Any]) -> None:
    assert record["losses"]
    assert all(row["agreements"] and row["claims"] for row in record["losses"])


def test_stopped_supply_weighs_chips_by_the_run_and_forced_sales_have_every_depth(
    record: dict[str, Any],
) -> None:
    lost = {c["missing"]: c["lost"] for c in record["cascade"] if c["party"] == "openai"}
    makers = [lost[name] for name in ("nvidia", "amd", "broadcom")]
    assert sum(makers) == pytest.approx(1, abs=1e-4)
    assert lost["memory"] == lost["packaging"] == lost["power"] == 1
    depths = {f["depth"] for f in record["fire_sales"] if f["asset"] == "gpus"}
    assert None in depths
    assert len(depths) == 6
    rests = {b["field"]: b["parameters"] for b in record["basis"]}
    assert "h_fs" in rests["fire_sales"]
    assert rests["cascade"]


def test_the_least_shock_of_a_party_has_sizes_and_plausibility() -> None:
    found = json.loads(run("stress", "--reverse", "openai", "--json").stdout)
    assert found["reverse"]
    assert all(r["plausibility"] > 0 and r["shocks"] for r in found["reverse"])
    assert found["distress"] == []


def test_a_file_of_shocks_in_another_encoding_is_named_as_such(tmp_path: Path) -> None:
    text = '# 英伟达\n[[shock]]\nkind = "gpu_price"\nsize = 0.3\n'
    for form in ("gb18030", "utf-16"):
        path = tmp_path / f"{form}.toml"
        path.write_bytes(text.encode(form))
        refused = run("stress", "--shock", str(path))
        assert (refused.exit_code, refused.stdout) == (4, "")
        assert "not UTF-8" in refused.stderr


def test_a_shock_without_mechanism_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "gpu.toml"
    path.write_text('[[shock]]\nkind = "gpu_price"\nsize = 0.3\n', "utf-8")
    found = json.loads(run("stress", "--shock", str(path), "--json").stdout)
    assert found["losses"] == []
    assert any(r["why"]["code"] == "depth-not-known" for r in found["refused"])


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (("--break", "nvidia-openai-2026"), 3, "did you mean"),
        (("--party-misses", "orcale"), 3, "did you mean 'oracle'"),
        (("--reverse", "microsft"), 3, "did you mean 'microsoft'"),
        ((), 2, "name a shock"),
        (("--reverse", "openai", "--from", "2027Q1"), 2, "--from changes nothing"),
        (("--break", LINK, "--quarter", "2050Q1"), 2, "--quarter is"),
        (("--shock", "none.toml"), 3, "no file"),
    ],
)
def test_bad_input_is_told_with_the_way_out(asked: tuple[str, ...], code: int, told: str) -> None:
    result = run("stress", *asked)
    assert result.exit_code == code
    assert told in result.stderr


def test_a_round_is_withdrawn_by_its_group_in_part() -> None:
    words = ("--break", "openai-round-2026=0.5", "--draws", "20", "--json")
    record = json.loads(run("stress", *words).stdout)
    assert [(s["target"], s["size"]) for s in record["shock"]] == [
        ("nvidia-openai-2026-round", 0.5),
        ("amazon-openai-2026-round", 0.5),
        ("softbank-openai-2026-round", 0.5),
    ]
    assert {"oracle", "coreweave"} <= {row["holder"] for row in record["losses"]}


def test_several_are_withdrawn_each_by_its_share() -> None:
    words = ("--break", f"{LINK}+softbank-openai-2026-round=0.25", "--draws", "20", "--json")
    record = json.loads(run("stress", *words).stdout)
    assert [s["size"] for s in record["shock"]] == [1, 0.25]


def test_a_share_or_a_name_that_cannot_be_is_refused() -> None:
    for said, code, hint in (
        ("openai-round-2026=half", 2, "=0.5"),
        ("openai-rond-2026", 3, "openai-round-2026"),
    ):
        refused = run("stress", "--break", said, "--draws", "20")
        assert (refused.exit_code, refused.stdout) == (code, "")
        assert hint in refused.stderr
