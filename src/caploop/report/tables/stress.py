"""The stress desk as tables: who is short, who loses, exposures, marks, distress, least shocks."""

from __future__ import annotations

from caploop.report.tables.frame import TextTable, table_of
from caploop.study.stress.record import StressRecord


def stress_tables(record: StressRecord) -> tuple[TextTable, ...]:
    """Shortfalls, losses, distress, marks, exposures, forced sales, output lost, least shocks, what
    is refused."""
    return (*_dated(record), *_after(record), *_beside(record), *_rest(record))


def _dated(record: StressRecord) -> tuple[TextTable, ...]:
    return (
        table_of(
            f"Short in the dated book to {record.quarter}, bn USD",
            (
                *("party", "quarter", "round", "owed", "paid", "recovery", "without the shock"),
                "unpaid without it",
            ),
            (
                (
                    *(s.party, s.quarter, s.round, f"{s.owed:,.1f}", f"{s.paid:,.1f}"),
                    *(f"{s.recovery:.0%}", f"{s.baseline:.0%}", f"{s.short_before:,.1f}"),
                )
                for s in record.shortfalls
            ),
        ),
        table_of(
            "Not paid by the end, bn USD",
            (
                *("holder", "obligor", "instrument", "amount", "without the shock"),
                *("agreements", "claims"),
            ),
            (
                (
                    *(r.holder, r.obligor, r.instrument, f"{r.amount:,.2f}", f"{r.baseline:,.2f}"),
                    *(" ".join(r.agreements), " ".join(r.claims)),
                )
                for r in record.losses
            ),
        ),
    )


def _after(record: StressRecord) -> tuple[TextTable, ...]:
    found = record.contagion
    return (
        table_of(
            "Distress in the run at two fixed dates",
            ("party", "measure", "quarter", "without", "with the shock", "through"),
            (
                (
                    *(d.party, d.measure, d.quarter, f"{d.baseline:.3f}", f"{d.shocked:.3f}"),
                    " ".join(d.through),
                )
                for d in record.distress
            ),
        ),
        table_of(
            f"Book equity lost; spectral radius {found.spectral_radius:.2f}, "
            f"{found.rounds} rounds, {'saturated' if found.saturated else 'not saturated'}",
            ("party", "by the shock", "once marks settle", "positions"),
            (
                (m.party, f"{m.direct:.1%}", f"{m.distress:.1%}", " ".join(m.positions))
                for m in found.holders
            ),
        ),
        table_of(
            "Exposures, bn USD",
            ("holder", "obligor", "due", "mark", "agreements"),
            (
                (e.holder, e.obligor, f"{e.due:,.1f}", f"{e.mark:,.1f}", " ".join(e.agreements))
                for e in record.exposures
            ),
        ),
    )


def _beside(record: StressRecord) -> tuple[TextTable, ...]:
    return (
        table_of(
            "Held against debt, bn USD",
            ("asset", "holder", "held", "beside it", "debt", "sells above", "positions"),
            (
                (
                    *(p.asset, p.party, f"{p.holding:,.1f}", f"{p.other:,.1f}", f"{p.debt:,.1f}"),
                    *(f"{p.limit:.0%}", " ".join(p.positions)),
                )
                for p in record.pledges
            ),
        ),
        table_of(
            "Forced sales by depth of the market, bn USD; the depth is not known",
            ("asset", "holder", "first fall", "depth", "price left", "sold", "loss", "by sales"),
            (
                (
                    *(f.asset, f.party, f"{f.first_fall:.0%}"),
                    "no end" if f.depth is None else f"{f.depth:,.1f}",
                    *(f"{f.price:.0%}", f"{f.sold:,.1f}", f"{f.loss:,.1f}", f"{f.sale_loss:,.1f}"),
                )
                for f in record.fire_sales
            ),
        ),
        table_of(
            "Output lost when a supplier or a layer stops",
            ("missing", "layer", "party", "lost", "agreements"),
            (
                (c.missing, c.layer, c.party, f"{c.lost:.1%}", " ".join(c.through))
                for c in record.cascade
            ),
        ),
    )


def _rest(record: StressRecord) -> tuple[TextTable, ...]:
    return (
        table_of(
            "The least shocks",
            ("party", "shocks", "standard deviations"),
            (
                (
                    r.party,
                    ", ".join(f"{name} {size:.1%}" for name, size in r.shocks.items()),
                    f"{r.plausibility:.2f}",
                )
                for r in record.reverse
            ),
        ),
        table_of("No number for", ("what", "why"), ((r.what, r.why) for r in record.refused)),
        table_of("Weak points", ("what to keep in mind",), ((n,) for n in record.notes)),
    )
