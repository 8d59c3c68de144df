"""A run's own draws again, with some inputs pinned: all the rest, luck too, is as it was.

A chance is no function of one path, so an input's effect on it is taken over the same draws (common
random numbers), and not along a path of medians, on which an event comes or does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from caploop.core.errors import UsageError
from caploop.sfc.language.model import Model
from caploop.sfc.running.chunks import Change, Scenario, draws_of
from caploop.sfc.running.ready import ready
from caploop.sfc.running.simulate import simulate

Floats = NDArray[np.float64]
Measure = Callable[[Mapping[str, Floats]], Floats]
"""One number a draw from paths by name, arrays of draw by period (and member)."""
NOTHING: Scenario = MappingProxyType({})
SURE = float(special.ndtri(0.975))


def drawn(
    model: Model, draws: int, *, seed: int = 0, sequence: str = "random"
) -> dict[str, Floats]:
    """What `simulate` draws for each parameter that has a distribution, (draw) in its own unit.

    The same numbers to the bit as in a run of that seed: they depend on it and their name alone
    (with a copula, on all that it joins), so that a run already made can be asked for its inputs.
    """
    made = ready(model)
    return draws_of(model, made, seed=seed, first=0, count=draws, sequence=sequence)


class Setting(NamedTuple):
    """How a run is made again: `simulate`'s arguments, and a world of changes that always holds."""

    start: str
    periods: int
    draws: int
    seed: int
    keep: tuple[str, ...]
    among: tuple[str, ...] = ()
    world: Scenario = NOTHING
    chunk: int | None = None


class PinnedEnds(NamedTuple):
    """An input's low and high quantile, and the outcome of every draw with it pinned there."""

    low: float
    high: float
    at_low: Floats
    at_high: Floats


class SobolShares(NamedTuple):
    """Shares of the variance of the outcome, with half-widths of 95 % intervals.

    `first` is what the source decides by itself, `total` what it has a hand in.
    """

    first: float
    first_95: float
    total: float
    total_95: float


def ends(
    model: Model,
    measure: Measure,
    names: Iterable[str],
    *,
    setting: Setting,
    low: float = 0.05,
    high: float = 0.95,
) -> dict[str, PinnedEnds]:
    """The run's draws with one input after the other at its low and at its high quantile.

    Raises UsageError for a name without a distribution.
    """
    found = {}
    for name in names:
        of = ready(model).drawn.get(name)
        if of is None:
            raise UsageError(f"{name!r} has no distribution; there is nothing to pin")
        first, last = (float(v) for v in of.quantile(np.asarray([low, high])))
        worlds = {"low": {name: first}, "high": {name: last}}
        made = _measured(model, measure, worlds, setting=setting)
        found[name] = PinnedEnds(first, last, made["low"], made["high"])
    return found


def parts(
    model: Model,
    measure: Measure,
    groups: Mapping[str, Sequence[str]],
    *,
    setting: Setting,
    luck: str = "luck",
) -> dict[str, SobolShares]:
    """Sobol indices of groups of inputs and of luck, the shocks being part of the group `luck`.

    Two sets of draws differ in all; a third has one group from the second and the rest from the
    first (Saltelli et al. 2010, total effects after Jansen 1999). Shares are of the whole where
    groups hold every drawn parameter. The outcome is counted by its rank among the first set, so
    that no single draw makes up the variance; an event stays what it is up to scale. Draws whose
    outcome is no number in any set are left out. Raises UsageError for a model whose draws are
    joined by a copula, and for an outcome that never varies.
    """
    if model.correlation is not None:
        raise UsageError("Sobol indices hold for independent parameters; drop correlate()")
    other = -1 - setting.seed
    second = drawn(model, setting.draws, seed=other)
    worlds = {f"of {g}": {n: second[n] for n in names} for g, names in groups.items() if g != luck}
    made = _measured(model, measure, {"first": {}, **worlds}, setting=setting)
    swapped = {f"of {luck}": {n: second[n] for n in groups.get(luck, ())}, "second": second}
    made |= _measured(model, measure, swapped, setting=setting, luck=other)
    whole = np.all([np.isfinite(v) for v in made.values()], axis=0)
    made = {n: v[whole] for n, v in made.items()}
    base = np.sort(made["first"])
    a, b = (_placed(base, made[n]) for n in ("first", "second"))
    spread = ((a - a.mean()) ** 2 + (b - b.mean()) ** 2) / 2
    if not spread.any():
        raise UsageError("the outcome is the same in all draws: nothing has a share in it")
    order = dict.fromkeys((*groups, luck))
    return {g: _part(a, b, _placed(base, made[f"of {g}"]), spread=spread) for g in order}


def _part(a: Floats, b: Floats, mixed: Floats, *, spread: Floats) -> SobolShares:
    """Both shares as ratios of means, and their errors by each draw's influence."""
    found = []
    for term in ((b - a.mean()) * (mixed - a), (a - mixed) ** 2 / 2):
        part = float(term.mean() / spread.mean())
        influence = (term - part * spread) / spread.mean()
        found += [part, SURE * float(influence.std() / np.sqrt(len(a)))]
    return SobolShares(*found)


def _placed(base: Floats, values: Floats) -> Floats:
    """Share of the sorted base below each value, equal ones counting half."""
    left, right = (np.searchsorted(base, values, side=s) for s in ("left", "right"))
    return np.asarray((left + right) / (2 * len(base)))


def _measured(
    model: Model,
    measure: Measure,
    pins: Mapping[str, Mapping[str, Any]],
    *,
    setting: Setting,
    luck: int | None = None,
) -> dict[str, Floats]:
    """The outcome by draw of the world with each set of pins; one at a time, to hold few paths."""
    found = {}
    for label, given in pins.items():
        world = {**setting.world, **{n: beneath(setting.world.get(n), v) for n, v in given.items()}}
        run = simulate(
            model,
            setting.start,
            setting.periods,
            draws=setting.draws,
            seed=setting.seed,
            luck=luck,
            keep=setting.keep,
            among=setting.among,
            chunk=setting.chunk,
            scenarios={"run": world},
        )
        found[label] = measure({n: run[n].values[0] for n in setting.keep})
    return found


def beneath(changes: Any, value: Any) -> tuple[Change, ...]:
    """A pin beneath what the world changes of the same parameter."""
    pin = Change(drawn=value)
    if changes is None:
        return (pin,)
    if isinstance(changes, int | float):
        return (pin, Change(value=float(changes)))
    return (pin, changes) if isinstance(changes, Change) else (pin, *changes)
