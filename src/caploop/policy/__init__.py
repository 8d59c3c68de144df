"""What a public credit, guarantee or stake costs, and who gains; closed forms beside the run."""

from caploop.policy.eligible import Asset, CreditClaim, Law, credit_claim
from caploop.policy.guarantee import (
    Guarantee,
    MoralHazard,
    Stake,
    guarantee_value,
    moral_hazard,
    public_stake,
)
from caploop.policy.tax_credit import (
    Incidence,
    Response,
    credit_cost,
    credit_incidence,
    credit_response,
)

__all__ = [
    "Asset",
    "CreditClaim",
    "Guarantee",
    "Incidence",
    "Law",
    "MoralHazard",
    "Response",
    "Stake",
    "credit_claim",
    "credit_cost",
    "credit_incidence",
    "credit_response",
    "guarantee_value",
    "moral_hazard",
    "public_stake",
]
