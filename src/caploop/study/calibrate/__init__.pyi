"""The question `calibrate`."""

from .answer import calibrate as calibrate
from .asked import calibrate_asked as calibrate_asked
from .record import CalibrationRecord as CalibrationRecord
from .record import Pull as Pull
from .record import Scored as Scored
