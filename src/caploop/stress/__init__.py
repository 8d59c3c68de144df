"""Shocks on the book and in the run, stopped supply, forced sales, the least that ruin a party."""

from caploop.stress.cascade import Chain, Stopped, stopped
from caploop.stress.collateral import CollateralSale, Pledge, fire_sales
from caploop.stress.nearest import nearest_ruin
from caploop.stress.reverse import Least, least_loss, least_shocks, nearest_loss
from caploop.stress.shock import Shock, check_shocks, shocks_from_toml
from caploop.stress.static import Cleared, Loss, Shortfall, cleared, losses, shortfalls
from caploop.stress.static_case import Refused, StaticCase, TrancheDue, static_case
from caploop.stress.world import not_static, world_of

__all__ = [
    "Chain",
    "Cleared",
    "CollateralSale",
    "Least",
    "Loss",
    "Pledge",
    "Refused",
    "Shock",
    "Shortfall",
    "StaticCase",
    "Stopped",
    "TrancheDue",
    "check_shocks",
    "cleared",
    "fire_sales",
    "least_loss",
    "least_shocks",
    "losses",
    "nearest_loss",
    "nearest_ruin",
    "not_static",
    "shocks_from_toml",
    "shortfalls",
    "static_case",
    "stopped",
    "world_of",
]
