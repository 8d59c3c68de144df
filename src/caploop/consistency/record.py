"""Records of a consistency test: terms, identities, changes, and what a plan leaves room for."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class PlanChance(Struct, frozen=True, kw_only=True):
    """One block and profile: burn to 2029 at three levels, and three probabilities."""

    block: str
    profile: Profile
    burn: tuple[float, float, float]
    within: float
    positive: float
    both: float


class PlanRoom(Struct, frozen=True, kw_only=True):
    """What one plan leaves for all cash cost but compute, USD bn and as a share of revenue.

    `compute` are the least and most its compute spend is said to be, `left` and `share` what that
    leaves, in the same order; `cost` is what the plan spends in all.
    """

    vintage: str
    revenue: tuple[float, ...]
    total: float
    cost: float
    compute: tuple[float, float]
    left: tuple[float, float]
    share: tuple[float, float]


class Mixed(Struct, frozen=True, kw_only=True):
    """What figures of two plans leave together, USD bn, at one free cash flow of 2030.

    `room` is for all cost but compute; `after_share` and `after_cap` are what Microsoft's share of
    revenue, or its cap, leave; `deferred_cap` and `deferred_share` what others must then pay or
    wait for if other cost is at its central share of revenue. None of the cap before it is public.
    """

    path: str
    revenue: float
    free_cash: float
    room: float
    after_share: float
    after_cap: float | None
    deferred_cap: float | None
    deferred_share: float


class RevenueNeeded(Struct, frozen=True, kw_only=True):
    """Revenue of 2026 to 2030 that compute, burn and other cost need, by Microsoft's contract."""

    contract: str
    revenue: float
    over_plan: float


class Runway(Struct, frozen=True, kw_only=True):
    """Money a plan still needs by 2029 after opening cash and a round, with least cash, USD bn."""

    vintage: str
    burn: float
    opening_cash: float
    money: float
    short: float
    least_cash: tuple[float, float]


class CapacityBought(Struct, frozen=True, kw_only=True):
    """Gigawatts a spend buys by the end of 2030, and what counterparts spend on them, USD bn."""

    compute: float
    price: float
    gw_years: float
    gw_2030: float
    capex_per_gw: float
    counterparts: float


class FigureChange(Struct, frozen=True, kw_only=True):
    """One figure before and after: `pull` is the change of its logarithm over its error.

    A figure that may lie anywhere in a range or above a bound has no pull; `held` says that the
    change keeps it at an end of it.
    """

    term: str
    origin: Origin
    ref: str
    before: float
    after: float
    pull: float
    held: bool = False


Origin = Literal["claim", "row", "prior", "asked"]


class SolvedTerm(Struct, frozen=True, kw_only=True):
    """What an identity leaves for one term if it were the missing one; None where it is open.

    `low` and `high` hold nine draws of ten of what nobody states, `middle_low` and `middle_high`
    are the ends at the median; they differ where a stated figure is a range or a bound.
    """

    term: str
    identity: str
    stated: float | None
    low: float | None
    middle_low: float | None
    middle_high: float | None
    high: float | None


class IdentitySide(Struct, frozen=True, kw_only=True):
    """One side of an identity by draw: nine of ten, and the ends at the median; None where open."""

    low: float | None
    middle_low: float | None
    middle_high: float | None
    high: float | None


class TestedIdentity(Struct, frozen=True, kw_only=True):
    """One identity against figures: by how much its sides part, in the unit of its first term.

    `gap` is the median of the least distance, 0 where the figures' own ranges cover it, positive
    where the first term is too large; `share` is it over the largest linked term of the unit,
    `least` what it is at least in all but the tail. `holds` is the share of draws in which the
    identity can hold; `stated` and `implied` are the first term and what the others make of it.
    `coherent` where neither side is left in more draws
    than the tail allows.
    """

    identity: str
    gap: float
    share: float
    least: float
    holds: float
    coherent: bool
    stated: IdentitySide
    implied: IdentitySide
    terms: tuple[str, ...]


Profile = Literal["exponential", "linear", "plan"]


DRAWN = ("R26_prior", "R30_prior", "w_bend", "n_c", "phi", "wc")
