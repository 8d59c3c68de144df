"""How circular the money is, and whether new money comes in: dollars, intervals, named loops."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
from msgspec.structs import replace

from caploop.book import PURCHASES, Agreement, KnownBook, commitments
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.evidence import FIRMNESS_ORDER, Firmness
from caploop.network import (
    Payments,
    SelfFunded,
    maximum_circulation,
    named_loops,
    self_funded_revenue,
)
from caploop.study.loop.hub import agreements_of, around, rows_around
from caploop.study.loop.indices import Matrix, indices, matrix_of, renamed
from caploop.study.loop.inputs import (
    CHEQUE,
    PURCHASE,
    Edge,
    LoopInputs,
    firm_enough,
    loop_inputs,
    window_revenue,
)
from caploop.study.loop.record import (
    CommitmentSum,
    CoverageRow,
    LoopEdge,
    LoopRecord,
    LoopRow,
    SelfFundedRow,
)
from caploop.study.loop.ties import concentration_rows, exposure_rows, red_flags
from caploop.study.shared.rows import digest

LENGTH_MOST = 5
TOP = 12


def loop(
    known: KnownBook,
    *,
    window: tuple[int, int] | None = None,
    firmness: Firmness = "conditional",
    perimeter: str = "listed",
    seed: int = 0,
    hub: str | None = None,
) -> LoopRecord:
    """Circularity of the book's money in a window of years.

    Cash measures (coverage, self-funded revenue, indices) read papers at least as firm as
    `firmness`; loops are named whatever their papers and carry the weakest. `perimeter` is
    "listed" or "merged" (vehicles counted with the party that rents from them). With a `hub` the
    perimeter is this developer and those it deals with. Raises UsageError for an unknown perimeter,
    a window that ends before it begins, and a hub without a payment in it.
    """
    if perimeter not in {"listed", "merged"}:
        raise UsageError(f"no perimeter is called {perimeter!r}; take listed or merged")
    inputs = loop_inputs(known, window=window)
    inputs = inputs if hub is None else around(inputs, known, hub)
    edges = _inside(inputs.edges, inputs.parties)
    names = dict(inputs.sponsors) if perimeter == "merged" else {}
    shown = [renamed(e, names) for e in edges]
    shown = [e for e in shown if e.payer != e.payee]
    firm = firm_enough(shown, firmness)
    rows = _self_funded(inputs, firm_enough(inputs.edges, firmness), names)
    loops = _loops(shown)
    coverage = _coverage(inputs, firm_enough(edges, firmness))
    record = LoopRecord(
        as_of=known.as_of,
        known_at=known.known_at,
        window=(inputs.first, inputs.last),
        firmness=firmness,
        hub=hub,
        around=rows_around(edges, hub),
        perimeter=tuple(sorted({names.get(p, p) for p in inputs.parties})),
        merged=dict(inputs.sponsors),
        coverage=coverage,
        self_funded=rows,
        loops=loops,
        commitments=_commitments(agreements_of(known, hub), known.as_of, shown),
        indices=indices(firm, {} if names else inputs.sponsors, seed=seed),
        exposure=exposure_rows(firm),
        concentration=concentration_rows(firm, inputs.outside),
        red_flags=red_flags(firm, first=inputs.first, last=inputs.last),
        headline=_headline(coverage, rows, loops),
        hash="",
    )
    return replace(record, hash=digest(record))


def _inside(edges: Iterable[Edge], parties: Sequence[str]) -> list[Edge]:
    held = set(parties)
    return [e for e in edges if e.payer in held and e.payee in held]


def _coverage(inputs: LoopInputs, edges: Sequence[Edge]) -> tuple[CoverageRow, ...]:
    due: dict[tuple[str, int], float] = defaultdict(float)
    inside: dict[tuple[str, int], float] = defaultdict(float)
    undated: dict[str, float] = defaultdict(float)
    for edge in edges:
        if edge.type == PURCHASE and edge.year is None:
            undated[edge.payer] += edge.amount_usd
        elif edge.type == PURCHASE and edge.year is not None:
            due[edge.payer, edge.year] += edge.amount_usd
            inside[edge.payee, edge.year] += edge.amount_usd
    rows = []
    for cash in inputs.outside:
        owed = due[cash.party, cash.year]
        if owed == 0:
            continue
        outside = None
        if cash.revenue_usd is not None:
            outside = max(cash.revenue_usd - inside[cash.party, cash.year], 0.0)
        rows.append(
            CoverageRow(
                party=cash.party,
                year=cash.year,
                outside_usd=outside,
                due_usd=owed,
                undated_usd=undated[cash.party],
                ratio=None if outside is None else outside / owed,
                basis=cash.basis,
                assumed=cash.assumed,
                reason=message("revenue-not-known") if outside is None else None,
                claims=cash.claims,
            )
        )
    return tuple(rows)


def _self_funded(
    inputs: LoopInputs, edges: Sequence[Edge], names: Mapping[str, str]
) -> tuple[SelfFundedRow, ...]:
    """Intervals of every party that both invests inside and is paid inside, largest first."""
    dated = [renamed(e, names) for e in edges if e.year is not None]
    parties = sorted({names.get(p, p) for p in inputs.parties})
    number = {party: i for i, party in enumerate(parties)}
    inside = [e for e in dated if e.payer in number and e.payee in number and e.payer != e.payee]
    investors = {e.payer for e in inside if e.type == CHEQUE}
    vendors = sorted(investors & {e.payee for e in inside if e.type == PURCHASE})
    cash, spent = _boundary(inputs, dated, number=number, names=names)
    opening = np.zeros(len(parties))
    for party in inputs.parties:
        opening[number[names.get(party, party)]] += inputs.opening_usd.get(party, np.nan)
    open_usd: dict[str, float] = defaultdict(float)
    for edge in (renamed(e, names) for e in edges if e.year is None and e.type == CHEQUE):
        open_usd[edge.payer] += edge.amount_usd if edge.payee in number else 0.0
    rows = [
        replace(
            _interval(v, inside, (cash, spent, opening), number=number, inputs=inputs),
            undated_usd=open_usd[v],
        )
        for v in vendors
    ]
    return tuple(sorted(rows, key=lambda r: (-r.max, r.party)))


def _boundary(
    inputs: LoopInputs,
    edges: Sequence[Edge],
    *,
    number: Mapping[str, int],
    names: Mapping[str, str],
) -> tuple[Matrix, Matrix]:
    cash = np.zeros((len(inputs.years), len(number)))
    spent = np.zeros_like(cash)
    received: dict[tuple[int, int], float] = defaultdict(float)
    for edge in edges:
        year = (edge.year or inputs.first) - inputs.first
        if edge.payee in number and edge.payer not in number:
            cash[year, number[edge.payee]] += edge.amount_usd
        elif edge.payer in number and edge.payee not in number:
            spent[year, number[edge.payer]] += edge.amount_usd
        elif edge.type == PURCHASE and edge.payee in number:
            received[year, number[edge.payee]] += edge.amount_usd
    for row in inputs.outside:
        where = (row.year - inputs.first, number[names.get(row.party, row.party)])
        revenue = np.nan if row.revenue_usd is None else row.revenue_usd
        cash[where] += np.maximum(revenue - received[where], 0.0)
    return cash, spent


def _interval(
    vendor: str,
    edges: Sequence[Edge],
    cash: tuple[Matrix, Matrix, Matrix],
    *,
    number: Mapping[str, int],
    inputs: LoopInputs,
) -> SelfFundedRow:
    me = number[vendor]
    payments = Payments(
        period=[(e.year or inputs.first) - inputs.first for e in edges],
        payer=[number[e.payer] for e in edges],
        payee=[number[e.payee] for e in edges],
        amount_usd=[e.amount_usd for e in edges],
        cheque=[e.payer == vendor and e.type == CHEQUE for e in edges],
        revenue=[e.payee == vendor and e.type == PURCHASE for e in edges],
    )
    found = self_funded_revenue(
        payments, me, cash[0], opening_cash_usd=cash[2], outflow_usd=cash[1]
    )
    total = window_revenue(vendor, inputs.outside)
    return SelfFundedRow(
        party=vendor,
        min=found.least_usd,
        pro_rata=found.pro_rata_usd,
        max=found.most_usd,
        of=found.revenue_usd,
        put_in=found.put_in_usd,
        share_of_revenue=found.most_usd / total if total else None,
        reason=_why_none(found),
    )


def _why_none(found: SelfFunded) -> Message | None:
    """Why none of a vendor's revenue is its own money, or the three figures are out of order."""
    if found.reason is None:
        return None
    if found.put_in_usd == 0:
        return message("nothing-put-in")
    return message("no-revenue-to-share" if found.revenue_usd == 0 else "figures-out-of-order")


