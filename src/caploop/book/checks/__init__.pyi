"""Whether agreements can be taken in: each by itself, sums, sources, and all together."""

from .whole import assumption_share as assumption_share
from .whole import two_claim_share as two_claim_share
from .whole import two_origin_share as two_origin_share
