"""One period of one draw: equations, behaviours, amounts, postings, and the audit of all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array
from jax.scipy.special import ndtri

from caploop.core.errors import UsageError
from caploop.sfc.language.block import factorise, solve_linear, solve_newton
from caploop.sfc.language.ledger import Cell, Instrument, Sector, Transaction
from caploop.sfc.language.model import Behaviour, nearest
from caploop.sfc.language.order import Block
from caploop.sfc.language.plan import Plan
from caploop.sfc.language.text import evaluate
from caploop.sfc.running.accounts import (
    SHARED,
    TINY,
    changes_of,
    gaps_of,
    scale_of,
    sum_of,
    turnover_of,
    widest,
)


class State(NamedTuple):
    """What one period hands to the next, for one draw; `gap` is the worst so far.

    `turnover` is the most that each sector, or each member of a group, held and paid in a period.
    """

    holdings: dict[Cell, Array]
    lags: dict[str, tuple[Array, ...]]
    turnover: dict[str, Array]
    gap: Array
    residual: Array
    score: Array


class Record(NamedTuple):
    """What happened in one period: variables by name, amounts by transaction, gaps by name.

    `scales` is what each gap is measured against: the turnover of the parties it is about.
    """

    values: dict[str, Array]
    amounts: dict[str, Array]
    gaps: dict[str, Array]
    scales: dict[str, Array]
    gross: Array


@dataclass(frozen=True)
class Asked:
    """What one behaviour reads and gives, by name: parameters, series of now and of before."""

    parameters: dict[str, None] = field(default_factory=dict)
    series: dict[str, None] = field(default_factory=dict)
    before: dict[str, None] = field(default_factory=dict)
    gives: dict[str, None] = field(default_factory=dict)


@dataclass
class Seen:
    """What a trial period finds out: past values asked for, shocks drawn, gates passed."""

    lags: dict[str, int] = field(default_factory=dict)
    shocks: dict[str, None] = field(default_factory=dict)
    gates: dict[str, None] = field(default_factory=dict)
    by: dict[str, Asked] = field(default_factory=dict)
    now: Asked = field(default_factory=Asked)
    stand_in: Callable[[str], Array] | None = None

    def begin(self, behaviour: Behaviour) -> None:
        """What is asked for from now on, this behaviour asks for."""
        name = f"{behaviour.__module__}.{behaviour.__qualname__}"
        self.now = self.by.setdefault(name, Asked())


@dataclass(frozen=True, kw_only=True)
class Mode:
    """How gates behave: hard, or smooth with a temperature in units of their margin."""

    temperature: float | None = None


class Names:
    """Parameters of this draw and period, as attributes or by name.

    `symbols` gives a parameter's own name by the one it is read by, where it has one.
    """

    def __init__(self, values: Mapping[str, Array], symbols: Mapping[str, str], seen: Seen) -> None:
        self._values, self._symbols, self._seen = values, symbols, seen
        self._named = {symbol: name for name, symbol in symbols.items()}

    def __getattr__(self, name: str) -> Array:
        symbol = self._symbols.get(name, name)
        if name in self._named:
            message = f"parameter {name!r} is not read by its symbol"
            raise UsageError(f"{message}; call it {self._named[name]!r}")
        self._seen.now.parameters[symbol] = None
        if symbol not in self._values:
            if self._seen.stand_in is not None:
                return self._seen.stand_in(symbol)
            known = {*self._values, *self._symbols} - {*self._symbols.values()}
            raise UsageError(f"no parameter {name!r}; {nearest(name, known)}")
        return self._values[symbol]

    __getitem__ = __getattr__


class RandomNumbers:
    """Named random numbers of this draw and period: the same in every scenario."""

    def __init__(self, uniforms: Mapping[str, Array], seen: Seen) -> None:
        self._uniforms, self._seen = uniforms, seen
        self.score = jnp.asarray(0.0)

    def uniform(self, name: str) -> Array:
        """Between 0 and 1, both excluded."""
        self._seen.shocks[name] = None
        return self._uniforms.get(name, jnp.asarray(0.5))

    def normal(self, name: str) -> Array:
        """Standard normal."""
        return ndtri(self.uniform(name))

    def bernoulli(self, name: str, probability: Array) -> Array:
        """One with the probability given, else zero; keeps its log-probability for gradients."""
        hit = jax.lax.stop_gradient(self.uniform(name) < probability)
        inside = jnp.clip(probability, 1e-12, 1 - 1e-12)
        self.score += jnp.sum(jnp.where(hit, jnp.log(inside), jnp.log1p(-inside)))
        return jnp.where(hit, 1.0, 0.0)


class View:
    """What a behaviour sees: last period's positions and values, and what is known of this one.

    `shock` draws the period's random numbers, as does a behaviour's fourth argument.
    """

    def __init__(
        self,
        plan: Plan,
        state: State,
        *,
        now: dict[str, Any],
        seen: Seen,
        mode: Mode,
        shock: RandomNumbers,
    ) -> None:
        self.shock = shock
        self._plan, self._state, self._now, self._seen, self._mode = plan, state, now, seen, mode

    def asked_by(self, behaviour: Behaviour) -> None:
        """What is asked for from now on, this behaviour asks for."""
        self._seen.begin(behaviour)

    def holding(self, sector: Sector, instrument: Instrument) -> Array:
        """Position at the end of last period, negative where owed; shape of the sector."""
        cell = (sector.name, instrument.name)
        if cell not in self._state.holdings:
            message = f"{sector} never holds {instrument}"
            raise UsageError(f"{message}; no transaction, position or issue joins them")
        return self._state.holdings[cell]

    def lag(self, name: str, periods: int = 1) -> Array:
        """A variable's value `periods` ago."""
        self._seen.lags[name] = max(periods, self._seen.lags.get(name, 0))
        self._seen.now.before[name] = None
        self._plan.refuse_unknown(name)
        past = self._state.lags.get(name, ())
        known = len(past) >= periods
        return past[periods - 1] if known else jnp.asarray(self._plan.opening_of(name))

    def __getitem__(self, name: str) -> Array:
        kind = "parameters" if name in self._plan.parameters else "series"
        getattr(self._seen.now, kind)[str(name)] = None
        if str(name) not in self._now:
            self._plan.refuse_unknown(name)
            hint = "an earlier behaviour or an equation must give it; x.lag() gives the past"
            raise UsageError(f"{name!r} is not known yet in this period: {hint}")
        value: Array = self._now[str(name)]
        return value

    def gate(self, name: str, margin: Array) -> Array:
        """One where `margin` is below zero; under smooth gradients sigmoid(-margin / T)."""
        self._seen.gates[name] = None
        if self._mode.temperature is None:
            return jnp.where(margin < 0, 1.0, 0.0)
        return jax.nn.sigmoid(-margin / self._mode.temperature)

    def choose(self, gate: Array, value: Array, otherwise: Array) -> Array:
        """`value` where the gate is one; a smooth gate mixes both."""
        if self._mode.temperature is None:
            return jnp.where(gate > 0, value, otherwise)
        return gate * value + (1 - gate) * otherwise


