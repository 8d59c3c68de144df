"""The question `compare`."""

from .answer import compare as compare
from .asked import compare_asked as compare_asked
from .record import ENDS as ENDS
from .record import Compared as Compared
from .record import CompareRecord as CompareRecord
