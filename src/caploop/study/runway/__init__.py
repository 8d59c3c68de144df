"""The question `runway`."""

from caploop.study.runway.answer import runway
from caploop.study.runway.record import RunwayRecord

__all__ = ["RunwayRecord", "runway"]
