"""Equations as text: what is read, and what is refused with its line."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from caploop.core.errors import InputInvalidError
from caploop.sfc.text import evaluate, read_equations, read_expression, slopes


def test_lags_and_changes() -> None:
    found = read_expression("d(K) + 2*X[-2] - if_true(a > 1)")
    assert found.now == {"K", "a"}
    assert found.lags == {("K", 1), ("X", 2)}
    value = evaluate(found, {"K": 5.0, "a": 2.0}, {("K", 1): 3.0, ("X", 2): 10.0})
    assert float(value) == 2 + 20 - 1


def test_a_note_is_kept() -> None:
    (one,) = read_equations("\n  Y = C + G  # income\n")
    assert (one.name, str(one.value.text), one.note) == ("Y", "C + G", "income")


@pytest.mark.parametrize(
    "text", ["__import__('os')", "x.y", "[1]", "lambda: 1", "X[1]", "'a'", "f(1)"]
)
def test_only_arithmetic_is_let_through(text: Any) -> None:
    with pytest.raises(InputInvalidError, match="equations:3"):
        read_equations(f"a = 1\n\nY = {text}")


def test_a_line_without_equals_is_refused() -> None:
    with pytest.raises(InputInvalidError, match="name = expression"):
        read_equations("Y + 1")


@pytest.mark.parametrize(
    ("text", "degree", "by"),
    [
        ("a*Y + b", 1, {"a"}),
        ("Y*Z", 2, set()),
        ("Y/k[-1] - 3", 1, {"k", "k["}),
        ("k/Y", 2, set()),
        ("exp(Y)", 2, set()),
        ("exp(b)", 0, set()),
        ("d(Y)*p", 1, {"p"}),
        ("-(Y + Z)/(1 + r)", 1, {"r"}),
    ],
)
def test_slopes(text: Any, degree: Any, by: Any) -> None:
    tree = ast.parse(text, mode="eval").body
    found, names = slopes(tree, frozenset({"Y", "Z"}))
    assert found == degree
    assert degree != 1 or names == by
