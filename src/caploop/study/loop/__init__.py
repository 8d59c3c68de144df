"""The question `loop`."""

from caploop.study.loop.answer import loop
from caploop.study.loop.record import LoopRecord

__all__ = ["LoopRecord", "loop"]
