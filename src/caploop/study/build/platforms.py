"""What a gigawatt costs by the chips that stand in it, beside what was published."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from caploop.book import Parameter
from caploop.evidence import Claim

SYMBOLS = ("kappa", "sh_IT", "nv_gw", "amd_gw", "s_asic")
MEASURE = "capex_per_capacity"
Ends = tuple[float, float, float]


class Platform(Struct, frozen=True, kw_only=True):
    """Capital cost of one GW in USD bn: low, central, high; `chips` with their racks, `beside` the
    buildings, cooling and power, which do not hang on the chips."""

    name: str
    chips: Ends
    beside: Ends
    total: Ends


class PublishedCost(Struct, frozen=True, kw_only=True):
    """What a source says a GW costs, USD bn, and of whose chips where it says so."""

    claim: str
    who: str
    chips: str | None
    low: float
    high: float


def platforms_of(parameters: Iterable[Parameter]) -> tuple[Platform, ...]:
    """Nvidia's racks, AMD's, and chips of one's own made by Broadcom (specification, section 6).

    A chip of one's own costs what Nvidia's content does less what it saves. Ends are those of all
    inputs at once, the share of buildings at its central number.
    """
    rows = {p.symbol: p for p in parameters if p.symbol in SYMBOLS}
    ends = {name: _ends(row) for name, row in rows.items()}
    saves = ends["s_asic"]
    own = tuple(
        content * (1 - saved) for content, saved in zip(ends["nv_gw"], reversed(saves), strict=True)
    )
    share = 1 - ends["sh_IT"][1]
    beside = tuple(cost * share for cost in ends["kappa"])
    chips = {"nvidia": ends["nv_gw"], "amd": ends["amd_gw"], "broadcom": own}
    return tuple(
        Platform(
            name=name,
            chips=_three(content),
            beside=_three(beside),
            total=_three(tuple(a + b for a, b in zip(content, beside, strict=True))),
        )
        for name, content in chips.items()
    )


def published_costs(claims: Iterable[Claim]) -> tuple[PublishedCost, ...]:
    """Standing claims of what a GW costs, dearest last."""
    found = [
        PublishedCost(
            claim=c.id,
            who=c.speaker,
            chips=c.counterparty,
            low=round(float(c.value if c.value_low is None else c.value_low), 6),
            high=round(float(c.value if c.value_high is None else c.value_high), 6),
        )
        for c in claims
        if c.measure == MEASURE and c.value is not None
    ]
    return tuple(sorted(found, key=lambda c: (c.high, c.low, c.claim)))


def _ends(row: Parameter) -> Ends:
    return float(row.low), float(row.central), float(row.high)


def _three(values: tuple[float, ...]) -> Ends:
    low, central, high = (round(v, 6) for v in values)
    return low, central, high
