"""The question `run`."""

from .answer import run_record as run_record
from .answer import simulated_loop as simulated_loop
from .answer import simulated_loop_asked as simulated_loop_asked
from .record import BrokenLink as BrokenLink
from .record import Dependence as Dependence
from .record import Levels as Levels
from .record import RunRecord as RunRecord
from .record import SimulatedLoop as SimulatedLoop
from .record import Suppliers as Suppliers
from .tenor import Tenor as Tenor
