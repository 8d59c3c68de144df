"""Failures in a web of shareholdings, each at a cost of its own (Elliott, Golub, Jackson 2014)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, eye_array
from scipy.sparse.linalg import SuperLU, splu

from caploop.clearing.batch import columns
from caploop.clearing.problem import Floats, Ints, Matrix, amounts, fractions, square_matrix
from caploop.clearing.spectral import spectral_radius
from caploop.core.errors import UsageError
from caploop.core.labels import by_name

SHARE_TOLERANCE = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnershipFailures:
    """Values and failures by scenario (where given) and party.

    `failed_in_round` counts from 1, -1 where a party does not fail; with start 'all' it is 0 where
    it fails. `margin_usd` is the least distance of any party from its threshold at the end:
    beside a small one, a small error in a holding changes who fails.
    """

    value_usd: Floats
    value_before_usd: Floats
    failed_in_round: Ints
    rounds: int
    margin_usd: Floats


@by_name("held_share")
def dependency_matrix(held_share: Matrix) -> Floats:
    """A = C^ (I - C)^-1: the share of each asset's value that ends with each party's own holders.

    `held_share[i, j]` is the share of j that i holds. Row i of the answer says what the value of i
    depends on; every column adds up to 1, since nothing is counted twice. Raises UsageError for
    shares of one party that add up to more than 1, or a group without any outside holder.

    >>> dependency_matrix([[0, 0.5], [0.5, 0]]).round(4).tolist()
    [[0.6667, 0.3333], [0.3333, 0.6667]]
    """
    held = _held("held_share", held_share)
    return _values(held, _factors(held), np.eye(held.shape[0]))


@by_name("held_share")
def ownership_failures(
    held_share: Matrix,
    assets_usd: ArrayLike,
    *,
    before_usd: ArrayLike,
    threshold: ArrayLike,
    cost_usd: ArrayLike,
    start: Literal["none", "all"] = "none",
) -> OwnershipFailures:
    """Market values of parties that hold one another, and who fails in which round.

    `held_share[i, j]` is the share of j that i holds; `assets_usd[.., i]` are i's own assets,
    `before_usd[i]` the same before the shock. A party whose value is below `threshold` times its
    value before fails and loses `cost_usd` at once: v = C^ (I - C)^-1 (assets - cost of the
    failed) (Elliott, Golub and Jackson 2014, Am. Econ. Rev. 104:3115). From `start` 'none' come
    the fewest failures that agree with themselves, from 'all' the most.

    There is no limited liability: values may be below 0. Raises UsageError for wrong shapes, NaN,
    negative amounts, holdings as in `dependency_matrix`.

    >>> found = ownership_failures([[0, 0.4], [0.4, 0]], [4, 10], before_usd=[10, 10],
    ...                            threshold=0.8, cost_usd=[5, 5])
    >>> found.failed_in_round.tolist(), found.value_usd.round(3).tolist()
    ([1, 2], [0.714, 3.286])
    """
    held = _held("held_share", held_share)
    parties = held.shape[0]
    now = amounts("assets_usd", assets_usd, parties=parties)
    before = amounts("before_usd", before_usd, parties=parties, batch=False)
    cost = amounts("cost_usd", cost_usd, parties=parties, batch=False)
    part = fractions("threshold", threshold, parties=parties)
    if start not in {"none", "all"}:
        raise UsageError(f"start is {start!r}; say 'none' or 'all'")
    factors = _factors(held)
    value_before = _values(held, factors, before[:, None])
    floor = part[:, None] * value_before
    in_round = np.where(np.full(columns(now).shape, start == "all"), 0, -1)
    for rounds in range(1, parties + 2):
        value = _values(held, factors, columns(now) - cost[:, None] * (in_round >= 0))
        falls = value < floor
        changed = falls != (in_round >= 0)
        if not changed.any():
            break
        in_round[changed] = rounds if start == "none" else -1
    return OwnershipFailures(
        value_usd=value.T.reshape(now.shape),
        value_before_usd=value_before[:, 0],
        failed_in_round=in_round.T.reshape(now.shape),
        rounds=rounds - 1,
        margin_usd=np.abs(value - floor).min(axis=0, initial=np.inf).reshape(now.shape[:-1]),
    )


def _held(name: str, shares: Matrix) -> csr_array:
    held = square_matrix(name, shares)
    given = np.asarray(held.sum(axis=0))
    if (given > 1 + SHARE_TOLERANCE).any():
        party = int(given.argmax())
        raise UsageError(
            f"column {party} of {name} adds up to {given[party]:g}; row holder, column issuer, "
            "and all holders of a party hold at most 1 of it"
        )
    if spectral_radius(held) >= 1 - SHARE_TOLERANCE:
        raise UsageError(f"in {name} some parties belong to one another alone; add who owns them")
    return held


def _factors(held: csr_array) -> SuperLU:
    return splu((eye_array(held.shape[0]) - held).tocsc())


def _values(held: csr_array, factors: SuperLU, assets: Floats) -> Floats:
    outside = 1 - np.asarray(held.sum(axis=0))
    return np.asarray(outside[:, None] * factors.solve(np.ascontiguousarray(assets)))
