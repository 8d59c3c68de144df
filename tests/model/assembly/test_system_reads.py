"""Every parameter is read by some function of a quarter, and made or a row of the book."""

from __future__ import annotations

from caploop.model.assembly.system import MECHANISMS, reads
from caploop.model.inputs.lifts import bottom_up
from caploop.model.terms.arrays import ARRAYS
from tests.model.whole_model import inputs_of
from tests.real_book import real_book


def test_each_mechanism_reads_parameters() -> None:
    every = {f"M{n}" for n in range(1, 11)}
    assert set(MECHANISMS) == every
    assert all(reads(name) for name in every)
    assert len(reads()) == len(set(reads()))
    assert {*bottom_up()} <= {*reads()}


def test_what_is_read_is_a_row_of_the_book_or_declared() -> None:
    rows, made = {p.symbol for p in real_book().parameters}, {one.name for one in ARRAYS}
    assert {*reads()} - rows <= made
    assert made <= {*reads()}
    assert not rows & made


def test_arrays_have_the_axes_that_they_declare() -> None:
    params = inputs_of("S0").params
    for one in ARRAYS:
        assert len(getattr(params[one.name], "shape", ())) == len(one.axes.split()), one.name
