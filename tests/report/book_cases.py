"""A small book: one promise counted twice, one rumour, one denial, with the claims behind them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from caploop.book.agreement import Agreement, Tranche
from caploop.book.commitment import commitments
from caploop.book.execute import execute
from caploop.book.flow import flows
from caploop.book.party import Party
from caploop.book.supply import supply
from caploop.book.vintage.diff import changes
from caploop.evidence.claim import Claim, Document
from caploop.report.chapters.book.page_context import PageContext, page_context
from caploop.report.chapters.claims.cite import ClaimIndex
from caploop.study.claims.record import ClaimsRecord
from caploop.study.shared.open import BookRecord

FIRST, LAST = date(2025, 9, 22), date(2026, 3, 1)


def tranche(name: str, amount: str | None = None, **more: Any) -> Tranche:
    facts: dict[str, Any] = {
        "id": name,
        "payer": "lab",
        "payee": "cloud",
        "kind": "compute_purchase",
        "firmness": "signed",
        "state": "live",
        "known_at": FIRST,
        "signed": FIRST,
        "unit": "USD",
        "source": "s",
        "publisher": "p",
        "claims": ("a",),
        "amount": None if amount is None else Decimal(amount),
    }
    return Tranche(**{**facts, **more})


def party(name: str, **more: Any) -> Party:
    facts = {"sector": "corporations", "role": "cloud", "source": ("assumption",)}
    return Party(id=name, name_en=name.title(), name_zh=f"{name}公司", **{**facts, **more})


PARTIES = (party("lab", role="developer"), party("cloud"), party("maker", role="chip"))


def record(*found: Tranche) -> BookRecord:
    """The record of a book that holds these tranches."""
    held: dict[str, list[Tranche]] = {}
    for one in found:
        held.setdefault(one.agreement, []).append(one)
    book = [Agreement(id=n, group=n, tranches=tuple(ts)) for n, ts in held.items()]
    return BookRecord(
        as_of=LAST,
        known_at=LAST,
        parties=PARTIES,
        executed=execute(book, as_of=LAST, values={}),
        supply=supply(book, as_of=LAST),
        commitments=commitments(book, as_of=LAST),
        flows=flows(book, as_of=LAST, known_at=LAST),
        changes=changes(book, since=date(2026, 2, 1), until=LAST),
    )


def several() -> BookRecord:
    """One contract of 100bn, its total again, a letter of intent of 50bn, a denied rumour."""
    return record(
        tranche("lab-cloud-2025/compute/contract", "100e9", claims=("a", "b")),
        tranche("lab-cloud-2025/aggregate/total", "100e9", role="aggregate", claims=("b",)),
        tranche(
            "lab-maker-2025/chips/all",
            "50e9",
            payee="maker",
            kind="chip_purchase",
            firmness="letter_of_intent",
            capacity_w=Decimal(5_000_000_000),
            assumed=("amount", "condition"),
            condition_text="term sheet final",
        ),
        tranche(
            "maker-lab-2025/equity/old",
            "30e9",
            payer="maker",
            payee="lab",
            kind="equity",
            firmness="rumoured",
            state="denied",
            state_date=date(2026, 2, 5),
        ),
        tranche(
            "maker-lab-2026/equity/new",
            None,
            payer="maker",
            payee="lab",
            kind="equity",
            known_at=date(2026, 2, 20),
            signed=date(2026, 2, 20),
        ),
    )


def empty() -> BookRecord:
    return record()


def claim(name: str, **more: Any) -> Claim:
    facts: dict[str, Any] = {
        "id": name,
        "document": "paper",
        "kind": "quantitative",
        "party": "lab",
        "counterparty": "cloud",
        "measure": "compute_purchase",
        "nature": "guidance",
        "status": "target",
        "firmness": "signed",
        "known_at": FIRST,
        "speaker": "lab",
        "origin": "lab",
        "bound": "=",
        "value": Decimal("100e9"),
        "unit": "USD",
        "currency": "USD",
        "as_of": FIRST,
    }
    return Claim(**{**facts, **more})


def papers() -> ClaimsRecord:
    """Claims a (checked), b and c, of which no chain, conflict or flag is known."""
    return ClaimsRecord(
        as_of=LAST,
        known_at=LAST,
        claims=(claim("a", verified=True), claim("b"), claim("c")),
        documents=(Document(id="paper", publisher="Paper", known_at=FIRST, language="en"),),
        resolved=(),
        revisions=(),
        conflicts=(),
        crosschecks=(),
        flags=(),
        tracks=(),
        targets=(),
        rumours=(),
    )


def desk(found: BookRecord, language: str = "en") -> PageContext:
    claims = {c.id: c for c in papers().claims}
    return page_context(found, ClaimIndex(language=language, claims=claims, documents={}))
