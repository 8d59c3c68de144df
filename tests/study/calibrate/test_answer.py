"""Which claims a fit reads at a date, where priors are from, and how a fit feeds a run."""

from __future__ import annotations

from datetime import date

import jax.numpy as jnp
import numpy as np
import pytest
from msgspec import json
from msgspec.structs import replace

from caploop.book.known import known_book
from caploop.core.errors import UsageError
from caploop.core.message import message
from caploop.evidence.claim import Claim
from caploop.model.assembly.inputs import model_inputs
from caploop.model.assembly.system import loop_system
from caploop.sfc.language.draw import draw_parameters
from caploop.study.calibrate.answer import (
    DATES,
    FitInputs,
    calibrate,
    observations,
    predicted,
    ready_at,
)
from caploop.study.calibrate.posterior import calibrated_book, fit_for
from caploop.study.calibrate.record import CalibrationFit, CalibrationRecord, Fitted
from caploop.study.claims import claims
from caploop.study.options import CalibrateOptions
from caploop.study.shared.model_run import run_model
from caploop.study.shared.opening import open_ledger
from caploop.study.shared.rows import versions
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known
from tests.small_calibration import small_calibration


@pytest.fixture(scope="module")
def ledger() -> tuple[Claim, ...]:
    opened = open_ledger()
    found = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at).claims
    opened.ledger.close()
    return found


@pytest.fixture(scope="module")
def early() -> FitInputs:
    return ready_at(real_known(), DATES[0])


def test_nothing_is_read_that_was_not_known_and_no_two_plans(ledger: tuple[Claim, ...]) -> None:
    by_id = {c.id: c for c in ledger}
    for day, vintage in zip(DATES, ("V0", "V0", "V2"), strict=True):
        seen = observations(ledger, upto=day, vintage=vintage)
        assert seen
        assert all(o.known_at <= day for o in seen)
        assert {by_id[o.claim].plan_vintage for o in seen} <= {None, vintage}
        assert all(by_id[o.claim].state == "live" for o in seen)


def test_the_year_2025_as_reported_is_scored_and_not_read_in_october(
    ledger: tuple[Claim, ...],
) -> None:
    seen = {o.claim for o in observations(ledger, upto=DATES[0], vintage="V0")}
    later = observations(ledger, upto=real_book().known_at, vintage="V0", after=DATES[0])
    said = {o.quantity: o.value for o in later if o.kind in {"press", "company"}}
    assert said["revenue_2025"] == pytest.approx(13.1)
    assert said["users"] == pytest.approx(900)
    assert not seen & {o.claim for o in later}


def test_priors_of_a_date_say_where_they_are_from(early: FitInputs) -> None:
    assert early.vintage == "V0"
    assert early.origin["W_0"] == "early judgement"
    assert early.origin["q_m"] == "widened"


def test_at_the_medians_the_path_is_near_the_plan(
    early: FitInputs, ledger: tuple[Claim, ...]
) -> None:
    seen = observations(ledger, upto=DATES[0], vintage="V0")
    middle = np.zeros((1, len(early.table.names)))
    plain, _ = predicted(early, middle, seen, seed=0)
    at = {o.quantity: plain[0, i] for i, o in enumerate(seen)}
    assert float(np.exp(at["revenue_2030"])) == pytest.approx(200, rel=0.1)
    assert float(at["burn_2028"]) == pytest.approx(47, rel=0.1)
    assert jnp.isfinite(plain).all()


def fit(symbol: str, three: tuple[float, float, float]) -> CalibrationFit:
    row = Fitted(
        symbol=symbol,
        unit="USD bn",
        prior=three,
        posterior=three,
        r_hat=1.0,
        effective=999.0,
        prior_from="the book's",
    )
    return CalibrationFit(
        at=date(2026, 3, 1),
        plan_vintage="V2",
        chains=1,
        draws=1,
        seed=0,
        largest_r_hat=1.0,
        least_effective=999.0,
        divergent=0,
        converged=True,
        fitted=(row,),
        pulls=(),
        scored=(),
        inside=None,
        log_score=None,
        prior_score=None,
        names=(symbol,),
        grid=(three,),
        correlation=((1.0,),),
    )


def record(one: CalibrationFit) -> CalibrationRecord:
    return CalibrationRecord(
        as_of=real_book().as_of,
        known_at=real_book().known_at,
        headline=message("claims-inside"),
        fits=(one,),
        synthetic_coverage=0.9,
        replicas=1,
        notes=(),
        versions=versions(real_book()),
        hash="",
    )


def test_a_fit_becomes_the_priors_of_a_book() -> None:
    made = calibrated_book(real_book(), fit("ell", (10.0, 11.0, 12.0)))
    row = next(p for p in made.parameters if p.symbol == "ell")
    assert (float(row.low), float(row.central), float(row.high)) == (10, 11, 12)
    assert row.source.startswith("calibration at 2026-03-01")
    assert row.fit.quantiles[1] == pytest.approx(11, rel=0.01)
    assert versions(made).book != versions(real_book()).book


