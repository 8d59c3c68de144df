"""A book with the priors that a calibration left: how a fit feeds every other question."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from caploop.book import Book, Joint, KnownBook, Parameter, Scenario, lever_settings
from caploop.core.errors import UsageError
from caploop.distributions import family_of, fitted
from caploop.model.inputs import central_of
from caploop.model.terms import FIRST_YEAR, factor_of
from caploop.study.calibrate.record import CalibrationFit, CalibrationRecord

DIGITS = 9


def fit_for(record: CalibrationRecord, scenario: Scenario, *, known: KnownBook) -> CalibrationFit:
    """The newest fit of a record by the day of knowledge, made on the plan a scenario runs on.

    Raises UsageError where there is none: plans are never mixed, and no fit knows what comes.
    """
    vintage = lever_settings(scenario, quarter=f"{FIRST_YEAR}Q1")["plan_vintage"]
    of_plan = [fit for fit in record.fits if fit.plan_vintage == vintage]
    found = [fit for fit in of_plan if fit.at <= known.known_at]
    if of_plan and not found:
        first = min(fit.at for fit in of_plan)
        raise UsageError(
            f"the calibration on plan {vintage} was made at {first}, after the day of knowledge, "
            f"{known.known_at}; calibrate at an earlier date, or ask later"
        )
    if not found:
        made = ", ".join(sorted({fit.plan_vintage for fit in record.fits}))
        raise UsageError(
            f"the calibration was made on plan {made} and {scenario.id} runs on {vintage}; "
            "calibrate at another date, or take a scenario on that plan"
        )
    return max(found, key=lambda fit: fit.at)


def calibrated_book(book: Book, fit: CalibrationFit) -> Book:
    """The book with the posterior in place of priors: rows show P5, P50 and P95, runs draw jointly.

    Plans and lifts stay built on the book's own central numbers, as in the fit. Rows that are
    certain in the book stay as they are.
    """
    posterior = {row.symbol: row.posterior for row in fit.fitted}
    rows = [
        _row(p, posterior[p.symbol], fit)
        if p.symbol in posterior and family_of(p.distribution) != "point"
        else p
        for p in book.parameters
    ]
    moved = {p.symbol: own for p, own in zip(rows, book.parameters, strict=True) if p != own}
    joint = Joint(
        at=fit.at,
        names=fit.names,
        values=fit.grid,
        correlation=fit.correlation,
        centre={s: central_of(own) for s, own in moved.items()},
    )
    certain = {p.symbol for p in book.parameters} - {*moved}
    return replace(book, parameters=tuple(rows), joint=joint.within({*fit.names} - certain))


def _row(row: Parameter, three: tuple[float, float, float], fit: CalibrationFit) -> Parameter:
    factor = factor_of(row)
    low, central, high = (round(Decimal(str(v)) / factor, DIGITS) for v in three)
    word = _word(row.distribution)
    made = fitted(float(low), float(central), float(high), distribution=word, symbol=row.symbol)
    return replace(
        row,
        low=low,
        central=central,
        high=high,
        distribution=word,
        fit=made,
        known_at=fit.at,
        source=f"calibration at {fit.at}, prior from: {row.source}",
    )


def _word(distribution: str) -> str:
    """A family that is fitted to three quantiles; triangular has ends, so it becomes normal."""
    word = distribution.partition("(")[0]
    return "normal" if word in {"triangular", "uniform", "discrete", "bernoulli"} else word
