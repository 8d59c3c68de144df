"""The other extreme where only totals are known: as few links as can carry them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, hstack, vstack

from caploop.clearing.problem import Bools, Floats, amounts, positive_count
from caploop.core.errors import UsageError
from caploop.core.labels import by_name

EXACT_CELLS_MOST = 100
NODES_MOST = 20_000
TIE = 1e-12


@dataclass(frozen=True, kw_only=True, slots=True)
class MinimumDensity:
    """The matrix, row payer and column payee, its links, and a number below which none can be.

    `is_proven` where no matrix with the same totals has fewer links; None and a reason where the
    totals cannot be met without a party paying itself.
    """

    flow_usd: Floats | None
    links: int
    links_least: int
    is_proven: bool
    reason: str | None = None


@by_name()
def minimum_density(
    paid_usd: ArrayLike, received_usd: ArrayLike, *, seed: int, tries: int = 100
) -> MinimumDensity:
    """A network of few links that meets the totals of every party, nobody paying itself.

    `paid_usd[i]` and `received_usd[i]` are all that i pays and receives, of one type of flow. Each
    link carries as much as it can, largest first, in `tries` orders drawn with `seed`; the fewest
    links win. Up to 100 possible links the least number is proven by branch and bound (as an aim:
    Anand, Craig and von Peter 2015, Quant. Finance 15:625). Such a network concentrates what each
    party is exposed to and says who it could be at worst, not who it is: one end of an ensemble,
    maximum entropy the other.

    Raises UsageError for sums that differ, wrong shapes, negative amounts or NaN.

    >>> found = minimum_density([2, 1, 1], [1, 2, 1], seed=0)
    >>> found.flow_usd.tolist(), found.links, found.is_proven
    ([[0.0, 2.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]], 3, True)
    """
    paid, received = totals(paid_usd, received_usd)
    positive_count("tries", tries)
    least = int(max((paid > 0).sum(), (received > 0).sum()))
    if (problem := cannot_be_met(paid, received)) is not None:
        return MinimumDensity(
            flow_usd=None, links=0, links_least=least, is_proven=False, reason=problem
        )
    chance = np.random.default_rng(seed)
    flows = [few_links(paid, received, chance if turn else None) for turn in range(tries)]
    flow = min(flows, key=np.count_nonzero)
    cells = int((paid > 0).sum() * (received > 0).sum())
    is_proven = int(np.count_nonzero(flow)) == least
    if not is_proven and cells <= EXACT_CELLS_MOST:
        flow, is_proven = _by_branch_and_bound(paid, received, flow)
    return MinimumDensity(
        flow_usd=flow,
        links=int(np.count_nonzero(flow)),
        links_least=int(np.count_nonzero(flow)) if is_proven else least,
        is_proven=is_proven,
    )


def totals(paid_usd: ArrayLike, received_usd: ArrayLike) -> tuple[Floats, Floats]:
    """Totals `paid_usd[party]`, `received_usd[party]` of one sum; raises UsageError otherwise."""
    parties = np.asarray(paid_usd).size
    paid = amounts("paid_usd", paid_usd, parties=parties, batch=False)
    received = amounts("received_usd", received_usd, parties=parties, batch=False)
    if abs(paid.sum() - received.sum()) > 1e-9 * max(float(paid.sum()), 1.0):
        raise UsageError(
            f"paid is {paid.sum():g}, received {received.sum():g}; add a party for the difference"
        )
    scale = paid.sum() / received.sum() if received.sum() > 0 else 1.0
    return paid, received * scale


def cannot_be_met(paid: Floats, received: Floats) -> str | None:
    """Why no network without payments to oneself has totals (party), None where one has."""
    total = float(paid.sum())
    excess = paid + received - total
    if (excess <= TIE * total).all():
        return None
    return f"party {int(excess.argmax())} pays and receives more than others can meet"


def few_links(
    paid: Floats,
    received: Floats,
    chance: np.random.Generator | None,
    *,
    known: Bools | None = None,
) -> Floats:
    """Amounts [payer, payee] that meet the totals: the largest link first, or in an order drawn.

    An order drawn leans more or less to large pairs, and takes pairs not `known` before others.
    No link may take so much that another party would be left to pay itself. Then a link always
    empties a total or binds a party, and the matrix is full after at most two links a party.
    """
    left, due = paid.copy(), received.copy()
    flow = np.zeros((len(paid), len(paid)))
    lean = 1.0 if chance is None else chance.random()
    small = TIE * max(float(paid.sum()), np.finfo(np.float64).tiny)
    while (most := most_met(left, due)).max(initial=0.0) > small:
        worth = (most / most.max()) ** lean
        worth = worth if chance is None else worth * chance.random(most.shape)
        worth = worth if known is None else worth + ~known
        if chance is None:
            is_both_ends = (np.abs(left[:, None] - due) <= small) & (most >= left[:, None] - small)
            worth = worth + is_both_ends
        payer, payee = divmod(int(np.where(most > small, worth, -1.0).argmax()), len(paid))
        flow[payer, payee] += most[payer, payee]
        left[payer] -= most[payer, payee]
        due[payee] -= most[payer, payee]
        left[left <= small] = 0.0
        due[due <= small] = 0.0
    return flow


def most_met(left: Floats, due: Floats) -> Floats:
    """Most of each pair [payer, payee] so that every other party can still be served by others."""
    slack = left.sum() - left - due
    order = np.argsort(slack)[:3]
    rest = np.full((len(left), len(left)), np.inf)
    for party in order[::-1]:
        elsewhere = np.ones(rest.shape, dtype=np.bool_)
        elsewhere[party, :] = elsewhere[:, party] = False
        rest = np.where(elsewhere, np.maximum(slack[party], 0.0), rest)
    most = np.minimum(np.minimum(left[:, None], due[None, :]), rest)
    np.fill_diagonal(most, 0.0)
    return np.asarray(most)


def _by_branch_and_bound(paid: Floats, received: Floats, known: Floats) -> tuple[Floats, bool]:
    """The fewest links by mixed-integer programming, or the known ones where it ran out."""
    usable = (paid[:, None] > 0) & (received[None, :] > 0) & ~np.eye(len(paid), dtype=np.bool_)
    payer, payee = np.nonzero(usable)
    count, total = len(payer), float(paid.sum())
    cell = np.arange(count)
    one = np.ones(count)
    shape = (len(paid), count)
    rows, columns = coo_array((one, (payer, cell)), shape), coo_array((one, (payee, cell)), shape)
    most = np.minimum(paid[payer], received[payee]) / total
    unit = coo_array((one, (cell, cell)), shape=(count, count))
    cap = coo_array((-most, (cell, cell)), shape=(count, count))
    none = coo_array((2 * len(paid), count))
    both = np.concatenate([paid, received]) / total
    found = milp(
        np.concatenate([np.zeros(count), one]),
        integrality=np.concatenate([np.zeros(count), one]),
        bounds=Bounds(0, np.concatenate([most, one])),
        constraints=[
            LinearConstraint(hstack([vstack([rows, columns]), none]).tocsr(), both, both),
            LinearConstraint(hstack([unit, cap]).tocsr(), -np.inf, 0),
        ],
        options={"node_limit": NODES_MOST},
    )
    if found.x is None or found.status != 0:
        return known, False
    links = np.zeros_like(known)
    links[payer, payee] = found.x[count:] > 1 / 2
    if links.sum() >= np.count_nonzero(known):
        return known, True
    exact = _on_links(paid, received, links > 0)
    return (known, False) if exact is None else (exact, True)


def _on_links(paid: Floats, received: Floats, links: Bools) -> Floats | None:
    """Amounts on the given links that meet the totals, None where the solver had cheated."""
    payer, payee = np.nonzero(links)
    cell = np.arange(len(payer))
    system = np.zeros((2 * len(paid), len(payer)))
    system[payer, cell] = 1.0
    system[len(paid) + payee, cell] = 1.0
    wanted = np.concatenate([paid, received])
    usd = np.linalg.lstsq(system, wanted, rcond=None)[0]
    if (usd < 0).any() or np.abs(system @ usd - wanted).max() > TIE * paid.sum():
        return None
    flow = np.zeros(links.shape)
    flow[payer, payee] = usd
    return flow
