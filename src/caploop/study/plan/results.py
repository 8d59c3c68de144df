"""Results on the plans: what each leaves, what mixing leaves, who could pay, how likely it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from msgspec.structs import replace

from caploop.book import Book
from caploop.consistency import (
    DRAWN,
    PROFILES,
    CapacityBought,
    Contract,
    Draws,
    Mixed,
    PlanRoom,
    RevenueNeeded,
    Runway,
    capacity,
    chances,
    compute_that_fits,
    drawn,
    even_path,
    mixed,
    needed,
    plan_room,
    runway,
)
from caploop.study.plan.known_claims import KnownClaims
from caploop.study.plan.record import Fits, PlanResults, PossiblePayer, ResultSources
from caploop.study.plan.rows import Rows, joined

BN = 1e9
CAP = "Cap_ms"
BLOCKS: Mapping[str, tuple[Contract, bool]] = {
    "conditioned": ("either", True),
    "unconditioned": ("either", False),
    "share": ("share", True),
    "capped": ("capped", True),
}
BEFORE_THE_CAP: Mapping[str, tuple[Contract, bool]] = {
    "share": ("share", True),
    "unconditioned": ("share", False),
}


def plan_results(
    book: Book, shelf: KnownClaims, *, asked: Mapping[str, float], draws: int, seed: int
) -> PlanResults:
    """Results A to G and the revenue needed, at the book's rows and what was asked.

    Microsoft's cap is in them only once it was public; a prior published later is read wider.
    Raises NotFoundError for a row that the book lacks or that was not public.
    """
    rows = Rows({p.symbol: p for p in book.parameters}, shelf)
    asked_for, said = _asked(rows, asked)
    compute, burn, middle, near = asked_for
    sums = rows["C_26_30"], rows.ends("C_26_30")[1]
    of_sums = rows.told("burn_at")
    rooms = plan_room(rows, "V0", ends=rows.ends("C_v0")), plan_room(rows, "V2", ends=sums)
    of_rooms = joined(rows.told("rooms"), of_sums)
    capped = CAP in shelf.public
    combined = _mixed(rows, rooms[1], compute=compute, burn=burn, last=middle, capped=capped)
    of_mixed = joined(rows.told("mixed"), *said, of_rooms)
    payers = _payers(rows, compute=compute)
    of_payers = joined(rows.told("payers"), said[0])
    made = _draws(rows, BLOCKS if capped else BEFORE_THE_CAP, near=near, numbers=(draws, seed))
    found = tuple(
        c for name, d in made.items() for c in chances(d, block=name, compute=compute, burn=burn)
    )
    of_draws = joined(rows.told("chances"), *said)
    buys = _capacity(rows, sums)
    of_buys = joined(rows.told("capacity"), of_sums)
    short = _runway(rows)
    of_runway = rows.told("runway")
    wanted = _needed(rows, rooms[1], compute=compute, burn=burn, capped=capped)
    return PlanResults(
        compute=compute,
        burn=burn,
        revenue_2030=near,
        rooms=rooms,
        mixed=combined,
        payers=payers,
        chances=found,
        fits=_fits(next(iter(made.values())), burn=burn, at=sums),
        burn_at=sums,
        capacity=buys,
        runway=short,
        needed=wanted,
        grounds=(
            *(*said, of_sums, of_rooms, of_mixed, of_payers),
            *(of_draws, joined(replace(of_draws, field="fits"), of_sums), of_buys, of_runway),
            joined(rows.told("needed"), *said, of_rooms),
        ),
    )


def _asked(
    rows: Rows, asked: Mapping[str, float]
) -> tuple[
    tuple[float, float, float, tuple[float, float]],
    tuple[ResultSources, ResultSources, ResultSources],
]:
    """Compute, burn, revenue of 2030 and the window around it: what was asked, else the book's.

    Revenue of 2030 is that of plan V2, whose compute stands beside it: its cost and free cash.
    """
    compute = asked.get("compute_26_30") or rows["C_26_30"]
    first = rows.told("compute")
    burn = asked.get("burn_25_29") or rows["B_25_29_v0"]
    second = rows.told("burn")
    middle = asked.get("revenue_2030") or rows["Cost_v2_2030"] + rows["X_v2_2030"]
    near = (middle - rows["R30_window"], middle + rows["R30_window"])
    return (compute, burn, middle, near), (first, second, rows.told("revenue_2030"))


def _mixed(
    rows: Rows, room: PlanRoom, *, compute: float, burn: float, last: float, capped: bool
) -> tuple[Mixed, ...]:
    paths = {
        "plan": room.revenue,
        "even": even_path(rows["R_2025"], last, years=len(room.revenue)),
    }
    return tuple(
        mixed(
            rows,
            path=name,
            revenue=path,
            compute=compute,
            burn=burn - rows["B_2025"],
            free_cash=free_cash,
            capped=capped,
        )
        for name, path in paths.items()
        for free_cash in (0.0, rows["X_v0_2030"])
    )


def _draws(
    rows: Rows,
    blocks: Mapping[str, tuple[Contract, bool]],
    *,
    near: tuple[float, float],
    numbers: tuple[int, int],
) -> dict[str, Draws]:
    """Draws of every block, from rows as far as they were known."""
    draws, seed = numbers
    priors = {symbol: rows.prior(symbol) for symbol in DRAWN}
    return {
        name: drawn(
            priors,
            rows,
            draws=draws,
            seed=seed,
            contract=contract,
            between=near if conditioned else None,
        )
        for name, (contract, conditioned) in blocks.items()
    }


def _fits(draws: Draws, *, burn: float, at: tuple[float, float]) -> tuple[Fits, ...]:
    return tuple(
        Fits(
            profile=profile,
            compute=compute_that_fits(draws, burn=burn, profile=profile),
            burn_at_low=float(np.median(draws.burn(at[0], profile))),
            burn_at_high=float(np.median(draws.burn(at[1], profile))),
        )
        for profile in PROFILES
    )


def _payers(rows: Rows, *, compute: float) -> tuple[PossiblePayer, ...]:
    """Who could pay: AMD's shares sold, others paying or waiting, a letter that stands."""
    return tuple(
        payer for payer in (_warrant(rows), _others(rows, compute), _letter(rows)) if payer
    )


