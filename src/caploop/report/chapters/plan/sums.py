"""The chapter on the plans, its second half: chances, own arithmetic, what could close the gap."""

from __future__ import annotations

from caploop.consistency.draws import DRAWN
from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.run import basis_of
from caploop.report.chapters.section import Section, percent, section, span, usd
from caploop.report.text.amounts import day_text
from caploop.report.text.words import say
from caploop.study.plan.record import PlanRecord, PlanResults
from caploop.study.shared.model_run import PriorRow


def chance(record: PlanRecord, found: PlanResults, language: str) -> Section:
    """Burn and how likely it stays within what is said, by Microsoft's contract and by shape."""
    low, high = found.revenue_2030
    central = {p.symbol: p.central for p in record.priors}
    capped = {c.block for c in found.chances} & {"capped"}
    cap = usd(central["Cap_ms"], language) if capped else ""
    return section(
        "plan_chance",
        language,
        columns=("block", "profile", "burn_median", "burn_span", "", "positive", "both"),
        headings=(say("col.within", language, x=usd(found.burn, language)),),
        rows=tuple(
            (
                say(f"block.{c.block}", language),
                say(f"profile.{c.profile}", language),
                usd(c.burn[1], language),
                span(c.burn[0], c.burn[2], language),
                percent(c.within),
                percent(c.positive),
                percent(c.both),
            )
            for c in found.chances
        ),
        values={
            "draws": f"{record.draws:,}",
            "compute": usd(found.compute, language),
            "low": usd(low, language),
            "high": usd(high, language),
            "capped": say("plan_chance.capped", language, cap=cap) if capped else "",
            "share": f"{central['m_s']:.0%}",
            **{p.symbol: _range(p, language) for p in record.priors if p.symbol in DRAWN},
        },
    )


def _range(prior: PriorRow, language: str) -> str:
    """Low and high of a prior, in the words of its unit."""
    if prior.unit == "USD bn":
        return span(prior.low, prior.high, language)
    return f"{prior.low:.0%} – {prior.high:.0%}"


def left(found: PlanResults, language: str) -> Section:
    """What each plan leaves for other cost, in money and of revenue."""
    return section(
        "plan_left",
        language,
        columns=("plan_of", "revenue", "compute", "left", "of_revenue"),
        rows=tuple(
            (
                say(f"plan.{r.vintage}", language),
                usd(r.total, language),
                span(*r.compute, language),
                span(r.left[1], r.left[0], language),
                f"{r.share[1]:.0%} – {r.share[0]:.0%}",
            )
            for r in found.rooms
        ),
    )


def helping(found: PlanResults, language: str) -> Section:
    """Who could pay, what else would have to be, and what it asks of others."""
    fits = [f.compute for f in found.fits]
    wanted = [n.revenue for n in found.needed]
    spent = [c.counterparts for c in found.capacity]
    run = found.runway
    rows = [
        (say(f"help.{p.source}", language), span(p.low, p.high, language)) for p in found.payers
    ]
    burn = usd(found.burn, language)
    plan = say(f"plan.{run.vintage}", language)
    rows += [
        (say("help.fits", language, burn=burn), span(min(fits), max(fits), language)),
        (say("help.needed", language), span(min(wanted), max(wanted), language)),
        (
            say("help.short", language, plan=plan),
            span(run.short + run.least_cash[0], run.short + run.least_cash[1], language),
        ),
        (say("help.counterparts", language), span(min(spent), max(spent), language)),
    ]
    return section("plan_help", language, columns=("what_else", "from_to"), rows=tuple(rows))


def resting(record: PlanRecord, desk: PageContext) -> Section:
    """Every row read, with its range and source, and the weak points."""
    language = desk.language
    names = [p.name for p in record.priors if p.symbol in record.later]
    return section(
        "plan_priors",
        language,
        columns=("parameter", "three", "source"),
        rows=(),
        bases=tuple(basis_of(p, desk) for p in record.priors),
        notes=record.notes,
        values={
            "day": day_text(record.known_at, language, full=True),
            "later": say("comma", language).join(names) or say("nought", language),
        },
    )
