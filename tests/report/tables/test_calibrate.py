"""Tables of `caploop calibrate`: what a reader of the terminal and the file can check."""

from __future__ import annotations

from datetime import date

from caploop.core.message import message
from caploop.report.tables.calibrate import (
    calibrate_tables,
    check,
    fits,
    fitted,
    pulls,
    scored,
)
from caploop.study.calibrate.record import CalibrationFit, CalibrationRecord, Fitted, Pull, Scored
from tests.report.tables.small import assert_readable, in_file, small, told

DAY = date(2025, 12, 1)


def pull(quantity: str, claimed: float) -> Pull:
    return Pull(
        claim="000-01",
        quantity=quantity,
        kind="company",
        known_at=DAY,
        claimed=claimed,
        q05=claimed / 2,
        q50=claimed,
        q95=claimed * 2,
        pull=-0.5,
    )


FIT = small(
    CalibrationFit,
    at=DAY,
    plan_vintage="V0",
    largest_r_hat=1.0042,
    least_effective=1234.6,
    divergent=0,
    converged=True,
    fitted=(
        Fitted(
            symbol="kappa_m",
            unit="share",
            prior=(0.4, 0.5, 0.6),
            posterior=(0.45, 0.52, 0.58),
            r_hat=1.001,
            effective=2000.0,
            prior_from="the book's",
        ),
    ),
    pulls=(
        pull("revenue_2025", 13.1),
        pull("users_IN", 73.0),
        pull("gw_start", 1.9),
        pull("enterprise_2030", 0.5),
    ),
    scored=(
        Scored(
            claim="001-01",
            quantity="run_rate",
            kind="press",
            known_at=DAY,
            claimed=20.5,
            q05=15.0,
            q50=19.0,
            q95=24.0,
            inside=True,
            log_score=0.5,
            prior_score=0.1,
        ),
    ),
    inside=None,
    log_score=0.5,
)
RECORD = small(
    CalibrationRecord,
    fits=(FIT,),
    synthetic_coverage=0.905,
    replicas=200,
    notes=(message("valuation-a-process"),),
)


def test_every_table_reads_in_both_languages() -> None:
    assert_readable(calibrate_tables(RECORD))


def test_a_fit_says_whether_its_chains_agree_and_what_it_was_not_scored_on() -> None:
    (row,) = told(fits(RECORD))
    assert row["fitted as of"] == "2025-12-01"
    assert (row["claims"], row["parameters"]) == ("4", "1")
    assert (row["largest R-hat"], row["converged"]) == ("1.0042", "yes")
    assert row["later claims inside 90%"] == row["log score of the priors"] == "–"


def test_each_number_is_told_in_its_unit() -> None:
    rows = {row["number"]: row for row in told(pulls(RECORD))}
    assert rows["revenue 2025"]["claimed"] == "$13.1bn"
    assert rows["weekly users in India"]["the fit says (90%)"] == "73.0m (36.5m – 146.0m)"
    assert rows["compute at the start"]["claimed"] == "1.9"
    assert rows["enterprise share of revenue 2030"]["claimed"] == "50%"
    assert rows["revenue 2025"]["pull, standard deviations"] == "−0.50"


def test_a_file_has_levels_in_columns_of_their_own() -> None:
    (row,) = in_file(fitted(RECORD))
    assert (row["before_fit_low"], row["before_fit"], row["before_fit_high"]) == (0.4, 0.5, 0.6)
    assert row["after_fit"] == 0.52
    (row,) = in_file(scored(RECORD))
    assert (row["quantity"], row["unit"], row["claimed_value_usd_bn"]) == (
        "run_rate",
        "USD bn",
        20.5,
    )


def test_coverage_on_made_up_truths_is_a_table_and_no_sentence() -> None:
    assert in_file(check(RECORD)) == [{"made_up_truths": 200, "held_in_90_share": 0.905}]
