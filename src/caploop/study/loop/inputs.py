"""What the question of circularity reads: payments in a window, and cash from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from caploop.book import (
    NO_DATES,
    UNITS,
    FlowKind,
    KnownBook,
    Parameter,
    Party,
    Position,
    Tranche,
    in_force,
    known_parameters,
)
from caploop.consistency import Selector, system_from_rows
from caploop.core.errors import UsageError
from caploop.core.message import Message, message
from caploop.evidence import FIRMNESS_ORDER, NATURE_ORDER, Claim, Firmness, read_identities
from caploop.model.inputs import PATH_SYMBOLS, QUARTERS_A_YEAR, YEARS, adding_up

CHEQUE, PURCHASE, DEBT = "equity", "purchases", "debt"
TYPES: Mapping[FlowKind, str] = {
    "equity": CHEQUE,
    "compute_purchase": PURCHASE,
    "chip_purchase": PURCHASE,
    "lease": PURCHASE,
    "revenue_share": PURCHASE,
    "buy_back": PURCHASE,
    "loan": DEBT,
}
INSIDE_ROLES = frozenset(
    {"developer", "cloud", "chip", "supplier", "assembler", "vehicle", "landlord", "investor"}
)
A_YEAR, A_QUARTER = range(360, 372), range(85, 99)
PLANNER = "openai"
ANY_PLAN = "any"


class Edge(Struct, frozen=True, kw_only=True):
    """Money one party pays another under one tranche in the window, in US dollars.

    `year` is None where the book knows an amount but no dates.
    """

    payer: str
    payee: str
    type: str
    kind: FlowKind
    amount_usd: float
    firmness: Firmness
    tranche: str
    claims: tuple[str, ...]
    year: int | None


class OutsideCash(Struct, frozen=True, kw_only=True):
    """Revenue of one party in one year, and what it rests on; None where nothing is known."""

    party: str
    year: int
    revenue_usd: float | None
    basis: Message
    assumed: bool
    claims: tuple[str, ...] = ()


class QuarterRevenue(NamedTuple):
    """Revenue that a party had in a quarter, US dollars, by its last day."""

    party: str
    ended: date
    revenue_usd: float
    claims: tuple[str, ...] = ()


class LoopInputs(Struct, frozen=True, kw_only=True):
    """Everything the measures read, of one book on two dates."""

    as_of: date
    known_at: date
    first: int
    last: int
    parties: tuple[str, ...]
    edges: tuple[Edge, ...]
    outside: tuple[OutsideCash, ...]
    opening_usd: Mapping[str, float]
    sponsors: Mapping[str, str]

    @property
    def years(self) -> range:
        """The years of the window."""
        return range(self.first, self.last + 1)


def loop_inputs(known: KnownBook, *, window: tuple[int, int] | None = None) -> LoopInputs:
    """The inputs in a window of calendar years: the year of `as_of` and the four after.

    The perimeter is every party with a part in the loop (developers, clouds, chip makers,
    suppliers, vehicles, landlords and named investors); lenders, unnamed investors and the
    closing sectors are outside it.
    """
    book, known_at = known.book, known.known_at
    first, last = window or (known.as_of.year, known.as_of.year + 4)
    if first > last:
        raise UsageError(f"the window {first}..{last} ends before it begins; swap the years")
    inside = {p.id: p for p in book.parties if p.role in INSIDE_ROLES and not p.part_of}
    edges = [e for e in _edges(known) if e.year is None or first <= e.year <= last]
    named = {name for e in edges for name in (e.payer, e.payee)} & inside.keys()
    parties = tuple(sorted(named))
    return LoopInputs(
        as_of=known.as_of,
        known_at=known_at,
        first=first,
        last=last,
        parties=parties,
        edges=tuple(edges),
        outside=tuple(_outside(known, parties, range(first, last + 1))),
        opening_usd=_opening(known, parties, eve=date(first - 1, 12, 31)),
        sponsors=_sponsors(inside.values(), edges),
    )


def _edges(known: KnownBook) -> Iterable[Edge]:
    tranches = {t.id: t for t in known.tranches}
    found = known.flows
    dated: dict[tuple[str, int], Decimal] = {}
    for flow in found.flows:
        key = (flow.tranche, flow.quarter.year)
        dated[key] = dated.get(key, Decimal(0)) + flow.amount_usd
    for (name, year), amount in dated.items():
        if tranches[name].kind in TYPES:
            yield _edge(tranches[name], amount, year)
    for left in found.left_out:
        tranche = tranches[left.tranche]
        undated = left.reason.code == NO_DATES and in_force(tranche, known.as_of)
        if undated and left.amount_usd and tranche.kind in TYPES:
            yield _edge(tranche, left.amount_usd, None)


def _edge(tranche: Tranche, amount: Decimal, year: int | None) -> Edge:
    return Edge(
        payer=tranche.payer,
        payee=tranche.payee,
        type=TYPES[tranche.kind],
        kind=tranche.kind,
        amount_usd=float(amount),
        firmness=tranche.firmness,
        tranche=tranche.id,
        claims=tranche.claims,
        year=year,
    )


def window_revenue(party: str, outside: Iterable[OutsideCash]) -> float | None:
    """Dollars of revenue of all years of the window; None where a year has no figure."""
    years = [row.revenue_usd for row in outside if row.party == party]
    known_years = [figure for figure in years if figure is not None]
    return sum(known_years) if known_years and len(known_years) == len(years) else None


def firm_enough(edges: Iterable[Edge], firmness: Firmness) -> list[Edge]:
    """The edges whose papers are at least that firm."""
    floor = FIRMNESS_ORDER[firmness]
    return [e for e in edges if FIRMNESS_ORDER[e.firmness] >= floor]


class PlanRow(NamedTuple):
    """Whose plan a row of the book stands in for, of which year."""

    party: str
    year: int
    vintage: str


def _plan_rows(known: KnownBook) -> dict[PlanRow, float]:
    """Revenue of whole years that the book has for a plan, US dollars: steps nobody stated."""
    rows = {p.symbol: p for p in known_parameters(known.parameters, known_at=known.known_at)}
    found = {}
    for term in system_from_rows(read_identities()).terms.values():
        for said in (c for c in term.claims if c.measure == "revenue" and _is_year(c)):
            year = said.period_end.year if said.period_end else 0
            for vintage, symbol in term.parameters.items():
                if vintage != ANY_PLAN and symbol in rows:
                    row = rows[symbol]
                    value = float(row.central * UNITS[row.unit][1])
                    found[PlanRow(said.party, year, vintage)] = value
    return found | _adding_up(rows)


def _adding_up(rows: Mapping[str, Parameter]) -> dict[PlanRow, float]:
    """Years of a plan of which the first, the last and the sum were told, as the runs take them."""
    found: dict[PlanRow, float] = {}
    for vintage, groups in PATH_SYMBOLS.items():
        symbols = groups["revenue"]
        if symbols[-1].endswith("_sum") and all(s in rows for s in symbols):
            told = [float(rows[s].central * UNITS[rows[s].unit][1]) for s in symbols]
            years = adding_up(told[0], told[1], total=told[2])
            pairs = zip(YEARS, years, strict=True)
            found |= {PlanRow(PLANNER, year, vintage): value for year, value in pairs}
    return found


def _is_year(said: Selector) -> bool:
    start, end = said.period_start, said.period_end
    if start is None or end is None:
        return False
    return (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))


def _outside(known: KnownBook, parties: Sequence[str], years: range) -> Iterable[OutsideCash]:
    links = known.book.sheets.evidence.links
    again = {k.source for k in links if k.kind in {"restates", "converts"}}
    claims = [c for c in known.book.standing(known.known_at) if c.id not in again]
    eve = date(years.start - 1, 12, 31)
    past = known.moved(eve)
    opened = known.moved(max(known.vintage.opened, eve))
    late = [*_late_quarters(opened, claims, eve=eve)]
    rows = _plan_rows(known)
    for party in parties:
        plan = _plan_of(party, claims, in_force=known.vintage.plan)
        for year in years:
            whose = (party, year)
            yield _revenue(whose, claims, (*past, *opened), plan=plan, rows=rows, late=late)


def _plan_of(party: str, claims: Sequence[Claim], *, in_force: str) -> str | None:
    """The plan a party's years are read from: the book's for whom it plans, where it was told by
    then, else the youngest; None for a party without plans."""
    told = {str(c.plan_vintage) for c in _plans(claims) if c.party == party}
    if party == PLANNER and in_force in told:
        return in_force
    return max(told, default=None)


def _revenue(
    whose: tuple[str, int],
    claims: Sequence[Claim],
    past: Sequence[Position],
    *,
    plan: str | None,
    rows: Mapping[PlanRow, float],
    late: Sequence[QuarterRevenue],
) -> OutsideCash:
    """A year's figure: of its plan alone where there is one, else of the last year."""
    party, year = whose
    told = [c for c in claims if _tells(c, party, year)]
    if plan is not None:
        told = [c for c in told if c.plan_vintage == plan or c.nature == "actual"]
    if plan is not None and not told and PlanRow(party, year, plan) in rows:
        return OutsideCash(
            party=party,
            year=year,
            revenue_usd=rows[PlanRow(party, year, plan)],
            basis=message("interpolated", vintage=plan),
            assumed=True,
        )
    if told:
        best = max(told, key=lambda c: (c.plan_vintage or "", NATURE_ORDER[c.nature], c.known_at))
        return OutsideCash(
            party=party,
            year=year,
            revenue_usd=float(best.value or 0),
            basis=message("said-by", status=best.status, speaker=best.speaker),
            assumed=False,
            claims=(best.id,),
        )
    held = [p for p in past if p.party == party and p.item == "revenue" and _spans(p, A_YEAR)]
    if held and held[0].value is not None and plan is None:
        return _held_level(whose, max(held, key=lambda p: p.period_end or p.day), late=late)
    return OutsideCash(
        party=party, year=year, revenue_usd=None, basis=message("no-figure-known"), assumed=False
    )


