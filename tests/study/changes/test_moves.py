"""Parts and interaction are the whole, whatever the parts are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.message import message
from caploop.study.changes.moves import Headline, headlines, level, move_of, moves

FIGURE = st.floats(-1e4, 1e4)
SUM = Headline(
    name="sum",
    title=message("need", when=2030),
    unit="USD bn",
    is_event=False,
    series=("s",),
    measure=lambda paths: paths["s"],
)


@given(FIGURE, FIGURE, st.dictionaries(st.sampled_from("abcdef"), FIGURE))
def test_parts_and_interaction_are_the_whole(
    since: float, until: float, alone: dict[str, float]
) -> None:
    move = move_of(SUM, since=since, until=until, alone=alone)
    assert move.interaction is not None
    whole = sum(part for part in move.parts.values() if part is not None) + move.interaction
    assert whole == pytest.approx(until - since, abs=1e-5)


def test_what_only_adds_up_has_no_interaction_and_what_multiplies_has() -> None:
    added = move_of(SUM, since=10.0, until=15.0, alone={"a": 12.0, "b": 13.0})
    assert (added.parts, added.interaction) == ({"a": 2.0, "b": 3.0}, 0.0)
    times = move_of(SUM, since=6.0, until=20.0, alone={"a": 12.0, "b": 10.0})
    assert (times.difference, times.interaction) == (14.0, 4.0)


def test_books_that_are_the_same_move_nothing() -> None:
    same = {"s": np.array([1.0, 2.0, 3.0])}
    (move,) = moves(same, same, {}, among=[SUM])
    assert (move.difference, move.parts, move.interaction) == (0.0, {}, 0.0)


def test_a_number_that_no_draw_tells_is_absent_and_so_is_what_it_moves() -> None:
    none, some = {"s": np.array([np.nan, np.nan])}, {"s": np.array([1.0, 3.0])}
    assert level(SUM, none) is None
    (move,) = moves(some, none, {"plan": some}, among=[SUM])
    assert (move.since, move.until, move.difference) == (2.0, None, None)
    assert (move.parts, move.interaction) == ({"plan": 0.0}, None)


def test_headlines_are_named_once_each() -> None:
    names = [one.name for one in headlines()]
    assert len(names) == len(set(names)) >= 10
    assert {"failed-oracle-2030", "failed-coreweave-2030"} <= set(names)
