"""A run that opens later: history decides nothing, and published balances begin what follows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.book import BookVintage, KnownBook, Position, known_book
from caploop.core.errors import UsageError
from caploop.model.assembly.inputs import model_inputs
from caploop.model.inputs.observed import reported, restated
from caploop.model.terms.parties import FIRMS
from caploop.study.shared.model_run import run_engine
from tests.real_book import real_book

OPENED, KNOWN = date(2026, 3, 31), date(2026, 5, 31)
BN = Decimal(10**9)
DRAWS, SEED = 256, 0
KEPT = (
    *("cash", "firm_cash", "firm_debt", "revenue", "burn", "cash_out", "stage", "firm_failed"),
    *("round_asked", "cash_restated", "firm_cash_restated", "unexplained_cost", "funding_gap"),
    "cheques",
)
Paths = dict[str, NDArray[np.float64]]


def ran(known: KnownBook) -> Paths:
    scenario = next(s for s in known.book.scenarios if s.id == "S0")
    _, run = run_engine(known, scenario, keep=KEPT, draws=DRAWS, seed=SEED)
    assert run.audit.gap < 1e-9
    return {name: np.asarray(run.values(name)[0]) for name in KEPT}


def stated(party: str, item: str, amount: float, *, side: str = "asset", days: int = 0) -> Position:
    start = date(2026, 1, 1) if days else None
    return Position(
        id=f"T-{party}-{item}",
        party=party,
        item=item,
        side=side,  # type: ignore[arg-type]
        nature="actual",
        day=OPENED,
        known_at=KNOWN,
        unit="USD",
        currency="USD",
        source="made up",
        value=Decimal(str(round(amount, 9))) * BN,
        period_start=start,
        period_end=OPENED if days else None,
    )


def opened_later(rows: list[Position]) -> KnownBook:
    """The book with these balances, its runs opening a quarter later."""
    book = real_book()
    vintage = BookVintage(id="later", opened=OPENED, plan="V2")
    sheets = replace(book.sheets, vintage=vintage, as_of=KNOWN, known_at=KNOWN)
    return known_book(replace(book, sheets=sheets, positions=(*book.positions, *rows)))


@pytest.fixture(scope="module")
def base() -> Paths:
    return ran(known_book(real_book()))


@pytest.fixture(scope="module")
def rows(base: Paths) -> list[Position]:
    """The base's own medians at the end of its first quarter, as if they were published."""
    middle = {name: np.median(base[name], axis=0) for name in KEPT}
    found = [
        stated("openai", "cash_and_equivalents", middle["cash"][1]),
        stated("openai", "revenue", middle["revenue"][0], side="flow", days=90),
        stated("openai", "free_cash_flow", -middle["burn"][0], side="flow", days=90),
    ]
    for place, name in enumerate(FIRMS):
        if name != "vehicles":
            cash, debt = middle["firm_cash"][1, place], middle["firm_debt"][1, place]
            found.append(stated(name, "cash_and_equivalents", max(cash, 0.0)))
            found.append(stated(name, "total_debt", max(debt, 0.0), side="liability"))
    return found


@pytest.fixture(scope="module")
def later(rows: list[Position]) -> Paths:
    return ran(opened_later(rows))


def test_opened_a_quarter_later_at_its_own_medians_it_takes_the_same_path(
    base: Paths, later: Paths
) -> None:
    for name, width in (("cash", "cash"), ("revenue", "revenue"), ("burn", "burn")):
        for quarter in (7, 11, 19):
            one, other = (np.median(paths[name][:, quarter]) for paths in (base, later))
            low, high = np.quantile(base[width][:, quarter], [0.25, 0.75])
            assert abs(one - other) < 0.25 * (high - low), (name, quarter)
    out = [paths["cash_out"][:, 19].mean() for paths in (base, later)]
    assert out[0] == pytest.approx(out[1], abs=0.06)  # twice the error of 256 draws


def test_the_need_is_from_the_opening_on_and_money_of_history_is_in_cash(
    base: Paths, later: Paths
) -> None:
    came = np.median(base["cheques"][:, 0].sum(axis=-1))
    need = [np.median(paths["funding_gap"][:, 19]) for paths in (base, later)]
    assert came > 40
    assert need[1] + came == pytest.approx(need[0], rel=0.05)


def test_the_quarter_before_the_opening_is_as_it_was_reported(
    rows: list[Position], later: Paths
) -> None:
    told = {row.item: float(row.value or 0) / 1e9 for row in rows if row.party == "openai"}
    assert later["revenue"][:, 0] == pytest.approx(told["revenue"], rel=1e-9)
    assert later["burn"][:, 0] == pytest.approx(-told["free_cash_flow"], rel=1e-9)
    assert later["cash"][:, 1] == pytest.approx(told["cash_and_equivalents"], rel=1e-9)
    assert np.abs(later["unexplained_cost"][:, 1:]).max() == 0
    places = [n for n, name in enumerate(FIRMS) if name != "vehicles"]
    cash = later["firm_cash"][:, 1, places]
    assert np.ptp(cash, axis=0).max() < 1e-9


def test_nothing_is_decided_in_history(later: Paths) -> None:
    assert later["stage"][:, 0].max() == 0
    assert later["firm_failed"][:, 0].max() == 0
    assert later["round_asked"][:, 0].max() == 0


def test_more_cash_at_the_opening_lasts_longer(rows: list[Position], later: Paths) -> None:
    richer = [
        replace(row, value=(row.value or 0) + 60 * BN)
        if (row.party, row.item) == ("openai", "cash_and_equivalents")
        else row
        for row in rows
    ]
    found = ran(opened_later(richer))
    assert (found["cash"][:, 1] - later["cash"][:, 1]) == pytest.approx(60.0)
    assert found["cash_out"][:, 19].mean() < later["cash_out"][:, 19].mean()
    assert np.median(found["funding_gap"][:, 19]) < np.median(later["funding_gap"][:, 19])


def test_a_book_asked_before_its_opening_was_known_says_what_to_do() -> None:
    known = known_book(opened_later([]).book, known_at=date(2026, 3, 1))
    with pytest.raises(UsageError, match="--book 2026-03"):
        ran(known)


def test_a_day_beyond_the_reach_is_refused_with_the_way_out() -> None:
    book = real_book()
    late = known_book(book, as_of=date(2026, 11, 30))
    with pytest.raises(UsageError, match="--book 2026-09"):
        ran(late)
    scenario = next(s for s in book.scenarios if s.id == "S0")
    held = known_book(book, as_of=date(2026, 6, 30))
    assert model_inputs(held, scenario, quarters=40).quarters == 40


def test_reported_quarters_and_balances_are_those_known_by_the_day(rows: list[Position]) -> None:
    known = opened_later(rows)
    assert [n for n, *_ in reported(known, "revenue")] == [1]
    assert {one.quarter for one in restated(known)} == {2}
    early = known_book(known.book, known_at=date(2026, 4, 15))
    assert not reported(early, "revenue")
    assert not restated(early)
