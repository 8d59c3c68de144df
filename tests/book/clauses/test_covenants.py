"""Tests with threshold and first date, and headroom where a row measures it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from caploop.book.agreement import Agreement
from caploop.book.clauses.covenants import CovenantTest, covenant_tests
from tests.parameter_rows import parameter
from tests.report.book_cases import tranche
from tests.study.changes.small import position

DAY = date(2026, 9, 30)


def found(words: str, *, measured: str = "0.13") -> tuple[CovenantTest, ...]:
    one = tranche("l-cloud-2026/loan/a", "1e9", payee="cloud", kind="loan", condition_text=words)
    row = position("p", 0, party="softbank", item="loan_to_value")
    held = type(row)(
        **{**{n: getattr(row, n) for n in row.__struct_fields__}, "value": Decimal(measured)}
    )
    return covenant_tests(
        [Agreement(id="l-cloud-2026", group="g", tranches=(one,))],
        [parameter("ltv_sb", 0.25), parameter("other", 1)],
        positions=[held],
        as_of=DAY,
    )


def test_a_loans_test_is_read_with_threshold_and_first_day() -> None:
    first, _ = found("debt-service cover of at least 1.35 tested from January 2027")
    assert (first.issuer, first.bound, first.threshold) == ("cloud", "at least", Decimal("1.35"))
    assert first.first_test == date(2027, 1, 1)
    assert first.headroom is None


def test_headroom_shrinks_as_what_is_measured_nears_the_line_and_is_lost_over_it() -> None:
    rooms = [found("", measured=m)[0].headroom for m in ("0.13", "0.20", "0.30")]
    assert rooms == [Decimal("0.12"), Decimal("0.05"), Decimal("-0.05")]
