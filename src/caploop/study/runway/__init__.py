"""The question `runway`."""

from caploop.study.runway.answer import runway
from caploop.study.runway.bridge import Bridge
from caploop.study.runway.record import RunwayRecord

__all__ = ["Bridge", "RunwayRecord", "runway"]
