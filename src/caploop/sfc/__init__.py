"""The stock-flow-consistent engine: a model is a ledger plus how much is paid; it knows no AI.

Importing it sets JAX to 64 bits, which a ledger needs: in 32 bits, positions of a 1.4 trillion
dollar model part by about a million dollars.
"""

import jax

jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]

from caploop.sfc.analysis.gradient import gradient, path_function  # noqa: E402
from caploop.sfc.analysis.sensitivity import compare, sobol, tornado  # noqa: E402
from caploop.sfc.language.distribution import (  # noqa: E402
    Beta,
    Discrete,
    Empirical,
    LogNormal,
    Normal,
    Triangular,
    Uniform,
)
from caploop.sfc.language.draw import Correlation  # noqa: E402
from caploop.sfc.language.fault import (  # noqa: E402
    AuditError,
    ConvergenceError,
    GradientError,
    StoreError,
)
from caploop.sfc.language.model import Model  # noqa: E402
from caploop.sfc.language.series import Series  # noqa: E402
from caploop.sfc.running.chunks import Change  # noqa: E402
from caploop.sfc.running.pinned import drawn  # noqa: E402
from caploop.sfc.running.reads import reads  # noqa: E402
from caploop.sfc.running.simulate import Run, simulate  # noqa: E402
from caploop.sfc.running.store import open_store  # noqa: E402
from caploop.sfc.showing.describe import describe  # noqa: E402
from caploop.sfc.showing.sankey import sankey  # noqa: E402
from caploop.sfc.showing.table import balance_sheet, transaction_flow_matrix  # noqa: E402
from caploop.sfc.showing.trace import traced  # noqa: E402

__all__ = [
    "AuditError",
    "Beta",
    "Change",
    "ConvergenceError",
    "Correlation",
    "Discrete",
    "Empirical",
    "GradientError",
    "LogNormal",
    "Model",
    "Normal",
    "Run",
    "Series",
    "StoreError",
    "Triangular",
    "Uniform",
    "balance_sheet",
    "compare",
    "describe",
    "drawn",
    "gradient",
    "open_store",
    "path_function",
    "reads",
    "sankey",
    "simulate",
    "sobol",
    "tornado",
    "traced",
    "transaction_flow_matrix",
]
