"""Obligations and contagion on plain arrays: who pays what when not everybody can pay."""

from caploop.clearing.communicability import communicability
from caploop.clearing.cross_ownership import cross_ownership, cross_ownership_greeks
from caploop.clearing.debtrank import debtrank
from caploop.clearing.ensemble import network_ensemble
from caploop.clearing.fire_sale import fire_sale, liquidity_weighted_overlap
from caploop.clearing.furfine import furfine_cascade
from caploop.clearing.minimum_density import minimum_density
from caploop.clearing.network_value import network_value
from caploop.clearing.ownership import dependency_matrix, ownership_failures
from caploop.clearing.production import esri, production_cascade
from caploop.clearing.single_hit import single_hit_debtrank
from caploop.clearing.spectral import spectral_radius

__all__ = [
    "communicability",
    "cross_ownership",
    "cross_ownership_greeks",
    "debtrank",
    "dependency_matrix",
    "esri",
    "fire_sale",
    "furfine_cascade",
    "liquidity_weighted_overlap",
    "minimum_density",
    "network_ensemble",
    "network_value",
    "ownership_failures",
    "production_cascade",
    "single_hit_debtrank",
    "spectral_radius",
]
