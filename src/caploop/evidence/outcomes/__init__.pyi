"""What became of what was said: targets and rumours beside what came."""

from .rumour import RumourRecord as RumourRecord
from .rumour import rumour_records as rumour_records
from .target import Target as Target
from .target import targets as targets
