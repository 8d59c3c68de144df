"""Shocks on the book and in the run, stopped supply, forced sales, the least that ruin a party."""

from .cascade import Chain as Chain
from .cascade import stopped as stopped
from .collateral import fire_sales as fire_sales
from .nearest import nearest_ruin as nearest_ruin
from .record import CollateralSale as CollateralSale
from .record import Loss as Loss
from .record import Pledge as Pledge
from .record import Refused as Refused
from .record import Shock as Shock
from .record import Shortfall as Shortfall
from .record import Stopped as Stopped
from .reverse import Least as Least
from .reverse import least_loss as least_loss
from .reverse import least_shocks as least_shocks
from .reverse import nearest_loss as nearest_loss
from .shock import check_shocks as check_shocks
from .shock import shocks_from_toml as shocks_from_toml
from .static import Cleared as Cleared
from .static import cleared as cleared
from .static import losses as losses
from .static import shortfalls as shortfalls
from .static_case import StaticCase as StaticCase
from .static_case import TrancheDue as TrancheDue
from .static_case import static_case as static_case
from .world import not_static as not_static
from .world import world_of as world_of
