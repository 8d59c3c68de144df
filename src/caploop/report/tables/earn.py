"""The answer of `caploop earn` as tables; money in USD bn."""

from __future__ import annotations

from caploop.report.tables.firms import (
    winning_tables,
)
from caploop.report.tables.frame import TextTable, table_of
from caploop.report.tables.spans import notes_table, number_text, span_table
from caploop.study.earn.answer import EarnRecord


def earn_tables(record: EarnRecord) -> tuple[TextTable, ...]:
    """Revenue with its spread, segments, users and margins, tiers, what has to be true, notes."""
    return (
        span_table(f"Revenue by year, bn USD, {record.scenario}", record.revenue_years),
        table_of(
            "Revenue by segment, bn USD, mean",
            ("year", "plan", *record.years[0].segments),
            (
                (str(y.year), number_text(y.plan), *(number_text(v) for v in y.segments.values()))
                for y in record.years
            ),
        ),
        _users(record),
        table_of(
            "What the plan needs over the central bottom-up path",
            ("year", "consumer, times", "enterprise, times", "ads per query"),
            (
                (
                    str(y.year),
                    *(f"{v:.2f}" for v in (y.lift_consumer, y.lift_enterprise, y.ad_load)),
                )
                for y in record.years
            ),
        ),
        _half(record),
        table_of(
            "A subscriber's life, USD, central values",
            ("tier", "price a month", "churn a month", "lifetime value", "worth spending to win"),
            (
                (
                    t.tier,
                    f"{t.price:.2f}",
                    f"{t.churn:.1%}",
                    f"{t.lifetime_value:,.0f}",
                    f"{t.cost_to_win_at_most:,.0f}",
                )
                for t in record.tiers
            ),
        ),
        *winning_tables(record),
        notes_table(record.notes),
    )


def _users(record: EarnRecord) -> TextTable:
    return table_of(
        "Users, and margins over all revenue",
        (
            *("year", "users mn", "payers mn", "less inference for subscribers"),
            *("less all inference", "less all cost of revenue", "revenue over rent"),
            "burn multiple",
        ),
        (
            (
                str(y.year),
                f"{y.users:,.0f}",
                f"{y.payers:,.0f}",
                f"{y.margin_paying_users:.0%}",
                f"{y.margin_all_inference:.0%}",
                f"{y.margin_cost_of_revenue:.0%}",
                f"{y.coverage:.2f}",
                "none" if y.burn_multiple is None else f"{y.burn_multiple:.2f}",
            )
            for y in record.years
        ),
    )


def _half(record: EarnRecord) -> TextTable:
    half, run = record.consumer_half, record.years[4].segments
    low, central, high = record.advertising_prior
    return table_of(
        "What has to be true for the consumer half of 2030: the plan's arithmetic, and the runs",
        ("lever", "plan needs, bn USD", "runs, mean"),
        (
            ("subscriptions", number_text(half.subscriptions), number_text(run["subscriptions"])),
            ("devices", number_text(half.devices), number_text(run["devices"])),
            (
                "advertising and commerce, the rest",
                number_text(half.remainder),
                number_text(run["advertising"]),
            ),
            ("the same, outside estimates low", number_text(low), ""),
            ("the same, outside estimates central", number_text(central), ""),
            ("the same, outside estimates high", number_text(high), ""),
            ("USD a year per user who does not pay", number_text(half.per_free_user), ""),
        ),
    )
