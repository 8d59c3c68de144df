"""Checks of one tranche: that it is between two, that its figures, days and currency can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from caploop.book.agreement import MONEY_UNITS, Tranche
from caploop.book.party import parts_of
from caploop.core.currency import CURRENCIES
from caploop.core.names import offered
from caploop.core.problem import Place, Problem
from caploop.evidence.checks import LIMITS

TRANCHE_UNITS = MONEY_UNITS | {"W", "fraction", "share", "wafer/month"}
A_YEAR = "/year"
_STRONGEST = Decimal(10)
"""No currency is worth ten dollars a unit: a rate above is the other way round."""

_SAME = Decimal("0.01")
ANOTHER_SCALE = "read the unit of the source again: millions, or billions?"
_SLIPS = tuple(Decimal(10) ** power for power in (3, 6, -3, -6))

Fault = tuple[str, str, str, str]
"""Code, field, what is wrong, what to do next."""


def check_tranche(
    tranche: Tranche, *, values: Mapping[str, Decimal], place: Place
) -> list[Problem]:
    """All faults of a tranche taken alone; `values` are figures of its claims in dollars."""
    faults = (
        *_sides(tranche),
        *_amounts(tranche),
        *_money(tranche),
        *_days(tranche),
        *_scale(tranche, values),
        *_state(tranche),
        *_assumed(tranche),
    )
    return [
        Problem(
            code=code,
            subject=tranche.id,
            message=message,
            hint=hint,
            place=Place(file=place.file, line=place.line, field=field),
        )
        for code, field, message, hint in faults
    ]


def _sides(tranche: Tranche) -> Iterator[Fault]:
    both = {*parts_of(tranche.payer)} & {*parts_of(tranche.payee)}
    for name in sorted(both):
        said = f"{name} would pay itself"
        yield "pays-itself", "payee", said, "name the other party"


def _amounts(tranche: Tranche) -> Iterator[Fault]:
    given = [end for end in _ends(tranche) if end is not None]
    if given != sorted(given):
        yield "amount-order", "amount", "amounts are out of order", "put the lowest first"
    if any(end < 0 for end in given):
        yield "amount-negative", "amount", "an amount is below zero", "swap payer and payee"
    if tranche.unit == "fraction" and any(end > 1 for end in given):
        said = f"{max(given)} is more than the whole"
        yield "share-beyond", "amount", said, "write 27 % as 0.27"
    if tranche.capacity_w is not None and tranche.capacity_w < 0:
        hint = "give a power above zero"
        yield "capacity-negative", "capacity_w", "capacity is below zero", hint
    limit, why = LIMITS["W"]
    if tranche.capacity_w is not None and tranche.capacity_w >= limit:
        yield "value-beyond", "capacity_w", f"{tranche.capacity_w} W is too much", why
    if tranche.unit == "W" and any(end >= limit for end in given):
        yield "value-beyond", "amount", f"{max(given)} W is too much", why


def _money(tranche: Tranche) -> Iterator[Fault]:
    code = tranche.unit.removesuffix(A_YEAR)
    if tranche.unit in TRANCHE_UNITS - MONEY_UNITS:
        if tranche.usd_per_unit is not None:
            hint = "leave usd_per_unit out"
            yield "rate-wrong", "usd_per_unit", f"a rate for {tranche.unit}, no money", hint
        return
    if code not in CURRENCIES:
        units = f"{', '.join(sorted(TRANCHE_UNITS))}, or the code of a currency"
        yield "unit-unknown", "unit", f"unit {tranche.unit!r} is unknown", f"use {units}"
        return
    if tranche.currency is None:
        hint = f'write currency = "{code}"'
        yield "currency-missing", "currency", "an amount of money without currency", hint
    elif tranche.currency not in CURRENCIES:
        said = f"{tranche.currency!r} is no currency"
        yield "currency-unknown", "currency", said, "write its code in capitals, such as USD"
    elif tranche.currency != code:
        said = f"unit {tranche.unit}, currency {tranche.currency}"
        hint = (
            f'write unit = "{tranche.currency}" with usd_per_unit and rate_source, '
            f"or set currency to {code} if that is what is owed"
        )
        yield "currency-mismatch", "currency", said, hint
    elif code != "USD":
        yield from _rate(tranche, code)
    elif tranche.usd_per_unit is not None:
        yield "rate-wrong", "usd_per_unit", "a rate for dollars", "leave usd_per_unit out"
    limit, why = LIMITS[code]
    if any(end is not None and end >= limit for end in _ends(tranche)):
        yield "value-beyond", "amount", f"an amount of {limit:E} {code} or more", why


def _rate(tranche: Tranche, code: str) -> Iterator[Fault]:
    hint = f"state what one {code} is worth in dollars, and in rate_source where that stands"
    rate = tranche.usd_per_unit
    if rate is None:
        said = f"{code} without a rate: the book counts in dollars"
        yield "rate-missing", "usd_per_unit", said, hint
    elif not 0 < rate < _STRONGEST:
        yield "rate-wrong", "usd_per_unit", f"{rate} dollars for one {code}", hint
    elif not tranche.rate_source:
        yield "rate-missing", "rate_source", "a rate without a source", hint


def _days(tranche: Tranche) -> Iterator[Fault]:
    start, end, signed = tranche.start, tranche.end, tranche.signed
    if start and end and end < start:
        yield "term-order", "end", f"ends on {end}, before it starts", "mend a date"
    elif signed and end and end < signed:
        yield "term-order", "end", f"ends on {end}, before it was signed on {signed}", "mend a date"
    if tranche.spread == "even" and not (end and (start or signed)):
        hint = 'give both, or write spread = "undated"'
        yield "spread-days", "spread", "spread evenly without a start and an end", hint
    elif tranche.spread == "at_start" and not (start or signed or end):
        hint = 'give start, or write spread = "undated"'
        yield "spread-days", "spread", "paid at a start that is no day", hint
    elif tranche.spread == "undated" and start and end:
        hint = 'write spread = "even" or "at_start"; without it nothing of it flows'
        yield "spread-days", "spread", f"from {start} to {end}, yet spread over no days", hint


def _scale(tranche: Tranche, values: Mapping[str, Decimal]) -> Iterator[Fault]:
    """Money a thousand times what its claim says, where it is what no claim says."""
    ends = [end for end in _ends(tranche) if end]
    if tranche.unit not in MONEY_UNITS:
        return
    if said := slip_in(ends, values):
        yield "scale-slip", "amount", said, ANOTHER_SCALE


def _state(tranche: Tranche) -> Iterator[Fault]:
    if tranche.state == "live" and tranche.state_date is not None:
        hint = "say in state how it ended, or leave state_date out"
        yield "state-wrong", "state_date", f"live, yet ended on {tranche.state_date}", hint
    elif tranche.state == "superseded" and tranche.superseded_by is None:
        hint = "name what replaces it, or write lapsed"
        yield "successor-missing", "superseded_by", "superseded, and nothing stands for it", hint


def _assumed(tranche: Tranche) -> Iterator[Fault]:
    for name in tranche.assumed:
        if name not in Tranche.__struct_fields__:
            hint = offered(name, Tranche.__struct_fields__, "name fields of the tranche")
            yield "field-unknown", "assumed", f"no field is called {name!r}", hint


def slip_in(ends: Sequence[Decimal], values: Mapping[str, Decimal]) -> str | None:
    """How one of the amounts is a thousand or a million times a figure, or the other way round.

    `values` are the figures of claims by the claim's id. None where one amount is such a figure.
    """
    if any(_near(end, value) for end in ends for value in values.values()):
        return None
    for claim, value in values.items():
        for end in (e for e in ends if any(_near(e, value * slip) for slip in _SLIPS)):
            return f"{end:,f} where {claim} says {value:,f}"
    return None


def _near(one: Decimal, other: Decimal) -> bool:
    return other != 0 and abs(one / other - 1) < _SAME


def _ends(tranche: Tranche) -> tuple[Decimal | None, ...]:
    return tranche.amount_low, tranche.amount, tranche.amount_high
