"""What every form of DebtRank starts from: exposure over equity, and the first shock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, diags_array

from caploop.clearing.problem import Floats, Matrix, amounts, square_matrix
from caploop.core.errors import UsageError

NegativeEquity = Literal["refuse", "failed", "written_off"]
TREATMENTS = ("refuse", "failed", "written_off")


@dataclass(frozen=True, kw_only=True, slots=True)
class Leverage:
    """`matrix[i, j]` is what j owes i over the equity of i; `shock` by scenario and party."""

    matrix: csr_array
    shock: Floats


def leverage(
    owed_usd: Matrix, equity_usd: ArrayLike, *, shock: ArrayLike, negative_equity: str
) -> Leverage:
    """The leverage matrix and the shock, with parties without equity treated as the caller says.

    `owed_usd[i, j]` is what i owes j, `equity_usd[i]` its equity, `shock[.., i]` a share of that.
    `refuse` takes none with equity at or below 0; `failed` has them at distress 1 from the start,
    which their creditors feel; `written_off` the same, felt by nobody, for creditors that have
    taken the loss before. Raises UsageError for these, wrong shapes, NaN, a shock outside 0 to 1.

    >>> ready = leverage([[0, 6], [0, 0]], [1, 3], shock=[1, 0], negative_equity="refuse")
    >>> ready.matrix.toarray().tolist()
    [[0.0, 0.0], [2.0, 0.0]]
    """
    owed = square_matrix("owed_usd", owed_usd)
    parties = owed.shape[0]
    equity = amounts("equity_usd", equity_usd, parties=parties, is_signed=True, batch=False)
    first = amounts("shock", shock, parties=parties)
    if (first > 1).any():
        raise UsageError("shock is above 1; give the share of its equity that each party loses")
    if negative_equity not in TREATMENTS:
        raise UsageError(f"negative_equity is {negative_equity!r}; say one of {TREATMENTS}")
    gone = equity <= 0
    if gone.any() and negative_equity == "refuse":
        raise UsageError(
            f"party {int(gone.argmax())} has equity of {equity[gone][0]:g}, and distress is a "
            "share of equity; say negative_equity='failed' or 'written_off', or mend equity_usd"
        )
    inverse = np.divide(1.0, equity, out=np.zeros(parties), where=~gone)
    matrix = diags_array(inverse) @ owed.T
    if negative_equity == "written_off":
        matrix = matrix @ diags_array((~gone).astype(np.float64))
    return Leverage(matrix=csr_array(matrix), shock=np.where(gone, 1.0, first))
