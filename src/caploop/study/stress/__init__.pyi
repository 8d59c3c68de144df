"""The question `stress`."""

from .answer import stress as stress
from .asked import stress_asked as stress_asked
from .fire import GPUS as GPUS
from .fire import HOLDINGS as HOLDINGS
from .fire import SYMBOLS as SYMBOLS
from .record import Distress as Distress
from .record import HolderExposure as HolderExposure
from .record import Marked as Marked
from .record import Reverse as Reverse
from .record import StressRecord as StressRecord
from .reverse import SPREAD as SPREAD