def _loops(edges: Sequence[Edge]) -> tuple[LoopRow, ...]:
    parties = sorted({name for e in edges for name in (e.payer, e.payee)})
    if not parties:
        return ()
    number = {party: i for i, party in enumerate(parties)}
    sides = _sides(edges)
    matrix = np.zeros((len(parties), len(parties)))
    for (payer, payee), side in sides.items():
        matrix[number[payer], number[payee]] = side.amount
    found = named_loops(matrix, length_most=LENGTH_MOST, top=TOP)
    return tuple(
        _named([parties[i] for i in one.parties], one.bottleneck_usd, sides) for one in found
    )


def _sides(edges: Sequence[Edge]) -> dict[tuple[str, str], LoopEdge]:
    """For each pair the type of flow that carries most; types are never added."""
    groups: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.type in {CHEQUE, PURCHASE}:
            groups[edge.payer, edge.payee, edge.type].append(edge)
    sides: dict[tuple[str, str], LoopEdge] = {}
    for (payer, payee, kind), held in groups.items():
        side = LoopEdge(
            payer=payer,
            payee=payee,
            type=kind,
            amount=sum(e.amount_usd for e in held),
            firmness=min((e.firmness for e in held), key=lambda f: FIRMNESS_ORDER[f]),
            dated=all(e.year is not None for e in held),
            agreements=tuple(sorted({e.tranche for e in held})),
            claims=tuple(sorted({c for e in held for c in e.claims})),
        )
        best = sides.get((payer, payee))
        if best is None or side.amount > best.amount:
            sides[payer, payee] = side
    return sides


