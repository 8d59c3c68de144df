"""All periods of many draws as one compiled function: scan over periods, vectorised over draws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from caploop.core.errors import UsageError
from caploop.sfc.language.ledger import Cell
from caploop.sfc.language.model import nearest
from caploop.sfc.language.plan import Plan
from caploop.sfc.language.text import Lag, evaluate
from caploop.sfc.running.period import Mode, Record, Seen, State, advance, factorised

Params = Mapping[str, Any]
Paths = dict[str, Array]
Factorised = tuple[Params, Mapping[int, Array]]
"""Parameters of a draw, and the inverses of linear blocks that follow from them."""
Openings = Mapping[Cell, Array | np.ndarray]
Overrides = Mapping[str, tuple[Array, Array]]
ByDraw = tuple[Params, Params]
"""Parameters that are drawn [draw], and random numbers [period, draw]."""
Shared = tuple[Params, Overrides, Openings]
"""Parameters that are not drawn, what a scenario changes, and what is held at first."""
UNROLL = 4
LONG = 50
"""Behaviours of a period from which on writing it down takes seconds."""


@dataclass(frozen=True, kw_only=True)
class ParameterPath:
    """What a scenario makes of a parameter: value * times + plus, by period, opening first."""

    times: np.ndarray
    plus: np.ndarray


def open_state(plan: Plan, params: Params, openings: Openings) -> State:
    """Opening positions and past values of one draw; `openings` are stated positions by cell."""
    names = {*plan.equations, *plan.opening, *plan.lags}
    now: dict[str, Any] = {n: jnp.asarray(plan.opening_of(n)) for n in sorted(names)}
    now |= params
    past = {(n, k): now[n] for n, depth in plan.lags.items() for k in range(1, depth + 1)}
    held: dict[Cell, Array] = {}
    opening = _Opening(now, plan)
    for position in plan.positions:
        cell = (position.sector.name, position.instrument.name)
        value = evaluate(position.value, opening, _Past(opening))
        held[cell] = jnp.broadcast_to(jnp.asarray(value, float), position.sector.shape)
    for cell, amount in openings.items():
        held[cell] = jnp.broadcast_to(amount, plan.cells[cell][0].shape)
    for cell, (sector, instrument) in plan.cells.items():
        if cell not in held and sector not in instrument.issuers:
            held[cell] = jnp.zeros(sector.shape)
    _owe_the_rest(plan, held)
    zero = jnp.asarray(0.0)
    lags = {
        n: tuple(jnp.asarray(past[n, k + 1], float) for k in range(d)) for n, d in plan.lags.items()
    }
    shapes = {s.name: s.shape for s, _ in plan.cells.values()}
    shapes |= {s.name: s.shape for item in plan.transactions for s in item.sides}
    turnover = {name: jnp.zeros(shape) for name, shape in shapes.items()}
    return State({c: held[c] for c in plan.cells}, lags, turnover, zero, zero, zero)


class _Opening(dict[str, Any]):
    """Opening values, with the default for names that none were given for."""

    def __init__(self, now: Mapping[str, Any], plan: Plan) -> None:
        super().__init__(now)
        self.plan = plan

    def __missing__(self, name: str) -> Array:
        return jnp.asarray(self.plan.opening_of(name))


class _Past(Mapping[Lag, Any]):
    """Whatever the lag, the past before the first period is the opening."""

    def __init__(self, opening: _Opening) -> None:
        self.opening = opening

    def __getitem__(self, key: Lag) -> Any:
        return self.opening[key[0]]

    def __iter__(self) -> Iterator[Lag]:
        return ((name, 1) for name in self.opening)

    def __len__(self) -> int:
        return len(self.opening)


def _owe_the_rest(plan: Plan, held: dict[Cell, Array]) -> None:
    """An issuer without an opening of its own owes what the others hold."""
    for instrument in dict.fromkeys(i for _, i in plan.cells.values()):
        free = [
            cell
            for cell, (s, i) in plan.cells.items()
            if i == instrument and cell not in held and s in i.issuers
        ]
        for cell in free:
            sector = plan.cells[cell][0]
            held[cell] = jnp.zeros(sector.shape)
        if free:
            rest = sum(jnp.sum(held[c]) for c, (_, i) in plan.cells.items() if i == instrument)
            shape = plan.cells[free[0]][0].shape
            share = int(np.prod(shape))
            held[free[0]] = held[free[0]] - rest / share


def effective(params: Params, overrides: Mapping[str, tuple[Array, Array]], period: Array) -> Paths:
    """Parameters of one draw in one period, after the scenario's changes."""
    changed = {
        n: params[n] * times[period] + plus[period] for n, (times, plus) in overrides.items()
    }
    return {**params, **changed}


def run_path(
    plan: Plan,
    params: Params,
    *,
    openings: Openings,
    overrides: Mapping[str, tuple[Array, Array]],
    uniforms: Params,
    periods: int,
    mode: Mode,
    keep: Callable[[State, Record], Paths],
    state: State | None = None,
) -> tuple[State, Paths]:
    """One draw through all periods: the last state, and what `keep` takes of each period."""
    inverses = factorised(plan, params, frozenset(overrides))
    step = _step(plan, overrides, mode=mode, keep=keep)
    if state is None:
        state = open_state(plan, effective(params, overrides, jnp.asarray(0)), openings)

    def one(at: State, x: tuple[Array, Params]) -> tuple[State, Paths]:
        return step(at, (params, inverses), x)

    # A large step is computed again on the way back: storing all it makes would take longer.
    kept = jax.checkpoint(one) if _is_heavy(plan) else one
    return jax.lax.scan(kept, state, (jnp.arange(1, periods + 1), uniforms), unroll=_unroll(plan))


