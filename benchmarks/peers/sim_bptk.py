"""SIM in BPTK-Py's own language, run by its Rust engine, one path after another."""

from __future__ import annotations

from importlib.metadata import version

import numpy as np
from BPTK_Py import Model
from BPTK_Py._rust_engine import RustSdEngine
from common import PERIODS, SPENDING, report

model = Model(starttime=0.0, stoptime=float(PERIODS - 1), dt=1.0, name="sim")
money, income = model.stock("money"), model.converter("income")
spent, taxed = model.flow("spent"), model.flow("taxed")
alpha1, alpha2, theta = (model.constant(n) for n in ("alpha1", "alpha2", "theta"))
for constant, value in ((alpha1, 0.6), (alpha2, 0.4), (theta, 0.2)):
    constant.equation = value
money.initial_value = 0.0
spent.equation = SPENDING + 0.0 * money
income.equation = (SPENDING + alpha2 * money) / (1.0 - alpha1 * (1.0 - theta))
taxed.equation = theta * income
money.equation = spent - taxed
engine = RustSdEngine().load_model(model.to_json())


def run(params: dict[str, np.ndarray]) -> np.ndarray:
    """Income of the last period of each path."""
    found = []
    for values in zip(*params.values(), strict=True):
        for name, value in zip(params, values, strict=True):
            engine.set_constant(name, float(value))
        income = engine.simulate(["income"])["income"]
        found.append(income[max(income, key=float)])
    return np.asarray(found)


report("BPTK-Py, Rust", version("bptk-py"), run, batch=64)
