"""The third chapter as data for the template: what goes round, and what comes from outside."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from caploop.report.chapters.book.page_context import (
    PageContext,
    Ref,
    big_and_small,
    page_context,
    pair,
    party,
)
from caploop.report.chapters.book.page_context import ref as tranche_ref
from caploop.report.chapters.claims.cite import Cite, ClaimIndex, cite
from caploop.report.chapters.loop.cash import Covered, OwnMoneyInWords, covered, own
from caploop.report.chapters.loop.chance import IndexInWords, chances
from caploop.report.chapters.loop.ring import Ring, ring
from caploop.report.text.amounts import money
from caploop.report.text.words import named, say
from caploop.study.loop import LENGTH_MOST, TOP, LoopEdge, LoopRecord, LoopRow, thinnest
from caploop.study.shared import BookRecord


class LoopSide(Struct, frozen=True, kw_only=True):
    """One side of a loop: who pays whom, how much, on which papers."""

    who: str
    text: str
    tranches: tuple[Ref, ...]
    claims: tuple[Cite, ...]


class Named(Struct, frozen=True, kw_only=True):
    """A loop in words, with its sides."""

    who: str
    through: str
    weakest: str
    dated: bool
    sides: tuple[LoopSide, ...]


class Circular(Struct, frozen=True, kw_only=True):
    """Everything the chapter shows."""

    finding: str
    standfirst: str
    ring: Ring
    own: tuple[OwnMoneyInWords, ...]
    loops: tuple[Named, ...]
    length: int
    top: int
    covered: Covered
    numbers: tuple[tuple[str, str, str], ...]
    netting: str
    chances: tuple[IndexInWords, ...]
    left_out: str
    first: int
    last: int


def loop_chapter(record: LoopRecord, book: BookRecord, shelf: ClaimIndex) -> Circular:
    """The chapter in the language of the shelf."""
    desk = page_context(book, shelf)
    return Circular(
        finding=finding(record, desk),
        standfirst=_standfirst(record, desk),
        ring=ring(record, desk),
        own=own(record, desk),
        loops=tuple(_named(row, desk) for row in record.loops),
        length=LENGTH_MOST,
        top=TOP,
        covered=covered(record, desk),
        numbers=numbers(record, desk),
        netting=netting(record, desk),
        chances=chances(record, desk),
        left_out=left_out(record, desk),
        first=record.window[0],
        last=record.window[1],
    )


def finding(record: LoopRecord, desk: PageContext) -> str:
    """A year in which dues inside outrun revenue; else the largest interval, loops, or none."""
    language = desk.language
    worst = thinnest(record.coverage)
    if worst is not None and worst.outside_usd is not None:
        due, outside = usd(worst.due_usd, language), usd(worst.outside_usd, language)
        whose = party(desk, worst.party)
        text = {"party": whose, "year": worst.year, "due": due, "outside": outside}
        return say("loop.short", language, **text)
    if record.self_funded and record.self_funded[0].max > 0:
        top = record.self_funded[0]
        low, high, of = (usd(v, language) for v in (top.min, top.max, top.of))
        whose = party(desk, top.party)
        return say("loop.own", language, low=low, high=high, of=of, party=whose)
    if record.loops:
        return say("loop.paper", language, loops=len(record.loops))
    return say("loop.none", language)


def usd(value: float, language: str) -> str:
    """Dollars to three figures.

    >>> usd(4256896670.4, "en"), usd(0.0, "zh")
    ('$4.26bn', '0美元')
    """
    return money(Decimal(str(value)), language)


def numbers(record: LoopRecord, desk: PageContext) -> tuple[tuple[str, str, str], ...]:
    """Number, what follows it, what it counts; empty where nothing is promised."""
    sums = record.commitments
    if not sums.gross:
        return ()
    texts = {
        name: usd(getattr(sums, name), desk.language)
        for name in ("gross", "net", "binding", "unconditional")
    }
    texts["factor"] = "—" if sums.factor is None else f"{sums.factor:.2f}×"
    texts["removable"] = usd(sums.removable_by_netting, desk.language)
    order = ("gross", "net", "factor", "binding", "unconditional", "removable")
    return tuple((*big_and_small(texts[n]), say(f"m.{n}", desk.language)) for n in order)


def netting(record: LoopRecord, desk: PageContext) -> str:
    """What striking out promises that run in a circle would remove."""
    sums = record.commitments
    if not sums.gross:
        return say("gross_net.none", desk.language)
    if not sums.removable_by_netting:
        return say("gross_net.straight", desk.language)
    removable = usd(sums.removable_by_netting, desk.language)
    share = "—" if sums.share_removable is None else f"{sums.share_removable:.1%}"
    return say("gross_net.round", desk.language, removable=removable, share=share)


def left_out(record: LoopRecord, desk: PageContext) -> str:
    """What the measures do not see, with its size."""
    undated = {r.party: r.undated_usd for r in record.coverage}
    return say(
        "not_seen.about",
        desk.language,
        firmness=named("firmness", record.firmness, desk.language),
        undated=usd(sum(undated.values()), desk.language),
        open=sum(not r.dated for r in record.loops),
        loops=len(record.loops),
        unknown=sum(r.outside_usd is None for r in record.coverage),
        assumed=sum(r.assumed for r in record.coverage),
        years=len(record.coverage),
    )


def _standfirst(record: LoopRecord, desk: PageContext) -> str:
    return say(
        "loop.standfirst",
        desk.language,
        own=_own_money(record, desk),
        firmness=named("firmness", record.firmness, desk.language),
    )


def _own_money(record: LoopRecord, desk: PageContext) -> str:
    """How much of the largest vendor's sales could be its own money, as a sentence."""
    if not (record.self_funded and record.self_funded[0].max > 0):
        return ""
    top, language = record.self_funded[0], desk.language
    low, high, of = (usd(v, language) for v in (top.min, top.max, top.of))
    whose = party(desk, top.party)
    return say("loop.own.also", language, party=whose, low=low, high=high, of=of)


def _named(row: LoopRow, desk: PageContext) -> Named:
    language = desk.language
    names = [party(desk, p) for p in (*row.parties, row.parties[0])]
    firm = named("firmness", row.firmness, language)
    return Named(
        who=" → ".join(names),
        through=say("loop.through", language, amount=usd(row.bottleneck, language)),
        weakest=say("loop.weakest", language, firmness=firm),
        dated=row.dated,
        sides=tuple(_side(e, desk) for e in row.edges),
    )


def _side(edge: LoopEdge, desk: PageContext) -> LoopSide:
    language = desk.language
    texts = [
        f"{usd(edge.amount, language)} {named('flow', edge.type, language)}",
        named("firmness", edge.firmness, language),
        *([] if edge.dated else [say("side.undated", language)]),
    ]
    return LoopSide(
        who=pair(desk, edge.payer, edge.payee),
        text=say("comma", language).join(texts),
        tranches=tuple(tranche_ref(desk, n) for n in edge.agreements if n in desk.held),
        claims=tuple(cite(desk.shelf, n, text=n) for n in edge.claims if n in desk.shelf.claims),
    )
