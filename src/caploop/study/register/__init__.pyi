"""The question `register`."""

from .answer import register as register
from .record import BrierRow as BrierRow
from .record import EntryRow as EntryRow
from .record import NotRegistered as NotRegistered
from .record import RegisteredRow as RegisteredRow
from .record import RegisterRecord as RegisterRecord
from .statement import DatedStatement as DatedStatement
