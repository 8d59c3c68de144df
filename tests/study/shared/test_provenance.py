"""Every number of a record leads to claims, positions or parameters, or says `assumption`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest

from caploop.study.build import build
from caploop.study.earn import earn
from caploop.study.options import PolicyOptions, RunOptions, RunwayOptions
from caploop.study.policy import policy
from caploop.study.rivals import rivals
from caploop.study.run.answer import run_record
from caploop.study.runway import runway
from caploop.study.shared.rows import FieldSources
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress import stress
from tests.real_book import real_book, real_known

TOLD_BY_THE_RUN = {"draws", "seed", "accounts_gap", "priors", "basis", "versions"}
RECORDS: Mapping[str, tuple[Callable[..., Any], type[RunOptions]]] = {
    "policy": (policy, PolicyOptions),
    "earn": (earn, RunOptions),
    "runway": (runway, RunwayOptions),
    "run": (run_record, RunOptions),
    "build": (build, RunOptions),
    "rivals": (rivals, RunOptions),
    "stress": (stress, RunOptions),
}


def numbers(value: Any, path: str = "") -> list[str]:
    """Dotted names of every number in a record, list places and keys left out."""
    if isinstance(value, dict):
        return [n for k, v in value.items() for n in numbers(v, f"{path}.{k}" if path else k)]
    if isinstance(value, list):
        return [n for v in value for n in numbers(v, path)]
    return [path] if isinstance(value, float) else []


@pytest.fixture(scope="module", params=RECORDS)
def record(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One record of each question, as it is printed."""
    world = scenario_of(real_book(), scenarios=["S0"])
    ask, options = RECORDS[request.param]
    made = ask(real_known(), world, options(draws=20))
    told: dict[str, Any] = msgspec.to_builtins(made)
    return told


def test_every_number_has_a_basis(record: dict[str, Any]) -> None:
    fields = [row["field"] for row in record["basis"]]
    loose = {
        name
        for name in numbers(record)
        if name.split(".")[0] not in TOLD_BY_THE_RUN
        and not any(name == f or name.startswith(f"{f}.") for f in fields)
    }
    assert loose == set()


def test_a_basis_ends_in_claims_positions_or_sources_or_says_assumption(
    record: dict[str, Any],
) -> None:
    sourced = {p.symbol for p in real_book().parameters if p.claims or p.source}
    for row in msgspec.convert(record["basis"], list[FieldSources]):
        ends = row.claims or row.positions or row.assumption or sourced & set(row.parameters)
        assert ends, row.field


def test_a_price_of_a_lease_moves_rent_and_not_the_value(record: dict[str, Any]) -> None:
    reads = {row["field"]: row["parameters"] for row in record["basis"]}
    if "value" in reads:
        assert "ell" not in reads["value"]
        assert "ell" in reads["capacity.wanted"]