def _held_level(
    whose: tuple[str, int], last_year: Position, *, late: Sequence[QuarterRevenue]
) -> OutsideCash:
    """The last whole year's figure, or four times that of a later quarter of the window."""
    party, year = whose
    mine = [q for q in late if q.party == party and q.ended > (last_year.period_end or q.ended)]
    if not mine:
        basis = message("held-level", day=str(last_year.period_end))
        figure = float(last_year.value or 0)
        return OutsideCash(party=party, year=year, revenue_usd=figure, basis=basis, assumed=True)
    last = max(mine, key=lambda q: (q.ended, bool(q.claims)))
    return OutsideCash(
        party=party,
        year=year,
        revenue_usd=last.revenue_usd * QUARTERS_A_YEAR,
        basis=message("held-quarter", day=str(last.ended)),
        assumed=True,
        claims=last.claims,
    )


def _late_quarters(
    moved: Sequence[Position], claims: Sequence[Claim], *, eve: date
) -> Iterable[QuarterRevenue]:
    """Quarters that ended after the eve of the window: of positions, and reported by claims."""
    for p in moved:
        told = p.item == "revenue" and _spans(p, A_QUARTER)
        if told and p.value is not None and p.period_end and p.period_end > eve:
            yield QuarterRevenue(p.party, p.period_end, float(p.value))
    for c in claims:
        told = c.measure == "revenue" and c.qualifier is None and c.nature == "actual"
        if told and _live(c) and c.period_start and c.period_end and c.party:
            length = (c.period_end - c.period_start).days + 1
            if length in A_QUARTER and c.period_end > eve:
                yield QuarterRevenue(c.party, c.period_end, float(c.value or 0), (c.id,))


