"""The valuation as tables; money in USD bn."""

from __future__ import annotations

from caploop.report.tables.frame import TextTable, table_of
from caploop.study.value.record import ValueRecord


def value_tables(record: ValueRecord) -> tuple[TextTable, ...]:
    """Multiples, what the price needs, the surface, classes, marks, owners, returns, chances."""
    return (*_prices(record), *_run(record))


def _prices(record: ValueRecord) -> tuple[TextTable, ...]:
    margins = tuple(f"margin {c.margin:.0%}" for c in record.surface.cells[0])
    return (
        table_of(
            "Value over revenue, by definition",
            ("revenue", "definition", "bn USD", "times"),
            ((m.basis, m.definition, _n(m.revenue), _n(m.multiple)) for m in record.multiples),
        ),
        table_of(
            "What the price asks of 2030, bn USD",
            ("price", "return", "equity", "revenue", "growth", "of the plan", "margin at plan"),
            (
                (
                    *(_n(r.price), _p(r.rate), _n(r.equity_2030), _n(r.revenue_2030)),
                    *(_p(r.growth), _p(r.plan_share), _p(r.margin_at_plan)),
                )
                for r in record.inverse
            ),
        ),
        table_of(
            f"Value today that growth to 2030 and a margin justify; price {record.surface.price:g}",
            ("growth", "revenue 2030", *margins, "margin needed"),
            (
                (_p(line.growth), _n(line.revenue), *(_n(c.value) for c in row), _p(line.margin))
                for row, line in zip(record.surface.cells, record.surface.needed, strict=True)
            ),
        ),
        table_of(
            "Plan revenue at margins at the end",
            ("margin", "value over revenue 2030", "value 2030", "value today"),
            (
                (_p(d.margin_end), *map(_n, (d.value_over_revenue, d.value_2030, d.value_today)))
                for d in record.discounted
            ),
        ),
        table_of(
            f"Classes at the fair equity of {record.classes.by_options:.0f}, bn USD",
            ("class", "share", "preference", "fair value", "a share over common"),
            (
                (c.name, _p(c.share), _n(c.preference), _n(c.fair_value), _n(c.over_common))
                for c in record.classes.classes
            ),
        ),
    )


def _run(record: ValueRecord) -> tuple[TextTable, ...]:
    names = tuple(h.holder for h in record.holders)
    states = tuple(record.holders[0].rates)
    return (
        table_of(
            "Probability that the equity of 2030 reaches what the price asks, by two tests",
            (
                *("price", "return", "asked, median", "by the process", "by cash flow"),
                *("value over revenue by the process", "by cash flow, medians", "priors"),
            ),
            (
                (
                    *(_n(c.price), _p(c.rate), _n(c.required)),
                    *(_p(c.by_process), _p(c.by_cash_flow)),
                    *(_n(c.times_by_process), _n(c.times_by_cash_flow), " ".join(c.priors)),
                )
                for c in record.chances
            ),
        ),
        table_of(
            "Mark of the last round at the end of the year",
            ("quarter", "mark, median", "value, median", "quarters since", "stale"),
            (
                (m.quarter, _n(m.mark), _n(m.value), _n(m.quarters_since), _p(m.stale))
                for m in record.mark[3::4]
            ),
        ),
        table_of(
            "Who owns it at the end of the year, mean",
            ("year", *names),
            ((str(y.year), *(_p(y.shares[n]) for n in names)) for y in record.owned),
        ),
        table_of(
            "Return a year to 2030 on the first stake at the first price and on cash paid in",
            (
                *("holder", "cash paid before", "cash paid in 2026-2030", "first stake at price"),
                *("5 %", "median", "95 %", "below 0", *states),
            ),
            (
                (
                    *(h.holder, _n(h.paid_before), _n(h.put_in), _n(h.first_value)),
                    *(_p(h.rate_q05), _p(h.rate_median), _p(h.rate_q95), _p(h.lost_value)),
                    *(_p(h.rates[s]) for s in states),
                )
                for h in record.holders
            ),
        ),
        table_of("Weak points", ("note",), ((note,) for note in record.notes)),
    )


def _n(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f}"


def _p(value: float | None) -> str:
    return "" if value is None else f"{value:.1%}"
