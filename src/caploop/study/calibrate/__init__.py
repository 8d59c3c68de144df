"""The question `calibrate`."""

from caploop.study.calibrate.answer import calibrate
from caploop.study.calibrate.asked import calibrate_asked
from caploop.study.calibrate.record import CalibrationRecord, Pull, Scored

__all__ = ["CalibrationRecord", "Pull", "Scored", "calibrate", "calibrate_asked"]
