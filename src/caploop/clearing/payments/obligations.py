"""What everybody owes to whom, in which order, as one record that the solvers read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, diags_array, hstack

from caploop.clearing.problem import Bools, Floats, Matrix, amounts, fractions, square_matrix
from caploop.core.errors import UsageError

ROUNDING = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class Obligations:
    """Debts by rank, the first paid first, and what a failing party keeps of its assets.

    Axes: rank, party. `receives[party, rank x party]` is the share of each payment that a party
    receives; what is owed outside has no row. `cash_kept` and `receipts_kept` (alpha and beta of
    Rogers and Veraart) are 1 without costs of default.
    """

    total_usd: Floats
    by_rank_usd: Floats
    before_usd: Floats
    receives: csr_array
    cash_kept: Floats
    receipts_kept: Floats

    @property
    def parties(self) -> int:
        """How many parties there are."""
        return int(self.total_usd.size)

    @property
    def scale_usd(self) -> float:
        """The largest debt of one party: tolerances are relative to it."""
        return float(self.total_usd.max(initial=0.0)) or 1.0


def obligations(
    owed_usd: Sequence[Matrix],
    *,
    outside_usd: ArrayLike | None = None,
    cash_kept: ArrayLike = 1.0,
    receipts_kept: ArrayLike = 1.0,
) -> Obligations:
    """Debts of one matrix a rank, row owes column, and of `outside_usd[rank, party]` to others.

    Raises UsageError for matrices that cannot be cleared or do not fit one another.
    """
    matrices = [square_matrix(f"owed_usd[{rank}]", m) for rank, m in enumerate(owed_usd)]
    if not matrices:
        raise UsageError("owed_usd is empty; give at least one matrix, most senior first")
    parties = matrices[0].shape[0]
    for rank, matrix in enumerate(matrices):
        if matrix.shape[0] != parties:
            raise UsageError(
                f"owed_usd[{rank}] has {matrix.shape[0]} parties and owed_usd[0] has {parties}; "
                "give every rank the same parties in the same order"
            )
    outside = _outside(outside_usd, ranks=len(matrices), parties=parties)
    by_rank = np.stack([np.asarray(m.sum(axis=1)) for m in matrices]) + outside
    return made(
        matrices,
        by_rank_usd=by_rank,
        cash_kept=fractions("cash_kept", cash_kept, parties=parties),
        receipts_kept=fractions("receipts_kept", receipts_kept, parties=parties),
    )


def made(
    matrices: Sequence[csr_array],
    *,
    by_rank_usd: Floats,
    cash_kept: Floats,
    receipts_kept: Floats,
) -> Obligations:
    """The record, from matrices already checked and `by_rank_usd[rank, party]`, at least their
    rows in dollars."""
    parts = [_shares(m, owed) for m, owed in zip(matrices, by_rank_usd, strict=True)]
    receives = parts[0] if len(parts) == 1 else csr_array(hstack(parts, format="csr"))
    receives.indices = receives.indices.astype(np.int32)
    receives.indptr = receives.indptr.astype(np.int32)
    ends = np.cumsum(by_rank_usd, axis=0)
    return Obligations(
        total_usd=ends[-1],
        by_rank_usd=by_rank_usd,
        before_usd=np.concatenate([np.zeros_like(ends[:1]), ends[:-1]]),
        receives=receives,
        cash_kept=cash_kept,
        receipts_kept=receipts_kept,
    )


def _outside(outside_usd: ArrayLike | None, *, ranks: int, parties: int) -> Floats:
    if outside_usd is None:
        return np.zeros((ranks, parties))
    outside = amounts("outside_usd", outside_usd, parties=parties)
    if ranks == 1 and outside.ndim == 1:
        return outside[None]
    if outside.shape != (ranks, parties):
        raise UsageError(
            f"outside_usd has the shape {outside.shape}, expected {(ranks, parties)}; "
            "give one row for each rank"
        )
    return outside


def _shares(matrix: csr_array, owed: Floats) -> csr_array:
    over = np.divide(1.0, owed, out=np.zeros_like(owed), where=owed > 0)
    return csr_array(rows_scaled(matrix, over).T.tocsr())


def rows_scaled(matrix: csr_array, by: Floats) -> csr_array:
    """The matrix times `by[row]`, row by row; far quicker than the product with a diagonal."""
    data = matrix.data * np.repeat(by, np.diff(matrix.indptr))
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def by_rank(owed: Obligations, paid_usd: Floats) -> list[Floats]:
    """What of each party's payment goes to each rank, `paid_usd[party, scenario]`."""
    pairs = zip(owed.before_usd, owed.by_rank_usd, strict=True)
    return [np.clip(paid_usd - before[:, None], 0, due[:, None]) for before, due in pairs]


def receipts(owed: Obligations, paid_usd: Floats) -> Floats:
    """What each party receives from the others, `[party, scenario]`."""
    if len(owed.by_rank_usd) == 1:
        return np.asarray(owed.receives @ paid_usd)
    return np.asarray(owed.receives @ np.concatenate(by_rank(owed, paid_usd)))


def marginal(owed: Obligations, paid_usd: Floats, *, is_next: bool = False) -> Bools:
    """Which rank of each party the last dollar it pays goes to, `[rank, party]` of one scenario.

    `is_next`: the next dollar instead; they differ where a rank is paid to its end or not begun.
    """
    ends = np.concatenate([owed.before_usd[1:], owed.total_usd[None]])
    if is_next:
        return np.asarray((paid_usd >= owed.before_usd) & (paid_usd < ends))
    return np.asarray((paid_usd > owed.before_usd) & (paid_usd <= ends))


def bounds(owed: Obligations, paid_usd: Floats, *, is_next: bool = False) -> tuple[Floats, Floats]:
    """Least and greatest payment [party, scenario] with the same marginal rank; itself if none."""
    ends = np.concatenate([owed.before_usd[1:], owed.total_usd[None]])
    active = marginal(owed, paid_usd, is_next=is_next)
    none = ~active.any(axis=0)
    low, high = ((np.where(active, edge, 0.0)).sum(axis=0) for edge in (owed.before_usd, ends))
    return np.where(none, paid_usd, low), np.where(none, paid_usd, high)


def passed_on(owed: Obligations) -> csr_array:
    """What may be passed on of a dollar that a debtor pays on all its debts, [creditor, debtor]."""
    share = np.divide(
        owed.by_rank_usd,
        owed.total_usd,
        out=np.zeros_like(owed.by_rank_usd),
        where=owed.total_usd > 0,
    )
    whole = owed.receives @ diags_array(share.ravel())
    parts = [whole[:, r * owed.parties : (r + 1) * owed.parties] for r in range(len(share))]
    return csr_array(diags_array(owed.receipts_kept) @ sum(parts[1:], start=parts[0]))