def run_draws(
    plan: Plan, *, periods: int, mode: Mode, keep: Callable[[State, Record], Paths]
) -> Callable[[ByDraw, Shared], tuple[State, Paths]]:
    """A function of many draws through all periods: the last states, the draw first, and what
    `keep` takes of each period, the draw last.

    The same as `run_path` of each. Where a period is long it is made one of many draws as it is
    written down, as turning a whole run into that of many takes three times as long.
    """

    def alone(by_draw: ByDraw, shared: Shared) -> tuple[State, Paths]:
        (drawn, uniforms), (fixed, overrides, openings) = by_draw, shared
        return run_path(
            plan,
            {**fixed, **drawn},
            openings=openings,
            overrides=overrides,
            uniforms=uniforms,
            periods=periods,
            mode=mode,
            keep=keep,
        )

    def together(by_draw: ByDraw, shared: Shared) -> tuple[State, Paths]:
        (drawn, uniforms), (fixed, overrides, openings) = by_draw, shared
        step = _step(plan, overrides, mode=mode, keep=keep)

        def begun(drawn: Params) -> tuple[State, Mapping[int, Array]]:
            params = {**fixed, **drawn}
            inverses = factorised(plan, params, frozenset(overrides))
            first = effective(params, overrides, jnp.asarray(0))
            return open_state(plan, first, openings), inverses

        def one(at: State, given: Factorised, x: tuple[Array, Params]) -> tuple[State, Paths]:
            own, inverses = given
            return step(at, ({**fixed, **own}, inverses), x)

        # Nothing may be drawn where every number is fixed: then the shocks say how many draws.
        draws = jax.tree.leaves(by_draw)[0].shape[-1]
        start, inverses = jax.vmap(begun, axis_size=draws)(drawn)
        every = jax.vmap(one, in_axes=(0, 0, (None, 0)))
        last, paths = jax.lax.scan(
            lambda at, x: every(at, (drawn, inverses), x),
            start,
            (jnp.arange(1, periods + 1), uniforms),
            unroll=_unroll(plan),
        )
        return last, {name: jnp.moveaxis(values, 1, -1) for name, values in paths.items()}

    if len(plan.behaviours) >= LONG:
        return together
    return jax.vmap(alone, in_axes=(-1, None), out_axes=(0, -1))


def _step(
    plan: Plan,
    overrides: Mapping[str, tuple[Array, Array]],
    *,
    mode: Mode,
    keep: Callable[[State, Record], Paths],
) -> Callable[[State, Factorised, tuple[Array, Params]], tuple[State, Paths]]:
    """One period of one draw, from its state, its parameters, the period and its random numbers."""
    seen = Seen()

    def step(at: State, given: Factorised, x: tuple[Array, Params]) -> tuple[State, Paths]:
        (params, inverses), (t, u) = given, x
        now = effective(params, overrides, t)
        new, record = advance(
            plan, at, now, t=t, uniforms=u, inverses=inverses, mode=mode, seen=seen
        )
        return new, keep(new, record)

    return step


def _is_heavy(plan: Plan) -> bool:
    return any(b.torn for b in plan.blocks) or plan.is_large


def _unroll(plan: Plan) -> int:
    return 1 if _is_heavy(plan) else UNROLL


def explore(
    plan: Plan,
    params: Params,
    openings: Openings,
    *,
    stand_in: Callable[[str], Array] | None = None,
) -> tuple[Seen, Record, State]:
    """One trial period: finds the lags, shocks and gates that behaviours ask for, and shapes.

    The plan's `lags` grow by what the behaviours look back at. Nothing is computed: the record and
    the state hold shapes, as running each operation by itself takes longer than compiling all.
    `stand_in` gives something in the shape of a parameter that has no value.
    """
    seen = Seen(stand_in=stand_in)

    def trial(values: Params, openings: Openings) -> tuple[State, Record]:
        return advance(
            plan,
            open_state(plan, values, openings),
            values,
            t=jnp.asarray(1),
            uniforms={},
            inverses=factorised(plan, values, frozenset()),
            mode=Mode(),
            seen=seen,
        )

    # Shapes of what is looked back at are known where series are declared, else after one period.
    for _ in range(1 if plan.declared else 2):
        new, record = jax.eval_shape(trial, params, openings)
        for name, depth in seen.lags.items():
            plan.lags[name] = max(depth, plan.lags.get(name, 0))
    _refuse_other_shapes(plan, record)
    missing = sorted(n for n in plan.lags if n not in record.values and n not in params)
    if missing:
        raise UsageError(f"x.lag({missing[0]!r}): nothing computes it; return it from a behaviour")
    return seen, record, new


def _refuse_other_shapes(plan: Plan, record: Record) -> None:
    for name, declared in plan.declared.items():
        if name not in record.values:
            message = f"series {name!r} is declared and no behaviour returns it"
            hint = nearest(name, record.values)
            raise UsageError(f"{message}; return it or drop it from what is declared ({hint})")
        shape, found = declared.shape(plan.lengths), jnp.shape(record.values[name])
        if shape != found:
            message = f"series {name!r} has shape {found}; its axes {declared.axes!r} have {shape}"
            raise UsageError(f"{message}; declare the axes it has")
