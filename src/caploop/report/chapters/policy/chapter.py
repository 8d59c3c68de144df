"""What the state would pay and who gains: credit, incidence, guarantee, stake, requests."""

from __future__ import annotations

from collections.abc import Callable

from caploop.charts.ranges import Range, Ranges, ranges
from caploop.charts.scene import Scene
from caploop.charts.shares import Shares, shares
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.book.time import WIDTHS
from caploop.report.chapters.policy.gainers import asked, of_debt, sides, weak
from caploop.report.chapters.section import (
    TO_2030,
    RunChapter,
    Section,
    fans,
    percent,
    pictured,
    rough,
    section,
    signed,
    spans,
    usd,
)
from caploop.report.text.words import say
from caploop.study.policy.record import Case, GuaranteeCase, PolicyRecord

CASES = ("central", "most", "flat", "power")
GAINERS = ("owners", "openai", "accelerators", "equipment", "builders", "deadweight")
PARTS = ("buyer", "seller", "deadweight")
UNBOUNDED = 1e3
SIMULATED = 3
"""The step of the bridge that is of the runs; the others are arithmetic on stated sums."""
SHOWN = ("2026", "2028", "2030", "2035")


def policy_chapter(record: PolicyRecord, desk: PageContext) -> RunChapter:
    """The chapter on public support in the language of the desk."""
    language = desk.language
    middle = record.projects[len(record.projects) // 2]
    low, high = record.additional_all
    return RunChapter(
        id="policy",
        finding=say(
            "policy.finding",
            language,
            rate=percent(record.credit.rate),
            least=percent(1 - high),
            most=percent(1 - low),
        ),
        standfirst=say(
            "policy.standfirst",
            language,
            cost=rough(record.credit.cost_to_2030, language),
            fair=f"{middle.fair:.1%}",
            budget=f"{middle.budget:.1%}",
        ),
        sections=(
            _cost(record, language),
            _bridge(record, language),
            _run(record, language),
            _incidence(record, language),
            _gainers(record, language),
            _static(record, language),
            _guarantee(record, language),
            sides(record, language),
            of_debt(record, language),
            asked(record, language),
            weak(record, desk),
        ),
    )


def _cost(record: PolicyRecord, language: str) -> Section:
    paid = record.credit.cost[:TO_2030]
    table = section(
        "policy_cost",
        language,
        rows=spans(paid, language),
        values={
            "rate": percent(record.credit.rate),
            "eligible": percent(record.credit.eligible),
            "draws": f"{record.draws:,}",
        },
    )
    return pictured(table, fans(paid, name="policy_cost", language=language, hue="debt"))


def _bridge(record: PolicyRecord, language: str) -> Section:
    """Four sums that are all called the cost of the credit, with what each counts."""
    costs = {c.counts: c.cost for c in record.bridge}
    return section(
        "policy_bridge",
        language,
        columns=("policy_counts", "policy_cost"),
        rows=tuple(
            (
                say(
                    f"policy_step.{n}",
                    language,
                    rate=percent(record.credit.rate),
                    spent=usd(_spent(record), language),
                    eligible=percent(record.credit.eligible),
                ),
                (rough if n == SIMULATED else usd)(cost, language),
            )
            for n, cost in enumerate(costs.values())
        ),
    )


def _run(record: PolicyRecord, language: str) -> Section:
    found = record.credit
    each = "–" if found.cost_per_gw is None else rough(found.cost_per_gw, language)
    low, _, high = record.additional_span
    least, most = record.additional_all
    return section(
        "policy_run",
        language,
        columns=("policy_what", "value"),
        rows=(
            (say("policy_what.cost", language), rough(found.cost_to_2030, language)),
            *(
                (say("policy_what.more", language, year=y), signed(found.gw_more[y], ".2f"))
                for y in SHOWN
            ),
            (say("policy_what.additional", language), percent(found.additional)),
            (say("policy_what.elastic", language), f"{percent(low)} – {percent(high)}"),
            (
                say("policy_what.anyway", language),
                f"{percent(1 - most)} – {percent(1 - least)}",
            ),
            (say("policy_what.each", language), each),
        ),
        values={"binds": percent(found.power_binds)},
    )


def _incidence(record: PolicyRecord, language: str) -> Section:
    parts = tuple(
        tuple(max(v, 0.0) for v in (c.buyer, c.seller, c.deadweight)) for c in record.cases
    )
    names = tuple(say(f"policy_case.{k}", language) for k in CASES)
    shown = Shares(
        title=say("policy_incidence", language),
        description=", ".join(names),
        periods=names,
        kinds=PARTS,
        parts=parts,
    )
    low, _, high = record.additional_span
    table = section(
        "policy_incidence",
        language,
        columns=(
            *("policy_case", "policy_demand", "policy_supply", "policy_price"),
            *("policy_quantity", "policy_extra", ""),
        ),
        headings=tuple(say(f"gain.{k}", language) for k in PARTS),
        rows=tuple(_case(n, c) for n, c in zip(names, record.cases, strict=True)),
        kinds=PARTS,
        key="gain",
        values={"low": percent(low), "high": percent(high)},
    )
    return pictured(table, _wide(lambda k, w: shares(shown, width=w, name=f"policy_incidence-{k}")))


def _case(name: str, case: Case) -> tuple[str, ...]:
    return (
        name,
        f"{case.demand:.2f}",
        "∞" if case.supply > UNBOUNDED else f"{case.supply:.2f}",
        *(signed(v) for v in (case.price, case.quantity)),
        *(percent(abs(v)) for v in (case.additional, case.buyer, case.seller, case.deadweight)),
    )


def _gainers(record: PolicyRecord, language: str) -> Section:
    return section(
        "policy_gainers",
        language,
        columns=("policy_who", "policy_part", "policy_cost"),
        rows=tuple(
            (say(f"gain.{k}", language), percent(g.share), usd(g.amount, language))
            for k, g in zip(GAINERS, record.gainers, strict=True)
        ),
        values={
            "spent": usd(_spent(record), language),
            "cost": usd(sum(g.amount for g in record.gainers), language),
        },
    )


def _spent(record: PolicyRecord) -> float:
    """Capital spending before the credit that the shares are of."""
    return next(p.central for p in record.priors if p.symbol == "X_credit")


def _static(record: PolicyRecord, language: str) -> Section:
    return section(
        "policy_static",
        language,
        columns=("capex", "policy_eligible", "policy_cost", "policy_burden"),
        rows=tuple(
            (
                usd(c.capex, language),
                percent(c.eligible),
                *(usd(v, language) for v in (c.cost, c.with_burden)),
            )
            for c in record.static
        ),
        values={"rate": percent(record.credit.rate)},
    )


def _guarantee(record: PolicyRecord, language: str) -> Section:
    terms = {p.symbol: p.central for p in record.priors}
    shown = Ranges(
        title=say("policy_guarantee", language),
        description=f"{record.projects[0].volatility:.0%} – {record.projects[-1].volatility:.0%}",
        bars=tuple(_bar(c, language) for c in record.projects),
        tick=lambda v: f"{v:.0%}",
    )
    table = section(
        "policy_guarantee",
        language,
        columns=(
            *("policy_sigma", "policy_fair", "policy_budget", "policy_relief"),
            "policy_fails",
        ),
        rows=tuple(
            (
                *(percent(c.volatility), f"{c.fair:.1%}", f"{c.budget:.1%}"),
                *(f"{c.relief_bp:,.0f}", percent(c.fails)),
            )
            for c in record.projects
        ),
        values={
            "assets": f"{terms['V_gar']:g}",
            "face": f"{terms['B_gar']:g}",
            "years": f"{terms['T_gar']:g}",
            "booked": usd(record.whole_government["budget"], language),
            "worth": usd(record.whole_government["fair value"], language),
        },
    )
    return pictured(table, _wide(lambda k, w: ranges(shown, width=w, name=f"policy_guarantee-{k}")))


def _bar(case: GuaranteeCase, language: str) -> Range:
    said = {"budget": f"{case.budget:.1%}", "fair": f"{case.fair:.1%}"}
    return Range(
        value=say("policy.bar", language, volatility=percent(case.volatility)),
        note=say("policy.bar_note", language, **said),
        low=case.budget,
        high=case.fair,
        hue="debt",
    )


def _wide(drawn: Callable[[str, float], Scene]) -> dict[str, Scene]:
    return {key: drawn(key, width) for key, width in WIDTHS.items()}
