"""What an investment credit does to prices and quantities in the run.

Capital goods become dearer, a gigawatt is cheaper for who owns it, and more of them are wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from caploop.model.terms.lease import lease_price

GOODS = ("kappa", "nv_gw", "amd_gw")
WANTED = ("dollars_wanted", "gw_more_wanted")
"""Dollars for compute, and the GW that they are for, over those without the credit."""


def price_factors(central: Mapping[str, float]) -> dict[str, float]:
    """Factors under the credit, at central values: on the price of a lease and of capital goods, on
    dollars for compute and on GW wanted.

    Goods become dearer as demand meets their supply. What the owner then pays less is the cost of
    capital of a GW, and a lease is priced at its cost (section 3), so its price falls by that;
    demand for GW answers with the elasticity `eps_D` (sections 9, 17.1). Dollars for compute follow
    from what is wanted, no sum of them is given; power, chips and shells still limit what is built.
    All 1 at rate 0; without supply no GW more, whatever the rate.
    """
    credit = central["tau"] * central["elig"]
    demand, supply = central["eps_D"], central["eps_S"]
    up = exp(-demand / (demand + supply) * log(1 - credit))
    lease = 1 - _capital_part(central) * (1 - up * (1 - credit))
    wanted = lease**-demand
    return {
        "ell": lease,
        **dict.fromkeys(GOODS, up),
        "dollars_wanted": wanted * lease,
        "gw_more_wanted": wanted,
    }


def _capital_part(central: Mapping[str, float]) -> float:
    """Share of a lease's price that is capital, by the price's own build-up."""
    terms = {
        "it_share": central["sh_IT"],
        "it_years": central["n_IT"],
        "shell_years": central["n_sh"],
        "rate": central["r_les"],
        "utilisation": central["util"],
        "power_price": central["p_el"],
        "margin": central["mu"],
    }
    whole = lease_price(capex=central["kappa"], upkeep=central["om"], **terms)[1]
    running = lease_price(capex=0.0, upkeep=central["om"], **terms)[0]
    return 1 - running / whole - central["mu"]
