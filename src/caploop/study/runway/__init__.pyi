"""The question `runway`."""

from .answer import runway as runway
from .bridge import Bridge as Bridge
from .bridge import YearBridge as YearBridge
from .market import MarketSignal as MarketSignal
from .record import RunwayRecord as RunwayRecord
