"""The question `rivals`."""

from caploop.study.rivals.answer import rivals
from caploop.study.rivals.record import RivalsRecord

__all__ = ["RivalsRecord", "rivals"]
