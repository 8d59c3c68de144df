"""What a bankruptcy leaves to whom."""

from __future__ import annotations

import pytest

from caploop.model.default.waterfall import CLASSES
from caploop.study.options import RunwayOptions
from caploop.study.runway import runway
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


def test_classes_are_paid_in_order_and_lessors_losses_are_named() -> None:
    record = runway(
        real_known(), scenario_of(real_book(), scenarios=["no-new-money"]), RunwayOptions(draws=100)
    )
    found = {r.rank: r for r in record.default.recoveries}
    assert tuple(found) == CLASSES
    assert found["administrative"].rate == pytest.approx(1, abs=0.2)
    assert 0 < (found["unsecured"].rate or 0) < 0.66
    assert record.default.lost["oracle"] > 1
    assert 0 < record.default.probability <= 1
