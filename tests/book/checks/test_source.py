"""Claims that parties and parameters rest on exist, and say money of the same scale."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.book.checks.source import check_sources
from caploop.book.parameter import Parameter, parameters_from_rows
from caploop.book.party import Party
from caploop.core.problem import Place
from caploop.evidence.claim import Claim

ROW = {
    "id": "M0-1",
    "mechanism": "M0",
    "name": "revenue of the year",
    "symbol": "R",
    "unit": "USD bn",
    "unit_as_written": "USD bn",
    "low": "13",
    "central": "13.1",
    "high": "13.2",
    "distribution": "triangular",
    "source": "wire",
    "known_at": "2026-02-21",
    "assumption": "false",
    "claims": "c1",
}
CLAIM = Claim(
    id="c1",
    document="d1",
    kind="quantitative",
    party="lantern",
    measure="revenue",
    nature="actual",
    status="reported",
    firmness="executed",
    known_at=date(2026, 2, 10),
    speaker="lantern",
    origin="lantern",
    value=Decimal(13_100_000_000),
    unit="USD",
    currency="USD",
)
PLACES = {"M0-1": Place(file="parameters.csv", line=2), "quay": Place(file="parties.toml", line=1)}


def parameter(**changes: str) -> Parameter:
    (made,), problems = parameters_from_rows([ROW | changes], file="parameters.csv")
    assert problems == []
    return made


def party(source: str) -> Party:
    return Party(
        id="quay", name_en="q", name_zh="q", sector="finance", role="lender", source=(source,)
    )


def codes(*parameters: Parameter, parties: tuple[Party, ...] = ()) -> list[tuple[str, str]]:
    found = check_sources(parties, parameters, claims={"c1": CLAIM}, places=PLACES)
    assert all(p.hint for p in found)
    return [(p.code, str(p.place)) for p in found]


def test_what_was_said_may_be_named() -> None:
    assert codes(parameter(), parties=(party("c1"), party("assumption"))) == []


def test_what_nobody_said_is_told_with_its_place() -> None:
    assert codes(parameter(claims="c1 c2"), parties=(party("c3"),)) == [
        ("claim-unknown", "parties.toml:1 [source]"),
        ("claim-unknown", "parameters.csv:2 [claims]"),
    ]


@pytest.mark.parametrize(
    ("low", "central", "high", "unit"),
    [("13000", "13100", "13200", "USD bn"), ("13", "13.1", "13.2", "USD mn")],
)
def test_a_thousand_times_its_claim_stands_out(
    low: str, central: str, high: str, unit: str
) -> None:
    slip = parameter(low=low, central=central, high=high, unit=unit)
    assert codes(slip) == [("scale-slip", "parameters.csv:2 [unit]")]


def test_another_figure_than_the_claims_is_no_slip() -> None:
    assert codes(parameter(low="20", central="25", high="30")) == []
