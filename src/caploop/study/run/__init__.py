"""The question `run`."""

from caploop.study.run.answer import run_record, simulated_loop, simulated_loop_asked
from caploop.study.run.record import RunRecord, SimulatedLoop

__all__ = ["RunRecord", "SimulatedLoop", "run_record", "simulated_loop", "simulated_loop_asked"]
