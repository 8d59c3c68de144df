"""Whether claims, their values and their links can be taken in."""

from .tier import provable as provable
from .value import LIMITS as LIMITS
from .value import check_fields as check_fields
from .whole import check_anchor as check_anchor
from .whole import check_batch as check_batch
