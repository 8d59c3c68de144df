"""Words on the bounds at which simulations are held, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

HELD: Mapping[str, tuple[str, str]] = {
    "system_held": ("Where simulations are held at a bound", "触及上限的模拟"),
    "system_held.about": (
        "Equations alone would pass these bounds; the share of simulations held there by the end "
        "of the year. SoftBank’s own EBITDA is next to nothing, so its leverage is not told.",
        "若无上限，方程将超出下列界限；表中为届时触及者占模拟之比。软银控股自身EBITDA近于零，不"
        "报其杠杆。",
    ),
    "bound.business": ("business revenue is the whole market for AI", "企业收入等于整个企业AI市场"),
    "bound.advertising": (
        "advertising is the whole digital market",
        "广告收入等于全球数字广告市场",
    ),
    "bound.ad_load": (
        "the plan’s advertising needs more ads a query than users are shown",
        "计划广告收入所需的广告密度超出上限",
    ),
    "bound.loan_to_value": ("SoftBank’s loan-to-value is 200% or more", "软银贷款价值比达200%以上"),
    "bound.leverage_oracle": (
        "Oracle’s debt is 50 times EBITDA or more",
        "甲骨文债务达EBITDA的50倍",
    ),
    "bound.leverage_coreweave": (
        "CoreWeave’s debt is 50 times EBITDA or more",
        "CoreWeave债务达EBITDA的50倍",
    ),
    "bound.leverage_vehicles": (
        "the SPVs’ debt is 50 times EBITDA or more",
        "特殊目的公司债务达EBITDA的50倍",
    ),
    "col.bound": ("bound", "界限"),
}
