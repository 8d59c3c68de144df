"""A warrant is worth more with more delivered and a higher price, and at most its shares."""

from __future__ import annotations

import pytest

from caploop.study.value.record import Warrant
from caploop.study.value.warrants import HURDLES, warrants_of
from tests.parameter_rows import parameter


def found(hurdle: float = 100.0, firm: float = 1.0) -> dict[str, Warrant]:
    rows = [
        parameter("N_w", 60),
        parameter("S_amd", 80, 90, 120),
        parameter("sig_amd", 0.3, 0.5, 0.7),
        parameter("T_w", 5),
        parameter("r_w", 0),
        parameter("G_amd_firm", firm),
        *(parameter(name, hurdle) for name in HURDLES),
    ]
    return {w.case: w for w in warrants_of(rows)}


def test_six_gigawatts_are_worth_six_times_the_first_where_all_wait_for_one_price() -> None:
    central = found()["central"]
    assert central.whole == pytest.approx(6 * central.signed, rel=1e-5)
    assert found(firm=6)["central"].signed == central.whole


def test_a_higher_and_wilder_share_price_is_worth_more() -> None:
    cases = found()
    assert cases["low"].whole < cases["central"].whole < cases["high"].whole


def test_a_price_already_reached_leaves_the_shares_themselves() -> None:
    assert found()["high"].whole == pytest.approx(60 * 120 / 1000)
    assert found()["central"].whole < 60 * 90 / 1000


def test_a_further_price_is_worth_less() -> None:
    assert found(hurdle=300)["central"].whole < found()["central"].whole
    assert found()["central"].most == pytest.approx(6.0)
