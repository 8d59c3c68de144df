"""The answer of `caploop calibrate` as tables."""

from __future__ import annotations

from collections.abc import Iterable

from caploop.report.tables.cell import (
    AnswerTable,
    Cell,
    DataWord,
    Estimate,
    Joined,
    Number,
    Quantity,
    Share,
    Text,
    table,
)
from caploop.report.tables.spans import in_unit, weak_points
from caploop.study.calibrate import CalibrationRecord, Pull, Scored

UNITS = {"users": "mn", "gw": "GW", "enterprise": "share"}
"""Of numbers of the model by the first word of their names; the others are USD bn."""


def calibrate_tables(record: CalibrationRecord) -> tuple[AnswerTable, ...]:
    """How each fit went, what it was scored and made on, parameters, the check, and notes."""
    return (
        fits(record),
        scored(record),
        pulls(record),
        fitted(record),
        check(record),
        weak_points(record.notes),
    )


def fits(record: CalibrationRecord) -> AnswerTable:
    """Each fit: what it was made on, whether its chains agree, how it scored."""
    rows = (
        (
            f.at.isoformat(),
            DataWord("plan", f.plan_vintage),
            Number(len(f.pulls)),
            Number(len(f.fitted)),
            Number(f.largest_r_hat, 4),
            Number(f.least_effective),
            Number(f.divergent),
            Text("answer.yes" if f.converged else "answer.no"),
            None if f.inside is None else Share(f.inside),
            *(None if v is None else Number(v, 2) for v in (f.log_score, f.prior_score)),
        )
        for f in record.fits
    )
    columns = (
        "fit_at",
        "plan",
        "claims_fitted",
        "parameters_fitted",
        "largest_r_hat",
        "least_effective",
        "divergent",
        "converged",
        "later_inside",
        "log_score",
        "prior_score",
    )
    return table("calibrate_fits", columns, rows)


def scored(record: CalibrationRecord) -> AnswerTable:
    """Claims that came later, against the fit made before."""
    rows = (
        (
            f.at.isoformat(),
            *_claim(s),
            s.known_at.isoformat(),
            *_predicted(s),
            Text("answer.yes" if s.inside else "answer.no"),
        )
        for f in record.fits
        for s in f.scored
    )
    columns = (
        "fit_at",
        "claim",
        "quantity",
        "claim_kind",
        "known_at",
        "unit",
        "claimed_value",
        "predicted",
        "inside",
    )
    return table("calibrate_scored", columns, rows)


def pulls(record: CalibrationRecord) -> AnswerTable:
    """Claims that the fit was made on, each with how far it lies from what the fit says."""
    rows = (
        (f.at.isoformat(), *_claim(p), *_predicted(p), Number(p.pull, 2, signed=True))
        for f in record.fits
        for p in f.pulls
    )
    columns = (
        "fit_at",
        "claim",
        "quantity",
        "claim_kind",
        "unit",
        "claimed_value",
        "predicted",
        "pull_sd",
    )
    return table("calibrate_pulls", columns, rows)


def fitted(record: CalibrationRecord) -> AnswerTable:
    """Fitted parameters in the model's units, before and after."""
    rows = (
        (
            f.at.isoformat(),
            row.symbol,
            row.unit,
            *(_levels(three) for three in (row.prior, row.posterior)),
            Number(row.r_hat, 4),
            Number(row.effective),
            DataWord("prior_from", row.prior_from),
        )
        for f in record.fits
        for row in f.fitted
    )
    columns = (
        "fit_at",
        "symbol",
        "unit",
        "before_fit",
        "after_fit",
        "r_hat",
        "effective",
        "prior_from",
    )
    return table("calibrate_fitted", columns, rows)


def check(record: CalibrationRecord) -> AnswerTable:
    """On truths made up from the priors: how often an interval holds the truth."""
    row = (Number(record.replicas), Share(record.synthetic_coverage, 1))
    return table("calibrate_check", ("made_up_truths", "held_in_90"), [row])


def _claim(found: Pull | Scored) -> tuple[Cell, Cell, Cell]:
    """The claim, the number of the model that it speaks of, and how firmly it binds."""
    stem, _, year = found.quantity.rpartition("_")
    quantity: Cell = DataWord("quantity", found.quantity)
    if year.isdigit():
        quantity = Joined((DataWord("quantity", stem), year))
    return found.claim, quantity, DataWord("claim_kind", found.kind)


def _predicted(found: Pull | Scored) -> tuple[Cell, Quantity, Estimate]:
    """The unit, what was claimed, and what the fit says of it."""
    unit = UNITS.get(found.quantity.partition("_")[0], "USD bn")
    levels = (in_unit(v, unit) for v in (found.q50, found.q05, found.q95))
    return DataWord("series_unit", unit), in_unit(found.claimed, unit), Estimate(*levels)


def _levels(three: Iterable[float]) -> Estimate:
    low, middle, high = (Number(v, figures=4) for v in three)
    return Estimate(middle, low, high)
