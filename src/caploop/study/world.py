"""The world a run is asked of: the book on its two dates, with a calibration, and a scenario."""

from __future__ import annotations

from dataclasses import replace

from caploop.book import KnownBook, Scenario
from caploop.study.calibrate.record import CalibrationRecord
from caploop.study.options import RunOptions
from caploop.study.shared.own_files import settled
from caploop.study.shared.saved import reopened


def world_of(known: KnownBook, options: RunOptions) -> tuple[KnownBook, Scenario]:
    """The book, with the posterior for priors where a calibration is named, and the scenario.

    Raises NotFoundError and UsageError for a scenario, a setting or a calibration that cannot be,
    InputInvalidError for a file of one's own with faults.
    """
    known, world = settled(known, scenarios=options.scenario, settings=options.settings)
    if options.calibrated is None:
        return known, world
    from caploop.study.calibrate.posterior import calibrated_book, fit_for

    saved = reopened(options.calibrated, CalibrationRecord)
    fit = fit_for(saved, world, known=known)
    return replace(known, book=calibrated_book(known.book, fit)), world
