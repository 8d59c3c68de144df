"""The question `rivals`."""

from .answer import cannot_be_said as cannot_be_said
from .answer import rivals as rivals
from .record import DeveloperYear as DeveloperYear
from .record import RivalsRecord as RivalsRecord
