"""Who may leave, and what is owed whatever they do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.book.agreement import Agreement
from caploop.book.clauses.exits import ExitRight, exits
from tests.report.book_cases import tranche

DAY = date(2026, 9, 30)
TERM = {"start": date(2026, 10, 1), "end": date(2028, 10, 1), "spread": "even"}


def found(said: str, **more: object) -> tuple[ExitRight, ...]:
    """The exit of a contract over 731 days, of 731 billion unless told otherwise."""
    one = tranche("lab-cloud-2026/compute/all", "731e9", exit_terms=said, **{**TERM, **more})
    return exits([Agreement(id="lab-cloud-2026", group="g", tranches=(one,))], as_of=DAY)


def firm(said: str) -> Decimal:
    (one,) = found(said)
    assert one.firm_usd is not None
    return one.firm_usd


def test_with_notice_only_its_days_are_owed() -> None:
    (one,) = found("either side; notice 90 days")
    assert (one.side, one.notice_days, one.headline_usd) == ("either", 90, Decimal("731e9"))
    assert one.firm_usd == pytest.approx(Decimal("90e9"))


def test_a_longer_notice_and_a_later_first_day_leave_more_that_cannot_be_cancelled() -> None:
    short, long = firm("either side; notice 90 days"), firm("either side; notice 180 days")
    late = firm("side not stated; notice 90 days; after 2026-12-31")
    assert short < long
    assert short < late
    assert late <= Decimal("731e9")


def test_what_cannot_be_cancelled_is_owed_whole_and_nobody_may_leave() -> None:
    (one,) = found("cannot be cancelled")
    assert one.side == "none"
    assert one.firm_usd == one.to_come_usd == Decimal("731e9")


def test_where_the_paper_does_not_tell_the_part_none_is_made_up() -> None:
    (one,) = found("mostly cannot be cancelled over 7 to 10 years; the share is not stated")
    assert (one.side, one.firm_usd) == ("not told", None)
    (undated,) = found("either side; notice 90 days", start=None, end=None, spread="undated")
    assert undated.firm_usd is None


@pytest.mark.parametrize("said", ["not published", "margin calls on Arm price", "non-binding"])
def test_words_that_give_nobody_a_right_to_leave_are_no_exit(said: str) -> None:
    assert found(said) == ()
