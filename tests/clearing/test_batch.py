"""Pieces of scenarios: all are done, in any number of pieces, and errors come out."""

from __future__ import annotations

import numpy as np
import pytest

from caploop.clearing.batch import in_pieces, still_to_come


@pytest.mark.parametrize("at_once", [1, 7, 1_000])
def test_every_scenario_is_done_once(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caploop.clearing.batch.CELLS_AT_ONCE", at_once)
    done = np.zeros(20)

    def mark(piece: slice) -> None:
        done[piece] += 1

    in_pieces(mark, parties=2, scenarios=20)
    assert done.tolist() == [1] * 20


def test_an_error_in_a_piece_reaches_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caploop.clearing.batch.CELLS_AT_ONCE", 1)

    def fail(piece: slice) -> None:
        raise ValueError(f"piece {piece.start}")

    with pytest.raises(ValueError, match="piece 0"):
        in_pieces(fail, parties=1, scenarios=3)


def test_a_geometric_series_is_summed() -> None:
    assert still_to_come(np.array([0.5]), np.array([1.0]), rounding=0.0).tolist() == [0.5]
    assert still_to_come(np.array([0.09]), np.array([0.1]), rounding=0.0) == pytest.approx([0.81])
