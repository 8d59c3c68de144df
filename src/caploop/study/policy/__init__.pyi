"""The question `policy`."""

from .answer import BESIDE as BESIDE
from .answer import policy as policy
from .record import GuaranteeCase as GuaranteeCase
from .record import PolicyRecord as PolicyRecord
from .record import PolicyRequest as PolicyRequest
