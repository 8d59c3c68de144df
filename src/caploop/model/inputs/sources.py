"""Where a run's arrays come from: parameters, claims of agreements, and opening positions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from caploop.book import Book, Flow, KnownBook, Position
from caploop.model.inputs.observed import ORIGIN, owners, reported, restated
from caploop.model.inputs.plan import PlanPaths
from caploop.model.power.closing import CLOSING
from caploop.model.terms.arrays import LIFTS, PATHS
from caploop.model.terms.parties import FIRMS, LESSORS

MOVED = (
    *("outside_cash_flow", "outside_capex", "outside_revenue", "payouts", "payout_share"),
    *("cash_flow_age", "capex_age", "revenue_age"),
)
HELD = ("opening_cash", "opening_debt", "opening_leases", "opening_plant")
BOOKS = ("orders_openai", "orders_others", "equity_0", "deferred_0", "owed_0")
BOTH = ("leverage_line", "chip_margin")
LISTING = ("I_amzn_total", "I_amzn_immediate")


class Made(Struct, frozen=True, kw_only=True):
    """What an array was made from: symbols of parameters, ids of claims and of positions.

    `assumption` where a judgement went into it beside them.
    """

    symbols: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    assumption: bool = False


def made_from(
    known: KnownBook,
    plan: PlanPaths,
    paid: Sequence[Flow],
    *,
    lifted: Sequence[str],
) -> dict[str, Made]:
    """The origin of every array of a run that is no parameter itself, by its name."""
    path = Made(symbols=plan.symbols)
    lift = Made(symbols=tuple(dict.fromkeys((*plan.symbols, *lifted))))
    held, moved = _positions(known.held(ORIGIN)), _positions(known.moved(known.vintage.opened))
    both = Made(
        positions=(*held.positions, *moved.positions),
        assumption=held.assumption or moved.assumption,
        symbols=("lev_or",),
    )
    cheques = _agreed(known, paid, equity=True)
    rents = _agreed(known, paid, equity=False)
    return {
        **dict.fromkeys((one.name for one in PATHS), path),
        **dict.fromkeys((one.name for one in LIFTS), lift),
        **dict.fromkeys(HELD, held),
        **dict.fromkeys(MOVED, moved),
        **dict.fromkeys(BOTH, both),
        "cheques_agreed": cheques,
        "lessor_share": rents,
        **dict.fromkeys(BOOKS, held),
        **dict.fromkeys(("project_gw", "project_from", "project_of"), rents),
        "chip_cost_central": Made(symbols=("nv_gw", "amd_gw", "s_asic", "r_les", "n_IT")),
        "on_listing": Made(symbols=LISTING),
        "power_rest": Made(symbols=CLOSING, assumption=True),
        "power_turbine": Made(symbols=("T_gt",)),
        "power_connection": Made(symbols=("T_gc",)),
        "m_plan": Made(symbols=("m_eff",)),
        **dict.fromkeys(("burn_seen", "burn_told"), _reported(known)),
        **_seen(known),
        "listed_holdings": _positions(_of(held_by=held, book=known.book, party="softbank")),
        "ownership": _positions(_of(held_by=held, book=known.book, party="openai")),
        "loi_luck": Made(symbols=("p_loi",)),
    }


def _reported(known: KnownBook) -> Made:
    return Made(positions=tuple(row for *_, row in reported(known, "free_cash_flow")))


def _seen(known: KnownBook) -> dict[str, Made]:
    """Rows of the balances that history is restated to, by the arrays they stand in."""
    found: dict[str, tuple[str, ...]] = {"owned_seen": tuple(p.id for p in owners(known))}
    for one in restated(known):
        name = "cash_seen" if one.party == "openai" else one.item
        found[name] = (*found.get(name, ()), *one.positions)
    return {name: Made(positions=rows) for name, rows in found.items()}


def _positions(rows: Iterable[Position]) -> Made:
    kept = [p for p in rows if p.party in FIRMS or p.party == "openai"]
    return Made(
        positions=tuple(dict.fromkeys(p.id for p in kept if p.value is not None)),
        assumption=any(p.nature in {"assumption", "prior"} for p in kept if p.value is not None),
    )


def _of(*, held_by: Made, book: Book, party: str) -> list[Position]:
    wanted = set(held_by.positions)
    return [p for p in book.positions if p.party == party and p.id in wanted]


def _agreed(known: KnownBook, paid: Iterable[Flow], *, equity: bool) -> Made:
    """Claims behind the cheques to OpenAI, or behind what it buys from lessors."""
    used = {f.tranche for f in paid if (_is_cheque(f) if equity else _is_rent(f))}
    tranches = [t for t in known.tranches if t.id in used]
    return Made(
        claims=tuple(dict.fromkeys(c for t in tranches for c in t.claims)),
        assumption=any(t.assumed for t in tranches) or not equity,
    )


def _is_cheque(flow: Flow) -> bool:
    return flow.payee == "openai" and flow.kind == "equity"


def _is_rent(flow: Flow) -> bool:
    return flow.payer == "openai" and flow.payee in LESSORS
