"""The question `earn`."""

from .answer import earn as earn
from .record import EarnRecord as EarnRecord
