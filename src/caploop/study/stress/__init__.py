"""The question `stress`."""

from caploop.study.stress.answer import stress
from caploop.study.stress.asked import stress_asked
from caploop.study.stress.fire import GPUS, HOLDINGS, SYMBOLS
from caploop.study.stress.record import Distress, HolderExposure, Marked, Reverse, StressRecord
from caploop.study.stress.reverse import SPREAD

__all__ = [
    "GPUS",
    "HOLDINGS",
    "SPREAD",
    "SYMBOLS",
    "Distress",
    "HolderExposure",
    "Marked",
    "Reverse",
    "StressRecord",
    "stress",
    "stress_asked",
]
