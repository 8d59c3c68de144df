"""The golden numbers of the valuation within one per cent of the unrounded targets."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from caploop.core.errors import UsageError
from caploop.valuation.discounted import (
    ReturnTarget,
    Terms,
    justified,
    path,
    required_equity,
    required_margin,
    required_revenue,
    value_over_revenue,
    yearly_growth,
)

TERMS = Terms(
    growth=0.25,
    growth_end=0.04,
    margin=0.05,
    margin_end=0.25,
    rate=0.10,
    fade=10,
    rise=5,
    years=15,
)
PLAN = 280.0


def ask(rate: float) -> ReturnTarget:
    return ReturnTarget(rate=rate, further=80, years=4.85, years_further=2.5)


@pytest.mark.parametrize(("margin", "multiple"), [(0.2, 8.264), (0.25, 10.298), (0.3, 12.332)])
def test_value_over_revenue_in_2030(margin: float, multiple: float) -> None:
    found = value_over_revenue(replace(TERMS, margin_end=margin))
    assert found == pytest.approx(multiple, rel=1e-4)


def test_one_number_a_draw_gives_what_each_gives_alone() -> None:
    many = replace(TERMS, margin_end=np.array([0.2, 0.25, 0.3]))
    np.testing.assert_allclose(value_over_revenue(many), [8.264, 10.298, 12.332], rtol=1e-3)


@pytest.mark.parametrize(("value", "needed"), [(730, 1551.3), (850, 1787.6)])
def test_equity_required_in_2030(value: float, needed: float) -> None:
    assert required_equity(value, ask(0.15)) == pytest.approx(needed, rel=1e-4)


@pytest.mark.parametrize(
    ("rate", "margin", "revenues"),
    [(0.15, 0.25, (150.6, 173.6)), (0.2, 0.25, (183.9, 212.1)), (0.2, 0.2, (229.2, 264.3))],
)
def test_revenue_required_in_2030(
    rate: float, margin: float, revenues: tuple[float, float]
) -> None:
    terms = replace(TERMS, margin_end=margin)
    found = [required_revenue(v, terms, ask(rate)) for v in (730, 850)]
    assert found == pytest.approx(revenues, rel=1e-3)


def test_growth_to_the_required_revenue_from_13_1() -> None:
    found = [
        yearly_growth(13.1, required_revenue(v, TERMS, ask(0.15)), years=5) for v in (730, 850)
    ]
    assert found == pytest.approx([0.63, 0.68], rel=0.01)


def test_850_needs_62_to_76_per_cent_of_the_plan() -> None:
    found = [required_revenue(850, TERMS, ask(rate)) / PLAN for rate in (0.15, 0.2)]
    assert found == pytest.approx([0.62, 0.7575], rel=0.001)


@pytest.mark.parametrize(("value", "margins"), [(730, (0.133, 0.163)), (850, (0.154, 0.189))])
def test_margin_required_at_plan_revenue(value: float, margins: tuple[float, float]) -> None:
    found = [required_margin(value, TERMS, ask(rate), revenue=PLAN) for rate in (0.15, 0.2)]
    assert found == pytest.approx(margins, rel=0.01)


def test_the_inverse_gives_the_price_back() -> None:
    revenue = required_revenue(850, TERMS, ask(0.15))
    assert justified(revenue, TERMS, ask(0.15)) == pytest.approx(850)
    margin = required_margin(850, TERMS, ask(0.15), revenue=PLAN)
    assert justified(PLAN, replace(TERMS, margin_end=margin), ask(0.15)) == pytest.approx(850)


def test_the_explicit_years_fade_and_rise_to_their_ends() -> None:
    rows = path(TERMS)
    assert (rows[0].growth, rows[0].margin) == pytest.approx((0.25, 0.09))
    assert (rows[10].growth, rows[4].margin) == pytest.approx((0.04, 0.25))
    assert [r.year for r in rows][::14] == [2031, 2045]
    ever = rows[-1].present_value * 1.04 / 0.06
    whole = sum(r.present_value for r in rows) + ever
    assert whole == pytest.approx(value_over_revenue(TERMS))


def test_a_flat_company_is_worth_its_cash_flow_over_the_rate() -> None:
    flat = replace(TERMS, growth=0.0, growth_end=0.0, margin=0.2, margin_end=0.2)
    assert value_over_revenue(flat) == pytest.approx(0.2 / 0.1)


@pytest.mark.parametrize("wrong", [{"growth_end": 0.1}, {"years": 0}, {"fade": 0}])
def test_what_has_no_value_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        value_over_revenue(replace(TERMS, **wrong))
