"""The question `drivers`."""

from caploop.study.drivers.answer import drivers
from caploop.study.drivers.record import Driver, DriversRecord, Moved, Third

__all__ = ["Driver", "DriversRecord", "Moved", "Third", "drivers"]
