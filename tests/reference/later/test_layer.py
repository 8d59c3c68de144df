"""The layer of what became public after the book was frozen: whole, sourced, nothing paid twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from caploop.book.agreement import Tranche
from caploop.book.examine import examined
from caploop.book.execute import in_force
from caploop.book.store import read_sheets
from caploop.evidence.claim import FIRMNESS_ORDER
from caploop.evidence.store import BUNDLED, read_vocabulary
from tests.later_layer import (
    LATER,
    cut,
    later_examined,
    later_sheets,
    layer_evidence,
    table,
)

BN = Decimal(10) ** 9
FROZEN = date(2026, 3, 1)
OPENAI_ROUND = {
    "amazon-openai-2026-round": 50,
    "nvidia-openai-2026-round": 30,
    "softbank-openai-2026-round": 30,
}


def tranches() -> dict[str, Tranche]:
    return {t.id: t for a in later_sheets().agreements for t in a.tranches}


def test_the_layer_and_the_frozen_book_make_one_book_without_a_fault() -> None:
    assert later_examined()[1] == []


def test_every_fact_is_a_claim_or_stands_with_a_reason_among_those_not_taken() -> None:
    facts = {c.id for c in layer_evidence().claims if "-" not in c.id}
    refused = [r for r in table(LATER / "not_taken.csv") if r["file"] == "facts-later.csv"]
    assert len(facts) + len(refused) == 496
    assert all(row["reason"] for row in table(LATER / "not_taken.csv"))


def test_nothing_of_the_layer_was_public_when_the_book_was_frozen() -> None:
    later = layer_evidence()
    assert min(d.known_at for d in later.documents) > FROZEN
    assert min(c.known_at for c in later.claims) > FROZEN
    ids = {c.id for c in later.claims}
    new = [t for t in tranches().values() if set(t.claims) & ids]
    assert all(t.known_at > FROZEN for t in new)
    assert min(row["known_at"] for row in table(LATER / "book" / "ended.csv")) > str(FROZEN)


@pytest.mark.parametrize(
    "day",
    [date(2026, 3, 15), date(2026, 5, 31), date(2026, 6, 30), date(2026, 8, 15), date(2026, 9, 30)],
)
def test_what_was_public_on_a_day_is_a_book_without_a_fault(day: date) -> None:
    frozen, _ = read_sheets(BUNDLED)
    sheets = cut(later_sheets(), frozen, day)
    assert examined(sheets, read_vocabulary(), places={})[1] == []
    new = [t for a in sheets.agreements for t in a.tranches if t.known_at > FROZEN]
    assert all(t.known_at <= day for t in new)


def test_before_the_layer_begins_it_is_not_there() -> None:
    frozen, _ = read_sheets(BUNDLED)
    sheets = cut(later_sheets(), frozen, FROZEN)
    assert sheets.agreements == frozen.agreements
    assert sheets.evidence.claims == frozen.evidence.claims
    assert sheets.tables["positions.csv"] == frozen.tables["positions.csv"]


def test_no_id_of_the_layer_is_one_of_the_frozen_book() -> None:
    counted = Counter(c.id for c in later_sheets().evidence.claims)
    counted += Counter(d.id for d in later_sheets().evidence.documents)
    counted += Counter(t.id for a in later_sheets().agreements for t in a.tranches)
    counted += Counter(row["id"] for row in later_sheets().tables["positions.csv"])
    assert [name for name, count in counted.items() if count > 1] == []


def test_a_digest_proves_no_signature_and_an_outlet_no_payment() -> None:
    tiers = {d.id: d.tier for d in layer_evidence().documents}
    assert None not in tiers.values()
    told = [(tiers[c.document], FIRMNESS_ORDER[c.firmness]) for c in layer_evidence().claims]
    assert max(rank for tier, rank in told if tier == "digest") <= FIRMNESS_ORDER["stated"]
    assert max(rank for tier, rank in told if tier == "outlet") <= FIRMNESS_ORDER["signed"]
    assert max(rank for tier, rank in told if tier == "filing") == FIRMNESS_ORDER["executed"]


def test_a_tranche_whose_page_may_not_prove_it_says_that_its_firmness_is_a_judgement() -> None:
    assert "firmness" in tranches()["nvidia-openai-2026-round/equity/paid"].assumed
    assert (
        "firmness"
        not in tranches()["amazon-openai-2026-round/equity/conditional-paid-july"].assumed
    )


@pytest.mark.parametrize(("agreement", "billions"), OPENAI_ROUND.items())
@pytest.mark.parametrize("day", [FROZEN, date(2026, 6, 30), date(2026, 7, 31), date(2026, 10, 2)])
def test_a_promise_and_its_cheques_are_together_what_was_promised_on_every_day(
    agreement: str, billions: int, day: date
) -> None:
    held = [t for t in tranches().values() if t.agreement == agreement and t.role == "own"]
    standing = [t.amount or Decimal(0) for t in held if in_force(t, day)]
    assert sum(standing) == billions * BN


@pytest.mark.parametrize("day", [date(2026, 4, 30), date(2026, 6, 30), date(2026, 7, 31)])
def test_so_they_are_as_it_was_known_on_the_day(day: date) -> None:
    frozen, _ = read_sheets(BUNDLED)
    seen = [t for a in cut(later_sheets(), frozen, day).agreements for t in a.tranches]
    for agreement, billions in OPENAI_ROUND.items():
        held = [t for t in seen if t.agreement == agreement and t.role == "own"]
        assert sum(t.amount or Decimal(0) for t in held if in_force(t, day)) == billions * BN


def test_what_the_round_had_paid_by_the_middle_of_the_year_is_nvidia_amazon_and_softbank() -> None:
    day = date(2026, 6, 30)
    paid = {
        t.id: t.amount
        for t in tranches().values()
        if t.agreement in OPENAI_ROUND and t.firmness == "executed" and in_force(t, day)
    }
    assert sum(filter(None, paid.values())) == Decimal("68.7") * BN  # 30 + 28.7 + 10
    assert all((tranches()[name].start or day) <= day for name in paid)


def test_what_ended_names_an_heir_that_was_known_by_then() -> None:
    for row in table(LATER / "book" / "ended.csv"):
        heir = tranches().get(row["superseded_by"])
        assert row["tranche"] in tranches()
        assert (heir is None) == (row["state"] == "lapsed"), row
        assert heir is None or str(heir.known_at) <= row["known_at"], row
        assert row["state_date"] <= row["known_at"], row


def test_talk_ends_no_contract() -> None:
    for row in table(LATER / "book" / "ended.csv"):
        heir, old = tranches().get(row["superseded_by"]), tranches()[row["tranche"]]
        if heir is not None and FIRMNESS_ORDER[old.firmness] >= FIRMNESS_ORDER["conditional"]:
            assert FIRMNESS_ORDER[heir.firmness] >= FIRMNESS_ORDER["conditional"], row


def test_the_frozen_book_is_the_one_that_was_frozen() -> None:
    digests = {
        "book/agreements.toml": "a270c241fbfc",
        "evidence/claims.jsonl": "9aa90763862b",
        "evidence/documents.jsonl": "3fded6daa86e",
        "book/positions.csv": "2a0935d959c7",
    }
    for name, digest in digests.items():
        assert hashlib.sha256((BUNDLED / name).read_bytes()).hexdigest().startswith(digest), name


def test_reprints_of_one_report_count_as_one_origin() -> None:
    later = layer_evidence()
    chain = [c for c in later.claims if "one chain: Reuters" in (c.note or "")]
    assert len(chain) > 5
    assert {c.origin for c in chain} == {"reuters"}
    plan = [c for c in later.claims if c.plan_vintage == "V4"]
    assert {c.origin for c in plan} == {"ft"}


def test_a_company_and_its_filing_are_one_origin() -> None:
    told = {c.origin for c in layer_evidence().claims if c.party == "microsoft" and c.id[0] == "N"}
    assert told == {"microsoft"}


def test_rows_that_a_later_one_ends_are_kept_and_superseded() -> None:
    ended = {k.target for k in layer_evidence().links if k.kind == "supersedes"}
    read_me = "F184 F197 F198 F255 F301 F314 F316 F320 F323 F339 F348 F351"
    assert set(read_me.split()) <= ended
    assert ended <= {c.id for c in later_sheets().evidence.claims}


def test_the_file_of_positions_has_columns_of_the_frozen_one() -> None:
    files = (BUNDLED / "book" / "positions.csv", LATER / "book" / "positions.csv")
    frozen, later = (path.read_text("utf-8").split("\n", maxsplit=1)[0] for path in files)
    assert frozen == later


def test_amazons_cheques_are_what_its_filing_says_it_paid() -> None:
    paid = {
        row["period_end"]: Decimal(row["value"])
        for row in table(LATER / "book" / "positions.csv")
        if (row["party"], row["item"], row["counterparty"])
        == ("amazon", "stake_purchase", "openai")
    }
    cheques = [
        t
        for t in tranches().values()
        if t.agreement == "amazon-openai-2026-round" and t.firmness == "executed"
    ]
    for end, billions in paid.items():
        since = "2026-07-01" if end == "2026-07-31" else "2026-01-01"
        made = [t.amount for t in cheques if since <= str(t.start) <= end]
        assert sum(filter(None, made)) == billions * BN


def test_openais_cash_of_march_with_the_cheques_after_it_lies_in_the_range_of_june() -> None:
    """73 at the end of March, less one to five times the first quarter's burn of 3.7."""
    later = {c.id: c.value or Decimal(0) for c in layer_evidence().claims}
    cash, burn = later["F032"], later["F035"]
    since, day = date(2026, 4, 1), date(2026, 6, 30)
    cheques = [
        t.amount or Decimal(0)
        for t in tranches().values()
        if t.payee == "openai" and t.agreement in OPENAI_ROUND and t.firmness == "executed"
        if t.start is not None and since <= t.start <= day
    ]
    assert sum(cheques) == Decimal("23.7") * BN  # Amazon 13.7, SoftBank 10
    for times in (1, 5):
        assert 75 * BN < cash + sum(cheques) - times * burn < 121 * BN
