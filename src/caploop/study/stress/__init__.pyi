"""The question `stress`."""

from .answer import stress as stress
from .asked import stress_asked as stress_asked
from .record import GPUS as GPUS
from .record import HOLDINGS as HOLDINGS
from .record import SPREAD as SPREAD
from .record import SYMBOLS as SYMBOLS
from .record import Distress as Distress
from .record import HolderExposure as HolderExposure
from .record import Marked as Marked
from .record import PlanMoney as PlanMoney
from .record import Reverse as Reverse
from .record import StressRecord as StressRecord
