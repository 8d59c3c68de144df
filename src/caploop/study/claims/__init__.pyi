"""The question `claims`."""

from .answer import ClaimsRecord as ClaimsRecord
from .answer import claims as claims
from .answer import narrowed as narrowed
