"""What each party loses if another fails and nothing is recovered, one matrix for each type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.core.errors import UsageError
from caploop.core.labels import by_name
from caploop.network.arrays import Floats, Ints, money, square


@dataclass(frozen=True, kw_only=True, slots=True)
class Exposure:
    """Losses of one type, both ways, without recovery; rows and columns are parties.

    `loss_usd[holder, failing]` is what the holder loses, `harm_usd[failing, holder]` the same
    read from the one that fails. `loss_share` is the loss over the holder's base (NaN where the
    base is 0). `worst_for[holder]` is the failing party that costs the holder most, -1 for none.
    """

    kind: str
    loss_usd: Floats
    harm_usd: Floats
    loss_share: Floats
    total_loss_usd: Floats
    total_harm_usd: Floats
    worst_for: Ints


@by_name("due_usd")
def exposures(
    due_usd: Mapping[str, ArrayLike], *, base_usd: ArrayLike | None = None
) -> tuple[Exposure, ...]:
    """Exposure matrices by type, in the order given; types are never added.

    `due_usd[kind][i, j]` is what j has at stake with i in that type: a debt i owes j, a purchase
    j expects from i, a stake j holds in i; what i has paid is not due. If i fails and
    nothing is recovered, j loses it (exposure at default with recovery 0). `base_usd[party]` is
    what losses are measured against, such as equity or revenue; by default the party's own total
    of the type.

    Raises UsageError for types of different size, wrong shapes, negative values or NaN.

    >>> (debt,) = exposures({"debt": [[0, 4, 6], [0, 0, 0], [0, 0, 0]]}, base_usd=[1, 8, 8])
    >>> debt.loss_usd[1].tolist(), debt.loss_share[1].tolist(), debt.worst_for.tolist()
    ([4.0, 0.0, 0.0], [0.5, 0.0, 0.0], [-1, 0, 0])
    """
    matrices = {kind: square(f"due_usd[{kind!r}]", due) for kind, due in due_usd.items()}
    if len({matrix.shape for matrix in matrices.values()}) > 1:
        raise UsageError("the types have matrices of different size; give every party in each")
    return tuple(_exposure(kind, due, base_usd) for kind, due in matrices.items())


def _exposure(kind: str, due: Floats, base_usd: ArrayLike | None) -> Exposure:
    loss = due.T.copy()
    np.fill_diagonal(loss, 0.0)
    total = loss.sum(axis=1)
    base = total if base_usd is None else money("base_usd", base_usd, shape=total.shape)
    worst = loss.argmax(axis=1) if len(loss) else np.zeros(0, dtype=np.int64)
    share = np.divide(loss, base[:, None], out=np.full_like(loss, np.nan), where=base[:, None] > 0)
    return Exposure(
        kind=kind,
        loss_usd=loss,
        harm_usd=loss.T.copy(),
        loss_share=share,
        total_loss_usd=total,
        total_harm_usd=loss.sum(axis=0),
        worst_for=np.where(total > 0, worst, -1),
    )
