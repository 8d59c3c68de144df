"""The question `claims`."""

from .answer import claims as claims
from .answer import narrowed as narrowed
from .record import ClaimsRecord as ClaimsRecord
