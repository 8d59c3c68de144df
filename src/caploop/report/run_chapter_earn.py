"""Can it earn: revenue, segments, what has to be true, margins."""

from __future__ import annotations

from caploop.report.run_section import (
    TO_2030,
    RunChapter,
    Section,
    fans,
    percent,
    pictured,
    section,
    spans,
    usd,
    words_of,
)
from caploop.report.text import named, say
from caploop.study.earn import EarnRecord


def earning(record: EarnRecord, language: str) -> RunChapter:
    """Revenue, segments, what has to be true, margins."""
    half, years = record.consumer_half, record.years
    prior = half.per_free_user * record.advertising_prior[1] / half.remainder
    return RunChapter(
        id="earn",
        finding=say(
            "earn.finding",
            language,
            plan=usd(years[4].plan, language),
            each=f"{half.per_free_user:.0f}",
        ),
        standfirst=say(
            "earn.standfirst",
            language,
            times=f"{half.per_free_user / prior:.1f}",
            prior=f"{prior:.0f}",
        ),
        sections=(
            _revenue(record, language),
            _segments(record, language),
            section(
                "earn_true", language, columns=("lever", "amount"), rows=_half(record, language)
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
    revenue = section(
        "earn_fan", language, rows=spans(record.revenue_years, language), values=words
    )
    return pictured(
        revenue,
        fans(
            record.revenue_years[:TO_2030],
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
            *(usd(v, language) for v in y.segments.values()),
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


def _half(record: EarnRecord, language: str) -> tuple[tuple[str, str], ...]:
    half = record.consumer_half
    rows = [
        (say(f"half.{name}", language), usd(getattr(half, name), language))
        for name in ("subscriptions", "devices", "remainder")
    ]
    prior = ", ".join(usd(v, language) for v in record.advertising_prior)
    rows.append((say("half.prior", language), prior))
    each = f"{half.per_free_user:.0f}"
    rows.append((say("half.each", language), f"${each}" if language == "en" else f"{each}美元"))
    return tuple(rows)


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
            *("year", "joined", "spent", "cost_each", "worth_each", "times", "payback"),
            *("code_red", "price_war"),
        ),
        rows=tuple(
            (
                str(w.year),
                f"{w.gross_adds:,.0f}",
                usd(w.spent, language),
                f"{w.cost:,.0f}",
                f"{w.lifetime_value:,.0f}",
                f"{w.value_over_cost:.1f}",
                f"{w.payback_months:.0f}",
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
                *(f"{c.left[y]:,.1f}" if y in c.left else "—" for y in years),
            )
            for c in (first, *rest[::4])
        ),
    )