def _tells(claim: Claim, party: str, year: int) -> bool:
    about = claim.party == party and claim.measure == "revenue" and claim.qualifier is None
    span = (claim.period_start, claim.period_end)
    whole = span == (date(year, 1, 1), date(year, 12, 31))
    return about and whole and _live(claim) and _is_told(claim)


def _live(claim: Claim) -> bool:
    return claim.state == "live" and claim.polarity != "negated" and claim.value is not None


def _is_told(claim: Claim) -> bool:
    """A plan's own figure, whatever its nature; else what a party guides to or has reported."""
    return claim.plan_vintage is not None or claim.nature in {"guidance", "actual"}


def _plans(claims: Sequence[Claim]) -> list[Claim]:
    return [c for c in claims if c.measure == "revenue" and c.plan_vintage is not None]


def _spans(position: Position, days: range) -> bool:
    if position.segment or not position.period_start or not position.period_end:
        return False
    return (position.period_end - position.period_start).days + 1 in days


def _opening(known: KnownBook, parties: Sequence[str], *, eve: date) -> dict[str, float]:
    held = known.held(eve)
    cash: dict[str, float] = {}
    for position in held:
        mine = position.party in parties and position.item == "cash_and_equivalents"
        if mine and position.value is not None:
            cash.setdefault(position.party, float(position.value))
    return cash


def _sponsors(parties: Iterable[Party], edges: Sequence[Edge]) -> dict[str, str]:
    """Vehicles with the party that pays them most rent: whom they are merged into."""
    vehicles = {p.id: p.parent or p.part_of for p in parties if p.role == "vehicle"}
    for vehicle, known_sponsor in vehicles.items():
        rent = [e for e in edges if e.payee == vehicle and e.type == PURCHASE]
        if known_sponsor is None and rent:
            vehicles[vehicle] = max(rent, key=lambda e: e.amount_usd).payer
    return {vehicle: sponsor for vehicle, sponsor in vehicles.items() if sponsor}
