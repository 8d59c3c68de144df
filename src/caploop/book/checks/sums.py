"""Checks of parts against the amounts they are parts of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from caploop.book.agreement import Agreement, Tranche
from caploop.core.problem import Place, Problem


def check_sums(agreement: Agreement, *, places: Mapping[str, Place]) -> list[Problem]:
    """A `total` that its parts do not reach; parts or breakdowns of more than their whole."""
    live = [t for t in agreement.tranches if t.state == "live" and t.amount is not None]
    problems = []
    for kind in sorted({(t.kind, t.unit) for t in live}):
        for whole, message, hint in _faults([t for t in live if (t.kind, t.unit) == kind]):
            place = places.get(whole.id, Place())
            problems.append(
                Problem(
                    code="tranche-sum", subject=whole.id, message=message, hint=hint, place=place
                )
            )
    return problems


def _faults(tranches: list[Tranche]) -> Iterator[tuple[Tranche, str, str]]:
    own = [t for t in tranches if t.role == "own"]
    told = [t for t in tranches if t.role == "aggregate"]
    pieces = [t for t in tranches if t.role == "breakdown"]
    reached = _sum(own)
    for total in (t for t in told if t.part == "total"):
        if len(own) > 1 and not _reaches(total, reached):
            said = f"tranches sum to {reached:,} {total.unit}, the total says {total.amount:,}"
            yield total, said, "add the missing tranche, or correct the total"
    if own and told and reached > max(_most(t) for t in told):
        whole = max(told, key=_most)
        said = f"tranches sum to {reached:,} {whole.unit}, more than all of it, {_most(whole):,}"
        if whole.part != "total" or len(own) < 2:
            yield whole, said, "correct the whole, or say which tranche repeats another"
    # Breakdowns of one agreement may be told twice over: one alone must not be more than all.
    most = sum((_most(t) for t in own), Decimal(0))
    for piece in pieces:
        if own and not piece.overlaps and (piece.amount or 0) > most:
            said = f"a part of {piece.amount:,} {piece.unit} in {most:,}"
            yield piece, said, "correct the part, or the tranches it is a part of"


def _sum(tranches: list[Tranche]) -> Decimal:
    return sum((t.amount or Decimal(0) for t in tranches), Decimal(0))


def _most(tranche: Tranche) -> Decimal:
    ends = (tranche.amount_low, tranche.amount, tranche.amount_high)
    return max(end for end in ends if end is not None)


def _reaches(total: Tranche, reached: Decimal) -> bool:
    """Caps must add up to the cap; a total given as a range may be met anywhere inside it."""
    low, high = total.amount_low, total.amount_high
    if low is None or high is None or low == 0:
        return reached == total.amount
    return low <= reached <= high
