"""What an index would be by chance: its value beside rewired networks of the same totals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.labels import by_name
from caploop.network.arrays import Floats, square
from caploop.network.rewiring import rewired_samples

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgainstNull:
    """An index, and its mean, standard deviation and 5, 50 and 95 % quantiles by chance.

    `share_at_least` is the share of samples that score the value or more, `count` the number of
    samples with a value; null figures are None where there are none, and `reason` says why.
    """

    value: float | None
    null_mean: float | None
    null_sd: float | None
    null_quantiles: tuple[float, float, float] | None
    share_at_least: float | None
    count: int
    acceptance: float | None
    moved_share: float | None
    reason: str | None = None


@by_name("flow_usd")
def against_null(
    index_function: Callable[[Floats], float | None],
    flow_usd: ArrayLike,
    *,
    samples: int = 200,
    seed: int,
) -> AgainstNull:
    """The index of a network beside that of rewired ones with its degrees and strengths.

    `index_function` takes `flow_usd[i, j]`, what i pays j, of one type of flow, and returns a
    number or None where it has no value. The standard deviation is that of a sample (n - 1). The
    rewiring, and what it keeps, is that of `rewired_samples`; a high index says something only
    where it is beyond the null.

    Too small or rigid a network, or no value: None and a reason. Raises UsageError as
    `rewired_samples` does.

    >>> against_null(lambda flow: 1.0, [[0, 1], [1, 0]], seed=0).reason
    'no edge can be moved: with these degrees and amounts the network is too rigid to be rewired'
    """
    flow = square("flow_usd", flow_usd)
    value = index_function(flow)
    drawn = rewired_samples(flow, samples=samples, seed=seed)
    scores = [score for m in drawn.matrices() if (score := index_function(m)) is not None]
    null = np.array(scores, dtype=np.float64)
    reason = drawn.reason
    if value is None:
        reason = "the index has no value on this network"
    elif scores and len(scores) < len(drawn.payee):
        reason = f"the index has a value on {len(scores)} of {len(drawn.payee)} samples"
    elif not scores:
        reason = reason or "the index has no value on any sample"
    low, middle, high = np.quantile(null, QUANTILES).tolist() if len(null) else (0.0, 0.0, 0.0)
    return AgainstNull(
        value=value,
        null_mean=float(null.mean()) if len(null) else None,
        null_sd=float(null.std(ddof=1)) if len(null) > 1 else None,
        null_quantiles=(low, middle, high) if len(null) else None,
        share_at_least=float((null >= value).mean()) if len(null) and value is not None else None,
        count=len(null),
        acceptance=drawn.acceptance,
        moved_share=drawn.moved_share,
        reason=reason,
    )
