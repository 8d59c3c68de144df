"""Rounds that clear: one by hand, its signs, and what holds in every draw of the whole model."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from caploop import sfc
from caploop.model.assembly.system import loop_system
from caploop.model.finance import rounds
from caploop.model.terms.parties import HOLDERS, INVESTORS
from tests.model.numbers import Numbers
from tests.model.quarter_cases import Now
from tests.model.whole_model import inputs_of, path, whole_run

FOUNDATION, MARKET = HOLDERS.index("foundation"), INVESTORS.index("market")
RICH = np.zeros(len(INVESTORS))
RICH[list(rounds.PLACES)] = 100.0
RULES: Mapping[str, float] = {
    **{"psi": 0.14, "beta_fb": 0.0, "dtol": 0.15, "disc_most": 0.4, "fill_least": 0.5},
    **{"b_disc": 5.0, "K_mkt": 30.0, "I_ipo": 60.0, "cheque_most": 0.1, "sh_strat_new": 0.5},
    **{"k_hole": 0.5, "sh_debt_new": 0.0, "debt_most": 0.8, "V_2025Q4": 500.0},
}
ASKED: Mapping[str, Any] = {
    **{"need": 35.0, "round_asked": 1.0, "round_odds": 0.0, "value": 800.0, "listed": 0.0},
    **{"revenue": 8.0, "debt": 0.0, "debt_due": 0.0, "investor_cash": RICH, "hole_share": 0.0},
}
BEFORE = {"mark": 800.0, "refused": 0.0, "value_change": 0.0}
CHANGED: dict[str, dict[str, Any]] = {
    "base": {},
    "poor investors": {"K_mkt": sfc.Change(times=0.3), "cheque_most": sfc.Change(times=0.3)},
    "rich investors": {"K_mkt": sfc.Change(times=3.0), "cheque_most": sfc.Change(times=3.0)},
    "nobody": {"K_mkt": 0.0, "cheque_most": 0.0, "debt_most": 0.0, "I_ipo": 0.0},
    "shy": {"b0": sfc.Change(add=-2.0)},
    "keen": {"b0": sfc.Change(add=2.0)},
    "often": {"n_round": 2.0},
}
KEPT = (
    *("round_asked", "round_failed", "round_cheques", "round_filled", "round_discount", "need"),
    *("debt_raised", "cash_out", "owned", "refused", "down_round", "investor_cash", "value"),
    *("mark", "listed", "offering_cheques", "cheques", "in_stage"),
)


def cleared(
    now: Mapping[str, Any] | None = None,
    before: Mapping[str, float] | None = None,
    *,
    luck: float = 0.5,
    **rules: float,
) -> dict[str, Any]:
    """A round at this luck, a half being none; the numbers of investors as arrays."""
    x = Now({**ASKED, **(now or {})}, {**BEFORE, **(before or {})})
    x.shock = SimpleNamespace(uniform=lambda name: jnp.asarray(luck))  # type: ignore[assignment]
    found = rounds.clearing(x, Numbers(**{**RULES, **rules}), 9)
    return {n: float(v) if v.ndim == 0 else np.asarray(v) for n, v in found.items()}


def test_half_of_what_investors_have_comes_at_the_value_where_the_odds_are_even() -> None:
    """Four strategic investors put in 10 each and the market 30: 70, of which 35 are asked for."""
    found = cleared()
    assert (found["round_filled"], found["round_discount"]) == pytest.approx((1, 0), abs=1e-6)
    assert found["round_cheques"].sum() == pytest.approx(35)
    assert found["round_cheques"][MARKET] == pytest.approx(17.5)


def test_more_is_sold_at_a_discount_as_far_as_the_last_mark_lets_it() -> None:
    some = cleared({"need": 40.0})
    assert some["round_cheques"].sum() == pytest.approx(40)
    assert some["round_discount"] == pytest.approx(np.log(40 / 30) / 5)
    most = cleared({"need": 65.0})
    assert most["round_discount"] == pytest.approx(0.15)
    assert most["round_cheques"].sum() == pytest.approx(70 / (1 + np.exp(-0.75)))


def test_a_round_is_refused_and_comes_back_smaller_and_dearer() -> None:
    shy = {"round_odds": -1.5, "need": 60.0}
    first, then = cleared(shy), cleared(shy, {"refused": 1.0})
    assert (first["round_failed"], first["refused"], first["round_cheques"].sum()) == (1, 1, 0)
    assert (then["round_failed"], then["refused"]) == (0, 0)
    assert 0 < then["round_cheques"].sum() < 60
    assert then["round_discount"] == pytest.approx(0.4)
    assert then["round_chance"] == 1


def test_below_the_last_mark_a_first_ask_is_too_dear() -> None:
    """At 500 the 680 that are tolerated are a price of 1.36 times the value."""
    found = cleared({"value": 500.0, "round_odds": 0.5})
    assert found["round_failed"] == 1
    back = cleared({"value": 500.0, "round_odds": 0.5}, {"refused": 1.0})
    assert (back["round_filled"], back["round_discount"]) == pytest.approx((1, 0), abs=1e-6)


def test_the_chance_is_that_of_the_luck() -> None:
    said = cleared({"need": 60.0, "round_odds": -1.0})["round_chance"]
    many = (np.arange(400) + 0.5) / 400
    failed = [cleared({"need": 60.0, "round_odds": -1.0}, luck=u)["round_failed"] for u in many]
    assert 0.1 < said < 0.9
    assert 1 - np.mean(failed) == pytest.approx(said, abs=0.005)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"round_odds": 0.5}, {"round_odds": -0.5}),
        ({"investor_cash": 2 * RICH}, {"investor_cash": 0.5 * RICH}),
        ({"value": 1000.0}, {"value": 760.0}),
    ],
)
def test_appetite_cash_and_value_bring_more_and_dearer_shares(
    better: dict[str, Any], worse: dict[str, Any]
) -> None:
    """Or as much at less of a discount."""
    first, second = (cleared({"need": 52.0, **now}, fill_least=0.0) for now in (better, worse))
    assert first["round_cheques"].sum() >= second["round_cheques"].sum()
    paid = [
        now["value"] * (1 - found["round_discount"])
        for now, found in (({**ASKED, **better}, first), ({**ASKED, **worse}, second))
    ]
    assert paid[0] >= paid[1]
    assert first["round_cheques"].sum() + paid[0] > second["round_cheques"].sum() + paid[1]


def test_no_money_comes_without_an_investor() -> None:
    none = cleared({"investor_cash": 0 * RICH}, {"refused": 1.0}, K_mkt=0.0)
    assert none["round_cheques"].sum() + none["debt_raised"] == 0
    strategic = cleared({"need": 30.0, "round_odds": 9.0}, K_mkt=0.0)
    assert strategic["round_cheques"][MARKET] == 0
    assert strategic["round_cheques"].sum() == pytest.approx(30)
    listed = rounds.capacity(Now({**ASKED, "listed": 1.0}), Numbers(**RULES))
    assert float(listed[MARKET]) == 60


@pytest.fixture(scope="module")
def run() -> sfc.Run:
    return whole_run(loop_system(inputs_of("S0").params), CHANGED, keep=KEPT, draws=256)


def test_cheques_stay_within_what_investors_have_and_the_need(run: sfc.Run) -> None:
    assert run.audit.gap < 1e-9
    for world in CHANGED:
        cheques = path(run, "round_cheques", world)
        cash = path(run, "investor_cash", world)[..., : len(INVESTORS) - 1]
        assert (cheques >= -1e-9).all()
        assert (cheques[..., :-1] <= 0.6 * cash + 1e-9).all()
        whole = cheques.sum(axis=-1) + path(run, "debt_raised", world)
        assert (whole <= path(run, "need", world) + 1e-9).all()
        assert (whole[path(run, "round_asked", world) == 0] == 0).all()
    assert path(run, "round_cheques", "nobody").sum() == 0


def test_no_round_is_asked_for_oftener_than_rounds_happen(run: sfc.Run) -> None:
    asked = path(run, "round_asked", "often")
    assert asked.sum() > 0
    assert (asked[:, 1:] + asked[:, :-1] <= 1).all()


def test_a_refused_round_stays_refused_until_one_comes(run: sfc.Run) -> None:
    failed, refused = (path(run, n, "base") for n in ("round_failed", "refused"))
    came = path(run, "round_asked", "base") - failed
    assert failed.sum() > 0
    assert (refused[failed > 0] == 1).all()
    assert (refused[came > 0] == 0).all()
    again = came[:, 1:] * refused[:, :-1]
    fresh = came[:, 1:] * (1 - refused[:, :-1])
    discount = path(run, "round_discount", "base")[:, 1:]
    filled = path(run, "round_filled", "base")[:, 1:]
    assert discount[again > 0].mean() > discount[fresh > 0].mean() + 0.05
    assert filled[again > 0].mean() < filled[fresh > 0].mean()


def test_poorer_or_shyer_investors_bring_less_and_let_cash_run_out_more_often(run: sfc.Run) -> None:
    out = {w: path(run, "cash_out", w)[:, -1].mean() for w in CHANGED}
    money = {w: path(run, "round_cheques", w).sum(axis=(1, 2)).mean() for w in CHANGED}
    for less, more in (("poor investors", "base"), ("base", "rich investors"), ("shy", "keen")):
        assert money[less] < money[more]
        assert out[less] > out[more]
    assert out["nobody"] > out["poor investors"]


def test_a_down_round_takes_more_of_a_share_held(run: sfc.Run) -> None:
    """Per dollar of new money: whoever was there before keeps less where the price was lower."""
    down, owned = (path(run, n, "base") for n in ("down_round", "owned"))
    share = owned[..., FOUNDATION]
    cheques = path(run, "cheques", "base").sum(axis=-1)[:, 1:]
    lost = 1 - share[:, 1:] / np.maximum(share[:, :-1], 1e-12)
    came = (cheques > 5) & (path(run, "round_filled", "base")[:, 1:] > 0)
    per_dollar = lost[came] / cheques[came]
    at = down[:, 1:][came] > 0
    assert at.sum() > 10
    assert per_dollar[at].mean() > 1.2 * per_dollar[~at].mean()


def test_nobody_lists_far_below_the_last_mark(run: sfc.Run) -> None:
    listed = path(run, "listed", "base")
    now = (listed[:, 1:] > listed[:, :-1]).nonzero()
    value, mark = path(run, "value", "base")[:, 1:][now], path(run, "mark", "base")[:, :-1][now]
    assert len(value) > 20
    assert (value >= 0.65 * mark).all()
