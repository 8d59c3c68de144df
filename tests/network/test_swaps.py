"""Swaps: degrees stay, triangles turn, and undoing leads back."""

from __future__ import annotations

import numpy as np

from caploop.network.swaps import Edges, Support


def test_a_triangle_of_equal_payments_turns_round() -> None:
    support = Support.of(np.array([[0.0, 5, 0], [0, 0, 5], [5, 0, 0]]))
    edges = Edges(support)
    assert edges.swap(np.random.default_rng(0), 200)
    assert sorted(edges.payee) == [0, 1, 2]


def test_undoing_a_draw_leads_back() -> None:
    support = Support.of(
        np.random.default_rng(1).random((8, 8))
        * (1 - np.eye(8))
        * (np.eye(8, k=1) + np.eye(8, k=3) + np.eye(8, k=-2))
    )
    edges = Edges(support)
    back = edges.swap(np.random.default_rng(2), 50)
    assert back
    for moves in back:
        edges.apply(moves)
    assert edges.payee == support.payee.tolist()
    assert edges.present == set(zip(edges.payer, edges.payee, strict=True))
