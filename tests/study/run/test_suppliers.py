"""Order books, dependence and prices in a run's record, on the real book."""

from __future__ import annotations

import pytest

from caploop.study.options import RunOptions
from caploop.study.run.answer import run_record
from caploop.study.run.record import Suppliers
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


@pytest.fixture(scope="module")
def found() -> Suppliers:
    world = scenario_of(real_book(), scenarios=["S0"])
    return run_record(real_known(), world, RunOptions(draws=100, seed=1)).suppliers


def test_microsoft_starts_from_45_percent_of_625(found: Suppliers) -> None:
    first = next(o for o in found.orders if o.party == "microsoft" and o.year == 2026)
    opened = first.openai - first.booked + first.recognised + first.cancelled
    assert opened == pytest.approx(0.45 * 625, abs=1e-4)


def test_oracle_hangs_on_openai_more_than_microsoft(found: Suppliers) -> None:
    rows = {d.party: d for d in found.dependence if d.year == 2028}
    assert rows["oracle"].of_orders > rows["microsoft"].of_orders > 0
    assert rows["oracle"].raised_q05 <= rows["oracle"].raised <= rows["oracle"].raised_q95
    assert rows["oracle"].raised > 0
    assert (rows["oracle"].lost_over_equity or 0) > (rows["microsoft"].lost_over_equity or 0)
    assert rows["vehicles"].lost_over_equity is None


def test_prices_start_at_the_contracts_and_move(found: Suppliers) -> None:
    assert all(0.5 <= p.price <= 1.5 for p in found.prices)
    assert any(abs(p.price - 1) > 0.01 for p in found.prices if p.year == 2030)


def test_leases_not_begun_fall_from_248(found: Suppliers) -> None:
    left = [row.mean for row in found.leases_not_begun]
    assert 248 >= left[0] > left[4] >= 0
