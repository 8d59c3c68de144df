"""One vintage of the company's plan, by quarter, and what it says about cash by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.optimize import brentq

from caploop.core.errors import UsageError
from caploop.model.terms.parties import FIRST_YEAR, quarter_name
from caploop.model.terms.quarterly import quarters_of

Vintage = Literal["V0", "V1", "V2", "V4"]
YEARS = tuple(range(FIRST_YEAR, FIRST_YEAR + 5))
QUARTERS_A_YEAR = 4
AHEAD = 4
BEFORE_2025 = 3.7  # revenue of 2024, which the first half of 2025 was 16 % above (row R_2025H1)
PROFILE = tuple(f"sh_C_plan_{year}" for year in YEARS)
PATH_SYMBOLS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "V0": {
        "revenue": tuple(f"R_v0_{year}" for year in YEARS),
        "burn": (*(f"B_v0_{year}" for year in YEARS[:4]), "X_v0_2030"),
        "compute": ("C_v0", *PROFILE),
    },
    "V2": {
        "revenue": ("R_v2_2026", "R_v2_2027", "Cost_v2_2030"),
        "burn": (*(f"B_v2_{year}" for year in YEARS[:4]), "X_v2_2030"),
        "compute": ("C_26_30", *PROFILE),
    },
    "V4": {
        "revenue": ("R_v4_2026", "R_v4_2030", "R_v4_sum"),
        "burn": (*(f"B_v4_{year}" for year in YEARS[:4]), "X_v4_2030"),
        "compute": ("C_v4", *(f"sh_C_v4_{year}" for year in YEARS)),
    },
}
FORECAST: Mapping[str, tuple[str, ...]] = {"V0": (), "V2": ("R_2030",), "V4": ("R_2030",)}
"""Revenue of 2030 that the middle draw reaches, where that is not the vintage's own."""
AFTER = ("g_31", "g_T", "n_fade", "m_30", "m_T", "n_margin")
HISTORY = ("R_2025", "R_2025H1", "B_2025", "B_2025H1")


class PlanPaths(Struct, frozen=True, kw_only=True):
    """Revenue, cash cost, compute and burn by quarter from 2026Q1, USD bn; never two vintages.

    `middle` is the revenue of the middle draw: the plan's own unless R_2030 is another forecast,
    for which nobody lowers the costs beforehand.
    `symbols` are the parameters it was read from, `reported` the quarters, from the first on, whose
    revenue is what was reported. Years after 2030 are assumptions: revenue grows
    at g_31 fading to g_T, the free-cash margin goes from m_30 to m_T (sections 11 and 17.4). The
    four quarters of 2025 add up to what was reported for the year and its first half.
    """

    vintage: Vintage
    revenue: NDArray[np.float64]
    burn: NDArray[np.float64]
    compute: NDArray[np.float64]
    middle: NDArray[np.float64]
    revenue_2025: tuple[float, ...]
    burn_2025: tuple[float, ...]
    symbols: tuple[str, ...]
    reported: int = 0

    @property
    def cost(self) -> NDArray[np.float64]:
        """Total cash cost by quarter, USD bn."""
        return self.revenue + self.burn


class History(Struct, frozen=True, kw_only=True):
    """Quarters that are over, as reported: their number, and revenue or burn in USD bn."""

    revenue: tuple[tuple[int, float], ...] = ()
    burn: tuple[tuple[int, float], ...] = ()


NONE_OVER = History()


