"""Parties: found by any of their names, refused where two would answer to one."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pytest

from caploop.book.party import (
    Party,
    check_known,
    parties_by_name,
    parties_from_rows,
    party_named,
    segment_named,
)
from caploop.book.store import read_agreements
from caploop.core.errors import NotFoundError
from caploop.core.problem import Place, Problem
from caploop.evidence.store import BUNDLED, read_bundled, read_calendars

FILE = "parties.toml"
NVIDIA: dict[str, Any] = {
    "id": "nvidia",
    "name_en": "Nvidia",
    "name_zh": "英伟达",
    "sector": "corporations",
    "role": "chip",
    "source": ["F121"],
}
LENDERS = NVIDIA | {
    "id": "lenders",
    "name_en": "Lenders",
    "name_zh": "贷款人",
    "sector": "finance",
    "role": "sector",
    "outside": True,
}


def taken(*rows: dict[str, Any]) -> tuple[list[Party], list[Problem]]:
    return parties_from_rows(rows, calendars={"nvidia"}, file=FILE)


@pytest.fixture(scope="module")
def parties() -> list[Party]:
    rows = tomllib.loads((BUNDLED / "book/parties.toml").read_text("utf-8"))["party"]
    found, problems = parties_from_rows(rows, calendars=read_calendars(), file=FILE)
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Open AI", "openai"),
        ("OPENAI", "openai"),
        ("英伟达", "nvidia"),
        ("甲骨文", "oracle"),
        ("软银", "softbank"),
        ("谷歌", "google"),
        ("Alphabet", "google"),
        ("AWS", "amazon"),
        ("crusoe-blue-owl-jv", "crusoe_blue_owl_jv"),
        ("io", "io_products"),
        ("bank group", "lenders"),
        ("US government", "us_government"),
    ],
)
def test_a_party_answers_to_each_of_its_names(parties: list[Party], name: str, party: str) -> None:
    assert party_named(parties, name).id == party


def test_a_letter_no_database_keeps_is_told_at_any_depth() -> None:
    row = {"id": "a", "name_en": "a", "name_zh": "a", "sector": "finance", "role": "lender"}
    _, problems = parties_from_rows(
        [row | {"source": ["assumption"], "segments": [{"id": "b", "names": ["b\0"]}]}],
        calendars=(),
        file="parties.toml",
    )
    assert [(p.code, p.place.field) for p in problems] == [("text-wrong", "segments")]


def test_a_segment_is_told_from_its_party(parties: list[Party]) -> None:
    amazon = party_named(parties, "aws")
    assert (amazon.id, segment_named(amazon, "AWS"), segment_named(amazon, "Amazon")) == (
        "amazon",
        "aws",
        None,
    )


def test_a_name_nobody_has_is_answered_with_the_nearest(parties: list[Party]) -> None:
    with pytest.raises(NotFoundError, match="'nvidai'; did you mean 'nvidia'"):
        party_named(parties, "nvidai")


def test_every_party_of_the_bundled_claims_is_known(parties: list[Party]) -> None:
    batch, places = read_bundled()
    names = [
        (name, places[claim.id])
        for claim in batch.claims
        for name in (claim.party, claim.counterparty)
        if name
    ]
    assert names
    assert check_known(names, parties_by_name(parties)) == []


def test_every_payer_and_payee_of_the_bundled_agreements_is_known(parties: list[Party]) -> None:
    agreements, places = read_agreements(BUNDLED / "book/agreements.toml")
    tranches = [tranche for agreement in agreements for tranche in agreement.tranches]
    names = [(name, places[t.id]) for t in tranches for name in (t.payer, t.payee)]
    assert names
    assert check_known(names, parties_by_name(parties)) == []


def test_every_payer_and_payee_of_the_agreements_is_known(
    parties: list[Party], shared_folder: Path
) -> None:
    with (shared_folder / "data/agreements.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = [
        (row[field], Place(file="agreements.csv", line=line, field=field))
        for line, row in enumerate(rows, start=2)
        for field in ("payer", "payee")
    ]
    assert rows
    assert check_known(names, parties_by_name(parties)) == []


def test_every_party_that_has_a_balance_sheet_is_known(
    parties: list[Party], shared_folder: Path
) -> None:
    with (shared_folder / "data/balance_sheets.csv").open(encoding="utf-8", newline="") as lines:
        names = {row["party"] for row in csv.DictReader(lines)}
    assert check_known([(name, Place()) for name in names], parties_by_name(parties)) == []


def test_all_closing_sectors_are_there_and_outside(parties: list[Party]) -> None:
    outside = {party.id for party in parties if party.outside}
    assert outside == {
        *("households", "enterprises", "advertisers", "employees", "power_suppliers"),
        *("construction", "upstream_suppliers", "lenders", "equity_market", "us_government"),
    }


def test_every_source_of_a_party_is_a_claim_or_an_assumption(parties: list[Party]) -> None:
    batch, _ = read_bundled()
    claims = {claim.id for claim in batch.claims} | {"assumption"}
    assert {name for party in parties for name in party.source} <= claims


def test_an_unknown_name_is_a_problem_at_its_place() -> None:
    parties, _ = taken(NVIDIA)
    place = Place(file="agreements.csv", line=7, field="payer")
    (problem,) = check_known(
        [("nvidia", place), ("nvidia; nvidai", place)], parties_by_name(parties)
    )
    assert (problem.code, problem.subject, problem.place) == ("party-unknown", "nvidai", place)
    assert "did you mean" in problem.hint


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"sector": "industry"}, "field-invalid", "sector"),
        ({"role": "node"}, "field-invalid", "role"),
        ({"name_zh": ""}, "field-missing", "name_zh"),
        ({"name_zh": " "}, "party-name", "name_zh"),
        ({"colour": "green"}, "field-unknown", "colour"),
        ({"fiscal_calendar": "nvida"}, "party-calendar", "fiscal_calendar"),
        ({"parent": "lender"}, "party-unknown", "parent"),
        ({"parent": "nvidia"}, "party-parent", "parent"),
        ({"part_of": "nvidia"}, "party-part", "part_of"),
        ({"source": []}, "party-source", "source"),
        ({"id": "Nvidia-1"}, "party-id", "id"),
        ({"id": "lenders"}, "party-duplicate", "id"),
        ({"aliases": ["贷款人"]}, "party-alias", "aliases"),
        ({"lei": "549300S4KLFTLO7GSQ81"}, "party-lei", "lei"),
        ({"cik": "1045810"}, "party-cik", "cik"),
    ],
)
def test_a_bad_row_is_left_out_and_named_with_place_and_remedy(
    change: dict[str, Any], code: str, field: str
) -> None:
    parties, problems = taken(LENDERS, NVIDIA | change)
    assert [p.id for p in parties] == ["lenders"]
    assert (problems[0].code, str(problems[0].place)) == (code, f"{FILE}:2 [{field}]")
    assert problems[0].hint


def test_an_lei_is_right_to_its_last_digit() -> None:
    parties, problems = taken(NVIDIA | {"lei": "549300S4KLFTLO7GSQ80"})
    assert (len(parties), problems) == (1, [])
