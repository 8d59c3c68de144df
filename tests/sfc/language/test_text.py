"""Equations as text: what is read, and what is refused with its line."""

from __future__ import annotations

import ast
import re
from typing import Any

import jax.numpy as jnp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import InputInvalidError
from caploop.sfc.language.text import evaluate, read_equations, read_expression, slopes


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("min(K)", "min takes two or more arguments, not 1"),
        ("max()", "max takes two or more arguments, not 0"),
        ("log(K, 10)", "log takes one argument, not 2"),
        ("sqrt()", "sqrt takes one argument, not 0"),
        ("if_true(K > 1, 2)", "if_true takes one argument, not 2"),
        ("d(K + 1)", "d takes one name"),
        ("d()", "d takes one name"),
        ("min(*K, 2)", "Starred"),
        ("K == 1", "Eq is no comparison"),
        ("K in K", "In is no comparison"),
        ("9**9**9", "not finite"),
        ("K*2**2000", "not finite"),
        ("-9**9**9*K", "not finite"),
        ("1e400*K", "not finite"),
        ("1" + "0" * 400, "not finite"),
        ("K/(1 - 1)/0", "is not finite"),
        ("1/0", "not finite"),
        ("0**-1", "not finite"),
        ("(-8)**0.5", "no real value"),
        ("K*True", "not a number"),
        ("2j*K", "not a number"),
        ("(" * 300 + "K" + ")" * 300, "not an expression|too deep"),
        ("-" * 100_000 + "K", "not an expression|too deep"),
    ],
)
def test_what_has_no_number_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(InputInvalidError, match="equations:3") as refused:
        read_equations(f"a = 1\n\nY = {text}")
    assert re.search(words, str(refused.value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("min(K, 2, 3)", -1.0),
        ("max(K, 2, 3, -4)", 3.0),
        ("0 < K < 1", 0.0),
        ("-2 < K < 0 <= 1", 1.0),
        ("(K < 0) + (K < 1)", 2.0),
        ("-(K < 0)", -1.0),
        ("if_true(0 < K < 1)", 0.0),
        ("if_true(K)", 1.0),
        ("if_true(K + 1)", 0.0),
        ("100000000000000000000*K", -1e20),
        ("10**20*K", -1e20),
        ("123456789012345678901234567890/K", -123456789012345678901234567890.0),
        ("9007199254740993 + 0*K", 9007199254740992.0),
        ("K**2", 1.0),
        ("K**-3", -1.0),
        ("2**3**2 + 0*K", 512.0),
        ("(1 - 2)*K", 1.0),
        ("7/2*K", -3.5),
    ],
)
def test_what_has_a_number_gives_it(text: str, value: float) -> None:
    (found,) = read_equations(f"Y = {text}")
    assert float(evaluate(found.value, {"K": jnp.asarray(-1.0)}, {})) == value


@given(st.integers(-(10**40), 10**40), st.floats(-1e3, 1e3, allow_subnormal=False))
def test_a_whole_number_of_any_size_counts_as_the_float_next_to_it(whole: int, k: float) -> None:
    found = read_expression(f"{whole}*K")
    assert float(evaluate(found, {"K": jnp.asarray(k)}, {})) == float(whole) * k


@pytest.mark.parametrize(
    "text", ["if_true(K > 1)", "K < 1", "0 < K < 1", "min(K, 1)", "if_true(K)"]
)
def test_a_comparison_with_nan_is_nan_and_not_no(text: str) -> None:
    found = evaluate(read_expression(text), {"K": jnp.asarray(jnp.nan)}, {})
    assert jnp.isnan(found)


def test_arrays_of_different_groups_are_refused_with_the_line_that_adds_them() -> None:
    _, sums = read_equations("a = 1\nY = small + large")
    with pytest.raises(InputInvalidError, match=r"cannot be computed.*equations:2"):
        evaluate(sums.value, {"small": jnp.ones(2), "large": jnp.ones(3)}, {})


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
