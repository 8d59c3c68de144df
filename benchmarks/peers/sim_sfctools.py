"""SIM with sfctools: agents, flows in its flow matrix, its check in every period."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
from common import PERIODS, SPENDING, report
from sfctools import Accounts, Agent, FlowMatrix

CURRENT, CAPITAL = Accounts.CA, Accounts.KA
TRADE, SAVED, LENT, DRAWN = (
    (CURRENT, CURRENT),
    (CURRENT, CAPITAL),
    (CAPITAL, CAPITAL),
    (CAPITAL, CURRENT),
)


class Household(Agent):
    """Consumes, saves."""


class Firm(Agent):
    """Sells, pays wages."""


class State(Agent):
    """Spends, taxes, issues money."""


household, firm, state = Household(), Firm(), State()


def path(alpha1: float, alpha2: float, theta: float) -> float:
    """Income of the last period of one path."""
    money = income = 0.0
    matrix = FlowMatrix()
    for _ in range(PERIODS):
        matrix.reset()
        income = (SPENDING + alpha2 * money) / (1 - alpha1 * (1 - theta))
        tax = theta * income
        saved = SPENDING - tax
        matrix.log_flow(TRADE, SPENDING, state, firm, "spending")
        matrix.log_flow(TRADE, income - SPENDING, household, firm, "consumption")
        matrix.log_flow(TRADE, income, firm, household, "wages")
        matrix.log_flow(TRADE, tax, household, state, "tax")
        matrix.log_flow(SAVED, saved, household, household, "saving")
        matrix.log_flow(LENT, saved, household, state, "money")
        matrix.log_flow(DRAWN, saved, state, state, "deficit")
        matrix.check_consistency()
        money += saved
    return income


def run(params: dict[str, np.ndarray]) -> np.ndarray:
    """Income of the last period of each path."""
    each = zip(*params.values(), strict=True)
    return np.asarray([path(**dict(zip(params, map(float, p), strict=True))) for p in each])


report("sfctools", version("sfctools"), run, batch=1)