def plan_of(
    central: Mapping[str, float],
    vintage: Vintage,
    *,
    quarters: int,
    history: History = NONE_OVER,
) -> PlanPaths:
    """The plan of one vintage from central parameter values in the units of the model.

    Quarters within a year bend least (`quarters_of`), so years add up to the plan's own, and those
    that were reported are what they were. Raises UsageError for a vintage without a revenue and a
    burn path.
    """
    if vintage not in PATH_SYMBOLS:
        named = " and ".join(PATH_SYMBOLS)
        raise UsageError(
            f"plan {vintage} has a total of commitments and no path of revenue or burn; the plans "
            f"with both are {named}: set plan_vintage to one of them"
        )
    symbols = PATH_SYMBOLS[vintage]
    revenue, burn, compute = _years(central, symbols, more=-(-quarters // QUARTERS_A_YEAR) + 1)
    middle = _middle(central, revenue, vintage)
    earned = [(0, 1, central["R_2025H1"]), *((n + 3, n + 3, v) for n, v in history.revenue)]
    burnt = [(0, 1, central["B_2025H1"]), *((n + 3, n + 3, v) for n, v in history.burn)]
    made = (
        quarters_of([central["R_2025"], *revenue], parts=earned),
        quarters_of([central["B_2025"], *burn], parts=burnt),
        quarters_of(compute, parts=[]),
        quarters_of([central["R_2025"], *middle], parts=earned),
    )
    return PlanPaths(
        vintage=vintage,
        revenue=np.array(made[0][4 : 4 + quarters]),
        burn=np.array(made[1][4 : 4 + quarters]),
        compute=np.array(made[2][:quarters]),
        middle=np.array(made[3][4 : 4 + quarters]),
        revenue_2025=tuple(
            quarters_of([BEFORE_2025, central["R_2025"]], parts=[(4, 5, central["R_2025H1"])])[4:]
        ),
        burn_2025=tuple(made[1][:4]),
        reported=_unbroken(n for n, _ in history.revenue),
        symbols=(
            *(s for group in symbols.values() for s in group),
            *FORECAST[vintage],
            *AFTER,
            *HISTORY,
        ),
    )


def _unbroken(numbers: Iterable[int]) -> int:
    """How many quarters from the first on are there without a gap."""
    held, count = {*numbers}, 0
    while count + 1 in held:
        count += 1
    return count


def _years(
    central: Mapping[str, float], symbols: Mapping[str, Sequence[str]], *, more: int
) -> tuple[list[float], list[float], list[float]]:
    revenue = [central[s] for s in symbols["revenue"]]
    if symbols["revenue"][-1].endswith("_sum"):
        revenue = adding_up(revenue[0], revenue[1], total=revenue[2])
    elif len(revenue) == 3:  # the vintage's own revenue of 2030 is its cost and its free cash
        revenue = _between(revenue[0], revenue[1], revenue[2] + central[symbols["burn"][-1]])
    burn = [central[s] for s in symbols["burn"]]
    burn[-1] = -burn[-1]
    in_all, *profile = symbols["compute"]
    compute = [central[in_all] * central[s] for s in profile]
    share = compute[-1] / (revenue[-1] + burn[-1])
    for n in range(1, more - len(YEARS) + 1):
        fade = max(0.0, 1 - (n - 1) / central["n_fade"])
        growth = central["g_T"] + (central["g_31"] - central["g_T"]) * fade
        reached = min(n / central["n_margin"], 1.0)
        first = -burn[4] / revenue[4]
        margin = first + (max(central["m_T"], first) - first) * reached
        revenue.append(revenue[-1] * (1 + growth))
        burn.append(-margin * revenue[-1])
        compute.append(share * (revenue[-1] + burn[-1]))
    return revenue, burn, compute


def _between(first: float, second: float, last: float) -> list[float]:
    """Five years of which the third and fourth are geometric between the second and the fifth."""
    step = (last / second) ** (1 / 3)
    return [first, second, second * step, second * step**2, last]


def _middle(central: Mapping[str, float], revenue: list[float], vintage: Vintage) -> list[float]:
    """Yearly revenue of the middle draw; after 2030 it grows as the plan's does."""
    if not FORECAST[vintage]:
        return revenue
    reached = central[FORECAST[vintage][0]]
    years = _reaching(revenue[: len(YEARS)], reached)
    return [*years, *(reached * later / revenue[len(YEARS) - 1] for later in revenue[len(YEARS) :])]


def _reaching(years: list[float], last: float) -> list[float]:
    """Five years with another last one; what it is over the plan's comes evenly from the third on,
    in logarithms.

    >>> [round(v, 1) for v in _reaching([30.0, 60.0, 120.0, 240.0, 480.0], 60.0)]
    [30.0, 60.0, 60.0, 60.0, 60.0]
    """
    over = last / years[-1]
    return [year * over**part for year, part in zip(years, (0, 0, 1 / 3, 2 / 3, 1), strict=True)]


def adding_up(first: float, last: float, *, total: float) -> list[float]:
    """Five years of which two ends and the sum are known, and growth slows or quickens evenly.

    Raises UsageError where no such path adds up to the total.

    >>> [round(v, 1) for v in adding_up(36, 350, total=840)]
    [36.0, 75.8, 141.9, 236.3, 350.0]
    """

    def path(bend: float) -> list[float]:
        places = np.arange(5) / 4
        logs = np.log(first) + np.log(last / first) * places + bend * places * (1 - places)
        return [float(v) for v in np.exp(logs)]

    if not sum(path(-4.0)) < total < sum(path(4.0)):
        raise UsageError(f"no path from {first:g} to {last:g} in five years adds up to {total:g}")
    return path(float(brentq(lambda bend: sum(path(bend)) - total, -4.0, 4.0)))


def prior_spread(
    central: Mapping[str, float], *, quarters: int, over: int = 0
) -> NDArray[np.float64]:
    """Standard deviation of log revenue by quarter that the stated priors imply.

    Revenue of 2026 triangular (R26_prior), of 2030 lognormal (R30_prior), log revenue straight
    between them but for a bend with a beta weight (section 17.2); `central` also has the keys
    `R26_sd`, `R30_sd` and `w_sd`. Half of 2026's spread stands in the first quarter that was not
    reported; the `over` before it have none.
    """
    at = (np.arange(1, quarters + 1) - 2.5) / (QUARTERS_A_YEAR * 4)
    t = np.clip(at, 0.0, 1.0)
    bend = central["bend_R"] * central["w_sd"] * t * (1 - t)
    spread = np.sqrt(((1 - t) * central["R26_sd"]) ** 2 + (t * central["R30_sd"]) ** 2 + bend**2)
    since = np.arange(quarters) - over
    early = np.where(since < 0, 0.0, 0.5 + 0.5 * np.clip(since / 1.5, 0.0, 1.0))
    return np.asarray(spread * early)


def burn_ahead(burn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Planned burn of each quarter and the three after it, USD bn; the last are held."""
    longer = np.concatenate([burn, np.full(AHEAD, burn[-1])])
    return np.array([longer[i : i + AHEAD].sum() for i in range(len(burn))])


def cash_out_of_plan(
    annual_burn: Sequence[float], *, cash: float, money: float = 0.0, burnt: Sequence[float] = ()
) -> str | None:
    """First quarter in which a plan's own arithmetic has less than no cash, from 2026Q1.

    Each year's burn in USD bn is spread over its quarters evenly and `money` arrives at once
    (section 17.1, row Runway); none where the burn given never uses the cash up. `burnt` is what
    the quarters that are over have burnt: they are not gone through again, and the rest of their
    year is spread over its other quarters.

    >>> cash_out_of_plan([25, 57, 85, 51], cash=38)
    '2027Q1'
    >>> cash_out_of_plan([25, 57, 85, 51], cash=38, burnt=[20, 5])
    '2027Q3'
    """
    left, over = cash + money, len(burnt)
    for number in range(over, QUARTERS_A_YEAR * len(annual_burn)):
        year = number // QUARTERS_A_YEAR
        gone = burnt[QUARTERS_A_YEAR * year : QUARTERS_A_YEAR * (year + 1)]
        left -= (annual_burn[year] - sum(gone)) / (QUARTERS_A_YEAR - len(gone))
        if left < -1e-9:
            return quarter_name(number + 1)
    return None
