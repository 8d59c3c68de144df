"""The question `loop`."""

from caploop.study.loop.answer import LENGTH_MOST, TOP, loop, thinnest
from caploop.study.loop.asked import loop_asked
from caploop.study.loop.record import (
    CoverageRow,
    IndexRow,
    LoopEdge,
    LoopRecord,
    LoopRow,
    SelfFundedRow,
)

__all__ = [
    "LENGTH_MOST",
    "TOP",
    "CoverageRow",
    "IndexRow",
    "LoopEdge",
    "LoopRecord",
    "LoopRow",
    "SelfFundedRow",
    "loop",
    "loop_asked",
    "thinnest",
]
