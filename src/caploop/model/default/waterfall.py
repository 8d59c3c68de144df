"""M4, a default: what is claimed, what the estate brings, who is paid, what is written off.

Classes are paid in order (section 5): costs of the case, secured, compute that must run on,
unsecured with what rejected leases leave, vendor credit (rent left open), and holders of shares,
who get what is left when all others are whole.
"""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
from jax import Array

from caploop.model.step.values import Values, began
from caploop.sfc import Series

CLASSES = ("case costs", "secured", "administrative", "unsecured", "vendor credit", "shares")
COSTS, SECURED, ADMINISTRATIVE, UNSECURED, VENDORS, SHARES = range(len(CLASSES))
MONTHS = 3
TINY = 1e-9
AXES = {"class": len(CLASSES)}
GIVES = (
    Series("fell", "share", says="1 in the quarter after a bankruptcy"),
    Series("estate_sold", "USD bn/qtr", says="business and own plant sold"),
    Series("estate_claims", "USD bn", axes="class", says="what each class claims"),
    Series("estate_paid", "USD bn", axes="class", says="what each class is paid out of the estate"),
    Series("estate_part", "share", axes="class", says="part of its claim that each class is paid"),
    Series("lease_claims", "USD bn", axes="lessor", says="claims for rejected leases"),
    Series("lost_in_default", "USD bn", axes="lessor", says="owed to each lessor and written off"),
    Series("recovered_by_lenders", "USD bn", says="what lenders and holders of notes get"),
    Series("loans_back", "USD bn", says="what lenders get of that"),
)


def waterfall(estate: Any, claims: Array) -> Array:
    """What each class is paid out of the estate, in the order of their places (class,).

    Absolute priority (11 U.S.C. 1129(b)(2)): a class gets nothing while one before it is short.
    """
    paid = []
    left = jnp.asarray(estate)
    for place in range(claims.shape[0]):
        paid.append(jnp.minimum(claims[place], left))
        left = left - paid[-1]
    return jnp.stack(paid)


def bankruptcy_waterfall(x: Any, p: Any, t: Any) -> Values:
    """Claims and payments by class in the quarter after a bankruptcy, USD bn; zero in any other.

    The estate is the cash, invoices collected, the business at the share `estate_price_ratio` of
    the price at which nobody put money in, which is the last value less the deepest discount of a
    round (`comeback_discount_cap_share`), and own plant at a forced sale. Loans are secured by that
    plant, the rest of them is unsecured. A rejected lease leaves a claim for the floor of half its
    term as far as it cannot be let again (T42).
    """
    fell = began(x, "alive", t, first=1.0) - x["alive"]
    plant = x["own_plant"] * (1.0 - p.forced_sale_discount)
    price = x.lag("value_after") * (1.0 - p.comeback_discount_cap_share)
    sold = (p.estate_price_ratio * price + plant) * fell
    have = (x["cash"] + x["receipts"] + sold) * fell
    secured = jnp.minimum(x["loans"], plant)
    monthly = x.lag("rent_in_all") / MONTHS
    leases = (
        p.take_or_pay_share
        * p.lease_usd_bn_per_gw_year
        * x.lag("gw")
        * p.lease_years
        / 2.0
        * p.forced_sale_discount
    )
    bills = x["arrears"]
    unsecured = x["loans"] - secured + x["notes"] + jnp.sum(bills + leases) + x["other_arrears"]
    vendors = jnp.sum(x["vendor_notes"])
    claims = (
        jnp.stack([p.bankruptcy_cost_share * have, secured, monthly, unsecured, vendors, have])
        * fell
    )
    paid = waterfall(have, claims)
    part = paid / jnp.maximum(claims, TINY)
    lost = (bills + leases) * (1.0 - part[UNSECURED]) + x["vendor_notes"] * (1.0 - part[VENDORS])
    return {
        "fell": fell,
        "estate_sold": sold,
        "estate_claims": claims,
        "estate_paid": paid,
        "estate_part": part * fell,
        "lease_claims": leases * fell,
        "lost_in_default": lost * fell,
        "recovered_by_lenders": (
            secured * part[SECURED] + (x["loans"] - secured + x["notes"]) * part[UNSECURED]
        )
        * fell,
        "loans_back": (secured * part[SECURED] + (x["loans"] - secured) * part[UNSECURED]) * fell,
    }


def running_compute(x: Any) -> Array:
    """Compute that runs on in the case, by lessor, in proportion to its capacity."""
    held = x.lag("gw")
    paid: Array = x["estate_paid"][ADMINISTRATIVE] * held / jnp.maximum(jnp.sum(held), TINY)
    return paid
