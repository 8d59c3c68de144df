"""The question `rivals`."""

from caploop.study.rivals.answer import cannot_be_said, rivals
from caploop.study.rivals.record import RivalsRecord

__all__ = ["RivalsRecord", "cannot_be_said", "rivals"]
