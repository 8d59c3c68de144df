"""The question `changes`."""

from .answer import changes as changes
from .record import GROUPS as GROUPS
from .record import Changed as Changed
from .record import ChangesRecord as ChangesRecord
from .record import HeadlineMove as HeadlineMove
from .record import NeedsReview as NeedsReview
