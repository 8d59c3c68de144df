"""Shocks on the book and in the run, and the least of them that ruin a party."""

from caploop.stress.nearest import nearest_ruin
from caploop.stress.reverse import Least, least_loss, least_shocks, nearest_loss
from caploop.stress.shock import Shock, check_shocks, shocks_from_toml
from caploop.stress.static import Cleared, Loss, Shortfall, cleared, losses, shortfalls
from caploop.stress.static_case import Due, Refused, StaticCase, static_case
from caploop.stress.world import not_static, world_of

__all__ = [
    "Cleared",
    "Due",
    "Least",
    "Loss",
    "Refused",
    "Shock",
    "Shortfall",
    "StaticCase",
    "check_shocks",
    "cleared",
    "least_loss",
    "least_shocks",
    "losses",
    "nearest_loss",
    "nearest_ruin",
    "not_static",
    "shocks_from_toml",
    "shortfalls",
    "static_case",
    "world_of",
]
