"""The answer of `caploop stress` as tables: who is short, who absorbs it, exposures, distress."""

from __future__ import annotations

from collections.abc import Iterable

from caploop.report.tables.cell import (
    AnswerTable,
    Cell,
    DataWord,
    Joined,
    Money,
    Number,
    PartyName,
    Share,
    Text,
    table,
)
from caploop.report.tables.ruin import cascade, parties, pledges, refused, reverse, sales
from caploop.report.tables.runway import LAST, signed_and_dated
from caploop.report.tables.spans import ids, weak_points
from caploop.stress import Loss, Shortfall
from caploop.study.runway import RunwayRecord
from caploop.study.shared import differ
from caploop.study.stress import (
    GPUS,
    HOLDINGS,
    Distress,
    HolderExposure,
    Marked,
    PlanMoney,
    StressRecord,
)

FUNDING = ("equity", "loan")
SHORT = ("short_before", "short_added")
LEVERAGE = "debt over EBITDA"
NO_EBITDA = 100.0
"""Debt over EBITDA above which there is next to no EBITDA, and the ratio says nothing."""
COLUMNS = 6
LEAST = 5e-4


def stress_tables(record: StressRecord) -> tuple[AnswerTable, ...]:
    """Shortfalls, losses, exposures, distress, least shocks, forced sales, output lost, notes."""
    return (
        short(record),
        plan_money(record),
        lost(record),
        matrix(record),
        distress(record),
        equity(record),
        chances(record),
        reverse(record),
        pledges(record),
        sales(record, GPUS, name="stress_gpus"),
        sales(record, HOLDINGS, name="stress_holdings"),
        cascade(record),
        refused(record),
        weak_points(record.notes),
    )


def unpaid(row: Shortfall) -> float:
    """What is owed and not paid."""
    return row.owed - row.paid


def more(row: Loss) -> float:
    """What the shock adds to a loss."""
    return row.amount - row.baseline


def withdrawn(record: StressRecord) -> list[Loss]:
    """Losses of money promised, as far as the shock adds to them."""
    return [r for r in record.losses if r.instrument in FUNDING]


def claims(record: StressRecord) -> list[Loss]:
    """Losses of those who are owed for what they deliver."""
    return [r for r in record.losses if r.instrument not in FUNDING]


def short(record: StressRecord) -> AnswerTable:
    """What is owed and unpaid at the end of each quarter, with and without the shock."""
    rows = (
        (
            PartyName(s.party),
            s.quarter,
            str(s.round),
            *map(Money, (s.owed, s.paid)),
            *map(Share, (s.recovery, s.baseline)),
            *map(Money, (unpaid(s), s.short_before)),
        )
        for s in record.shortfalls
    )
    columns = (
        "firm",
        "period",
        "stress_round",
        "stress_owed",
        "stress_paid",
        "stress_recovery",
        "stress_recovery_before",
        "stress_unpaid",
        "stress_unpaid_before",
    )
    values = {
        "quarter": record.quarter,
        "parties": parties(sorted({s.party for s in record.shortfalls})),
    }
    kinds = tuple(DataWord("stress_part", name) for name in SHORT)
    return table("stress_short", columns, rows, values=values, kinds=kinds)


def plan_money(record: StressRecord) -> AnswerTable:
    """What OpenAI's plan costs within the horizon, who pays, and what nobody has agreed to."""
    found = record.plan_money
    rows = [
        (DataWord("plan_money", name), Money(getattr(found, name)))
        for name in (PlanMoney.__struct_fields__ if found else ())
    ]
    missing = Money(found.missing) if found else None
    values = {"missing": missing, "quarter": record.quarter}
    return table("stress_plan_money", ("line", "amount"), rows, values=values)


def answers(record: StressRecord, runway: RunwayRecord, dry: RunwayRecord) -> AnswerTable:
    """When cash is out: the plan's own arithmetic, the dated book, and the simulation."""
    money = signed_and_dated(runway)
    alone = sorted((r.quarter for r in runway.plan_alone if r.money == money), key=_late)
    before, after = (q or Text("stress.never") for q in record.first_short)
    found: dict[str, Cell] = {
        "plan": _from_to(alone[0], alone[-1]),
        "book": before,
        "shock": after,
        "dry": _from_to(*(dry.cash_out.quantiles[k] for k in ("q05", "q95"))),
        "rounds": Text("stress_answer.by_2030", {"share": Share(runway.cash_out.by_quarter[LAST])}),
    }
    why = {"money": Money(money, stated=True)}
    rows = (
        (Text(f"stress_answer.{name}"), when, Text(f"stress_answer.{name}.why", why))
        for name, when in found.items()
    )
    return table("stress_answers", ("stress_method", "stress_out", "stress_counts"), rows)


def _late(quarter: str | None) -> tuple[bool, str]:
    return quarter is None, quarter or ""


def _from_to(first: str | None, last: str | None) -> Cell:
    ends = tuple(q or Text("run.not_by_2035") for q in (first, last))
    return ends[0] if first == last else Joined(ends, " – ")


