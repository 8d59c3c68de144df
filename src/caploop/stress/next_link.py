"""The link that is broken where none is named: the largest sum that is still to come."""

from __future__ import annotations

from caploop.book import BINDING, Flow, KnownBook
from caploop.evidence import FIRMNESS_ORDER
from caploop.model.terms import period_of
from caploop.stress.record import Shock
from caploop.stress.static_case import FUNDING, PAID, PLANNED


def next_link(known: KnownBook, *, party: str = PLANNED) -> Shock | None:
    """The agreement with the largest tranche of equity or loan that is still to come to a party,
    withdrawn; of equal ones the first in the book. None where nothing is.

    To come is what binds, has a date, and is due in the quarter of the book's day or later; not
    what its own date says was due before that day, nor what is executed. Earlier tranches of the
    same agreement stay: the shock begins with the one that is still to come.
    """
    day = known.as_of
    quarter = period_of(f"{day.year}Q{(day.month + 2) // 3}")
    past = {t.id for t in known.tranches if t.start is not None and t.start < day}
    sums: dict[str, float] = {}
    firsts: dict[str, str] = {}
    for flow in known.flows.flows:
        when = str(flow.quarter)
        if _brings(flow, party) and flow.tranche not in past and period_of(when) >= quarter:
            sums[flow.tranche] = sums.get(flow.tranche, 0.0) + float(flow.amount_usd)
            firsts[flow.tranche] = min(when, firsts.get(flow.tranche, when))
    if not sums:
        return None
    largest = max(sums, key=lambda name: sums[name])
    agreement = largest.split("/", maxsplit=1)[0]
    begins = min(when for name, when in firsts.items() if name.startswith(f"{agreement}/"))
    before = any(name.startswith(f"{agreement}/") for name in past)
    return Shock(kind="withdraw", target=agreement, from_quarter=begins if before else None)


def _brings(flow: Flow, party: str) -> bool:
    binds = FIRMNESS_ORDER[flow.firmness] >= BINDING and flow.firmness != PAID
    return binds and not flow.conditional and flow.payee == party and flow.kind in FUNDING
