"""What the plans leave and need as tables: chances, own arithmetic, relief, capacity, money."""

from __future__ import annotations

from collections.abc import Collection

from caploop.consistency import DRAWN
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    Money,
    Number,
    Share,
    Text,
    table,
)
from caploop.report.tables.plan.figures import USD_BN, amount, between, maybe
from caploop.report.tables.spans import ids
from caploop.study.plan import PlanRecord, PlanResults
from caploop.study.shared import PriorRow


def result_tables(record: PlanRecord, found: PlanResults) -> tuple[AnswerTable, ...]:
    """Chances, what fits, own arithmetic, plans put together, relief, capacity, money needed."""
    return (
        chance(record, found),
        fits(found),
        left(found),
        mixed(found),
        relief(found),
        payers(found),
        capacity(found),
        short(found),
        needed(found),
    )


def chance(record: PlanRecord, found: PlanResults) -> AnswerTable:
    """Burn and how likely it stays within what is said, by Microsoft's contract and by shape."""
    rows = (
        (
            Text(f"block.{c.block}"),
            Text(f"profile.{c.profile}"),
            amount(c.burn[1]),
            Between(Money(c.burn[0]), Money(c.burn[2])),
            *map(Share, (c.within, c.positive, c.both)),
        )
        for c in found.chances
    )
    within = Text("col.within", {"x": amount(found.burn)})
    columns = ("block", "profile", "burn_median", "burn_span", within, "positive", "both")
    return table("plan_chance", columns, rows, values=_drawn(record, found))


def _drawn(record: PlanRecord, found: PlanResults) -> dict[str, object]:
    """What the draws were made of."""
    central = {p.symbol: p.central for p in record.priors}
    capped = any(c.block == "capped" for c in found.chances)
    cap: Cell = Text("plan_chance.capped", {"cap": amount(central["Cap_ms"])}) if capped else ""
    low, high = found.revenue_2030
    return {
        "draws": Number(record.draws),
        "compute": amount(found.compute),
        "low": amount(low),
        "high": amount(high),
        "capped": cap,
        "share": Share(central["m_s"]),
        **{p.symbol: _range(p) for p in record.priors if p.symbol in DRAWN},
    }


def _range(prior: PriorRow) -> Between:
    """Low and high of a prior, in the words of its unit."""
    made = Money if prior.unit == USD_BN else Share
    return Between(made(prior.low), made(prior.high))


def fits(found: PlanResults) -> AnswerTable:
    """Compute at which half of all draws burn what is said, and median burn at other sums."""
    rows = (
        (
            Text(f"profile.{f.profile}"),
            *map(amount, (f.compute, f.burn_at_low, f.burn_at_high)),
        )
        for f in found.fits
    )
    burn = (Text("col.burn_at", {"x": amount(x)}) for x in found.burn_at)
    return table("plan_fits", ("profile", "compute", *burn), rows)


def left(found: PlanResults) -> AnswerTable:
    """What each plan leaves for other cost, in money and of revenue."""
    rows = (
        (
            Text(f"plan.{r.vintage}"),
            amount(r.total),
            _money(r.compute),
            _money(r.left),
            Between(Share(min(r.share)), Share(max(r.share))),
        )
        for r in found.rooms
    )
    return table("plan_left", ("plan_of", "revenue", "compute", "left", "of_revenue"), rows)


def _money(sums: Collection[float]) -> Between:
    """From the least of some sums to the most."""
    return Between(Money(min(sums)), Money(max(sums)))


def mixed(found: PlanResults) -> AnswerTable:
    """What figures of two plans leave together, by path of revenue and free cash of 2030."""
    rows = (
        (
            Text(f"plan_path.{m.path}"),
            *map(maybe, (m.revenue, m.free_cash, m.room, m.after_share, m.after_cap)),
            *map(maybe, (m.deferred_cap, m.deferred_share)),
        )
        for m in found.mixed
    )
    columns = (
        "plan_path",
        "revenue",
        "free_cash_2030",
        "left",
        "after_share",
        "after_cap",
        "deferred_cap",
        "deferred_share",
    )
    values = {"compute": amount(found.compute), "burn": amount(found.burn)}
    return table("plan_mixed", columns, rows, values=values)


def relief(found: PlanResults) -> AnswerTable:
    """Who could pay, what else would have to be, and what it asks of others."""
    run = found.runway
    rows: list[tuple[Cell, ...]] = [
        (Text(f"help.{p.source}"), Between(Money(p.low), Money(p.high))) for p in found.payers
    ]
    asked = (
        (Text("help.fits", {"burn": amount(found.burn)}), [f.compute for f in found.fits]),
        (Text("help.needed"), [n.revenue for n in found.needed]),
        (
            Text("help.short", {"plan": Text(f"plan.{run.vintage}")}),
            [run.short + least for least in run.least_cash],
        ),
        (Text("help.counterparts"), [c.counterparts for c in found.capacity]),
    )
    rows += [(what, _money(sums)) for what, sums in asked]
    return table("plan_help", ("what_else", "from_to"), rows)


def payers(found: PlanResults) -> AnswerTable:
    """Whether what could pay shrinks burn, and what that rests on."""
    rows = (
        (
            Text(f"help.{p.source}"),
            Text("plan.shrinks" if p.shrinks_burn else "plan.finances"),
            ids((*p.symbols, *p.claims)),
        )
        for p in found.payers
    )
    return table("plan_payers", ("what_else", "shrinks_burn", "behind"), rows)


def capacity(found: PlanResults) -> AnswerTable:
    """What the spend buys at a price, and what counterparts spend for it."""
    rows = (
        (
            *map(amount, (c.compute, c.price)),
            Number(c.gw_years, 1),
            Capacity(c.gw_2030),
            *map(amount, (c.capex_per_gw, c.counterparts)),
        )
        for c in found.capacity
    )
    columns = ("compute", "price_gw_year", "gw_years", "gw_2030", "capex_gw", "counterparts")
    return table("plan_capacity", columns, rows)


def short(found: PlanResults) -> AnswerTable:
    """Money a plan still needs by 2029."""
    r = found.runway
    row = (
        Text(f"plan.{r.vintage}"),
        *map(amount, (r.burn, r.opening_cash, r.money, r.short)),
        between(*r.least_cash),
    )
    columns = ("plan_of", "burn_26_29", "opening", "round_2026", "still_needed", "least_cash")
    return table("plan_short", columns, [row])


def needed(found: PlanResults) -> AnswerTable:
    """Revenue of 2026 to 2030 that lets compute and burn hold, by Microsoft's contract."""
    rows = (
        (
            Text(f"block.{n.contract}"),
            amount(n.revenue),
            Share(n.over_plan, 1, signed=True),
        )
        for n in found.needed
    )
    return table("plan_needed", ("block", "revenue", "over_the_plan"), rows)