def _warrant(rows: Rows) -> PossiblePayer | None:
    shares = rows.claims(party="amd", measure="warrant", counterparty="openai")
    if not shares:
        return None
    rows.heard(*shares)
    count = _number(shares[0].value) / BN
    return PossiblePayer(
        source="amd_warrant",
        low=count * rows["S_amd"],
        high=count * rows["H_6"],
        shrinks_burn=True,
        symbols=("S_amd", "H_6"),
        claims=tuple(c.id for c in shares),
    )


def _others(rows: Rows, compute: float) -> PossiblePayer:
    low, high = rows.ends("phi")
    return PossiblePayer(
        source="others",
        low=low * compute,
        high=high * compute,
        shrinks_burn=True,
        symbols=("phi",),
        claims=(),
    )


def _letter(rows: Rows) -> PossiblePayer | None:
    told = rows.standing(party="nvidia", measure="equity_investment", counterparty="openai")
    letter = [c for c in told if c.firmness == "letter_of_intent" and c.qualifier is None]
    if not letter:
        return None
    rows.heard(*letter)
    return PossiblePayer(
        source="nvidia_letter",
        low=0.0,
        high=max(_number(c.value_high or c.value) for c in letter) / BN,
        shrinks_burn=False,
        symbols=(),
        claims=tuple(c.id for c in letter),
    )


def _capacity(rows: Rows, sums: tuple[float, float]) -> tuple[CapacityBought, ...]:
    """Least, two middle cases and most of what counterparts spend for the rent they are to get."""
    low, high = sums
    cases = (
        (low, _signed_price(rows), rows.ends("kappa")[0]),
        (low, rows["ell"], rows["kappa"]),
        (high, rows["ell"], rows["kappa"]),
        (high, rows["ell_low_plan"], rows["kappa_high_plan"]),
    )
    return tuple(
        capacity(compute, price=price, capex_per_gw=capex, in_service=rows["G_2025"])
        for compute, price, capex in cases
    )


def _signed_price(rows: Rows) -> float:
    """Oracle's contract over its years and gigawatts, USD bn a gigawatt-year; else the book's."""
    for claim in rows.claims(party="openai", measure="compute_purchase", counterparty="oracle"):
        for other in rows.claims(party="openai", measure="capacity", counterparty="oracle"):
            start, end = claim.period_start, claim.period_end
            if start and end and (other.period_start, other.period_end) == (start, end):
                rows.heard(claim, other)
                years = end.year - start.year + 1
                return _number(claim.value) / _number(other.value) / years
    return rows.ends("ell")[1]


def _runway(rows: Rows) -> Runway:
    return runway(
        rows,
        "V2",
        money=_round(rows),
        months=(rows.ends("Cmin")[0], rows["Cmin"]),
        cost=rows["Cost_v2_2030"],
    )


def _round(rows: Rows) -> float:
    """Money of the round as talked of: value after less value before, of figures checked."""
    sides = []
    for measure in ("valuation_post_money", "valuation_pre_money"):
        told = rows.claims(party="openai", measure=measure, counterparty=None)
        checked = [c for c in told if c.verified]
        if not checked:
            return 0.0
        most = max(checked, key=lambda c: _number(c.value))
        rows.heard(most)
        sides.append(_number(most.value))
    return (sides[0] - sides[1]) / BN


def _needed(
    rows: Rows, room: PlanRoom, *, compute: float, burn: float, capped: bool
) -> tuple[RevenueNeeded, ...]:
    return needed(
        rows,
        compute=compute,
        burn=burn - rows["B_2025"],
        help_share=rows.mode("phi"),
        plan=room.total,
        capped=capped,
    )


def _number(value: object) -> float:
    return float(str(value)) if value is not None else 0.0
