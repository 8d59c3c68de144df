"""Results on the plans: what each leaves, what mixing leaves, who could pay, how likely it is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from caploop.book.book import Book
from caploop.book.parameter import Parameter, is_prior, known_or_widened
from caploop.core.errors import NotFoundError
from caploop.evidence.claim import Claim
from caploop.model.consistency_draws import (
    PROFILES,
    SYMBOLS,
    Chance,
    Contract,
    Draws,
    chances,
    compute_that_fits,
    drawn,
)
from caploop.model.consistency_results import (
    Capacity,
    capacity,
    even_path,
    mixed,
    needed,
    plan_room,
    runway,
)
from caploop.model.plan import AFTER, HISTORY, PATH_SYMBOLS, PROFILE
from caploop.model.priors import central_of, prior_of, priors_of
from caploop.sfc.distribution import Triangular
from caploop.study.plan_record import Fits, Payer, PlanResults
from caploop.study.plan_shelf import Shelf

PLANS = tuple(s for p in PATH_SYMBOLS.values() for group in p.values() for s in group)
OTHERS = ("R30_window", "n_c", "phi", "ell", "ell_low_plan", "kappa", "kappa_high_plan", "G_2025")
MORE = ("S_amd", "H_6", "Cash_2025Q4", "Cmin", "Cost_v2_2030", "B_25_29_v0", "X_v0_2030")
READ = tuple(dict.fromkeys((*SYMBOLS, *PLANS, *PROFILE, *AFTER, *HISTORY, *OTHERS, *MORE)))
BLOCKS: Mapping[str, tuple[Contract, bool]] = {
    "conditioned": ("either", True),
    "unconditioned": ("either", False),
    "share": ("share", True),
    "capped": ("capped", True),
}


def plan_results(
    book: Book, shelf: Shelf, *, asked: Mapping[str, float], draws: int, seed: int
) -> PlanResults:
    """Results A to G and the revenue needed, at the book's rows and what was asked.

    Raises NotFoundError for a row that the book lacks or that was not public.
    """
    held = {p.symbol: p for p in book.parameters}
    _refuse_missing(held, shelf)
    central = {name: central_of(held[name]) for name in READ}
    compute = asked.get("compute_26_30", central["C_26_30"])
    burn = asked.get("burn_25_29", central["B_25_29_v0"])
    middle = asked.get("revenue_2030", central["R_2030"])
    near = (middle - central["R30_window"], middle + central["R30_window"])
    made = _draws(book, shelf, central, near=near, draws=draws, seed=seed)
    wide = _number(held["C_26_30"].high)
    room = plan_room(central, "V2", ends=(central["C_26_30"], wide))
    return PlanResults(
        compute=compute,
        burn=burn,
        revenue_2030=near,
        rooms=(
            plan_room(central, "V0", ends=(_number(held["C_v0"].low), _number(held["C_v0"].high))),
            room,
        ),
        mixed=tuple(
            mixed(
                central,
                path=name,
                revenue=path,
                compute=compute,
                burn=burn - central["B_2025"],
                free_cash=free_cash,
            )
            for name, path in (
                ("plan", room.revenue),
                ("even", even_path(central["R_2025"], middle, years=len(room.revenue))),
            )
            for free_cash in (0.0, central["X_v0_2030"])
        ),
        payers=_payers(held, shelf, compute=compute),
        chances=tuple(
            c for name, d in made.items() for c in _chances(name, d, compute=compute, burn=burn)
        ),
        fits=_fits(made["conditioned"], burn=burn, at=(central["C_26_30"], wide)),
        burn_at=(central["C_26_30"], wide),
        capacity=_capacity(held, central, shelf),
        runway=runway(
            central,
            "V2",
            money=_round(shelf),
            months=(_number(held["Cmin"].low), central["Cmin"]),
            cost=central["Cost_v2_2030"],
        ),
        needed=needed(
            central,
            compute=compute,
            burn=burn - central["B_2025"],
            help_share=_mode(held["phi"]),
            plan=room.total,
        ),
    )


def _refuse_missing(held: Mapping[str, Parameter], shelf: Shelf) -> None:
    for name in READ:
        if name not in held:
            raise NotFoundError(f"the book has no parameter {name}")
        if name not in shelf.public and not is_prior(held[name]):
            day = held[name].known_at
            raise NotFoundError(f"{name} was not public at {shelf.seen.known_at} (it was at {day})")


def _draws(
    book: Book,
    shelf: Shelf,
    central: Mapping[str, float],
    *,
    near: tuple[float, float],
    draws: int,
    seed: int,
) -> dict[str, Draws]:
    """Draws of every block: the rows as they stand, and as far as they were known."""
    priors = priors_of(p for p in book.parameters if p.symbol in SYMBOLS)
    widened = priors_of(
        p
        for p in known_or_widened(book.parameters, known_at=shelf.seen.known_at)
        if p.symbol in SYMBOLS
    )
    made = {
        name: drawn(
            priors,
            central,
            draws=draws,
            seed=seed,
            contract=contract,
            between=near if conditioned else None,
        )
        for name, (contract, conditioned) in BLOCKS.items()
    }
    made["known"] = drawn(
        widened,
        central,
        draws=draws,
        seed=seed,
        contract="capped" if "Cap_ms" in shelf.public else "share",
        between=near,
    )
    return made


def _chances(name: str, draws: Draws, *, compute: float, burn: float) -> tuple[Chance, ...]:
    return chances(draws, block=name, compute=compute, burn=burn)


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


def _payers(held: Mapping[str, Parameter], shelf: Shelf, *, compute: float) -> tuple[Payer, ...]:
    """Who could pay: AMD's shares sold, others paying or waiting, Nvidia's letter."""
    shares = _claims(shelf, party="amd", measure="warrant", counterparty="openai")
    letter = [
        c
        for c in _claims(shelf, party="nvidia", measure="equity_investment", counterparty="openai")
        if c.firmness == "letter_of_intent" and c.qualifier is None
    ]
    rows = []
    if shares:
        count = _number(shares[0].value) / 1e9
        prices = (central_of(held["S_amd"]), central_of(held["H_6"]))
        rows.append(
            Payer(
                source="amd_warrant",
                low=count * prices[0],
                high=count * prices[1],
                shrinks_burn=True,
                symbols=("S_amd", "H_6"),
                claims=tuple(c.id for c in shares),
            )
        )
    rows.append(
        Payer(
            source="others",
            low=_number(held["phi"].low) * compute,
            high=_number(held["phi"].high) * compute,
            shrinks_burn=True,
            symbols=("phi",),
            claims=(),
        )
    )
    if letter:
        rows.append(
            Payer(
                source="nvidia_letter",
                low=0.0,
                high=max(_number(c.value_high or c.value) for c in letter) / 1e9,
                shrinks_burn=False,
                symbols=(),
                claims=tuple(c.id for c in letter),
            )
        )
    return tuple(rows)


def _capacity(
    held: Mapping[str, Parameter], central: Mapping[str, float], shelf: Shelf
) -> tuple[Capacity, ...]:
    """Least, two middle cases and most of what counterparts spend for the rent they are to get."""
    low, high = central["C_26_30"], _number(held["C_26_30"].high)
    cases = (
        (low, _signed_price(shelf) or _number(held["ell"].high), _number(held["kappa"].low)),
        (low, central["ell"], central["kappa"]),
        (high, central["ell"], central["kappa"]),
        (high, central["ell_low_plan"], central["kappa_high_plan"]),
    )
    return tuple(
        capacity(compute, price=price, capex_per_gw=capex, in_service=central["G_2025"])
        for compute, price, capex in cases
    )


def _signed_price(shelf: Shelf) -> float | None:
    """Oracle's contract over its years and gigawatts, USD bn a gigawatt-year."""
    money = _claims(shelf, party="openai", measure="compute_purchase", counterparty="oracle")
    power = _claims(shelf, party="openai", measure="capacity", counterparty="oracle")
    for claim in money:
        for other in power:
            start, end = claim.period_start, claim.period_end
            if start and end and (other.period_start, other.period_end) == (start, end):
                years = end.year - start.year + 1
                return _number(claim.value) / _number(other.value) / years
    return None


def _round(shelf: Shelf) -> float:
    """Money of the round as talked of: value after less value before, of figures checked."""
    sides = [
        max(
            (
                _number(c.value)
                for c in _claims(shelf, party="openai", measure=measure, counterparty=None)
                if c.verified
            ),
            default=0.0,
        )
        for measure in ("valuation_post_money", "valuation_pre_money")
    ]
    return (sides[0] - sides[1]) / 1e9


def _claims(shelf: Shelf, *, party: str, measure: str, counterparty: str | None) -> list[Claim]:
    wanted = (party, measure, counterparty)
    return [
        c
        for c in shelf.seen.claims.values()
        if (c.party, c.measure, c.counterparty) == wanted
        and c.polarity == "affirmed"
        and (c.value is not None or c.value_high is not None)
    ]


def _mode(row: Parameter) -> float:
    prior = prior_of(row)
    return prior.mode if isinstance(prior, Triangular) else central_of(row)


def _number(value: object) -> float:
    return float(str(value)) if value is not None else 0.0
