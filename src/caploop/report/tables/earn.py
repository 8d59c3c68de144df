"""The answer of `caploop earn` as tables."""

from __future__ import annotations

from caploop.report.tables.beside.said import said_if
from caploop.report.tables.cell import (
    AnswerTable,
    DataWord,
    Joined,
    Money,
    Number,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import STANDING, TO_2030, standing, weak_points, words_of
from caploop.study.earn import EarnRecord

LEVERS = {"subscriptions": "subscriptions", "devices": "devices", "remainder": "advertising"}
"""Lines of the consumer half, and the segment of a run that answers each."""


def earn_tables(record: EarnRecord) -> tuple[AnswerTable, ...]:
    """Revenue, segments, what has to be true, margins, tiers, subscribers won and kept, notes."""
    return (
        revenue(record),
        *said_if("said_revenue", by=record.known_at),
        segments(record),
        half(record),
        margins(record),
        tiers(record),
        winning(record),
        cohorts(record),
        weak_points(record.notes),
    )


def revenue(record: EarnRecord) -> AnswerTable:
    """Revenue by year."""
    words = words_of(record.draws, record.plan_vintage)
    rows = standing(record.revenue_years[:TO_2030])
    return table("earn_fan", STANDING, rows, values=words)


def segments(record: EarnRecord) -> AnswerTable:
    """Revenue by segment, and how far the plan lies above users, prices and seats."""
    years = record.years[:TO_2030]
    names = (DataWord("segment", n) for n in years[0].segments)
    rows = (
        (
            str(y.year),
            Money(y.plan, stated=True),
            *map(Money, y.segments.values()),
            Number(y.lift_consumer, 1),
            Number(y.lift_enterprise, 1),
        )
        for y in years
    )
    columns = ("year", "plan", *names, "lift_consumer", "lift_enterprise")
    return table("earn_segments", columns, rows)


def half(record: EarnRecord) -> AnswerTable:
    """What the plan's arithmetic needs in 2030, and beside it what the draws bring in the mean."""
    needs, run = record.consumer_half, record.years[TO_2030 - 1].segments
    rows = [
        (Text(f"half.{name}"), Money(getattr(needs, name), stated=True), Money(run[segment]))
        for name, segment in LEVERS.items()
    ]
    low, central, high = (Money(v, stated=True) for v in record.advertising_prior)
    each = Number(needs.per_free_user, unit="amount.usd")
    return table(
        "earn_true",
        ("lever", "plan_needs", "simulated_mean"),
        [
            *rows,
            (Text("half.prior"), Joined((low, central, high), ", "), None),
            (Text("half.each"), each, None),
        ],
    )


def margins(record: EarnRecord) -> AnswerTable:
    """Users, and what is left of all revenue after each cost."""
    rows = (
        (
            str(y.year),
            *map(Number, (y.users, y.payers)),
            *map(Share, (y.margin_paying_users, y.margin_all_inference, y.margin_cost_of_revenue)),
            Number(y.coverage, 2),
        )
        for y in record.years[:TO_2030]
    )
    columns = ("year", "users", "payers", "margin_a", "margin_b", "margin_c", "coverage")
    return table("earn_margin", columns, rows)


def tiers(record: EarnRecord) -> AnswerTable:
    """A subscriber's life by tier at central values, USD."""
    rows = (
        (
            t.tier,
            Number(t.price, 2),
            Share(t.churn, 1),
            Number(t.lifetime_value),
            Number(t.cost_to_win_at_most),
        )
        for t in record.tiers
    )
    columns = ("tier", "price_month", "churn_month", "worth_each", "worth_to_win")
    return table("earn_tiers", columns, rows)


def winning(record: EarnRecord) -> AnswerTable:
    """What a new subscriber costs and brings."""
    rows = (
        (
            str(w.year),
            Number(w.gross_adds),
            Money(w.spent),
            Number(w.growth, 2),
            Number(w.cost),
            Number(w.lifetime_value),
            Text("run.never_back") if w.payback_months is None else Number(w.payback_months),
            Share(w.code_red),
            Share(w.price_war),
        )
        for w in record.winning[:TO_2030]
    )
    columns = (
        "year",
        "joined",
        "spent",
        "over_plan",
        "cost_each",
        "worth_each",
        "payback",
        "code_red",
        "price_war",
    )
    return table("earn_winning", columns, rows)


def cohorts(record: EarnRecord) -> AnswerTable:
    """Who was there before, who joined in the first quarter of a year, and who is left, mn."""
    years = tuple(record.cohorts[0].left)
    first, *rest = record.cohorts
    rows = (
        (
            Text("run.before") if c is first else c.joined,
            Number(c.payers, 1),
            *(Number(c.left[y], 1) if y in c.left else None for y in years),
        )
        for c in (first, *rest[::4])
    )
    columns = ("joined_in", "payers", *(DataWord("year", y) for y in years))
    return table("earn_cohorts", columns, rows)
