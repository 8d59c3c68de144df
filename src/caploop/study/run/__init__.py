"""The question `run`."""

from caploop.study.run.answer import run_record
from caploop.study.run.record import RunRecord

__all__ = ["RunRecord", "run_record"]
