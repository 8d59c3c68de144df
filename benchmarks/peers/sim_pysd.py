"""SIM in PySD: the model as an XMILE-like text, one run a path."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

import numpy as np
import pysd
from common import PERIODS, SPENDING, report

MODEL = f"""{{UTF-8}}
alpha1 = 0.6 ~~|
alpha2 = 0.4 ~~|
theta = 0.2 ~~|
spending = {SPENDING} ~~|
income = (spending + alpha2 * money)/(1 - alpha1*(1 - theta)) ~~|
money = INTEG(spending - theta*income, 0) ~~|
FINAL TIME = {PERIODS - 1} ~~|
INITIAL TIME = 0 ~~|
SAVEPER = TIME STEP ~~|
TIME STEP = 1 ~~|
"""

warnings.filterwarnings("ignore")
folder = tempfile.TemporaryDirectory()
text = Path(folder.name) / "sim.mdl"
text.write_text(MODEL, "utf-8")
model = pysd.read_vensim(str(text))


def run(params: dict[str, np.ndarray]) -> np.ndarray:
    """Income of the last period of each path."""
    found = []
    for values in zip(*params.values(), strict=True):
        given = dict(zip(params, map(float, values), strict=True))
        found.append(model.run(params=given, return_columns=["income"])["income"].iloc[-1])
    return np.asarray(found)


report("PySD", pysd.__version__, run, batch=8)