def factorised(
    plan: Plan, params: Mapping[str, Array], varying: frozenset[str]
) -> dict[int, Array]:
    """Inverses of the linear blocks whose slopes hang on parameters that never vary in a run."""
    found = {}
    for i, block in enumerate(plan.blocks):
        if block.torn and block.linear and block.slopes_by <= plan.parameters - varying:
            ones = {name: jnp.asarray(1.0) for name in plan.equations}
            past = {(n, k): jnp.asarray(1.0) for n, d in plan.lags.items() for k in range(1, d + 1)}
            around, size = _block_map(plan, block, now={**ones, **params}, past=past)
            found[i] = factorise(around, size)
    return found


def advance(  # the one place where a period is put together
    plan: Plan,
    state: State,
    params: Mapping[str, Array],
    *,
    t: Array,
    uniforms: Mapping[str, Array],
    inverses: Mapping[int, Array],
    mode: Mode,
    seen: Seen,
) -> tuple[State, Record]:
    """Runs one period and returns the new state and the record of what was paid."""
    past = {(n, k + 1): v for n, values in state.lags.items() for k, v in enumerate(values)}
    now: dict[str, Any] = dict(params)
    residual = _solve_blocks(plan, now, past, inverses=inverses)
    shock = RandomNumbers(uniforms, seen)
    view = View(plan, state, now=now, seen=seen, mode=mode, shock=shock)
    names = Names(params, plan.symbols, seen)
    for behaviour in plan.behaviours:
        wanted = behaviour.__code__.co_argcount
        more = (shock,) if wanted > 3 else ()
        seen.begin(behaviour)
        given = _given(plan, behaviour(view, names, t, *more), params=params, now=now)
        seen.now.gives.update(dict.fromkeys(given))
        now |= given
    amounts = {i.name: _amount(plan, i, now=now, past=past) for i in plan.transactions}
    _happen(plan, view, names, t=t, now=now, amounts=amounts)
    changes = changes_of(plan, amounts)
    holdings = {c: v + changes[c] if c in changes else v for c, v in state.holdings.items()}
    gross = TINY + sum_of([jnp.abs(v) for v in (*holdings.values(), *amounts.values())])
    turnover = turnover_of(plan, holdings, amounts, most=state.turnover)
    gaps = gaps_of(plan, holdings, changes, amounts=amounts, now=now, past=past)
    scales = {name: scale_of(plan, name, turnover) + SHARED * gross for name in gaps}
    values = {n: v for n, v in now.items() if n not in params}
    new = State(
        holdings=holdings,
        lags={n: (jnp.asarray(now[n], float), *v[:-1]) for n, v in state.lags.items()},
        turnover=turnover,
        gap=jnp.maximum(state.gap, widest(gaps, scales, gross)),
        residual=jnp.maximum(state.residual, residual),
        score=state.score + shock.score,
    )
    return new, Record(values, amounts, gaps, scales, gross)


