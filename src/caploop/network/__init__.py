"""Circularity, exposure and concentration, measured on plain arrays of money.

Every function takes one matrix of one type of flow, row payer and column payee, in dollars of one
period: equity promises, purchases and debt are never added.
"""

from caploop.network.concentration import Concentration, concentration
from caploop.network.coverage import Coverage, outside_coverage
from caploop.network.cycling import Cycling, Leontief, finn_cycling, leontief
from caploop.network.decomposition import cycle_decomposition
from caploop.network.exposure import Exposure, exposures
from caploop.network.loops import Loop, named_loops
from caploop.network.netting import Netting, maximum_circulation
from caploop.network.null_model import AgainstNull, against_null
from caploop.network.own_money import Payments
from caploop.network.perimeter import merge_parties, perimeter_changes
from caploop.network.reconstruct import maximum_entropy
from caploop.network.red_flags import FlaggedPair, Payment, both_sides, payments_to_customers
from caploop.network.rewiring import rewired_samples
from caploop.network.self_funded import SelfFunded, self_funded_revenue
from caploop.network.trophic import Trophic, trophic_levels

__all__ = [
    "AgainstNull",
    "Concentration",
    "Coverage",
    "Cycling",
    "Exposure",
    "FlaggedPair",
    "Leontief",
    "Loop",
    "Netting",
    "Payment",
    "Payments",
    "SelfFunded",
    "Trophic",
    "against_null",
    "both_sides",
    "concentration",
    "cycle_decomposition",
    "exposures",
    "finn_cycling",
    "leontief",
    "maximum_circulation",
    "maximum_entropy",
    "merge_parties",
    "named_loops",
    "outside_coverage",
    "payments_to_customers",
    "perimeter_changes",
    "rewired_samples",
    "self_funded_revenue",
    "trophic_levels",
]
