"""A calibration as it is asked for by options: on the claims public by the day of knowledge."""

from __future__ import annotations

from caploop.book import KnownBook
from caploop.evidence import read_vocabulary
from caploop.study.calibrate.answer import calibrate
from caploop.study.calibrate.record import CalibrationRecord
from caploop.study.claims.answer import record
from caploop.study.options import CalibrateOptions
from caploop.study.plan.known_claims import seen_of
from caploop.study.shared.kept import kept


@kept("calibrate", CalibrationRecord)
def calibrate_asked(known: KnownBook, options: CalibrateOptions) -> CalibrationRecord:
    """Fits on the book's own claims; raises what `calibrate` refuses."""
    seen = seen_of(known, read_vocabulary())
    return calibrate(known, record(seen, checks=()).claims, options)
