"""Tables of runs on suppliers and subscribers: books, dependence, prices, cohorts; USD bn."""

from __future__ import annotations

from caploop.report.tables.frame import TextTable, table_of
from caploop.study.earn.answer import EarnRecord
from caploop.study.run.broken_link import FROM, BrokenLink
from caploop.study.run.record import RunRecord
from caploop.study.run.suppliers import Suppliers

SHOWN = (2026, 2027, 2028, 2030, 2035)
BY_YEAR = (
    ("CoreWeave's loans on chips", "chip_loan"),
    ("Oracle's leases of shells not begun", "leases_not_begun"),
    ("Nvidia's guidance less its other customers, a year", "vendors_hole"),
    ("capacity bought back by Nvidia so far", "bought_back_ever"),
    ("supply written off by chip makers so far", "supply_lost"),
)


def winning_tables(record: EarnRecord) -> tuple[TextTable, ...]:
    """What new payers cost and are worth by year, and payers by quarter of joining."""
    years = tuple(record.cohorts[0].left)
    return (
        table_of(
            "What a new payer costs and brings, USD each; spending is an estimate",
            (
                *("year", "joined mn", "spent bn", "cost", "worth", "worth over cost"),
                *("months to pay back", "spending over plan", "code red", "price war"),
            ),
            (
                (
                    str(w.year),
                    *(f"{v:,.1f}" for v in (w.gross_adds, w.spent)),
                    *(f"{v:,.0f}" for v in (w.cost, w.lifetime_value)),
                    f"{w.value_over_cost:.2f}",
                    "never" if w.payback_months is None else f"{w.payback_months:.1f}",
                    f"{w.growth:.2f}",
                    *(f"{v:.0%}" for v in (w.code_red, w.price_war)),
                )
                for w in record.winning
            ),
        ),
        table_of(
            "Payers by quarter of joining, mn left at the end of the year, mean",
            ("joined", "payers", *years),
            (
                (
                    c.joined,
                    f"{c.payers:,.1f}",
                    *(f"{c.left[y]:,.1f}" if y in c.left else "" for y in years),
                )
                for c in record.cohorts
            ),
        ),
    )


def supplier_tables(found: Suppliers) -> tuple[TextTable, ...]:
    """Order books, dependence by five measures with the bargained price, contracts of firms."""
    prices = {(p.party, p.year): p for p in found.prices}
    return (
        table_of(
            "Signed orders, bn USD, mean",
            ("year", "firm", "OpenAI's", "others'", "booked", "delivered", "cancelled"),
            (
                (
                    str(o.year),
                    o.party,
                    *(f"{v:,.1f}" for v in (o.openai, o.others, o.booked, o.recognised)),
                    f"{o.cancelled:,.1f}",
                )
                for o in found.orders
                if o.year in SHOWN
            ),
        ),
        table_of(
            "Who depends on OpenAI: sales, orders, EBITDA, debt raised, loss in its default",
            (
                *("year", "firm", "of sales", "of orders", "of EBITDA", "debt raised"),
                *("5 to 95 %", "lost", "over equity", "over EBITDA", "price", "cut on renewal"),
            ),
            (
                (
                    str(d.year),
                    d.party,
                    *(f"{v:.0%}" for v in (d.of_sales, d.of_orders, d.of_ebitda)),
                    *(f"{d.raised:,.1f}", f"{d.raised_q05:,.1f} to {d.raised_q95:,.1f}"),
                    f"{d.lost:,.1f}",
                    "none" if d.lost_over_equity is None else f"{d.lost_over_equity:.2f}",
                    f"{d.lost_over_ebitda:.2f}",
                    f"{prices[d.party, d.year].price:.3f}",
                    f"{prices[d.party, d.year].cut:+.1%}",
                )
                for d in found.dependence
                if d.year in SHOWN
            ),
        ),
        table_of(
            "Contracts between firms, bn USD, mean at the end of the year",
            ("what", *(row.period for row in found.chip_loan)),
            (
                (title, *(f"{row.mean:,.1f}" for row in getattr(found, name)))
                for title, name in BY_YEAR
            ),
        ),
    )


def held_tables(record: RunRecord) -> tuple[TextTable, TextTable]:
    """Bounds at which draws are held, and rows that no page public by then tells."""
    years = tuple(record.held[0].share) if record.held else ()
    return (
        table_of(
            "Held at a bound, share of draws by the end of the year",
            ("bound", *years),
            ((h.meaning, *(f"{v:.1%}" for v in h.share.values())) for h in record.held),
        ),
        table_of(
            "Read from pages published after the day of knowledge, as assumptions",
            ("kind", "row", "known at"),
            ((h.kind, h.id, str(h.known_at)) for h in record.hindsight),
        ),
    )


def broken_tables(broken: BrokenLink) -> tuple[TextTable]:
    """What breaking the link does, by series."""
    years = tuple(broken.responses[0].differences)
    rows = (
        (
            r.series,
            *(f"{v:+,.1f}" for v in r.differences.values()),
            "not by 2035" if r.half_life is None else str(r.half_life),
        )
        for r in broken.responses
    )
    columns = (
        "series, bn USD",
        *(f"difference of means, end of {y}" for y in years),
        f"quarters from the end of {FROM} until half is left",
    )
    word = "damped" if broken.damped else "explosive"
    return (
        table_of(f"Without {broken.link} (gain {broken.largest_gain:.2f}: {word})", columns, rows),
    )
