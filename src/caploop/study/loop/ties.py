"""Who hangs on whom: exposures by type, concentration, and pairs an auditor would ask about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from caploop.network import Payment, both_sides, concentration, exposures, payments_to_customers
from caploop.study.loop.indices import matrix_of
from caploop.study.loop.inputs import CHEQUE, PURCHASE, Edge, OutsideCash, window_revenue
from caploop.study.loop.record import ConcentrationRow, ExposureRow, RedFlag


def exposure_rows(edges: Sequence[Edge]) -> tuple[ExposureRow, ...]:
    """Losses by type, the largest first: purchases a seller expects from a buyer that fails.

    What was executed is paid: it is no claim on the payer any more and counts nowhere here.
    """
    rows = []
    unpaid = [e for e in edges if e.firmness != "executed"]
    for kind in sorted({e.type for e in unpaid}):
        parties, due = matrix_of([e for e in unpaid if e.type == kind])
        (found,) = exposures({kind: due})
        for holder, name in enumerate(parties):
            for failing, other in enumerate(parties):
                loss = float(found.loss_usd[holder, failing])
                if loss > 0:
                    share = float(found.loss_share[holder, failing])
                    rows.append(
                        ExposureRow(
                            holder=name,
                            failing=other,
                            type=kind,
                            loss=loss,
                            share_of_holders=share,
                        )
                    )
    return tuple(sorted(rows, key=lambda r: (-r.loss, r.holder, r.failing)))


def concentration_rows(
    edges: Sequence[Edge], outside: Sequence[OutsideCash]
) -> tuple[ConcentrationRow, ...]:
    """Suppliers of each buyer and customers of each seller, with bounds for the undisclosed."""
    sides: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for edge in edges:
        if edge.type == PURCHASE:
            sides[edge.payer, "suppliers"][edge.payee] += edge.amount_usd
            sides[edge.payee, "customers"][edge.payer] += edge.amount_usd
    rows = [
        _concentration((party, side), held, window_revenue(party, outside))
        for (party, side), held in sorted(sides.items())
        if sum(held.values()) > 0
    ]
    return tuple(rows)


def _concentration(
    whose: tuple[str, str], held: dict[str, float], revenue_usd: float | None
) -> ConcentrationRow:
    """Shares of all revenue where it is known; never of less than what is disclosed."""
    party, side = whose
    known = sum(held.values())
    total = max(known, revenue_usd or 0.0) if side == "customers" else known
    found = concentration(list(held.values()), total_usd=total)
    bounds = (found.index, found.effective_number, found.top_share)
    index, effective, top = ((b.low, b.high) if b else (0.0, 0.0) for b in bounds)
    return ConcentrationRow(
        party=party,
        side=side,
        of=total,
        undisclosed=found.undisclosed_share or 0.0,
        index=index,
        effective_number=effective,
        top_share=top,
        top=max(held, key=lambda name: (held[name], name)),
    )


def red_flags(edges: Sequence[Edge], *, first: int, last: int) -> tuple[RedFlag, ...]:
    """Pairs that pay each other in the window, and investors in their own customers."""
    payments = [
        Payment(
            payer=e.payer,
            payee=e.payee,
            kind=e.type,
            amount_usd=e.amount_usd,
            period=e.year if e.year is not None else first,
        )
        for e in edges
    ]
    span = last - first
    found = [
        *both_sides(payments, window_periods=span),
        *payments_to_customers(
            payments, purchase_kinds=[PURCHASE], consideration_kinds=[CHEQUE], window_periods=span
        ),
    ]
    return tuple(
        RedFlag(
            rule=f.rule,
            party=f.party,
            counterparty=f.counterparty,
            paid=dict(f.paid_usd),
            received=dict(f.received_usd),
            years=(f.first_period, f.last_period),
        )
        for f in found
    )
