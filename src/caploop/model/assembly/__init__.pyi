"""The order of a quarter, inputs of a run and its levers."""

from .inputs import Inputs as Inputs
from .inputs import model_inputs as model_inputs
from .levers import MOVED as MOVED
from .levers import only as only
from .system import loop_system as loop_system
