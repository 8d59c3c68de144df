"""Obligations and contagion on plain arrays: who pays what when not everybody can pay."""

from caploop.clearing.communicability import communicability
from caploop.clearing.cross_ownership import cross_ownership, cross_ownership_greeks
from caploop.clearing.dated.dated import Dated, Quarter, clear_quarters
from caploop.clearing.dated.promise import Promise
from caploop.clearing.distress.debtrank import debtrank
from caploop.clearing.distress.single_hit import single_hit_debtrank
from caploop.clearing.ensemble import network_ensemble
from caploop.clearing.fire_sale import fire_sale, liquidity_weighted_overlap
from caploop.clearing.furfine import furfine_cascade
from caploop.clearing.minimum_density import minimum_density
from caploop.clearing.network_value import network_value
from caploop.clearing.ownership import dependency_matrix, ownership_failures
from caploop.clearing.payments.eisenberg_noe import eisenberg_noe
from caploop.clearing.payments.record import Clearing
from caploop.clearing.payments.rogers_veraart import rogers_veraart
from caploop.clearing.payments.seniority import clear_by_rank
from caploop.clearing.payments.slopes import Slopes, clearing_payments, payment_slopes
from caploop.clearing.problem import amounts, square_matrix
from caploop.clearing.production import esri, production_cascade
from caploop.clearing.spectral import spectral_radius
from caploop.clearing.table import read_debts

__all__ = [
    "Clearing",
    "Dated",
    "Promise",
    "Quarter",
    "Slopes",
    "amounts",
    "clear_by_rank",
    "clear_quarters",
    "clearing_payments",
    "communicability",
    "cross_ownership",
    "cross_ownership_greeks",
    "debtrank",
    "dependency_matrix",
    "eisenberg_noe",
    "esri",
    "fire_sale",
    "furfine_cascade",
    "liquidity_weighted_overlap",
    "minimum_density",
    "network_ensemble",
    "network_value",
    "ownership_failures",
    "payment_slopes",
    "production_cascade",
    "read_debts",
    "rogers_veraart",
    "single_hit_debtrank",
    "spectral_radius",
    "square_matrix",
]
