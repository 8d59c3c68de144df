"""What an investment credit does to prices in the run: dearer capital goods, cheaper leases."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from caploop.model.terms.lease import lease_price

GOODS = ("kappa", "nv_gw", "amd_gw")


def price_factors(central: Mapping[str, float]) -> dict[str, float]:
    """Factors on the price of a lease and of capital goods under the credit, at central values.

    Goods become dearer as demand meets their supply; the owner passes the share `pt` of what he
    still saves on the capital part of a lease. With the plan's dollars given, a cheaper lease buys
    more GW, as far as power, chips and shells let it (sections 9, 17.1). All 1 at rate 0.
    """
    credit = central["tau"] * central["elig"]
    up = exp(-central["eps_D"] / (central["eps_D"] + central["eps_S"]) * log(1 - credit))
    saved = 1 - up * (1 - credit)
    lease = 1 - central["pt"] * _capital_part(central) * saved
    return {"ell": lease, **dict.fromkeys(GOODS, up)}


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
