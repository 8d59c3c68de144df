"""SIM in MacroStat's GL06SIM: simulate path by path, forward under vmap, or its bare steps."""

from __future__ import annotations

import os
import tempfile
from importlib.metadata import version

import numpy as np
import torch
from common import PERIODS, SPENDING, report

os.chdir(tempfile.mkdtemp())  # the library writes its log where it is imported
from macrostat.models.GL06SIM import GL06SIM  # noqa: E402
from macrostat.models.GL06SIM.behavior import BehaviorGL06SIM  # noqa: E402
from macrostat.models.GL06SIM.parameters import ParametersGL06SIM  # noqa: E402

torch.set_num_threads(2)
torch.set_default_dtype(torch.float64)
NAMES = {"alpha1": "PropensityToConsumeIncome", "alpha2": "PropensityToConsumeSavings"}
NAMES |= {"theta": "TaxRate"}
STOCKS = ("HouseholdMoneyStock", "GovernmentMoneyStock")
SIZES = {"timesteps": PERIODS + 1, "timesteps_initialization": 1}
model = GL06SIM(parameters=ParametersGL06SIM(hyperparameters=SIZES))
behavior = BehaviorGL06SIM(model.parameters, model.scenarios, model.variables)


def plain(params: dict[str, np.ndarray]) -> np.ndarray:
    """Income of the last period, by the library's own simulate, path after path."""
    found = []
    for values in zip(*params.values(), strict=True):
        for name, value in zip(params, values, strict=True):
            model.parameters.values[NAMES[name]]["value"] = float(value)
        income = model.simulate()["NationalIncome"]
        found.append(float(income.ravel()[PERIODS]))
    return np.asarray(found)


def forward(params: dict[str, torch.Tensor]) -> torch.Tensor:
    """Income by period of one path, by the library's own forward."""
    given = {f"params.{name}": value for name, value in params.items()}
    return torch.func.functional_call(behavior, given, ())["NationalIncome"].ravel()


def steps(params: dict[str, torch.Tensor]) -> torch.Tensor:
    """Income by period of one path, by the library's step alone: nothing else is recorded."""
    behavior.prior = dict.fromkeys(STOCKS, torch.zeros(()))
    scenario = {"GovernmentDemand": torch.tensor(SPENDING), "WageRate": torch.tensor(1.0)}
    income = []
    for t in range(PERIODS):
        behavior.state = {}
        behavior.step(t=t, scenario=scenario, params=params)
        behavior.prior = behavior.state
        income.append(behavior.state["NationalIncome"])
    return torch.stack(income)


def mapped(params: dict[str, np.ndarray]) -> np.ndarray:
    """Income of the last period, all paths at once; moments of every period on the way."""
    one = steps if VARIANT == "steps" else forward
    with torch.no_grad():
        given = {NAMES[n]: torch.from_numpy(v) for n, v in params.items()}
        income = torch.func.vmap(one, randomness="same")(given)
        income.mean(0), income.var(0)
    return np.asarray(income[:, -1])


VARIANT = os.environ.get("VARIANT", "")
TOLD = {"": "MacroStat", "vmap": "MacroStat, vmap", "steps": "MacroStat, vmap of bare steps"}
if VARIANT:
    report(TOLD[VARIANT], version("macrostat"), mapped, batch=100000)
else:
    report(TOLD[VARIANT], version("macrostat"), plain, batch=4)
