"""The question `loop`."""

from .answer import LENGTH_MOST as LENGTH_MOST
from .answer import TOP as TOP
from .answer import loop as loop
from .answer import thinnest as thinnest
from .asked import loop_asked as loop_asked
from .record import CoverageRow as CoverageRow
from .record import HubRow as HubRow
from .record import IndexRow as IndexRow
from .record import LoopEdge as LoopEdge
from .record import LoopRecord as LoopRecord
from .record import LoopRow as LoopRow
from .record import SelfFundedRow as SelfFundedRow
