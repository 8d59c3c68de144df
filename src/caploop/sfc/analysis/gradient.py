"""Derivatives of an expectation: through smooth paths, smooth gates, or the likelihood ratio.

A derivative with respect to a drawn parameter is the effect of adding a small amount to each of
its draws. A hard gate's derivative is zero almost everywhere and its expectation's is not: such a
zero is refused, never returned (Glasserman 2003, ch. 7; Foerster et al. 2018 for both together).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from caploop.core.errors import UsageError
from caploop.core.labels import axes_of
from caploop.sfc.compiled.executable import Executable
from caploop.sfc.language.distribution import Beta, Distribution, LogNormal, Normal
from caploop.sfc.language.fault import GradientError
from caploop.sfc.language.model import Model, nearest
from caploop.sfc.running.chunks import draws_of, shocks_of
from caploop.sfc.running.kernel import run_path
from caploop.sfc.running.period import Mode, Record, State
from caploop.sfc.running.ready import Ready, everything, ready

Target = Callable[[Mapping[str, Array]], Array]
HOW = ("smooth", "likelihood-ratio")
FEW = 8


def path_function(
    model: Model, periods: int, *, temperature: float | None = None
) -> Callable[..., dict[str, Array]]:
    """A pure function of parameters: `f({"theta": 0.2}, uniforms={})` gives every series.

    Parameters left out are at their number or median; each result has shape (period, ...). It can
    be differentiated, vectorised and sampled (NumPyro); accounts are not audited, residuals come
    back as `residual`. `uniforms` holds (period,) numbers for each named shock.
    """
    made = ready(model)

    def path(
        params: Mapping[str, Array], uniforms: Mapping[str, Array] | None = None
    ) -> dict[str, Array]:
        for name in params:
            if name not in made.middle:
                raise UsageError(f"no parameter {name!r}; {nearest(name, made.middle)}")
            if axes_of(name, params[name]) is not None:
                raise UsageError(f"{name!r} has labels; give a plain array in the group's order")
        found, _ = _one(
            made, params, uniforms or {}, periods=periods, mode=Mode(temperature=temperature)
        )
        return found

    return path


def compiled_path(model: Model, periods: int) -> Callable[..., dict[str, Array]]:
    """`path_function` of parameters alone, compiled once for all models of one structure.

    Raises UsageError for a model with opening positions, which would be those of the first one.
    """
    made = ready(model)
    if made.openings:
        raise UsageError(f"model {model.name} has opening positions; use path_function")
    key = ("path", periods)
    held = made.structure.executables
    if key not in held:
        held[key] = Executable(
            path_function(model, periods),
            like=dict.fromkeys((*made.names, "residual"), 0),
            about=(made.structure.key, key),
            cache=made.structure.cache,
        )
    run = held[key]

    def path(params: Mapping[str, Any]) -> dict[str, Array]:
        moved = {n: np.asarray(v, float) for n, v in params.items()}
        return dict(run({**made.middle, **moved}))

    return path


def _one(
    made: Ready,
    params: Mapping[str, Array],
    uniforms: Mapping[str, Array],
    *,
    periods: int,
    mode: Mode,
) -> tuple[dict[str, Array], Array]:
    known = {n: jnp.asarray(u) for n, u in uniforms.items()}
    missing = {n: jnp.full(periods, 0.5) for n in made.shocks if n not in known}

    def keep(state: State, record: Record) -> dict[str, Array]:
        return {**everything(state, record), "residual": state.residual}

    last, paths = run_path(
        made.plan,
        {**made.medians, **params},
        openings=made.openings,
        overrides={},
        uniforms={**known, **missing},
        periods=periods,
        mode=mode,
        keep=keep,
    )
    return paths, last.score


def gradient(
    model: Model,
    target: Target,
    periods: int,
    *,
    wrt: Sequence[str],
    draws: int = 1,
    seed: int = 0,
    through_events: str | None = None,
    temperature: float = 0.1,
) -> dict[str, float]:
    """Derivative of the mean of `target` with respect to each parameter of `wrt`.

    `target` takes series of shape (period, draw) by name and returns one number a draw. Where the
    model has gates or drawn events say how to go through them: "smooth" (sigmoids of `temperature`,
    biased, in units of the margin) or "likelihood-ratio" (unbiased; needs distributions whose
    density vanishes at their ends). Raises `GradientError` where a zero would only be a kink's.
    """
    made = ready(model)
    _check_gradient(made, wrt, through_events)
    drawn = draws_of(model, made, seed=seed, first=0, count=draws, sequence="random")
    uniforms = shocks_of(made, seed=seed, first=0, count=draws, periods=periods)
    values = {n: jnp.asarray(v) for n, v in (drawn or {"": np.zeros(draws)}).items()}
    by_ratio = through_events == "likelihood-ratio"
    mode = Mode(temperature=temperature if through_events == "smooth" else None)
    key = ("gradient", target, tuple(wrt), periods, draws, by_ratio, mode)
    if key not in made.compiled:
        mean = _mean(made, target, periods=periods, mode=mode, by_ratio=by_ratio)
        derive = jax.jacfwd if len(wrt) <= FEW else jax.grad
        made.compiled[key] = jax.jit(mean), jax.jit(derive(mean))
    plain, slopes = made.compiled[key]
    zero = {n: jnp.asarray(0.0) for n in wrt}
    found = {n: float(v) for n, v in slopes(zero, values, uniforms).items()}
    if not by_ratio and (*key, seed) not in made.compiled:
        _refuse_kinks(lambda shift: plain(shift, values, uniforms), found, made)
        made.compiled[*key, seed] = True
    return found


def _mean(
    made: Ready, target: Target, *, periods: int, mode: Mode, by_ratio: bool
) -> Callable[..., Array]:
    """The mean of the target as a function of shifts of parameters, draws and random numbers."""

    def mean(shift: dict[str, Array], values: Any, uniforms: Any) -> Array:
        def one(values: Any, randoms: Any) -> Any:
            params = {n: v for n, v in values.items() if n}
            moved = {n: params.get(n, made.medians[n]) + s for n, s in shift.items()}
            score = jnp.asarray(0.0)
            for name in params if by_ratio else ():
                if name in shift:
                    moved[name] = params[name]
                    score += _log_density(made.drawn[name], params[name] - shift[name])
            paths, log = _one(made, {**params, **moved}, randoms, periods=periods, mode=mode)
            return paths, score + log

        paths, log = jax.vmap(one, in_axes=-1, out_axes=-1)(values, uniforms)
        hit = target(paths)
        draws = jnp.shape(log)[-1]
        if jnp.shape(hit) != (draws,):
            message = f"target gives shape {jnp.shape(hit)}, not one number a draw ({draws},)"
            raise UsageError(f"{message}; the last axis of every series is the draw")
        if not by_ratio:
            return jnp.mean(hit)
        fixed = jax.lax.stop_gradient(hit)
        return jnp.mean(hit + (fixed - jnp.mean(fixed)) * (log - jax.lax.stop_gradient(log)))

    return mean


def _check_gradient(made: Ready, wrt: Sequence[str], how: str | None) -> None:
    for name in wrt:
        if name not in made.middle:
            raise UsageError(f"wrt: no parameter {name!r}; {nearest(name, made.middle)}")
    if how is not None and how not in HOW:
        raise UsageError(f"through_events {how!r} is none of {', '.join(HOW)}")
    if made.gates and how is None:
        gates = ", ".join(made.gates)
        message = f"the gates {gates} are steps, whose derivative is zero"
        raise GradientError(f"{message}; say through_events='smooth' or 'likelihood-ratio'")
    if how == "likelihood-ratio":
        for name in wrt:
            _check_ratio(made, name)


def _check_ratio(made: Ready, name: str) -> None:
    kind = made.drawn.get(name)
    smooth = isinstance(kind, Normal | LogNormal)
    smooth |= isinstance(kind, Beta) and min(kind.a, kind.b) > 2
    if kind is not None and not smooth:
        message = f"{name!r} is {kind}: its density does not vanish at its ends"
        hint = "use Normal, LogNormal or Beta with both shapes above 2, or 'smooth'"
        raise GradientError(f"{message}, so the likelihood ratio does not hold; {hint}")
    if kind is None and made.gates:
        message = f"{name!r} is a plain number and acts through gates"
        raise GradientError(f"{message}; give it a distribution, or use 'smooth'")


def _log_density(of: Distribution, x: Array) -> Array:
    """Logarithm of the density, up to a constant."""
    if isinstance(of, Normal):
        return -0.5 * ((x - of.mean) / of.sd) ** 2
    if isinstance(of, LogNormal):
        return -jnp.log(x) - 0.5 * (jnp.log(x / of.median) / of.sigma) ** 2
    assert isinstance(of, Beta)
    share = (x - of.low) / (of.high - of.low)
    return (of.a - 1) * jnp.log(share) + (of.b - 1) * jnp.log1p(-share)


def _refuse_kinks(mean: Callable[..., Array], found: Mapping[str, float], made: Ready) -> None:
    """A derivative of exactly zero is believed only if a real step changes nothing either."""
    for name, slope in found.items():
        if slope != 0.0:
            continue
        step = 0.05 * max(1e-3, float(jnp.max(jnp.abs(made.medians[name]))))
        sides = [
            float(mean({n: jnp.asarray(s * step * (n == name)) for n in found})) for s in (-1, 1)
        ]
        if sides[0] != sides[1]:
            message = f"the derivative by {name!r} is zero, yet a step of {step:g} moves the target"
            hint = "the target or a behaviour has a hard threshold: use x.gate() and"
            raise GradientError(f"{message}; {hint} through_events, or a likelihood ratio")
