"""The order of equations: what can be computed first is, what hangs together is one block."""

from __future__ import annotations

from caploop.sfc.language.order import order_equations
from caploop.sfc.language.text import read_equations


def test_a_chain_is_put_in_order() -> None:
    blocks = order_equations(read_equations("c = b + 1\nb = 2*a\na = x[-1]"))
    assert [b.names for b in blocks] == [("a",), ("b",), ("c",)]
    assert not any(b.torn for b in blocks)


def test_what_hangs_together_is_one_block_torn_once() -> None:
    text = "y = c + g\nc = a*(y - t)\nt = k*y\nh = h[-1] + y - t - c"
    blocks = order_equations(read_equations(text))
    assert set(blocks[0].names) == {"y", "c", "t"}
    assert blocks[0].torn == ("y",)
    assert blocks[0].linear
    assert blocks[1].names == ("h",)


def test_a_product_of_unknowns_is_not_linear() -> None:
    (block,) = order_equations(read_equations("y = 1 + 0.1*y*z\nz = 0.5*y"))
    assert block.linear is False
