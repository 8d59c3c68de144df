"""The answer of `caploop value` as tables."""

from __future__ import annotations

from collections.abc import Iterator

from caploop.report.tables.cell import (
    AnswerTable,
    Cell,
    DataWord,
    Money,
    Number,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import TO_2030, central, weak_points
from caploop.study.value import Holder, ValueRecord

NAMED = ("foundation", "microsoft", "employees", "softbank", "amazon", "nvidia", "market")
"""Holders with a row or a colour of their own."""
OTHER = "other"
TIMES = "×"


def value_tables(record: ValueRecord) -> tuple[AnswerTable, ...]:
    """Growth and margin, prices, multiples, classes, owners, returns, marks, chances, notes."""
    return (
        needed(record),
        grid(record),
        asks(record),
        multiples(record),
        discounted(record),
        classes(record),
        over_common(record),
        owned(record),
        returns(record),
        rates(record),
        mark(record),
        rounds(record),
        chances(record),
        warrants(record),
        weak_points(record.notes),
    )


def warrants(record: ValueRecord) -> AnswerTable:
    """What a warrant on a supplier's shares is worth at three prices of them."""
    rows = (
        (
            PartyName(w.issuer),
            DataWord("case", w.case),
            Number(w.price, 0),
            _share(w.volatility),
            *(Money(v, stated=True) for v in (w.signed, w.whole, w.most)),
        )
        for w in record.warrants
    )
    columns = ("issuer", "case", "share_price", "swing", "if_signed", "if_whole", "at_most_worth")
    values = {"shares": Number(record.warrants[0].shares, 0)}
    return table("value_warrants", columns, rows, values=values)


def needed(record: ValueRecord) -> AnswerTable:
    """The margin that each growth to 2030 needs for the price."""
    found = record.surface
    rows = (
        (_share(n.growth), Money(n.revenue, stated=True), _share(n.margin)) for n in found.needed
    )
    values = {
        "rate": Share(found.rate),
        "price": Money(found.price, stated=True),
        "growth": Share(central(record.priors, "g_31")),
    }
    return table("value_surface", ("growth", "revenue_2030", "margin_needed"), rows, values=values)


def grid(record: ValueRecord) -> AnswerTable:
    """What equity is worth today at each growth and each margin."""
    margins = (Text("col.at_margin", {"x": Share(c.margin)}) for c in record.surface.cells[0])
    rows = (
        (Share(row[0].growth), *(Money(c.value, stated=True) for c in row))
        for row in record.surface.cells
    )
    return table("value_grid", ("growth", *margins), rows)


def asks(record: ValueRecord) -> AnswerTable:
    """What each price at each return asks of 2030."""
    rows = (
        (
            Money(r.price, stated=True),
            Share(r.rate),
            Money(r.equity_2030, stated=True),
            Money(r.revenue_2030, stated=True),
            Share(r.growth),
            Share(r.plan_share),
            Share(r.margin_at_plan, 1),
        )
        for r in record.inverse
    )
    columns = (
        "price",
        "return",
        "equity_2030",
        "revenue_2030",
        "growth",
        "of_plan",
        "margin_at_plan",
    )
    further = Money(central(record.priors, "E_further"), stated=True)
    return table("value_asks", columns, rows, values={"further": further})


def multiples(record: ValueRecord) -> AnswerTable:
    """The price over three revenues."""
    rows = (
        (DataWord("basis", m.basis), Money(m.revenue, stated=True), Number(m.multiple, 1))
        for m in record.multiples
    )
    low, _, high = (Number(v, None) for v in record.comparable)
    return table(
        "value_multiples",
        ("revenue_by", "revenue_amount", "times"),
        rows,
        values={"low": low, "high": high},
    )


def discounted(record: ValueRecord) -> AnswerTable:
    """What the plan's revenue of 2030 is worth at margins in the long run."""
    rows = (
        (
            Share(d.margin_end),
            Number(d.value_over_revenue, 1),
            Money(d.value_2030, stated=True),
            Money(d.value_today, stated=True),
        )
        for d in record.discounted
    )
    columns = ("margin_end", "over_revenue", "value_2030", "value_today")
    return table("value_discounted", columns, rows)


def classes(record: ValueRecord) -> AnswerTable:
    """The headline price and the fair value of each class of shares."""
    found = record.classes
    rows = (
        (
            DataWord("class", c.name),
            Share(c.share),
            Money(c.preference, stated=True),
            Money(c.fair_value, stated=True),
        )
        for c in found.classes
    )
    values = {
        "fair": Money(found.by_options, stated=True),
        "sample": Money(found.by_sample, stated=True),
    }
    return table(
        "value_classes", ("class", "part_of_all", "preference", "fair"), rows, values=values
    )


def over_common(record: ValueRecord) -> AnswerTable:
    """A share of each class over a common one."""
    rows = (
        (
            DataWord("class", c.name),
            None if c.over_common is None else Number(c.over_common, 2, note=TIMES),
        )
        for c in record.classes.classes
    )
    return table("value_over_common", ("class", "over_common"), rows)


def parts_owned(record: ValueRecord) -> tuple[tuple[float, ...], ...]:
    """Shares of the holders named and of all others at the end of each year."""
    named = ([y.shares[n] for n in NAMED] for y in record.owned)
    return tuple(tuple(max(v, 0.0) for v in (*row, 1 - sum(row))) for row in named)


def owned(record: ValueRecord) -> AnswerTable:
    """Who owns it at the end of each year, mean."""
    kinds = tuple(DataWord("holder", k) for k in (*NAMED, OTHER))
    rows = (
        (str(y.year), *map(Share, parts))
        for y, parts in zip(record.owned, parts_owned(record), strict=True)
    )
    values = {"draws": Number(record.draws), "diluted": Share(record.holders[0].diluted)}
    return table("value_owned", ("year", *kinds), rows, values=values, kinds=kinds)


def returns(record: ValueRecord) -> AnswerTable:
    """Cash that holders put in, and their return a year to 2030."""
    unknown = Text("value.not_known")
    rows = (
        (
            DataWord("holder", h.holder),
            unknown if h.paid_before is None else Money(h.paid_before, figures=3),
            Money(h.put_in),
            Money(h.first_value),
            *map(_share, (h.rate_q05, h.rate_median, h.rate_q95, h.lost_value)),
        )
        for h in _named(record)
    )
    columns = (
        "holder",
        "paid_before",
        "paid_in",
        "first_value",
        "low",
        "median",
        "high",
        "loses",
    )
    return table("value_returns", columns, rows)


def rates(record: ValueRecord) -> AnswerTable:
    """The median return a year to 2030 by OpenAI's state then."""
    states = (DataWord("stage", name) for name in record.holders[0].rates)
    rows = ((DataWord("holder", h.holder), *map(_share, h.rates.values())) for h in _named(record))
    return table("value_rates", ("holder", *states), rows)


def mark(record: ValueRecord) -> AnswerTable:
    """The value and the price of the last round at the end of each year."""
    rows = (
        (
            m.quarter,
            Money(m.value),
            Money(m.mark),
            Number(m.premium, 2),
            Number(m.quarters_since, 1),
            Share(m.stale),
            Share(m.down),
        )
        for m in record.mark[3 : 4 * TO_2030 : 4]
    )
    values = {
        "draws": Number(record.draws),
        "stale": Number(central(record.priors, "n_stale"), None),
        "opening": Number(record.mark[0].premium, 2),
    }
    columns = ("year", "median", "mark", "premium", "quarters_since", "stale", "down_round")
    return table("value_mark", columns, rows, values=values)


def rounds(record: ValueRecord) -> AnswerTable:
    """How often new rounds are asked for and refused by year, and how those that come clear."""
    rows = (
        (
            str(r.year),
            Number(r.asked, 2),
            Number(r.refused, 2),
            _share(r.filled),
            _share(r.discount),
            None if r.equity is None else Money(r.equity),
            None if r.debt is None else Money(r.debt),
        )
        for r in record.rounds
    )
    columns = ("year", "asks", "refusals", "filled", "discount", "equity", "new_debt")
    return table("value_rounds", columns, rows, values={"draws": Number(record.draws)})


def chances(record: ValueRecord) -> AnswerTable:
    """How likely the equity of 2030 reaches what a price and a return ask, by two tests."""
    rows = (
        (
            Money(c.price, stated=True),
            Share(c.rate),
            Money(c.required),
            Share(c.by_process),
            Share(c.by_cash_flow),
            Number(c.times_by_process, figures=2, note=TIMES),
            Number(c.times_by_cash_flow, figures=2, note=TIMES),
        )
        for c in record.chances
    )
    columns = (
        "price",
        "return",
        "asked",
        "by_process",
        "by_cash_flow",
        "times_process",
        "times_cash_flow",
    )
    return table("value_chance", columns, rows)


def _named(record: ValueRecord) -> Iterator[Holder]:
    return (h for h in record.holders if h.holder in NAMED)


def _share(value: float | None) -> Cell:
    return None if value is None else Share(value)
