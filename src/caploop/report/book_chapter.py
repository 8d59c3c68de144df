"""The second chapter as data for the template: what was agreed, how firmly, and what counts."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from caploop.book.commitment import PURCHASES
from caploop.book.execute import BINDING
from caploop.evidence.claim import FIRMNESS_ORDER
from caploop.report.book_chapter_changes import OPEN, Out, Turns, outs, turns
from caploop.report.book_chapter_list import Listed, listed
from caploop.report.book_chapter_money import Promise, promises, totals
from caploop.report.book_chapter_supply import Supplied, supplied
from caploop.report.book_chapter_time import BARS, Times, times
from caploop.report.book_chapter_words import (
    GONE,
    Desk,
    big_and_small,
    desk_of,
    money,
    party,
)
from caploop.report.chapter_cite import Shelf
from caploop.report.text import say
from caploop.report.text_amount import scaled
from caploop.study.book import BookRecord

LARGE = 12
TOLD_FROM = Decimal("0.5")


class Agreed(Struct, frozen=True, kw_only=True):
    """Everything the chapter shows."""

    finding: str
    priceless: str
    numbers: tuple[tuple[str, str, str, str], ...]
    agreements: int
    times: Times
    bars: int
    supplied: Supplied
    large: tuple[Promise, ...]
    small: tuple[Promise, ...]
    turns: Turns
    recent: int
    outs: tuple[Out, ...]
    flows: int
    with_flow: int
    without: int
    listed: tuple[Listed, ...]


def agreed(record: BookRecord, shelf: Shelf) -> Agreed:
    """The chapter in the language of the shelf."""
    desk = desk_of(record, shelf)
    found = promises(record, desk)
    return Agreed(
        finding=finding(record, desk),
        priceless=priceless(record, desk),
        numbers=numbers(record, desk),
        agreements=len({e.tranche.agreement for e in record.executed}),
        times=times(record, desk),
        bars=BARS,
        supplied=supplied(record, desk),
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


def finding(record: BookRecord, desk: Desk) -> str:
    """How much of what was promised to suppliers binds, and whose it is in the main."""
    sums = totals(record)
    language = desk.language
    if not sums["gross"]:
        counts = len({e.tranche.agreement for e in record.executed})
        return say("agreed.none", language, agreements=counts)
    texts = {k: money(v, language) for k, v in sums.items()}
    said = say("agreed.binds", language, gross=texts["gross"], binding=texts["binding"])
    by_payer: dict[str, Decimal] = {}
    for c in record.commitments:
        by_payer[c.payer] = by_payer.get(c.payer, Decimal(0)) + c.binding_usd
    payer = max(by_payer, key=lambda p: (by_payer[p], p))
    if sums["binding"] == 0 or by_payer[payer] < TOLD_FROM * sums["binding"]:
        return said
    share = f"{by_payer[payer] / sums['binding']:.0%}"
    return said + say("agreed.largest", language, share=share, party=party(desk, payer))


def priceless(record: BookRecord, desk: Desk) -> str:
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
    return say("agreed.priceless", desk.language, power=power)


def numbers(record: BookRecord, desk: Desk) -> tuple[tuple[str, str, str, str], ...]:
    """Number, what follows it, what it counts, and the section it links to."""
    sums = totals(record)
    behind: dict[str, set[str]] = {}
    for e in record.executed:
        behind.setdefault(e.tranche.agreement, set()).update(e.tranche.claims)
    shared = sum(len(claims) > 1 for claims in behind.values())
    counts = {
        "agreements": f"{len(behind)}",
        "tranches": f"{len(record.executed)}",
        "shared": f"{shared / len(behind):.0%}" if behind else "—",
    }
    language = desk.language
    texts = {name: money(v, language) if v else "—" for name, v in sums.items()}
    places = dict.fromkeys(texts, "promised") | dict.fromkeys(counts, "tranches")
    return tuple(
        (*big_and_small(text), say(f"b.{name}", language), places[name])
        for name, text in (texts | counts).items()
    )
