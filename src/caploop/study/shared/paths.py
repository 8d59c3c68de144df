"""A run that keeps whole paths: every draw's own series, for what moments cannot say."""

from __future__ import annotations

import warnings

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from caploop import sfc
from caploop.book import KnownBook, Scenario, applied
from caploop.model.assembly import only
from caploop.model.inputs import central_of
from caploop.model.terms import quarter_name
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import LEVELS, STANDING, ModelRun, run_engine


class Paths(Struct, frozen=True, kw_only=True):
    """Series by name as arrays of draw by quarter, or by quarter and party, and their moments.

    `central` are the central numbers under the scenario, `model` is what was run.
    """

    run: ModelRun
    model: sfc.Model
    values: dict[str, NDArray[np.float64]]
    central: dict[str, float]


def path_run(
    known: KnownBook,
    scenario: Scenario,
    *,
    keep: tuple[str, ...],
    draws: int,
    seed: int,
) -> Paths:
    """Runs the model from 2026Q1 to 2035Q4 and keeps the paths of the quantities named, and of
    whether OpenAI stands.

    Raises UsageError for a number of draws that cannot be, amounts that are no numbers, and what
    `model_inputs` refuses.
    """
    names = tuple(dict.fromkeys((*keep, STANDING)))
    inputs, found = run_engine(
        known,
        scenario,
        keep=names,
        draws=draws,
        seed=seed,
    )
    values = {name: found.values(name)[0] for name in names}
    stands = values[STANDING]
    always = [c for c in scenario.changes if c.from_quarter is None and c.to_quarter is None]
    parameters = applied(known.parameters, only(scenario, always), quarter=quarter_name(1))
    return Paths(
        run=ModelRun(
            known=known,
            scenario=scenario,
            inputs=inputs,
            draws=draws,
            seed=seed,
            moments={
                name: _moments(np.where(stands > 0, v, np.nan) if name in shown.OWN else v)
                for name, v in values.items()
            },
            gap=float(found.audit.gap),
        ),
        model=found.model,
        values=values,
        central={p.symbol: central_of(p) for p in parameters},
    )


def _moments(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The statistics of `run_model` over the first axis, NaN left out and where none is left."""
    shares = [float(level[1:]) / 100 for level in LEVELS]
    count = np.isfinite(values).sum(axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of columns without a number
        mean, levels = np.nanmean(values, axis=0), np.nanquantile(values, shares, axis=0)
    return np.concatenate([mean[None], levels, count[None].astype(float)])
