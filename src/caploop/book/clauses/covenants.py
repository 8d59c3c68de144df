"""Tests that an issuer has to pass: threshold, first date, and how far it is from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from caploop.book.agreement import Agreement, Tranche
from caploop.book.execute import in_force
from caploop.book.parameter import Parameter
from caploop.book.position import Position

Bound = Literal["at least", "at most"]
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_COVER = re.compile(
    r"cover of at least (?P<least>\d+(?:\.\d+)?)"
    r"(?: tested from (?P<month>[A-Z]\w+) (?P<year>\d{4}))?"
)
LINES: Mapping[str, tuple[str, str, str]] = {
    "ltv_sb": ("softbank", "loan-to-value-policy", "loan_to_value"),
    "lev_or": ("oracle", "debt-over-ebitda-of-a-downgrade", ""),
}
"""Rows of parameters that are an issuer's line: whose, of what, and the item that measures it."""


class CovenantTest(Struct, frozen=True, kw_only=True):
    """A test of one issuer, by its name.

    Cover of debt service is that of the borrower that draws, loan to value the issuer's own policy,
    debt over EBITDA the line at which it is downgraded. `headroom` is how far what was last
    measured is on the safe side of the threshold, in its unit; absent where no row measures it.
    """

    issuer: str
    test: str
    bound: Bound
    threshold: Decimal
    first_test: date | None
    measured: Decimal | None
    measured_on: date | None
    headroom: Decimal | None
    rests_on: str
    assumption: bool


def covenant_tests(
    agreements: Iterable[Agreement],
    parameters: Iterable[Parameter],
    *,
    positions: Iterable[Position],
    as_of: date,
) -> tuple[CovenantTest, ...]:
    """Tests in the words of loans in force, the next first, then lines of other rows."""
    live = [t for a in agreements for t in a.tranches if t.kind == "loan" and in_force(t, as_of)]
    of_loans = [one for one in map(_of_loan, live) if one is not None]
    rows = [p for p in positions if p.value is not None and p.day <= as_of]
    of_rows = [_of_row(p, rows) for p in parameters if p.symbol in LINES]
    return (*sorted(of_loans, key=lambda c: (c.first_test or as_of, c.issuer)), *of_rows)


def _of_loan(loan: Tranche) -> CovenantTest | None:
    found = _COVER.search(loan.condition_text or "")
    if found is None:
        return None
    month, year = found["month"], found["year"]
    return CovenantTest(
        issuer=loan.payee,
        test="debt-service-cover",
        bound="at least",
        threshold=Decimal(found["least"]),
        first_test=date(int(year), MONTHS.index(month) + 1, 1) if month in MONTHS else None,
        measured=None,
        measured_on=None,
        headroom=None,
        rests_on=loan.id,
        assumption=False,
    )


def _of_row(row: Parameter, positions: Iterable[Position]) -> CovenantTest:
    issuer, test, item = LINES[row.symbol]
    seen = [p for p in positions if p.party == issuer and p.item == item and not p.segment]
    last = max(seen, key=lambda p: (p.day, p.known_at)) if seen else None
    measured = last.value if last else None
    return CovenantTest(
        issuer=issuer,
        test=test,
        bound="at most",
        threshold=row.central,
        first_test=None,
        measured=measured,
        measured_on=last.day if last else None,
        headroom=None if measured is None else row.central - measured,
        rests_on=row.symbol,
        assumption=row.assumption,
    )
