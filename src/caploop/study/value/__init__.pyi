"""The question `value`."""

from .answer import MOST_PATHS as MOST_PATHS
from .answer import value as value
from .record import Holder as Holder
from .record import ReturnChance as ReturnChance
from .record import ValueRecord as ValueRecord
from .record import Warrant as Warrant
