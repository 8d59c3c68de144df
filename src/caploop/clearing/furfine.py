"""Default after default with a recovery given from outside (Furfine 2003): losses by rounds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from caploop.clearing.batch import columns
from caploop.clearing.problem import Floats, Ints, Matrix, amounts, fractions, square_matrix
from caploop.core.errors import UsageError
from caploop.core.labels import by_name


@dataclass(frozen=True, kw_only=True, slots=True)
class FurfineCascade:
    """Who fails in which round; axes scenario (where given), party.

    `failed_in_round` is 0 for a party that fails at the start, -1 for one that never fails.
    `loss_usd` is what each party loses on others, `equity_usd` what is left, below 0 where the
    party fails by it.
    """

    failed_in_round: Ints
    loss_usd: Floats
    equity_usd: Floats
    rounds: int


@by_name("owed_usd")
def furfine_cascade(
    owed_usd: Matrix, equity_usd: ArrayLike, *, failed: ArrayLike, recovery: ArrayLike
) -> FurfineCascade:
    """Failures and losses when some parties fail and each failed one pays a fixed share.

    `owed_usd[i, j]` is what i owes j, `equity_usd[.., i]` the equity of i before, `failed[.., i]`
    True where i fails at the start, `recovery` the share paid by a party that fails, one number or
    one a party. A party fails once its losses are above its equity (Furfine 2003, J. Money Credit
    Bank. 35:111). A failed party pays the share at once, whatever it has: with a low recovery the
    cascade is an upper bound, and there is no distress short of failure.

    Raises UsageError for wrong shapes, negative amounts, NaN, equity below 0 in a party that is
    not marked as failed, a recovery outside 0 to 1.

    >>> owed = [[0, 10, 0], [0, 0, 10], [0, 0, 0]]
    >>> found = furfine_cascade(owed, [1, 4, 9], failed=[True, False, False], recovery=0.4)
    >>> found.failed_in_round.tolist(), found.loss_usd.tolist()
    ([0, 1, -1], [0.0, 6.0, 6.0])
    """
    owed = square_matrix("owed_usd", owed_usd)
    parties = owed.shape[0]
    equity = amounts("equity_usd", equity_usd, parties=parties, is_signed=True)
    start = amounts("failed", failed, parties=parties) > 0
    equity, start = (np.array(a) for a in np.broadcast_arrays(equity, start))
    lost_share = 1 - fractions("recovery", recovery, parties=parties)
    if ((equity < 0) & ~start).any():
        party = int(np.argwhere((equity < 0) & ~start)[0][-1])
        raise UsageError(f"party {party} has equity below 0; mark it in failed, or mend equity_usd")
    shape, equity = equity.shape, columns(equity)
    is_failed = columns(start.astype(np.float64)) > 0
    in_round = np.where(is_failed, 0, -1)
    for rounds in range(parties + 1):
        loss = owed.T @ (is_failed * lost_share[:, None])
        new = ~is_failed & (loss > equity)
        if not new.any():
            break
        is_failed |= new
        in_round[new] = rounds + 1
    return FurfineCascade(
        failed_in_round=in_round.T.reshape(shape),
        loss_usd=loss.T.reshape(shape),
        equity_usd=(equity - loss).T.reshape(shape),
        rounds=rounds,
    )
