"""The question `drivers`."""

from caploop.study.drivers.answer import drivers
from caploop.study.drivers.record import DriversRecord

__all__ = ["DriversRecord", "drivers"]
