"""The question `run`."""

from caploop.study.run.answer import run_record, simulated_loop, simulated_loop_asked
from caploop.study.run.broken_link import BrokenLink
from caploop.study.run.record import RunRecord, SimulatedLoop
from caploop.study.run.suppliers import Dependence, Suppliers

__all__ = [
    "BrokenLink",
    "Dependence",
    "RunRecord",
    "SimulatedLoop",
    "Suppliers",
    "run_record",
    "simulated_loop",
    "simulated_loop_asked",
]
