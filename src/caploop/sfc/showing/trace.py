"""What each series of a model is computed from, read off the computation itself."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax.extend.core import Literal

from caploop.core.cache import keep_bytes, kept_bytes
from caploop.sfc.compiled.executable import MOST
from caploop.sfc.language.model import Model
from caploop.sfc.running.kernel import open_state
from caploop.sfc.running.period import Mode, Seen, State, advance, factorised
from caploop.sfc.running.ready import Ready, everything, ready


class Reads(NamedTuple):
    """Parameters, shocks, and last period's series (variables, `holding:` positions) that a
    series is computed from within one period."""

    parameters: tuple[str, ...]
    shocks: tuple[str, ...]
    before: tuple[str, ...]


def traced(model: Model) -> dict[str, Reads]:
    """What every series reads in a period, by its name, however many steps lie between.

    Found by following the period's compiled program from its results back to its arguments, so
    nothing can be forgotten; what is multiplied by zero counts as read, and so does everything that
    goes into an inner function (a solver's loop, say) with several results. Kept where the model
    keeps what is compiled.
    """
    made = ready(model)
    cache = made.structure.cache
    path = None if cache is None else cache.path("reads", made.structure.key)
    held = None if path is None else kept_bytes(path)
    if held is not None:
        return {n: Reads(*(tuple(part) for part in r)) for n, r in json.loads(held).items()}
    found = _traced(made)
    if path is not None:
        keep_bytes(path, json.dumps(found).encode(), most=MOST)
    return found


def _traced(made: Ready) -> dict[str, Reads]:
    state = open_state(made.plan, made.medians, made.openings)
    uniforms = {name: jnp.asarray(0.5) for name in made.shocks}

    def period(given: Any) -> dict[str, Any]:
        params, shocks, holdings, lags = given
        at = State(holdings, lags, state.turnover, state.gap, state.residual, state.score)
        solved = factorised(made.plan, params, frozenset())
        new, record = advance(
            made.plan,
            at,
            params,
            t=jnp.asarray(2),
            uniforms=shocks,
            inverses=solved,
            mode=Mode(),
            seen=Seen(),
        )
        return everything(new, record)

    given = (dict(made.medians), uniforms, state.holdings, state.lags)
    program, shape = jax.make_jaxpr(period, return_shape=True)(given)
    sets = _followed(program.jaxpr)
    return dict(zip(sorted(shape), _named(sets, given), strict=True))


def _followed(program: Any) -> list[int]:
    """For each result the arguments it hangs on, as bits in their order."""
    known: dict[Any, int] = {var: 1 << i for i, var in enumerate(program.invars)}
    known |= dict.fromkeys(program.constvars, 0)

    def of(atom: Any) -> int:
        return 0 if isinstance(atom, Literal) else known[atom]

    for equation in program.eqns:
        whole = 0
        for atom in equation.invars:
            whole |= of(atom)
        known |= dict.fromkeys(equation.outvars, whole)
    return [of(atom) for atom in program.outvars]


def _named(sets: Sequence[int], given: Sequence[Mapping[Any, Any]]) -> list[Reads]:
    """Bits as names, in the order in which the arguments were flattened."""
    names: list[tuple[int, str]] = []
    for kind, group in enumerate(given):
        paths, _ = jax.tree_util.tree_flatten_with_path(group)
        names += [(kind, _name(kind, path[0])) for path, _ in paths]
    found = []
    for bits in sets:
        here = [names[i] for i in range(len(names)) if bits >> i & 1]
        parts = [tuple(dict.fromkeys(n for k, n in here if k in kinds)) for kinds in _KINDS]
        found.append(Reads(*parts))
    return found


_KINDS = ((0,), (1,), (2, 3))


def _name(kind: int, key: Any) -> str:
    return f"holding:{key.key[0]}:{key.key[1]}" if kind == 2 else str(key.key)