def _given(
    plan: Plan,
    values: Mapping[Any, Any],
    *,
    params: Mapping[str, Array],
    now: Mapping[str, Any],
) -> dict[str, Any]:
    """What a behaviour returned, by name; a name that means something else already is refused."""
    paid = {item.name for item in plan.transactions}
    for key in values:
        name = str(key)
        taken = "a parameter" if name in params else "a value" if name in now else ""
        if taken == ("a value" if name in paid else "a parameter"):
            raise UsageError(f"a behaviour returns {name!r}, which is {taken}; rename one of them")
        if plan.declared and name not in paid and name not in plan.declared:
            message = f"a behaviour returns {name!r}, which no series declares"
            raise UsageError(f"{message}; {nearest(name, plan.declared)}")
    return {str(key): value for key, value in values.items()}


def _solve_blocks(
    plan: Plan,
    now: dict[str, Any],
    past: Mapping[tuple[str, int], Array],
    *,
    inverses: Mapping[int, Array],
) -> Array:
    worst = jnp.asarray(0.0)
    for i, block in enumerate(plan.blocks):
        if not block.torn:
            name = block.names[0]
            now[name] = evaluate(plan.equations[name].value, now, past)
            continue
        around, size = _block_map(plan, block, now=dict(now), past=past)
        if block.linear:
            inverse = inverses[i] if i in inverses else factorise(around, size)
            solved = solve_linear(around, inverse)
        else:
            last = jnp.concatenate([jnp.ravel(past[n, 1]) for n in block.torn])
            solved = solve_newton(around, jnp.where(last == 0, 1.0, last))
        now |= _block_values(plan, block, solved.y, now=now, past=past)
        worst = jnp.maximum(worst, solved.residual)
    return worst


def _block_map(
    plan: Plan, block: Block, *, now: Mapping[str, Any], past: Mapping[tuple[str, int], Array]
) -> tuple[Any, int]:
    size = sum(int(plan.opening_of(n).size) for n in block.torn)

    def around(y: Array) -> Array:
        found = _block_values(plan, block, y, now=now, past=past, again=True)
        return jnp.concatenate([jnp.ravel(found[n]) for n in block.torn])

    return around, size


def _block_values(
    plan: Plan,
    block: Block,
    y: Array,
    *,
    now: Mapping[str, Any],
    past: Mapping[tuple[str, int], Array],
    again: bool = False,
) -> dict[str, Any]:
    """All values of a block given its torn ones; `again`: the torn ones as the equations say."""
    inside = dict(now)
    at = 0
    for name in block.torn:
        like = plan.opening_of(name)
        inside[name] = jnp.reshape(y[at : at + like.size], like.shape)
        at += like.size
    found = {name: inside[name] for name in block.torn}
    for name in block.names:
        value = evaluate(plan.equations[name].value, inside, past)
        if name not in block.torn:
            inside[name] = found[name] = value
        elif again:
            found[name] = jnp.broadcast_to(value, jnp.shape(inside[name]))
    return found


def _amount(
    plan: Plan, item: Transaction, *, now: Mapping[str, Any], past: Mapping[tuple[str, int], Array]
) -> Array:
    if item.name in plan.amounts:
        value = evaluate(plan.amounts[item.name], now, past)
    elif item.name in now:
        value = now[item.name]
    else:
        raise UsageError(f"no behaviour returned the amount of {item.name!r}; return it, 0 if none")
    return jnp.broadcast_to(jnp.asarray(value, float), item.shape)


def _happen(
    plan: Plan,
    view: View,
    params: Names,
    *,
    t: Array,
    now: dict[str, Any],
    amounts: dict[str, Array],
) -> None:
    """Events in their order: each replaces the amounts and values that it returns."""
    for event in plan.events:
        view.asked_by(event.then)
        hit = view.gate(event.name, event.when(view, params, t))
        for key, value in event.then(view, params, t).items():
            name = str(key)
            kept = amounts if name in amounts else now
            old = kept.get(name, jnp.asarray(0.0))
            kept[name] = view.choose(hit, jnp.broadcast_to(value, jnp.shape(old)), old)
        now[event.name] = hit
