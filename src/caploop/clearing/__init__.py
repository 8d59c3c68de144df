"""Obligations and contagion on plain arrays: who pays what when not everybody can pay."""

from caploop.clearing.dated import Dated, Quarter, clear_quarters
from caploop.clearing.eisenberg_noe import eisenberg_noe
from caploop.clearing.promise import Promise
from caploop.clearing.record import Clearing
from caploop.clearing.rogers_veraart import rogers_veraart
from caploop.clearing.seniority import clear_by_rank
from caploop.clearing.slopes import Slopes, clearing_payments, payment_slopes
from caploop.clearing.spectral import spectral_radius

__all__ = [
    "Clearing",
    "Dated",
    "Promise",
    "Quarter",
    "Slopes",
    "clear_by_rank",
    "clear_quarters",
    "clearing_payments",
    "eisenberg_noe",
    "payment_slopes",
    "rogers_veraart",
    "spectral_radius",
]
