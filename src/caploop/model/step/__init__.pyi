"""What a mechanism sees of a quarter, decision rules, and tags of money."""

from .decision import expected_over_required as expected_over_required
from .decision import owned_share as owned_share
from .decision import price_cut as price_cut
from .decision import vendors_hole as vendors_hole
