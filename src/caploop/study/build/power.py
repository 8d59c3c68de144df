"""Power beside the run: published gaps, how they are closed, and queues at central values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from caploop.book import KnownBook
from caploop.core.errors import UsageError
from caploop.evidence import Claim
from caploop.model.power import (
    CLOSING,
    GAS,
    Rates,
    closing_terms,
    completed_by,
    completed_by_naive_step,
    listed,
    needed,
    quarters_until,
    rates,
    standing_stocks,
)
from caploop.model.power import TO_2030 as TO_2030_QUARTERS
from caploop.study.build.record import Balance, Gap, Queue

GAP = "power_gap"
PACES = ("gap_pace_1", "gap_pace_2", "gap_pace_3", "gap_pace_4", "gap_ms")
CLOSED = {"gap_b": "S0", "gap_h": "S5"}
LONG, TO_2030 = 400, 20
W = 1e-9
MONTHS = 3.0
PARTS = (0.1, 0.25, 0.5, 0.75, 0.9)
BESIDE = {
    "gaps": (*PACES, "gap_b", "gap_h"),
    "balances": (*CLOSING, "gap_b", "gap_h"),
    "queues": ("T_q", "q_comp", "k_q", "Q_gas_gas_active", *GAS, "T_gc", "spec", "dD"),
}


def gaps_of(known: KnownBook) -> tuple[Gap, ...]:
    """Every gap the book knows of, claims first, as their sources define them; none is merged.

    A claim that only repeats the range of two others is left out.
    """
    book, day = known.book, known.known_at
    claims = [c for c in book.standing(day) if _is_gap(c) and c.known_at <= day]
    parts = [c for c in claims if c.scenario or c.value_low is None or _between(c, claims) is None]
    rows = {p.symbol: p for p in book.parameters}
    told = tuple(_claimed(c) for c in parts)
    held = tuple(
        Gap(
            id=symbol,
            gw=float(rows[symbol].central),
            least=float(rows[symbol].central),
            who=rows[symbol].source,
            period="2025-2028" if symbol == "gap_ms" else "2025-2030",
            definition=rows[symbol].name,
            claims=rows[symbol].claims,
            scenario="",
        )
        for symbol in PACES
        if symbol in rows
    )
    return told + held


def _is_gap(claim: Claim) -> bool:
    return claim.measure == GAP and claim.value is not None


def _between(claim: Claim, claims: Iterable[Claim]) -> Claim | None:
    """A claim whose two ends are the figures of other claims of the same years says nothing new."""
    others = {c.value for c in claims if c is not claim and c.period_end == claim.period_end}
    return claim if {claim.value_low, claim.value_high} <= others else None


def _claimed(claim: Claim) -> Gap:
    low = claim.value if claim.value_low is None else claim.value_low
    years = [str(d.year) for d in (claim.period_start, claim.period_end) if d is not None]
    most = claim.value_high or claim.value
    return Gap(
        id=claim.id,
        gw=float(most or 0) * W,
        least=float(low or 0) * W,
        who=claim.speaker,
        period="-".join(years),
        definition=claim.note or "",
        claims=tuple(c for c in (claim.id, claim.condition) if c),
        scenario={"base": "S0", "high": "S5"}.get(claim.scenario or "", ""),
    )


def balances_of(central: Mapping[str, float]) -> tuple[Balance, ...]:
    """The base and the high gap of article 004 closed at central values."""
    return tuple(
        Balance(
            gap=central[symbol],
            needed=needed(central),
            listed=listed(central),
            unlisted=closing_terms(central)["power_rest"] - central[symbol],
        )
        for symbol in CLOSED
    )


def queues_of(central: Mapping[str, float]) -> tuple[Queue, ...]:
    """The generation queue and the queue of large loads, at central values.

    The first pools all technologies; gas alone has no rates of its own in the sources. Raises
    UsageError for lead times, parts or stages with which no queue can be made.
    """
    stages = round(central["k_q"])
    if not (0 < central["q_comp"] < 1 and 0 < central["spec"] < 1 and 1 <= stages <= 5):
        raise UsageError("q_comp and spec lie between 0 and 1 and k_q from 1 to 5; set them so")
    plants = rates(median=central["T_q"] / MONTHS, completion=central["q_comp"], stages=stages)
    loads = rates(
        median=max(central["T_gc"], central["T_tx"]) / MONTHS,
        completion=1.0 - central["spec"],
        stages=stages,
    )
    gas = sum(central[y] for y in GAS)
    asked = central["dD"] / TO_2030_QUARTERS / (1.0 - central["spec"])
    standing = float(standing_stocks(asked, loads, stages=stages).sum())
    return (
        _queue("generation", plants, stages, waiting=central["Q_gas_gas_active"], scheduled=gas),
        _queue("large loads", loads, stages, waiting=standing, scheduled=None),
    )


def _queue(
    name: str, rate: Rates, stages: int, *, waiting: float, scheduled: float | None
) -> Queue:
    passed = completed_by(rate, stages=stages, quarters=LONG)
    naive = completed_by_naive_step(rate, stages=stages, quarters=LONG)
    spread = completed_by(rate, stages=stages, quarters=TO_2030, spread=True)
    first = int(np.argmax(naive >= naive[-1] / 2.0)) + 1
    return Queue(
        id=name,
        stages=stages,
        out=float(rate.out),
        advance=float(rate.advance),
        withdraw=float(rate.withdraw),
        completion=float(passed[-1]),
        months={f"q{p:.0%}"[:-1]: MONTHS * quarters_until(passed, part=p) for p in PARTS},
        naive_months=MONTHS * first,
        waiting=waiting,
        through_2030=waiting * float(spread[-1]),
        scheduled_2030=scheduled,
    )
