"""Topology indices of one type of flow, each beside what it would be by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from caploop.core.message import message
from caploop.network import finn_cycling, maximum_circulation, rewired_samples, trophic_levels
from caploop.study.loop.inputs import CHEQUE, PURCHASE, Edge
from caploop.study.loop.record import IndexRow

Matrix = NDArray[np.float64]
SAMPLES = 200


def renamed(edge: Edge, names: Mapping[str, str]) -> Edge:
    """The edge with merged parties under the name they are merged into."""
    return replace(
        edge, payer=names.get(edge.payer, edge.payer), payee=names.get(edge.payee, edge.payee)
    )


def matrix_of(edges: Sequence[Edge]) -> tuple[list[str], Matrix]:
    """Parties and the dollars between them; the edges are of one type."""
    parties = sorted({name for e in edges for name in (e.payer, e.payee)})
    number = {party: i for i, party in enumerate(parties)}
    matrix = np.zeros((len(parties), len(parties)))
    for edge in edges:
        matrix[number[edge.payer], number[edge.payee]] += edge.amount_usd
    return parties, matrix


def indices(
    edges: Sequence[Edge], sponsors: Mapping[str, str], *, seed: int
) -> tuple[IndexRow, ...]:
    """Indices of each type of flow, as asked and with vehicles merged, beside their null model."""
    rows = []
    for kind in (PURCHASE, CHEQUE):
        one = [e for e in edges if e.type == kind]
        other = [renamed(e, sponsors) for e in one]
        variants = {"as asked": one, "vehicles merged": [e for e in other if e.payer != e.payee]}
        for label, held in variants.items():
            rows += _index_rows(held, kind, label, seed=seed)
    return tuple(rows)


def _index_rows(edges: Sequence[Edge], kind: str, label: str, *, seed: int) -> list[IndexRow]:
    _, flow = matrix_of(edges)
    drawn = list(rewired_samples(flow, samples=SAMPLES, seed=seed).matrices()) if edges else []
    return [_index_row(name, flow, drawn, kind=kind, label=label) for name in INDICES]


def _index_row(
    name: str, flow: Matrix, drawn: Sequence[Matrix], *, kind: str, label: str
) -> IndexRow:
    value = INDICES[name](flow) if flow.size else None
    scores = np.array([s for m in drawn if (s := INDICES[name](m)) is not None])
    enough = len(scores) > 1
    few = message("few-networks-fit", samples=len(scores), asked=SAMPLES)
    reason = None if len(scores) >= SAMPLES else few
    return IndexRow(
        name=name,
        type=kind,
        perimeter=label,
        value=value,
        null_mean=float(scores.mean()) if enough else None,
        null_sd=float(scores.std(ddof=1)) if enough else None,
        samples=len(scores),
        reason=reason if flow.size else message("nothing-flows"),
    )


def _finn(flow: Matrix) -> float | None:
    short = np.maximum(flow.sum(axis=1) - flow.sum(axis=0), 0.0)
    return finn_cycling(flow, short).index


def _nettable(flow: Matrix) -> float | None:
    return maximum_circulation(flow).share_of_gross


def _incoherence(flow: Matrix) -> float | None:
    return trophic_levels(flow).incoherence


INDICES = {
    "finn_cycling": _finn,
    "share_removable_by_netting": _nettable,
    "trophic_incoherence": _incoherence,
}
