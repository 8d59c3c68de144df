"""The question `stress`."""

from caploop.study.stress.answer import stress
from caploop.study.stress.record import StressRecord

__all__ = ["StressRecord", "stress"]
