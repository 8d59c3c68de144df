"""The question `calibrate`."""

from caploop.study.calibrate.answer import calibrate
from caploop.study.calibrate.record import CalibrationRecord

__all__ = ["CalibrationRecord", "calibrate"]
