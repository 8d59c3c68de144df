"""Which parameter moves a result how far: one at a time, by variance, and between scenarios."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pandas as pd
import xarray as xr

from caploop.core.errors import UsageError
from caploop.sfc.analysis.gradient import path_function
from caploop.sfc.language.model import Model
from caploop.sfc.running.ready import chosen, ready
from caploop.sfc.running.simulate import Run, simulate


def tornado(
    model: Model, output: str, periods: int, *, low: float = 0.05, high: float = 0.95
) -> pd.DataFrame:
    """The last value of `output` with one parameter at its low and high quantile, rest at medians.

    One row a drawn parameter, widest first: parameter, low, high, at_low, at_high, base.
    """
    made = ready(model)
    _check_drawn(model)
    middle = {n: float(made.medians[n]) for n in made.drawn}
    ends = {
        n: [float(d.quantile(np.asarray([q]))[0]) for q in (low, high)]
        for n, d in made.drawn.items()
    }
    cases: dict[str, Any] = {"base": middle}
    for name, values in ends.items():
        cases |= {f"{name}{i}": {**middle, name: v} for i, v in enumerate(values)}
    start = "2001" if model.freq == "Y" else "2001Q1"
    last = simulate(model, start, periods, keep=[output], scenarios=cases)[output][:, 0, -1]
    rows = [
        {
            "parameter": name,
            "low": ends[name][0],
            "high": ends[name][1],
            "at_low": float(last.sel(scenario=f"{name}0")),
            "at_high": float(last.sel(scenario=f"{name}1")),
            "base": float(last.sel(scenario="base")),
        }
        for name in made.drawn
    ]
    frame = pd.DataFrame(rows)
    width = (frame["at_high"] - frame["at_low"]).abs()
    return frame.loc[width.sort_values(ascending=False).index].reset_index(drop=True)


def sobol(
    model: Model, output: str, periods: int, *, samples: int = 1024, seed: int = 0
) -> pd.DataFrame:
    """Sobol indices of the last value of `output`: parameter, first order, total, 95 % half-widths.

    `samples` is a power of two; the model runs samples * (parameters + 2) times (Saltelli 2010, by
    SALib). Parameters are taken as independent: a model with a copula is refused. Of an output that
    nothing moves there are no shares: NaN throughout.
    """
    from SALib.analyze import sobol as analysis  # noqa: PLC0415  (an extra: only asked for here)
    from SALib.sample import sobol as sampling  # noqa: PLC0415

    made = ready(model)
    _check_drawn(model)
    chosen(made, [output])
    if model.correlation is not None:
        raise UsageError("Sobol indices hold for independent parameters; drop correlate()")
    names = sorted(made.drawn)
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    uniforms = sampling.sample(problem, samples, calc_second_order=False, seed=seed)
    inside = np.clip(uniforms, 2.0**-53, 1 - 2.0**-53)
    values = {n: jnp.asarray(made.drawn[n].quantile(inside[:, i])) for i, n in enumerate(names)}
    path = path_function(model, periods)
    last = jax.jit(jax.vmap(lambda p: path(p)[output][-1]))(values)
    columns = {"first": "S1", "first_95": "S1_conf", "total": "ST", "total_95": "ST_conf"}
    if not np.ptp(last) > 0:
        return pd.DataFrame({"parameter": names} | dict.fromkeys(columns, np.nan))
    found = analysis.analyze(problem, np.asarray(last), calc_second_order=False, seed=seed)
    return pd.DataFrame({"parameter": names} | {n: found[key] for n, key in columns.items()})


def compare(run: Run, base: str, other: str) -> xr.Dataset:
    """`other` less `base`, draw by draw: both scenarios of one run have the same draws."""
    known = [str(s) for s in run.data.scenario.values]
    for name in (base, other):
        if name not in known:
            raise UsageError(f"there is no scenario {name!r} in this run; it has {known}")
    if "statistic" in run.data.dims:
        message = "a difference of statistics is no statistic of the difference"
        raise UsageError(f"{message}; run again without stats= to keep the draws")
    of = run.data
    found: xr.Dataset = of.sel(scenario=other, drop=True) - of.sel(scenario=base, drop=True)
    found.attrs |= {"scenario": f"{other} less {base}", "seed": run.seed}
    return found


def _check_drawn(model: Model) -> None:
    if not ready(model).drawn:
        raise UsageError(f"model {model.name}: no parameter has a distribution to vary; give one")
