"""What a plan leaves for other cost, what is missing where plans are mixed, what could fill it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from caploop.consistency.record import CapacityBought, Mixed, PlanRoom, RevenueNeeded, Runway
from caploop.model.inputs import PATH_SYMBOLS, YEARS, Vintage, plan_of

QUARTERS = 4 * len(YEARS)
MONTHS = 12.0


def plan_room(
    central: Mapping[str, float], vintage: Vintage, *, ends: tuple[float, float]
) -> PlanRoom:
    """What a plan leaves by its own revenue, burn and free cash flow, for the two compute sums."""
    plan = plan_of(central, vintage, quarters=QUARTERS)
    revenue = tuple(round(float(y), 6) for y in plan.revenue.reshape(-1, 4).sum(axis=1))
    total, cost = sum(revenue), sum(revenue) + burn_after(central, vintage)
    cost -= central[PATH_SYMBOLS[vintage]["burn"][-1]]
    low, high = (cost - c for c in ends)
    return PlanRoom(
        vintage=vintage,
        revenue=revenue,
        total=total,
        cost=cost,
        compute=ends,
        left=(low, high),
        share=(low / total, high / total),
    )


def burn_after(central: Mapping[str, float], vintage: Vintage) -> float:
    """A plan's own burn of 2026 to 2029, USD bn."""
    return sum(central[s] for s in PATH_SYMBOLS[vintage]["burn"][:-1])


def even_path(first: float, last: float, *, years: int) -> tuple[float, ...]:
    """Revenue of the years after `first` on the path that grows evenly to `last`."""
    growth = (last / first) ** (1 / years)
    return tuple(first * growth**n for n in range(1, years + 1))


def mixed(
    central: Mapping[str, float],
    *,
    path: str,
    revenue: Sequence[float],
    compute: float,
    burn: float,
    free_cash: float,
    capped: bool = True,
) -> Mixed:
    """What revenue and compute of one plan leave under the burn of another (Result B)."""
    total = sum(revenue)
    room = total - compute + burn - free_cash
    share, cap = central["m_s"] * total, central["Cap_ms"] if capped else None
    other = central["n_c"] * total
    return Mixed(
        path=path,
        revenue=total,
        free_cash=free_cash,
        room=room,
        after_share=room - share,
        after_cap=None if cap is None else room - cap,
        deferred_cap=None if cap is None else other + cap - room,
        deferred_share=other + share - room,
    )


def needed(
    central: Mapping[str, float],
    *,
    compute: float,
    burn: float,
    help_share: float,
    plan: float,
    capped: bool = True,
) -> tuple[RevenueNeeded, ...]:
    """Revenue at which compute, burn and other cost hold together and 2030 brings no loss.

    By Microsoft's contract: its cap (where it is public) and its share.
    """
    paid = compute * (1 - help_share) - burn
    found = {"capped": (paid + central["Cap_ms"]) / (1 - central["n_c"])} if capped else {}
    found["share"] = paid / (1 - central["n_c"] - central["m_s"])
    return tuple(
        RevenueNeeded(contract=name, revenue=value, over_plan=value / plan - 1)
        for name, value in found.items()
    )


def runway(
    central: Mapping[str, float],
    vintage: Vintage,
    *,
    money: float,
    months: tuple[float, float],
    cost: float,
) -> Runway:
    """What a plan lacks after opening cash and one round, and least cash at that cost a year."""
    burn = burn_after(central, vintage)
    least = tuple(m / MONTHS * cost for m in months)
    return Runway(
        vintage=vintage,
        burn=burn,
        opening_cash=central["Cash_2025Q4"],
        money=money,
        short=burn - central["Cash_2025Q4"] - money,
        least_cash=(least[0], least[1]),
    )


def capacity(
    compute: float, *, price: float, capex_per_gw: float, in_service: float
) -> CapacityBought:
    """Gigawatts that grow by the same each year from what is in service, at mid-year averages."""
    years = float(len(YEARS))
    gw_years = compute / price
    grown = 2 * (gw_years - years * in_service) / years
    return CapacityBought(
        compute=compute,
        price=price,
        gw_years=gw_years,
        gw_2030=in_service + grown,
        capex_per_gw=capex_per_gw,
        counterparts=capex_per_gw * grown,
    )
