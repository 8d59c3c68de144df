"""A model made ready to run: its plan, what a trial period found, and its own numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from caploop.core.cache import keep_bytes, kept_bytes
from caploop.core.errors import UsageError
from caploop.sfc.compiled.executable import MOST, Executable, ExecutableCache
from caploop.sfc.language.distribution import (
    Beta,
    Discrete,
    Distribution,
    Empirical,
    LogNormal,
    Normal,
    Triangular,
    Uniform,
    median,
)
from caploop.sfc.language.model import Model, nearest
from caploop.sfc.language.plan import Plan, make_plan
from caploop.sfc.running.kernel import Openings, explore
from caploop.sfc.running.period import Record, State
from caploop.sfc.running.work import uncollected

FAMILIES = (Uniform, Triangular, Normal, LogNormal, Beta, Discrete, Empirical)


@dataclass(frozen=True, kw_only=True)
class Structure:
    """What models share that differ in their numbers alone: plan, names, shapes, compiled code."""

    name: str
    plan: Plan
    shocks: tuple[str, ...]
    names: tuple[str, ...]
    shapes: Mapping[str, tuple[int, ...]]
    gates: tuple[str, ...]
    key: object
    cache: ExecutableCache | None
    executables: dict[Any, Executable] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A structure with one model's numbers: what is drawn, what is not, what is held at first."""

    structure: Structure
    fixed: Mapping[str, np.ndarray]
    drawn: Mapping[str, Distribution]
    middle: Mapping[str, np.ndarray]
    openings: Openings
    compiled: dict[Any, Any] = field(default_factory=dict)

    @property
    def medians(self) -> Mapping[str, Array]:
        """`middle` as arrays that can stand in what is traced, made anew for each."""
        return {name: jnp.asarray(value) for name, value in self.middle.items()}

    @property
    def plan(self) -> Plan:
        """The order of a period."""
        return self.structure.plan

    @property
    def shocks(self) -> tuple[str, ...]:
        """Names of the random numbers of a period."""
        return self.structure.shocks

    @property
    def names(self) -> tuple[str, ...]:
        """All there is to keep."""
        return self.structure.names

    @property
    def shapes(self) -> Mapping[str, tuple[int, ...]]:
        """Shape of each of `names` in one period of one draw."""
        return self.structure.shapes

    @property
    def gates(self) -> tuple[str, ...]:
        """Steps whose derivative is zero."""
        return self.structure.gates


def ready(model: Model) -> Ready:
    """The model's plan after one trial period on the medians; kept until the model changes."""
    if "ready" not in model._cache:
        drawn = {n: v for n, v in model.parameters.items() if isinstance(v, FAMILIES)}
        fixed = {n: np.asarray(v, float) for n, v in model.parameters.items() if n not in drawn}
        medians = {**fixed, **{n: np.asarray(median(d)) for n, d in drawn.items()}}
        openings = {c: np.asarray(v, float) for c, v in sorted(model.openings.items())}
        kinds = tuple((n, n in drawn, np.shape(v)) for n, v in medians.items())
        key = (*kinds, *((c, np.shape(v)) for c, v in openings.items()))
        if key not in model._structures:
            model._structures[key] = _structure(model, medians, openings, key=key)
        model._cache["ready"] = Ready(
            structure=model._structures[key],
            fixed=fixed,
            drawn=drawn,
            middle=medians,
            openings=openings,
        )
    found: Ready = model._cache["ready"]
    return found


def _structure(
    model: Model, medians: Mapping[str, np.ndarray], openings: Openings, *, key: object
) -> Structure:
    plan, cache = make_plan(model), model.executables
    key = (stated(model), key)
    path = None if cache is None else cache.path("trial", key)
    held = None if path is None else kept_bytes(path)
    found = _tried(plan, medians, openings) if held is None else json.loads(held)
    if path is not None and held is None:
        keep_bytes(path, json.dumps(found).encode(), most=MOST)
    plan.lags.update(found["lags"])
    return Structure(
        name=model.name,
        plan=plan,
        shocks=tuple(found["shocks"]),
        names=tuple(found["shapes"]),
        shapes={n: tuple(shape) for n, shape in found["shapes"].items()},
        gates=tuple(found["gates"]),
        key=key,
        cache=cache,
    )


def stated(model: Model) -> tuple[str, ...]:
    """What a model says beside its code and its parameters, and what is therefore compiled in."""
    texts = [f"{e.name} = {e.value.text}" for e in model.equation_list]
    texts += [f"{n}: {e.text}" for n, e in model.amounts.items()]
    texts += [f"{p.sector} {p.instrument} = {p.value.text}" for p in model.positions]
    texts += [f"{t.name} {t.kind} {[str(s) for s in t.sides]}" for t in model.transactions]
    first = {n: np.asarray(v, float) for n, v in model.opening.items()}
    texts += [f"{n} {v.shape} {v.tobytes().hex()}" for n, v in sorted(first.items())]
    texts += [f"{name} is {symbol}" for name, symbol in model.symbols.items()]
    texts += [repr(one) for one in (*model.declared.values(), *model.arrays_declared.values())]
    texts += [f"{axis} {length}" for axis, length in model.lengths.items()]
    return (model.name, model.freq, repr(model.opening_default), *texts)


def _tried(plan: Plan, medians: Mapping[str, np.ndarray], openings: Openings) -> dict[str, Any]:
    """What a trial period finds, as plain values."""
    with uncollected():
        seen, record, state = explore(plan, medians, openings)
        paths = jax.eval_shape(everything, state, record)
    return {
        "lags": dict(plan.lags),
        "shocks": list(seen.shocks),
        "shapes": {n: list(v.shape) for n, v in paths.items()},
        "gates": list(seen.gates),
    }


def everything(state: State, record: Record) -> dict[str, Array]:
    """All there is to keep of a period: variables, amounts (`flow:`), positions (`holding:`)."""
    kept = dict(record.values)
    kept |= {f"flow:{name}": v for name, v in record.amounts.items()}
    kept |= {f"holding:{s}:{i}": v for (s, i), v in state.holdings.items()}
    return {str(n): jnp.asarray(v, float) for n, v in kept.items()}


def chosen(made: Ready, keep: Iterable[str] | None) -> tuple[str, ...]:
    """The names to keep, all by default; an unknown one is refused with the nearest."""
    if keep is None:
        return made.names
    names = tuple(str(n) for n in keep)
    for name in names:
        if name not in made.names:
            raise UsageError(f"keep: nothing is called {name!r}; {nearest(name, made.names)}")
    return names
