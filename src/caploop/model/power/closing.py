"""What closes the published power balance at central values: computed once, before any draw."""

from __future__ import annotations

from collections.abc import Mapping

from caploop.core.errors import UsageError
from caploop.model.power.queue import MOST_STAGES
from caploop.model.power.supply import YEARS as LISTED

GAS, COAL = (tuple(f"G_{kind}_{year}" for year in LISTED) for kind in ("ga", "co"))
YEARS = 6.0
CLOSING = (
    *(*GAS, *COAL, "G_nu", "G_nn", "st_add", "st_credit", "dPeak", "dc_of_growth", "flex", "rsv"),
)


def listed(central: Mapping[str, float]) -> dict[str, float]:
    """GW of firm capacity that sources list for 2025 to 2030, by kind; retired coal below 0."""
    return {
        "gas": sum(central[y] for y in GAS),
        "coal": -sum(central[y] for y in COAL),
        "restarts": central["G_nu"],
        "nuclear": central["G_nn"],
        "storage": central["st_add"] * central["st_credit"] * YEARS,
    }


def needed(central: Mapping[str, float]) -> float:
    """GW of firm capacity that load growth to 2030 asks for, with its reserve."""
    centres = central["dc_of_growth"]
    firm = 1.0 - centres + centres * (1.0 - central["flex"])
    return central["dPeak"] * firm * (1.0 + central["rsv"])


def closing_terms(central: Mapping[str, float]) -> dict[str, float]:
    """Arrays of a run: what is needed and not listed, GW, of which a published gap is missing and
    the rest is there unlisted; and the lead times, months, that queues and schedules began with.

    Raises UsageError for a number of stages or a speculative share no queue can have.
    """
    stages, spec = central["k_q"], central["spec"]
    if not (1 <= stages <= MOST_STAGES and stages == round(stages) and 0 <= spec < 1):
        raise UsageError(
            f"k_q {stages:g} and spec {spec:g} make no queue: k_q is a whole number from 1 to "
            f"{MOST_STAGES}, spec a share below 1; set them so"
        )
    return {
        "power_rest": needed(central) - sum(listed(central).values()),
        "power_turbine": central["T_gt"],
        "power_connection": max(central["T_gc"], central["T_tx"]),
    }
