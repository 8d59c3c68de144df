"""A run beside the base: levels with intervals, bands by quarter, and what changed most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from caploop.model.terms import quarter_name
from caploop.sfc.running import level, middle
from caploop.study.drivers.outcome import told
from caploop.study.shared.model_run import STANDING
from caploop.study.whatif.outcomes import END, PUBLIC, SHOWN, WAYS, Floats, Paths, Result
from caploop.study.whatif.record import BandRow, MovedOutcome, ShortSpan, WhatIfRow

BAND = (0.05, 0.5, 0.95)
DIGITS = 6
MOST_MOVED, MOST_WAYS = 3, 2
LEAST_SIZE = 0.05
"""PairedChange, in spreads of the base, below which a result is not told as moved."""
SURE = 1.96


class PairedChange(NamedTuple):
    """A change draw by draw, with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether nothing at all lies outside the interval."""
        return self.low > 0 or self.high < 0


Values = Mapping[str, Floats]
"""Each result by draw, by its name."""


def values_of(paths: Paths) -> dict[str, Floats]:
    """Outcomes and results on the way, a number a draw, NaN where there is none."""
    return {one.name: one.of(paths) for one in (*SHOWN, *WAYS)}


Changes = Mapping[str, PairedChange | None]
"""Each result's change against the base, by its name; None where no draw has it in both."""


def changes_of(values: Values, base: Values) -> Changes:
    """The change of every result, found once."""
    return {one.name: _change(one, values[one.name], base[one.name]) for one in (*SHOWN, *WAYS)}


def rows(values: Values, changes: Changes) -> tuple[WhatIfRow, ...]:
    """The outcomes beside the base's; the public's cost only where there is any."""
    return tuple(
        _row(one, values[one.name], changes[one.name])
        for one in SHOWN
        if one is not PUBLIC or values[one.name].any()
    )


def _row(one: Result, values: Floats, change: PairedChange | None) -> WhatIfRow:
    whole = values[np.isfinite(values)]
    low, mid, high = _level(one, whole)
    return WhatIfRow(
        outcome=one.name,
        title=one.title,
        unit=one.unit,
        measure=one.measure,
        value=mid,
        low=low,
        high=high,
        told=round(len(whole) / len(values), DIGITS),
        change=change and _short(change.value),
        change_low=change and _short(change.low),
        change_high=change and _short(change.high),
    )


def _level(one: Result, whole: Floats) -> tuple[float | None, float | None, float | None]:
    if not len(whole):
        return None, None, None
    if one.measure == "share":
        at = level(whole, is_event=True)
        return _short(at.low), _short(at.value), _short(at.high)
    low, mid, high = (float(v) for v in np.quantile(whole, BAND))
    return _short(low), _short(float(whole.mean()) if one.measure == "mean" else mid), _short(high)


def _change(one: Result, values: Floats, base: Floats) -> PairedChange | None:
    """Against the base, over the draws in which both are numbers; None where there are none."""
    apart = values - base
    apart = apart[np.isfinite(apart)]
    if not len(apart):
        return None
    if one.measure == "median":
        return PairedChange(*middle(apart))
    half = SURE * float(apart.std() / np.sqrt(len(apart)))
    mean = float(apart.mean())
    return PairedChange(mean, mean - half, mean + half)


def moved(values: Values, base: Values, changes: Changes) -> tuple[MovedOutcome, ...]:
    """The outcomes that move most beyond chance, by the spread of the base, the largest first."""
    found = [
        _moved(one, values[one.name], base[one.name], change=changes[one.name]) for one in SHOWN
    ]
    return _largest(found, most=MOST_MOVED)


def ways(values: Values, base: Values, changes: Changes) -> tuple[MovedOutcome, ...]:
    """The same of results on the way."""
    found = [
        _moved(one, values[one.name], base[one.name], change=changes[one.name]) for one in WAYS
    ]
    return _largest(found, most=MOST_WAYS)


def _largest(found: Iterable[MovedOutcome | None], *, most: int) -> tuple[MovedOutcome, ...]:
    return tuple(sorted(filter(None, found), key=lambda m: (-m.size, m.outcome))[:most])


def _moved(
    one: Result, values: Floats, base: Floats, *, change: PairedChange | None
) -> MovedOutcome | None:
    """A result that moves by more than chance and by enough to be told; None for all others."""
    if change is None or not change.is_sure:
        return None
    spread = float(np.nanstd(base))
    size = abs(change.value) / spread if spread > 0 else np.inf
    row, old = (_level(one, v[np.isfinite(v)])[1] for v in (values, base))
    if size < LEAST_SIZE or row is None or old is None:
        return None
    return MovedOutcome(
        outcome=one.name,
        title=one.title,
        unit=one.unit,
        base=old,
        value=row,
        change=_short(change.value),
        size=round(min(size, 99.0), 2),
    )


def first_short(paths: Paths) -> ShortSpan:
    """When cash is first out, over the draws in which it is by the end of 2030."""
    out = paths["cash_out"][:, : END + 1] > 0
    ever = out.any(axis=1)
    first = np.sort(out[ever].argmax(axis=1))
    low, mid, high = (
        quarter_name(int(first[min(int(share * len(first)), len(first) - 1)]) + 1)
        if len(first)
        else None
        for share in BAND
    )
    return ShortSpan(share=round(float(ever.mean()), DIGITS), q05=low, q50=mid, q95=high)


def cash(paths: Paths) -> tuple[BandRow, ...]:
    """OpenAI's cash at the end of each quarter but the last: what the next one opens with."""
    return _bands(told(paths)["cash"][:, 1:], [quarter_name(n) for n in _from_one(paths)])


def revenue(paths: Paths) -> tuple[BandRow, ...]:
    """OpenAI's revenue by year."""
    years = [quarter_name(n)[:4] for n in _from_one(paths, last=1)]
    return _bands(told(paths)["revenue_year"][:, 3::4], years[3::4])


def _from_one(paths: Paths, *, last: int = 0) -> range:
    return range(1, paths[STANDING].shape[1] + last)


def _bands(values: Floats, periods: Sequence[str]) -> tuple[BandRow, ...]:
    """A row a period; nothing where OpenAI stands in no draw."""
    low, mid, high = (_quantile(np.sort(values, axis=0), share) for share in BAND)
    share = np.isfinite(values).mean(axis=0)
    return tuple(
        BandRow(
            period=period,
            q05=_short(low[i]),
            q50=_short(mid[i]),
            q95=_short(high[i]),
            told=round(float(share[i]), DIGITS),
        )
        for i, period in enumerate(periods)
        if share[i] > 0
    )


def _quantile(ordered: Floats, share: float) -> Floats:
    """A quantile of each column, its numbers in order and NaN behind them; NaN where all are.

    >>> _quantile(np.array([[1.0, 5.0], [3.0, np.nan]]), 0.5).tolist()
    [2.0, 5.0]
    """
    last = np.maximum(np.isfinite(ordered).sum(axis=0) - 1, 0)
    at = share * last
    below = np.floor(at).astype(int)
    columns = np.arange(ordered.shape[1])
    low, high = ordered[below, columns], ordered[np.minimum(below + 1, last), columns]
    return np.asarray(low + (at - below) * (high - low))


def _short(value: float) -> float:
    return round(float(value), DIGITS) + 0.0