def test_a_fit_of_one_plan_is_refused_in_a_run_of_another() -> None:
    held = record(fit("ell", (10.0, 11.0, 12.0)))
    assert (
        fit_for(held, scenario_of(real_book(), scenarios=["S0"]), known=real_known()).plan_vintage
        == "V2"
    )
    with pytest.raises(UsageError, match="runs on V0"):
        fit_for(held, scenario_of(real_book(), scenarios=["S2"]), known=real_known())
    with pytest.raises(UsageError, match="after the day of knowledge"):
        fit_for(
            held,
            scenario_of(real_book(), scenarios=["S0"]),
            known=known_book(real_book(), known_at=date(2026, 2, 1)),
        )
    both = replace(held, fits=(replace(held.fits[0], plan_vintage="V0"), held.fits[0]))
    assert (
        fit_for(both, scenario_of(real_book(), scenarios=["S2"]), known=real_known()).plan_vintage
        == "V0"
    )


def test_a_date_after_the_day_of_knowledge_is_refused(ledger: tuple[Claim, ...]) -> None:
    with pytest.raises(UsageError, match="on or before the day of knowledge"):
        calibrate(real_known(), ledger, CalibrateOptions(at=(date(2027, 1, 1),)))


def test_what_a_fit_leaves_is_drawn_together_and_plans_stay_the_books() -> None:
    """A calibration that is certain of W_0 and ties g_tokv to it; the lift is the book's own."""
    made = fit("W_0", (900.0, 900.5, 901.0))
    low, high = tuple(np.linspace(900, 901, 50)), tuple(np.linspace(0.4, 0.8, 50))
    tied = replace(
        made,
        names=("W_0", "g_tokv", "lift_kept"),
        grid=(low, high, tuple(np.linspace(0.5, 0.7, 50))),
        correlation=((1.0, 0.9, 0.0), (0.9, 1.0, 0.0), (0.0, 0.0, 1.0)),
        fitted=(
            made.fitted[0],
            replace(made.fitted[0], symbol="g_tokv", posterior=(0.4, 0.6, 0.8)),
        ),
    )
    book, world = calibrated_book(real_book(), tied), scenario_of(real_book(), scenarios=["S0"])
    own, inputs = (
        model_inputs(
            known_book(b, as_of=real_book().as_of, known_at=real_book().known_at),
            world,
            quarters=24,
        )
        for b in (real_book(), book)
    )
    np.testing.assert_array_equal(own.params["lift_consumer"], inputs.params["lift_consumer"])
    np.testing.assert_array_equal(inputs.params["spread_kept"], 1.0)
    assert inputs.joint is not None
    drawn = draw_parameters(
        {n: inputs.params[n] for n in inputs.joint.names},
        seed=0,
        first=0,
        count=4000,
        correlation=loop_system(inputs.params, joint=inputs.joint).correlation,
    )
    assert np.corrcoef(drawn["W_0"], drawn["g_tokv"])[0, 1] == pytest.approx(0.9, abs=0.03)
    assert 900 <= drawn["W_0"].min() <= drawn["W_0"].max() <= 901
    assert 0.5 <= drawn["lift_kept"].min() <= drawn["lift_kept"].max() <= 0.7


def test_a_number_set_by_hand_goes_before_the_calibration() -> None:
    book = calibrated_book(real_book(), fit("ell", (10.0, 11.0, 12.0)))
    world = scenario_of(real_book(), scenarios=["S0"], settings=["ell=13"])
    inputs = model_inputs(
        known_book(book, as_of=book.as_of, known_at=book.known_at), world, quarters=24
    )
    assert inputs.params["ell"] == 13
    assert inputs.joint is not None
    assert inputs.joint.names == ()


def test_a_small_calibration_is_scored_saved_and_feeds_a_run() -> None:
    """Too few draws to converge, and it says so; the numbers are plain and come back as saved."""
    made = small_calibration()
    assert made.fits[0].at == DATES[2]
    again = json.decode(json.encode(made), type=CalibrationRecord)
    assert again == made
    fitted = made.fits[0]
    assert not fitted.converged
    assert fitted.scored == ()
    assert len(fitted.pulls) >= 20
    assert {"lift_kept", "compute_kept", "W_0"} <= {*fitted.names}
    assert len(fitted.grid[0]) == 200
    world = scenario_of(real_book(), scenarios=["S0"])
    book = calibrated_book(real_book(), fit_for(made, world, known=real_known()))
    known = known_book(book, as_of=book.as_of, known_at=book.known_at)
    run = run_model(known, world, keep=("revenue_year",), draws=100, seed=0)
    assert run.median("revenue_year")[3] == pytest.approx(30, rel=0.15)
