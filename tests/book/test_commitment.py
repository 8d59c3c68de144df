"""Commitments gross and net."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from caploop.book.agreement import Agreement, Tranche
from caploop.book.commitment import commitments
from tests.book.conftest import BN

Make = Callable[..., Tranche]
TODAY = date(2026, 3, 1)


def test_gross_counts_all_net_once_binding_what_is_owed(
    tranche: Make, book: Callable[..., list[Agreement]]
) -> None:
    kind = {"kind": "compute_purchase"}
    made = book(
        tranche("a-b-2026/compute/one", amount=10 * BN, **kind),
        tranche("a-b-2026/compute/two", amount=5 * BN, firmness="conditional", **kind),
        tranche("a-b-2026/compute/three", amount=3 * BN, firmness="letter_of_intent", **kind),
        tranche("a-b-2026/aggregate/total", amount=18 * BN, role="aggregate", **kind),
    )
    (found,) = commitments(made, as_of=TODAY)
    parts = (found.gross_usd, found.net_usd, found.binding_usd, found.unconditional_usd)
    assert [part / BN for part in parts] == [36, 18, 15, 10]


def test_what_has_been_delivered_is_promised_no_more(
    tranche: Make, book: Callable[..., list[Agreement]]
) -> None:
    term = {"spread": "even", "start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    made = book(tranche("a-b-2026/compute/one", amount=4 * BN, kind="compute_purchase", **term))
    left = [commitments(made, as_of=d)[0].net_usd for d in (TODAY, date(2026, 7, 1))]
    assert left == [4 * BN, 2 * BN]
    assert commitments(made, as_of=date(2027, 1, 1)) == ()


def test_an_aggregate_stands_in_where_its_parts_are_not_known_in_money(
    tranche: Make, book: Callable[..., list[Agreement]]
) -> None:
    kind = {"kind": "lease", "role": "aggregate"}
    (alone,) = commitments(book(tranche("a-b-2026/aggregate/v1", **kind)), as_of=TODAY)
    assert (alone.gross_usd, alone.net_usd) == (BN, BN)


def test_the_total_of_coreweave_is_not_added(bundled_agreements: tuple[Agreement, ...]) -> None:
    found = {(c.payer, c.payee): c for c in commitments(bundled_agreements, as_of=TODAY)}
    coreweave = found["openai", "coreweave"]
    assert coreweave.gross_usd - coreweave.net_usd == Decimal("22.4") * BN
    assert Decimal(20) * BN < coreweave.net_usd < Decimal("22.4") * BN


def test_net_never_exceeds_gross(bundled_agreements: tuple[Agreement, ...]) -> None:
    for found in commitments(bundled_agreements, as_of=TODAY):
        assert found.unconditional_usd <= found.binding_usd <= found.net_usd <= found.gross_usd


def test_a_supplier_that_pays_suppliers_passes_on_and_the_undated_is_told(
    tranche: Make, book: Callable[..., list[Agreement]]
) -> None:
    kind = {"kind": "compute_purchase"}
    made = book(
        tranche("lab-cloud-2026/compute/one", payer="lab", payee="cloud", amount=10 * BN, **kind),
        tranche("cloud-hall-2026/lease/all", payer="cloud", payee="hall", amount=9 * BN,
                kind="lease", spread="undated", start=None, end=None),
    )  # fmt: skip
    found = {c.payer: c for c in commitments(made, as_of=TODAY)}
    assert {name: c.passed_on for name, c in found.items()} == {"lab": False, "cloud": True}
    assert [found[n].undated_usd / BN for n in ("lab", "cloud")] == [0, 9]
