"""The question `runway`."""

from .answer import runway as runway
from .bridge import Bridge as Bridge
from .record import RunwayRecord as RunwayRecord
