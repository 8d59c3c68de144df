"""SIM in MacroStat's GL06SIM: one path a call of simulate, or its step under torch's vmap."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version

import numpy as np
import torch
from common import PERIODS, SPENDING, report
from macrostat.models.GL06SIM import GL06SIM

torch.set_num_threads(2)
NAMES = {"alpha1": "PropensityToConsumeIncome", "alpha2": "PropensityToConsumeSavings"}
NAMES |= {"theta": "TaxRate"}
VMAP = os.environ.get("VARIANT") == "vmap"


def made() -> GL06SIM:
    """The model with sixty periods after its opening, spending as everywhere."""
    model = GL06SIM()
    model.parameters.hyper["timesteps"] = PERIODS + 1
    return model


if os.environ.get("PROBE"):
    one = made()
    print({k: v for k, v in one.parameters.values.items()}, one.parameters.hyper)
    sys.exit()
