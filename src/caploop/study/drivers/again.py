"""The draws of a run once more, with inputs pinned or swapped: how far an outcome then moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from caploop.model.terms import QUARTERS, quarter_name
from caploop.sfc.running import PinnedEnds, Setting, ends, level, middle, parts
from caploop.study.drivers.outcome import Outcome
from caploop.study.drivers.record import Pinned, VarianceShare
from caploop.study.drivers.rows import LUCK, Known, short
from caploop.study.shared import series as shown
from caploop.study.shared.model_run import changes_of
from caploop.study.shared.paths import Paths

Floats = NDArray[np.float64]
SURE = 1.96
OTHERS = "all other inputs"


def pinned_of(kept: Paths, outcome: Outcome, inputs: Sequence[Known]) -> tuple[Pinned, ...]:
    """The outcome with each input at its 5 and 95 % quantile, the one that moves it most first.

    The draws are the run's, so luck and all other inputs are the same at both ends.
    """
    setting = _setting(kept, outcome, draws=kept.run.draws)
    found = ends(kept.model, outcome.measure, [k.symbol for k in inputs], setting=setting)
    rows = [_pinned(k, found[k.symbol], is_event=outcome.is_event) for k in inputs]
    return tuple(sorted(rows, key=lambda r: (-abs(r.change), r.symbol)))


def _pinned(known: Known, at: PinnedEnds, *, is_event: bool) -> Pinned:
    whole = np.isfinite(at.at_low) & np.isfinite(at.at_high)
    low, high = at.at_low[whole], at.at_high[whole]
    change, first, last = _change(high - low, is_event=is_event)
    return Pinned(
        symbol=known.symbol,
        low=short(at.low / known.factor),
        high=short(at.high / known.factor),
        at_low=short(level(low, is_event=is_event).value),
        at_high=short(level(high, is_event=is_event).value),
        change=short(change),
        change_low=short(first),
        change_high=short(last),
    )


def _change(apart: Floats, *, is_event: bool) -> tuple[float, float, float]:
    """A change draw by draw, mean of an event's and median of an amount's, with its interval."""
    if not is_event:
        return middle(apart)
    half = SURE * float(apart.std() / np.sqrt(len(apart)))
    mean = float(apart.mean())
    return mean, mean - half, mean + half


def shares_of(
    kept: Paths,
    outcome: Outcome,
    known: Mapping[str, Known],
    *,
    first: Sequence[str],
    draws: int,
) -> tuple[VarianceShare, ...]:
    """Sobol indices of the first inputs, of all others together and of luck; none for 0 draws.

    Luck is every event and shock, and what is drawn without a row in the book.
    """
    if not draws:
        return ()
    rest = [n for n, k in known.items() if k.kind != LUCK and n not in first]
    groups = {
        **{n: [n] for n in first},
        OTHERS: rest,
        LUCK: [n for n, k in known.items() if k.kind == LUCK],
    }
    setting = _setting(kept, outcome, draws=draws)
    found = parts(kept.model, outcome.measure, groups, setting=setting, luck=LUCK)
    return tuple(
        VarianceShare(source=source, **{n: round(v, 6) for n, v in part._asdict().items()})
        for source, part in found.items()
    )


def _setting(kept: Paths, outcome: Outcome, *, draws: int) -> Setting:
    """The run's own, so that its compiled function does."""
    return Setting(
        start=quarter_name(1),
        periods=QUARTERS,
        draws=draws,
        seed=kept.run.seed,
        keep=outcome.series,
        among=shown.EVERY,
        world=changes_of(kept.run.inputs),
    )
