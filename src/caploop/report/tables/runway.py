"""The answer of `caploop runway` as tables."""

from __future__ import annotations

from caploop.report.tables.beside.said import said_if
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Cell,
    DataWord,
    Date,
    Joined,
    Money,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import (
    SPAN,
    STANDING,
    TO_2030,
    closing_years,
    spans,
    standing,
    weak_points,
    words_of,
)
from caploop.study.runway import Bridge, RunwayRecord, YearBridge

LEAST = 0.05
"""Of a loss that is shown, USD bn."""
NOT_PARTIES = frozenset({"market", "lenders", "amd_warrant"})
LAST = "2030Q4"
LINES = (
    *("revenue", "rent", "late", "people", "marketing", "remaining", "fees", "devices"),
    *("microsoft_share", "rest", "burn"),
)
"""Lines from revenue to burn, as the record names them."""


def runway_tables(record: RunwayRecord) -> tuple[AnswerTable, ...]:
    """When cash is out, cash, burn, need, states, bankruptcy, who funds, the plan alone, notes."""
    return (
        when(record),
        cash(record),
        burn(record),
        *said_if("said_money", by=record.known_at),
        bills(record),
        need(record),
        states(record),
        default(record),
        bridge(record),
        bridge_years(record),
        market(record),
        sources(record),
        alone(record),
        weak_points(record.notes),
    )


def signed_and_dated(record: RunwayRecord) -> float:
    """The least new money that the plan's own arithmetic is asked of: what is signed and dated."""
    return min(r.money for r in record.plan_alone if r.money > 0)


def when(record: RunwayRecord, dry: RunwayRecord | None = None) -> AnswerTable:
    """Share of draws by the year cash runs out in, with new money; without it where `dry` tells."""
    outs = [record.constrained, record.cash_out]
    columns: tuple[str, ...] = ("with_money_least", "with_money")
    if dry is not None:
        outs = [dry.cash_out, dry.constrained, record.cash_out]
        columns = ("dry", "dry_least", "with_money")
    least = next(p for p in record.priors if p.symbol == "Cmin")
    rows: list[tuple[Cell, ...]] = [
        (year, *(Share(out.in_year[year]) for out in outs))
        for year in list(record.cash_out.in_year)[:TO_2030]
    ]
    left = (Share(1 - out.by_quarter[LAST]) for out in outs)
    rows.append((Text("run.never"), *left))
    return table(
        "runway_when", ("year", *columns), rows, values={"least": f"{least.low:g}–{least.high:g}"}
    )


def cash(record: RunwayRecord) -> AnswerTable:
    """Cash at the end of each year."""
    rows = standing(closing_years(record.cash)[:TO_2030])
    words = words_of(record.draws, record.plan_vintage)
    return table("runway_cash", STANDING, rows, values=words)


def burn(record: RunwayRecord) -> AnswerTable:
    """What a year's bills exceed its receipts by."""
    words = words_of(record.draws, record.plan_vintage)
    return table("runway_burn", STANDING, standing(record.burn[:TO_2030]), values=words)


def bills(record: RunwayRecord) -> AnswerTable:
    """From revenue to burn, line by line."""
    rows = [
        (str(y.year), *(Money(getattr(y, line)) for line in LINES)) for y in record.bills[:TO_2030]
    ]
    words = words_of(record.draws, record.plan_vintage)
    return table("runway_bills", ("year", *LINES), rows, values=words)


def need(record: RunwayRecord) -> AnswerTable:
    """What must have come from outside since the start of 2026."""
    rows = spans(closing_years(record.funding_gap)[:TO_2030])
    signed = Money(signed_and_dated(record), stated=True)
    return table("runway_need", SPAN, rows, values={"signed": signed})


def states(record: RunwayRecord) -> AnswerTable:
    """Shares of draws by state in the last quarter of each year."""
    outcomes = record.outcomes[3 : 4 * TO_2030 : 4]
    kinds = tuple(DataWord("stage", kind) for kind in outcomes[0].states)
    rows = ((o.quarter[:4], *map(Share, o.states.values())) for o in outcomes)
    return table("runway_states", ("year", *kinds), rows, kinds=kinds)


def default(record: RunwayRecord) -> AnswerTable:
    """Claims and payments by class in the draws that end in bankruptcy, and lessors' losses."""
    paid = [
        (
            DataWord("rank", r.rank),
            Money(r.claimed),
            Money(r.paid),
            None if r.rate is None else Share(r.rate),
        )
        for r in record.default.recoveries
    ]
    lost = [
        (Joined((Text("run.lost"), PartyName(name))), Money(value), None, None)
        for name, value in record.default.lost.items()
        if value >= LEAST
    ]
    return table(
        "runway_default",
        ("rank", "claimed", "recovered", "part"),
        [*paid, *lost],
        values={"share": Share(record.default.probability)},
    )


def bridge(record: RunwayRecord) -> AnswerTable:
    """The steps from net loss to burn in the first half of 2025."""
    rows = [
        (DataWord("bridge", line), Money(getattr(record.bridge, line), stated=True))
        for line in Bridge.__struct_fields__
    ]
    return table("runway_bridge", ("line", "amount"), rows)


def bridge_years(record: RunwayRecord) -> AnswerTable:
    """From operating loss to net loss to burn in each simulated year."""
    names = YearBridge.__struct_fields__[1:]
    rows = [
        (str(y.year), *(Money(getattr(y, name)) for name in names))
        for y in record.bridge_years[:TO_2030]
    ]
    words = words_of(record.draws, record.plan_vintage)
    return table("runway_bridge_years", ("year", *names), rows, values=words)


def market(record: RunwayRecord) -> AnswerTable:
    """What prices of debt say of a default, beside the model's own chance."""
    rows = [
        (
            DataWord("instrument", s.instrument),
            PartyName(s.borrower) if s.borrower else None,
            None if s.spread is None else Share(s.spread, 1),
            Between(Share(s.low, 1), Share(s.high, 1)),
            Share(s.to_2030),
            None if s.model is None else Share(s.model),
            Date(s.public),
        )
        for s in record.market
    ]
    columns = ("instrument", "debtor", "spread", "a_year", "priced", "modelled", "public")
    return table("runway_market", columns, rows)


def sources(record: RunwayRecord) -> AnswerTable:
    """Who brings money, how much of it is agreed, and what of that had come before the run."""
    over = any(s.paid for s in record.sources)
    rows = [
        (
            DataWord("origin", s.origin) if s.origin in NOT_PARTIES else PartyName(s.origin),
            *map(Money, (s.to_2026, s.to_2030, s.to_2035, s.agreed)),
            *((Money(s.paid),) if over else ()),
        )
        for s in record.sources
    ]
    columns: tuple[str, ...] = ("origin", "to_2026", "to_2030", "to_2035", "agreed_part")
    if over:
        columns = (*columns, "paid_part")
    return table("runway_sources", columns, rows)


def alone(record: RunwayRecord) -> AnswerTable:
    """The plan's own arithmetic, without a run."""
    rows = [
        (
            Money(r.money, stated=True),
            Money(r.cash, stated=True),
            r.quarter or Text("run.never"),
        )
        for r in record.plan_alone
    ]
    return table("runway_alone", ("money", "opening", "out_in"), rows)
