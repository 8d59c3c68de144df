"""The second chapter as data for the template: what was agreed, how firmly, and what counts."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from caploop.book import BINDING, PURCHASES
from caploop.evidence import FIRMNESS_ORDER
from caploop.report.chapters.book.changes import OPEN, Out, Turns, outs, turns
from caploop.report.chapters.book.list import Listed, listed
from caploop.report.chapters.book.money import (
    PayerRow,
    PromiseRow,
    by_payer,
    payers,
    promises,
    totals,
)
from caploop.report.chapters.book.page_context import (
    GONE,
    PageContext,
    big_and_small,
    page_context,
    party,
)
from caploop.report.chapters.book.supply import Supplied, supplied
from caploop.report.chapters.book.time import BARS, Times, times
from caploop.report.chapters.claims.cite import ClaimIndex
from caploop.report.text.amounts import money, scaled
from caploop.report.text.words import say
from caploop.study.shared import BookRecord

LARGE = 12


class Agreed(Struct, frozen=True, kw_only=True):
    """Everything the chapter shows."""

    finding: str
    priceless: str
    numbers: tuple[tuple[str, str, str, str], ...]
    agreements: int
    times: Times
    bars: int
    supplied: Supplied
    payers: tuple[PayerRow, ...]
    unconditional_too: bool
    large: tuple[PromiseRow, ...]
    small: tuple[PromiseRow, ...]
    turns: Turns
    recent: int
    outs: tuple[Out, ...]
    flows: int
    with_flow: int
    without: int
    listed: tuple[Listed, ...]


def book_chapter(record: BookRecord, shelf: ClaimIndex) -> Agreed:
    """The chapter in the language of the shelf."""
    desk = page_context(record, shelf)
    found = promises(record, desk)
    return Agreed(
        finding=finding(record, desk),
        priceless=priceless(record, desk),
        numbers=numbers(record, desk),
        agreements=len({e.tranche.agreement for e in record.executed}),
        times=times(record, desk),
        bars=BARS,
        supplied=supplied(record, desk),
        payers=payers(record, desk),
        unconditional_too=totals(record)["binding"] == totals(record)["unconditional"],
        large=found[:LARGE],
        small=found[LARGE:],
        turns=turns(record, desk),
        recent=OPEN,
        outs=outs(record, desk),
        flows=len(record.flows.flows),
        with_flow=len({f.tranche for f in record.flows.flows}),
        without=len(record.flows.left_out),
        listed=listed(record, desk),
    )


def finding(record: BookRecord, desk: PageContext) -> str:
    """What the largest buyer has signed for, and how much of it has no dates.

    One level of rent alone: what its suppliers owe in turn is the same money again.
    """
    language = desk.language
    if not totals(record)["gross"]:
        counts = len({e.tranche.agreement for e in record.executed})
        return say("book.none", language, agreements=counts)
    told = by_payer(record)
    buyers = [p for p in told if p.binding_usd and not p.passed_on] or [
        p for p in told if p.binding_usd
    ]
    if not buyers:
        gross = money(totals(record)["gross"], language)
        return say("book.unsigned", language, gross=gross)
    top = buyers[0]
    name = "book.signed" if top.undated_usd else "book.signed.dated"
    amounts = [money(v, language) for v in (top.binding_usd, top.undated_usd)]
    return say(name, language, party=party(desk, top.payer), signed=amounts[0], open=amounts[1])


def priceless(record: BookRecord, desk: PageContext) -> str:
    """Power ordered bindingly on conditions without a price, in one sentence; empty if none."""
    watts = sum(
        (
            t.amount or Decimal(0)
            for t in (e.tranche for e in record.executed if e.standing not in GONE)
            if t.kind in PURCHASES
            and t.unit == "W"
            and t.condition is not None
            and t.role == "own"
            and FIRMNESS_ORDER[t.firmness] >= BINDING
        ),
        Decimal(0),
    )
    if not watts:
        return ""
    power = scaled(watts, "W", language=desk.language)
    return say("book.priceless", desk.language, power=power)


def numbers(record: BookRecord, desk: PageContext) -> tuple[tuple[str, str, str, str], ...]:
    """Number, what follows it, what it counts, and the section it links to."""
    behind: dict[str, set[str]] = {}
    for e in record.executed:
        held = {c for c in e.tranche.claims if c in desk.shelf.claims}
        behind.setdefault(e.tranche.agreement, set()).update(held)
    claims = desk.shelf.claims
    two = sum(len({claims[c].origin for c in found}) > 1 for found in behind.values())
    read = sum(any(claims[c].verified for c in found) for found in behind.values())
    counts = {
        "agreements": f"{len(behind)}",
        "tranches": f"{len(record.executed)}",
        "shared": f"{two / len(behind):.0%}" if behind else "—",
        "read": f"{read / len(behind):.0%}" if behind else "—",
    }
    language = desk.language
    told = by_payer(record)
    sums = {
        "users": sum((p.binding_usd for p in told if not p.passed_on), Decimal(0)),
        "undated": sum((p.undated_usd for p in told if not p.passed_on), Decimal(0)),
        "passed": sum((p.binding_usd for p in told if p.passed_on), Decimal(0)),
    }
    texts = {name: money(v, language) if v else "—" for name, v in sums.items()}
    places = dict.fromkeys(texts, "promised") | dict.fromkeys(counts, "tranches")
    return tuple(
        (*big_and_small(text), say(f"b.{name}", language), places[name])
        for name, text in (texts | counts).items()
    )