def _named(
    parties: Sequence[str], bottleneck: float, sides: Mapping[tuple[str, str], LoopEdge]
) -> LoopRow:
    pairs = zip(parties, [*parties[1:], parties[0]], strict=True)
    edges = tuple(sides[pair] for pair in pairs)
    return LoopRow(
        parties=tuple(parties),
        bottleneck=bottleneck,
        firmness=min((e.firmness for e in edges), key=lambda f: FIRMNESS_ORDER[f]),
        dated=all(e.dated for e in edges),
        edges=edges,
    )


def _commitments(
    agreements: Sequence[Agreement], as_of: date, edges: Sequence[Edge]
) -> CommitmentSum:
    rows = commitments(agreements, as_of=as_of, kinds=PURCHASES)
    gross, net, binding, plain = (
        float(sum((getattr(r, f"{part}_usd") for r in rows), Decimal(0)))
        for part in ("gross", "net", "binding", "unconditional")
    )
    netting = maximum_circulation(matrix_of([e for e in edges if e.type == PURCHASE])[1])
    return CommitmentSum(
        gross=gross,
        net=net,
        factor=gross / net if net else None,
        binding=binding,
        unconditional=plain,
        removable_by_netting=netting.removable_usd,
        share_removable=netting.share_of_gross,
    )


def thinnest(coverage: Sequence[CoverageRow]) -> CoverageRow | None:
    """The party and year with a figure of its own whose revenue is less than its dues.

    Of those that fall short the one with the most due; None where none does.
    """
    short = [r for r in coverage if r.ratio is not None and r.ratio < 1 and not r.assumed]
    return max(short, key=lambda r: (r.due_usd, r.party, -r.year), default=None)


def _headline(
    coverage: Sequence[CoverageRow], rows: Sequence[SelfFundedRow], loops: Sequence[LoopRow]
) -> Message:
    worst = thinnest(coverage)
    if worst is not None and worst.outside_usd is not None:
        due, outside = (v / 1e9 for v in (worst.due_usd, worst.outside_usd))
        return message(
            "dues-in-loop", year=worst.year, party=worst.party, due_bn=due, outside_bn=outside
        )
    if rows and rows[0].max > 0:
        top = rows[0]
        low, mid, high = (v / 1e9 for v in (top.min, top.pro_rata, top.max))
        return message("own-money", party=top.party, least_bn=low, middle_bn=mid, most_bn=high)
    if loops:
        return message("loops-on-paper", loops=len(loops))
    return message("no-loop")
