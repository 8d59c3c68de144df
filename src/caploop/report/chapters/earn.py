"""Can it earn: revenue, segments, what has to be true, margins."""

from __future__ import annotations

from caploop.report.chapters.section import (
    STANDING,
    TO_2030,
    RunChapter,
    Section,
    fans,
    percent,
    pictured,
    rough,
    section,
    standing,
    unit_once,
    usd,
    words_of,
)
from caploop.report.text.words import named, say
from caploop.study.earn.answer import EarnRecord

YEAR_2030 = TO_2030 - 1


def earn_chapter(record: EarnRecord, language: str) -> RunChapter:
    """Revenue, segments, what has to be true, margins."""
    half = record.consumer_half
    low, central, high = (usd(v, language) for v in record.advertising_prior)
    return RunChapter(
        id="earn",
        finding=say(
            "earn.finding",
            language,
            need=usd(half.remainder, language),
            low=unit_once(low, language),
            high=high,
        ),
        standfirst=say(
            "earn.standfirst", language, each=f"{half.per_free_user:.0f}", central=central
        ),
        sections=(
            _revenue(record, language),
            _segments(record, language),
            section(
                "earn_true",
                language,
                columns=("lever", "plan_needs", "simulated_mean"),
                rows=_half(record, language),
            ),
            section(
                "earn_margin",
                language,
                columns=(
                    *("year", "users", "payers", "margin_a", "margin_b", "margin_c"),
                    "coverage",
                ),
                rows=_margins(record),
            ),
            _winning(record, language),
            _cohorts(record, language),
        ),
    )


def _revenue(record: EarnRecord, language: str) -> Section:
    years = record.years
    words = words_of(record.draws, record.plan_vintage, language)
    shown = record.revenue_years[:TO_2030]
    revenue = section(
        "earn_fan",
        language,
        columns=STANDING,
        rows=standing(shown, language),
        values=words,
    )
    return pictured(
        revenue,
        fans(
            shown,
            name="earn_fan",
            language=language,
            plan=[y.plan for y in years[:TO_2030]],
            hue="revenue",
        ),
    )


def _segments(record: EarnRecord, language: str) -> Section:
    years = record.years
    table = tuple(
        (
            str(y.year),
            usd(y.plan, language),
            *(rough(v, language) for v in y.segments.values()),
            f"{y.lift_consumer:.1f}",
            f"{y.lift_enterprise:.1f}",
        )
        for y in years[:TO_2030]
    )
    return section(
        "earn_segments",
        language,
        columns=("year", "plan", "", "lift_consumer", "lift_enterprise"),
        headings=tuple(named("segment", n, language) for n in years[0].segments),
        rows=table,
    )


def _half(record: EarnRecord, language: str) -> tuple[tuple[str, ...], ...]:
    """What the plan's arithmetic needs, and beside it what the draws bring in the mean."""
    half, run = record.consumer_half, record.years[YEAR_2030].segments
    levers = {"subscriptions": "subscriptions", "devices": "devices", "remainder": "advertising"}
    rows = [
        (
            say(f"half.{name}", language),
            usd(getattr(half, name), language),
            rough(run[segment], language),
        )
        for name, segment in levers.items()
    ]
    prior = ", ".join(usd(v, language) for v in record.advertising_prior)
    each = f"{half.per_free_user:.0f}"
    return (
        *rows,
        (say("half.prior", language), prior, "–"),
        (say("half.each", language), f"${each}" if language == "en" else f"{each}美元", "–"),
    )


def _margins(record: EarnRecord) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            str(y.year),
            f"{y.users:,.0f}",
            f"{y.payers:,.0f}",
            percent(y.margin_paying_users),
            percent(y.margin_all_inference),
            percent(y.margin_cost_of_revenue),
            f"{y.coverage:.2f}",
        )
        for y in record.years[:TO_2030]
    )


def _winning(record: EarnRecord, language: str) -> Section:
    return section(
        "earn_winning",
        language,
        columns=(
            *("year", "joined", "spent", "over_plan", "cost_each", "worth_each", "payback"),
            *("code_red", "price_war"),
        ),
        rows=tuple(
            (
                str(w.year),
                f"{w.gross_adds:,.0f}",
                rough(w.spent, language),
                f"{w.growth:.2f}",
                f"{w.cost:,.0f}",
                f"{w.lifetime_value:,.0f}",
                say("run.never_back", language)
                if w.payback_months is None
                else f"{w.payback_months:.0f}",
                percent(w.code_red),
                percent(w.price_war),
            )
            for w in record.winning[:TO_2030]
        ),
    )


def _cohorts(record: EarnRecord, language: str) -> Section:
    """Those who were there before, and those who joined in the first quarter of each year."""
    years = tuple(record.cohorts[0].left)
    first, *rest = record.cohorts
    return section(
        "earn_cohorts",
        language,
        columns=("joined_in", "payers", ""),
        headings=years,
        rows=tuple(
            (
                say("run.before", language) if c is first else c.joined,
                f"{c.payers:,.1f}",
                *(f"{c.left[y]:,.1f}" if y in c.left else "–" for y in years),
            )
            for c in (first, *rest[::4])
        ),
    )
