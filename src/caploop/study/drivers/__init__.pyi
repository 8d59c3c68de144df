"""The question `drivers`."""

from .answer import drivers as drivers
from .record import OUTCOMES as OUTCOMES
from .record import Driver as Driver
from .record import DriversRecord as DriversRecord
from .record import Moved as Moved
from .record import Third as Third