def lost(record: StressRecord) -> AnswerTable:
    """What does not come, then who is left unpaid for it."""
    rows = (
        (
            PartyName(r.holder),
            PartyName(r.obligor),
            DataWord("stress_instrument", r.instrument),
            *map(Money, (more(r), r.amount, r.baseline)),
            " ".join(r.agreements),
            " ".join(r.claims),
        )
        for r in record.losses
    )
    columns = (
        "stress_holder",
        "stress_obligor",
        "stress_instrument",
        "stress_more",
        "stress_with",
        "stress_without",
        "stress_agreements",
        "behind",
    )
    values = {
        "gone": Money(sum(map(more, withdrawn(record)))),
        "passed": Money(sum(map(more, claims(record)))),
        "quarter": record.quarter,
    }
    return table("stress_lost", columns, rows, values=values)


def sums_by(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The sum by party, the largest first."""
    sums: dict[str, float] = {}
    for name, amount in pairs:
        sums[name] = sums.get(name, 0.0) + amount
    return {name: sums[name] for name in sorted(sums, key=lambda n: -sums[n])}


def owed(record: StressRecord) -> dict[str, float]:
    """What is due from each obligor and held in it, the largest first."""
    return sums_by((e.obligor, whole(e)) for e in record.exposures)


def whole(found: HolderExposure) -> float:
    """What is due and what is held, together."""
    return found.due + found.mark


def matrix(record: StressRecord) -> AnswerTable:
    """What holders have due from obligors, and their stakes in them."""
    rows = (
        (
            PartyName(e.holder),
            PartyName(e.obligor),
            *map(Money, (e.due, e.mark)),
            ids(e.agreements),
        )
        for e in record.exposures
    )
    columns = (
        "stress_holder",
        "stress_obligor",
        "stress_due",
        "stress_mark",
        "stress_agreements",
    )
    values = {"quarter": record.quarter, "count": len(list(owed(record))[:COLUMNS])}
    return table("stress_matrix", columns, rows, values=values)


def leveraged(record: StressRecord) -> list[Distress]:
    """Debt over EBITDA by party and date."""
    return [d for d in record.distress if d.measure == LEVERAGE]


def distress(record: StressRecord) -> AnswerTable:
    """Debt over EBITDA without and with the shock at the dates read."""
    rows = leveraged(record)
    dates = [d.quarter for d in rows]
    none = [d.party for d in rows if d.quarter == dates[0] and d.baseline >= NO_EBITDA]
    values = {
        "draws": Number(record.draws),
        "none": parties(none),
        "first": dates[0] if dates else None,
        "last": dates[-1] if dates else None,
    }
    columns = ("firm", "period", "stress_without", "stress_with", "stress_through")
    made = (
        (
            PartyName(d.party),
            d.quarter,
            Number(d.baseline, 2),
            Number(d.shocked, 2),
            ids(d.through),
        )
        for d in rows
    )
    return table("stress_distress", columns, made, values=values)


def marked(record: StressRecord) -> list[Marked]:
    """Holders by the book equity they lose, the most first."""
    return sorted(record.contagion.holders, key=lambda m: -m.distress)


def equity(record: StressRecord) -> AnswerTable:
    """Book equity lost by the shock itself, and once stakes are marked down."""
    found = record.contagion
    rows = (
        (
            PartyName(m.party),
            Share(m.direct, fine=True),
            Share(m.distress, fine=True),
            ids(m.positions),
        )
        for m in marked(record)
    )
    values = {
        "radius": Number(found.spectral_radius, 2),
        "rounds": found.rounds,
        "verdict": Text("stress.saturated" if found.saturated else "stress.not_saturated"),
    }
    columns = ("firm", "stress_direct", "stress_settled", "stress_positions")
    return table("stress_equity", columns, rows, values=values)


def happening(record: StressRecord) -> list[Distress]:
    """Shares of draws by party, measure and date, as far as it ever happens."""
    shares = [d for d in record.distress if d.measure != LEVERAGE]
    return [d for d in shares if max(d.baseline, d.shocked) >= LEAST]


def stand_apart(record: StressRecord, found: Distress) -> bool:
    """Whether the draws are enough to tell the two shares apart."""
    return differ(found.baseline, found.shocked, draws=record.draws)


def chances(record: StressRecord) -> AnswerTable:
    """Shares of draws without and with the shock, and their difference where it can be told."""
    rows = (
        (
            PartyName(d.party),
            DataWord("stress_measure", d.measure),
            d.quarter,
            *map(Share, (d.baseline, d.shocked)),
            Share(d.shocked - d.baseline, signed=True)
            if stand_apart(record, d)
            else Text("run.no_difference"),
        )
        for d in happening(record)
    )
    columns = ("firm", "stress_what", "period", "stress_without", "stress_with", "stress_apart")
    return table("stress_chances", columns, rows, values={"draws": Number(record.draws)})
