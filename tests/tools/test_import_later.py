"""The import of later facts, on rows made up: sides, tiers, traps, what a payment ends."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from caploop.book.store import read_agreements
from caploop.core.errors import NotFoundError
from caploop.evidence.claim import Claim
from caploop.evidence.store import BUNDLED, read_folder
from tests.later_layer import table
from tools.import_later import main

Import = Callable[..., Path]
BN = Decimal(10) ** 9
FACT = {
    "id": "N900",
    "party": "Nvidia",
    "counterparty": "",
    "kind": "revenue",
    "value_low": "",
    "value": "50",
    "value_high": "",
    "unit": "bn",
    "currency": "USD",
    "period_start": "2026-07-27",
    "period_end": "2026-10-25",
    "as_of": "2026-10-25",
    "nature": "actual",
    "firmness": "executed",
    "source_title": "Form 10-Q",
    "publisher": "Nvidia / SEC",
    "published": "2026-11-20",
    "url": "https://example.org/10q",
    "note": "",
    "trust": "high",
}
AGREEMENT = {
    "agreement_id": "softbank-openai-2026-round",
    "group": "openai-round-2026",
    "leg": "equity",
    "tranche": "half-paid",
    "payer": "softbank",
    "payee": "openai",
    "type": "equity",
    "amount_low": "",
    "amount": "4",
    "amount_high": "",
    "unit": "USD bn",
    "gw": "",
    "signed": "",
    "start": "2026-04-01",
    "end": "",
    "schedule": "",
    "condition": "",
    "firmness": "executed",
    "state": "live",
    "state_date": "",
    "superseded_by": "",
    "exit_terms": "",
    "claims": "N900",
    "source_title": "Release",
    "publisher": "SoftBank Group",
    "published": "2026-04-02",
    "url": "https://example.org/paid",
    "second_source_url": "",
    "note": "EXECUTES in part",
    "trust": "high",
    "amends": "softbank-openai-2026-round/equity/tranche-1",
    "facts": "N900",
}


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def layer(tmp_path: Path) -> Import:
    """The layer made of facts, each a change of one row, and of rows of agreements."""

    def made(*facts: dict[str, str], agreements: tuple[dict[str, str], ...] = ()) -> Path:
        write(tmp_path / "facts-later.csv", [FACT | fact for fact in facts])
        if agreements:
            write(tmp_path / "agreements-later.csv", [AGREEMENT | row for row in agreements])
        main(tmp_path, BUNDLED, tmp_path / "layer")
        return tmp_path / "layer"

    return made


def claims(home: Path) -> dict[str, Claim]:
    return {c.id: c for c in read_folder(home / "evidence")[0].claims}


def links(home: Path) -> set[tuple[str, str, str]]:
    return {(k.source, k.kind, k.target) for k in read_folder(home / "evidence")[0].links}


def test_a_row_is_a_claim_in_units_known_on_the_day_it_was_published(layer: Import) -> None:
    (claim,) = claims(layer({})).values()
    assert (claim.party, claim.measure, claim.value) == ("nvidia", "revenue", 50 * BN)
    assert str(claim.known_at) == "2026-11-20"


@pytest.mark.parametrize(
    ("published", "name", "known_at"),
    [
        ("2026-05", "N901", "2026-05-31"),
        ("2026", "F901", "2026-07-05"),
        ("2026", "N901", "2026-10-08"),
    ],
)
def test_a_page_without_a_day_counts_from_the_last_day_it_can_be(
    layer: Import, published: str, name: str, known_at: str
) -> None:
    row = {"id": name, "published": published, "as_of": "", "nature": "guidance"}
    assert str(claims(layer(row))[name].known_at) == known_at


def test_what_happened_on_a_day_was_not_known_before_it(layer: Import) -> None:
    row = {"published": "2026-09-01", "as_of": "2026-09-30"}
    assert str(claims(layer(row))["N900"].known_at) == "2026-09-30"


@pytest.mark.parametrize(
    ("page", "firmness"),
    [
        ({"publisher": "Nvidia / SEC", "trust": "high"}, "executed"),
        ({"publisher": "Reuters", "source_title": "report", "trust": "medium"}, "signed"),
        ({"publisher": "a digest", "source_title": "list", "trust": "low"}, "stated"),
        ({"publisher": "a page", "source_title": "post", "trust": ""}, "stated"),
    ],
)
def test_a_page_proves_no_more_than_its_tier_may(
    layer: Import, page: dict[str, str], firmness: str
) -> None:
    assert claims(layer(page))["N900"].firmness == firmness


def test_two_pages_of_one_chain_have_one_origin(layer: Import) -> None:
    one = {"id": "N901", "publisher": "CNBC (orig. Reuters)", "trust": "medium"}
    two = {"id": "N902", "publisher": "Fortune", "trust": "medium", "note": "(one chain: Reuters)"}
    assert {c.origin for c in claims(layer(one, two)).values()} == {"reuters"}


def test_a_kind_without_a_measure_and_a_unit_nobody_knows_are_told_and_left(layer: Import) -> None:
    home = layer({}, {"id": "N901", "kind": "mood"}, {"id": "N902", "unit": "furlong"})
    assert list(claims(home)) == ["N900"]
    told = {row["row"]: row["reason"] for row in table(home / "not_taken.csv")}
    assert "mood" in told["N901"]
    assert "furlong" in told["N902"]


def test_a_figure_that_a_digest_gives_to_another_party_is_not_taken(layer: Import) -> None:
    days = {"period_start": "2026-04-01", "period_end": "2026-06-30", "as_of": "2026-06-30"}
    own = days | {"id": "N901", "party": "Anthropic", "value": "10.9", "nature": "guidance"}
    lent = days | {"id": "N902", "party": "OpenAI", "value": "10.9", "trust": "low"}
    home = layer(
        own | {"published": "2026-05-31", "as_of": "2026-05-31"}, lent | {"published": "2026-08-20"}
    )
    assert list(claims(home)) == ["N901"]
    assert "N901" in table(home / "not_taken.csv")[0]["reason"]


def test_an_old_contract_told_again_under_a_new_day_is_not_taken(layer: Import) -> None:
    row = {
        "party": "OpenAI",
        "counterparty": "CoreWeave",
        "kind": "compute_purchase",
        "value": "12",
        "period_start": "",
        "period_end": "",
        "as_of": "2026-09-24",
        "published": "2026-09-24",
        "nature": "guidance",
        "firmness": "definitive",
        "publisher": "a digest",
        "trust": "low",
    }
    home = layer({}, row | {"id": "N901"})
    assert list(claims(home)) == ["N900"]
    assert "again" in table(home / "not_taken.csv")[0]["reason"]


def test_an_old_letter_of_intent_told_again_under_another_name_is_not_taken(layer: Import) -> None:
    row = {
        "id": "N901",
        "party": "Stargate Argentina",
        "counterparty": "OpenAI",
        "kind": "capex",
        "value": "25",
        "period_start": "",
        "period_end": "",
        "as_of": "2026-09-26",
        "published": "2026-09-26",
        "nature": "guidance",
        "firmness": "announced",
        "publisher": "a digest",
        "trust": "low",
    }
    home = layer({}, row)
    assert list(claims(home)) == ["N900"]
    assert "F512" in table(home / "not_taken.csv")[0]["reason"]


def test_the_same_promise_in_a_filing_is_taken(layer: Import) -> None:
    row = {
        "party": "OpenAI",
        "counterparty": "CoreWeave",
        "kind": "compute_purchase",
        "value": "12",
        "as_of": "2026-09-24",
        "published": "2026-09-24",
        "nature": "guidance",
        "firmness": "definitive",
        "publisher": "CoreWeave / SEC",
    }
    assert list(claims(layer(row))) == ["N900"]


def test_two_sides_in_one_range_are_two_claims_in_conflict(layer: Import) -> None:
    row = {"value_low": "29", "value": "36", "note": "CONFLICT: offtake 36 v service line 29"}
    home = layer(row)
    made = claims(home)
    assert {c.qualifier: c.value for c in made.values()} == {
        "offtake": 36 * BN,
        "service_line": 29 * BN,
    }
    assert links(home) == {("N900-2", "conflicts", "N900")}


def test_parts_that_add_up_to_the_figure_are_claims_of_their_own(layer: Import) -> None:
    row = {"kind": "revenue_concentration", "unit": "pct", "currency": "", "value": "72"}
    made = claims(layer(row | {"note": "36, 26 and 10, not named"}))
    assert made["N900-1"].value == Decimal("0.36")
    assert made["N900-1"].qualifier == "largest_customer"
    assert claims(layer(row | {"note": "36, 26 and 11, not named"})).keys() == {"N900"}


def test_a_note_that_finds_no_evidence_is_a_denial_known_late(layer: Import) -> None:
    row = {"published": "2026-07-31", "as_of": "2026-07-31"}
    made = claims(layer(row | {"note": "CONFLICT: paid; a note says there is no evidence of it"}))
    assert (made["N900-2"].polarity, made["N900-2"].value) == ("negated", 50 * BN)
    assert str(made["N900-2"].known_at) == "2026-10-08"


def test_a_row_named_beside_a_word_of_revision_is_superseded(layer: Import) -> None:
    home = layer({}, {"id": "N901", "value": "60", "note": "supersedes N900 (50)"})
    assert links(home) == {("N901", "supersedes", "N900")}


def test_a_payment_in_part_leaves_the_rest_of_its_promise(layer: Import) -> None:
    home = layer({}, agreements=({},))
    made = {
        t.id: t for a in read_agreements(home / "book" / "agreements.toml")[0] for t in a.tranches
    }
    promise = "softbank-openai-2026-round/equity/tranche-1"
    left = f"{promise}-left-2026-04-01"
    assert made["softbank-openai-2026-round/equity/half-paid"].amount == 4 * BN
    assert made[left].amount == 6 * BN
    (ended,) = table(home / "book" / "ended.csv")
    assert (ended["tranche"], ended["superseded_by"]) == (promise, left)


def test_a_payment_in_full_ends_its_promise_and_leaves_nothing(layer: Import) -> None:
    home = layer({}, agreements=({"amount": "10"},))
    made = read_agreements(home / "book" / "agreements.toml")[0]
    assert [t.part for a in made for t in a.tranches] == ["half-paid"]


def test_talk_ends_nothing_and_is_not_counted_beside_the_contract(layer: Import) -> None:
    row = {"firmness": "in_talks", "note": "AMENDS", "start": "", "tranche": "v2026-05"}
    home = layer({}, agreements=(row,))
    assert table(home / "book" / "ended.csv") == ()
    (made,) = read_agreements(home / "book" / "agreements.toml")[0][0].tranches
    assert made.overlaps == ("softbank-openai-2026-round/equity/tranche-1",)


def test_an_agreement_with_somebody_unknown_is_told_and_left(layer: Import) -> None:
    home = layer({}, agreements=({"payer": "nobody-at-all"},))
    assert read_agreements(home / "book" / "agreements.toml")[0] == ()
    assert "nobody_at_all" in table(home / "not_taken.csv")[0]["reason"]


def test_the_same_folder_gives_the_same_bytes(layer: Import) -> None:
    def bytes_of(home: Path) -> dict[str, bytes]:
        return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}

    rows: tuple[dict[str, Any], ...] = (
        {},
        {"id": "N901", "note": "CONFLICT: another note gives 7"},
    )
    assert bytes_of(layer(*rows)) == bytes_of(layer(*rows))


def test_data_without_a_book_are_refused(tmp_path: Path) -> None:
    with pytest.raises((NotFoundError, FileNotFoundError)):
        main(tmp_path, tmp_path / "nothing", tmp_path / "layer")
