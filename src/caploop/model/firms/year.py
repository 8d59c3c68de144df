"""M5, firms by calendar year: revenue, earnings, free cash flow and its trough, cover of debt."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp

from caploop.model.step.values import Quarter, Values, at, wide
from caploop.model.terms.parties import FIRMS
from caploop.sfc import Series

COREWEAVE, SOFTBANK = FIRMS.index("coreweave"), FIRMS.index("softbank")
COVER_MOST, LEVERAGE_MOST = 99.0, 50.0
"""Ratios beyond which nothing more is said than that there is next to nothing below the line."""
LEAST = 0.1
"""Debt service of a year, USD bn, below which cover is not told."""
SUMMED = {
    "revenue": "revenue outside and in the loop",
    "earned": "EBITDA",
    "operating": "operating cash flow",
    "spent": "capex",
    "free": "free cash flow",
    "inside": "sales in the loop",
    "raised": "new debt",
    "interest": "interest on debt since the start",
    "served": "interest and repayments of debt since the start",
}
"""Flows of which sums of the year so far are kept, and what they are."""
GIVES = (
    *(
        Series(f"firm_{name}_year", "USD bn", axes="firm", says=f"{says} of the year so far")
        for name, says in SUMMED.items()
    ),
    Series("firm_trough", "USD bn", axes="firm", says="least free cash flow of a year so far"),
    Series("firm_trough_year", "yr", axes="firm", says="the year of it, the first one 1"),
    Series("debt_cover", "1", axes="firm", says="operating cash flow before interest over service"),
    Series("firm_leases", "USD bn", axes="firm", says="leases of the opening and shells in use"),
    Series("leverage_with_leases", "1", axes="firm", says="debt and leases over EBITDA and rent"),
    Series("firm_backlog", "USD bn", axes="firm", says="signed orders of all"),
)


def year_so_far(x: Any, p: Any, t: Any) -> Values:
    """Flows of each firm in the calendar year so far, USD bn; its least free cash flow of a whole
    year and when; and how often operating cash flow before interest pays what debt raised since the
    start asks for in the year, COVER_MOST where that is next to nothing.

    Interest on opening debt is in the cash flow from outside; CoreWeave's loans on chips,
    SoftBank's margin calls and debt that lenders do not roll over are repaid.
    """
    operating, repaid = x["firm_operating"], at(COREWEAVE, x["chip_loan_repaid"])
    now = {
        "revenue": x["firm_sales"] + x["firm_outside_sales"] + wide(x["relet"]),
        "earned": x["firm_ebitda"] / 4.0,
        "operating": operating,
        "spent": x["firm_capex"],
        "free": operating - x["firm_capex"],
        "inside": x["firm_sales"],
        "raised": x["firm_borrowed"],
        "interest": x["firm_interest"],
        "served": x["firm_interest"] + repaid + x["firm_unrolled"] + at(SOFTBANK, x["margin_sale"]),
    }
    goes_on = jnp.where((t - 1) % 4 == 0, 0.0, 1.0)
    year = {f"firm_{n}_year": goes_on * x.lag(f"firm_{n}_year") + v for n, v in now.items()}
    least = (t % 4 == 0) & ((t <= 4) | (year["firm_free_year"] < x.lag("firm_trough")))
    served = year["firm_served_year"]
    before_interest = year["firm_operating_year"] + year["firm_interest_year"]
    cover = jnp.clip(before_interest / jnp.maximum(served, LEAST), -COVER_MOST, COVER_MOST)
    return {
        **year,
        "firm_trough": jnp.where(least, year["firm_free_year"], x.lag("firm_trough")),
        "firm_trough_year": jnp.where(least, (t + 3) // 4, x.lag("firm_trough_year")),
        "debt_cover": jnp.where(served < LEAST, COVER_MOST, cover),
    }


def obligations(x: Any, p: Any, t: Any) -> Values:
    """Leases of each firm, USD bn: those of its opening balance sheet, held, and what it owes for
    shells in use; leverage with them, its rent for shells put back; signed orders of all."""
    leases = p.opening_leases + wide(x["shell_owed"])
    debt = x["firm_debt"] + x["firm_borrowed"] - x["firm_unrolled"]
    earned = x["firm_ebitda"] + 4.0 * wide(x["shell_rent"])
    ratio = (debt + leases) / jnp.maximum(earned, 1e-9)
    return {
        "firm_leases": leases,
        "leverage_with_leases": jnp.minimum(ratio, LEVERAGE_MOST),
        "firm_backlog": x["book_openai"] + x["book_others"],
    }


AFTER: tuple[Quarter, ...] = (year_so_far, obligations)
