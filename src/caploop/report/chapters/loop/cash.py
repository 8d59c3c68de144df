"""Money that may be one's own come back, and revenue from outside over what is owed inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from caploop.core.message import Message
from caploop.report.chapters.book.page_context import PageContext, party
from caploop.report.chapters.claims.cite import Cite, cite
from caploop.report.text.amounts import day_text, money
from caploop.report.text.words import message_text, say
from caploop.study.loop import CoverageRow, LoopRecord, SelfFundedRow

WHOLE = 10


class OwnMoneyInWords(Struct, frozen=True, kw_only=True):
    """One vendor's interval in words: at least, pro rata, at most, of how much."""

    who: str
    least: str
    pro_rata: str
    most: str
    of: str
    put_in: str
    undated: str
    share: str
    reason: str | None


class Cover(Struct, frozen=True, kw_only=True):
    """One year of a party: ratio, what it is made of, where the revenue comes from."""

    year: int
    ratio: str
    text: str
    assumed: bool
    short: bool
    cites: tuple[Cite, ...]


class CoverRow(Struct, frozen=True, kw_only=True):
    """A party's years, None where nothing is due, and what it promised without dates."""

    who: str
    years: tuple[Cover | None, ...]
    undated: str
    basis: str


class Covered(Struct, frozen=True, kw_only=True):
    """All parties with money due."""

    years: tuple[int, ...]
    rows: tuple[CoverRow, ...]


def own(record: LoopRecord, desk: PageContext) -> tuple[OwnMoneyInWords, ...]:
    """The intervals, the largest first."""
    return tuple(_own(row, desk) for row in record.self_funded)


def _own(row: SelfFundedRow, desk: PageContext) -> OwnMoneyInWords:
    language = desk.language
    least, pro_rata, most, of, put_in = (
        money(Decimal(str(v)), language)
        for v in (row.min, row.pro_rata, row.max, row.of, row.put_in)
    )
    share = row.share_of_revenue
    said = "" if share is None else say("own_cheque.share", language, share=f"{share:.2%}")
    return OwnMoneyInWords(
        who=party(desk, row.party),
        least=least,
        pro_rata=pro_rata,
        most=most,
        of=of,
        put_in=put_in,
        undated=money(Decimal(str(row.undated_usd)), language)
        if row.undated_usd
        else say("nought", language),
        share=said,
        reason=None if row.reason is None else message_text(row.reason, language),
    )


def covered(record: LoopRecord, desk: PageContext) -> Covered:
    """Coverage by party and year, those with the most due first."""
    held: dict[str, list[CoverageRow]] = {}
    for row in record.coverage:
        held.setdefault(row.party, []).append(row)
    ranked = sorted(held, key=lambda p: (-sum(r.due_usd for r in held[p]), p))
    years = tuple(range(record.window[0], record.window[1] + 1))
    return Covered(years=years, rows=tuple(_row(held[p], years, desk) for p in ranked))


def _row(rows: Sequence[CoverageRow], years: Sequence[int], desk: PageContext) -> CoverRow:
    told = {r.year: _cover(r, desk) for r in rows}
    bases = dict.fromkeys(_basis(r.basis, desk.language) for r in rows if r.assumed)
    undated = rows[0].undated_usd
    return CoverRow(
        who=party(desk, rows[0].party),
        years=tuple(told.get(y) for y in years),
        undated=money(Decimal(str(undated)), desk.language) if undated else "",
        basis="; ".join(bases),
    )


def _cover(row: CoverageRow, desk: PageContext) -> Cover:
    language = desk.language
    due = money(Decimal(str(row.due_usd)), language)
    if row.outside_usd is None:
        text = say("covered.unknown", language, due=due)
    else:
        outside = money(Decimal(str(row.outside_usd)), language)
        text = say("covered.over", language, outside=outside, due=due)
    return Cover(
        year=row.year,
        ratio="—" if row.ratio is None else times(row.ratio),
        text=text,
        assumed=row.assumed,
        short=row.ratio is not None and row.ratio < 1,
        cites=tuple(
            cite(desk.shelf, n, text=times(row.ratio or 0.0))
            for n in row.claims
            if n in desk.shelf.claims and row.ratio is not None
        ),
    )


def times(ratio: float) -> str:
    """A ratio as so many times.

    >>> times(0.7498), times(73.4)
    ('0.75×', '73×')
    """
    return f"{ratio:.0f}×" if ratio >= WHOLE else f"{ratio:.2f}×"


def _basis(said: Message, language: str) -> str:
    """The assumption in the reader's language."""
    if said.code == "interpolated":
        named_plan = say(f"plan.{said.values['vintage']}", language)
        return say("covered.interpolated", language, plan=named_plan)
    if said.code == "held-level":
        day = day_text(date.fromisoformat(str(said.values["day"])), language)
        return say("covered.level", language, day=day)
    return message_text(said, language)
