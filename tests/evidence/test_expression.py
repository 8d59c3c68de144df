"""The language of cross-checks reads arithmetic and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import InputInvalidError
from caploop.evidence.expression import called, evaluate

WHOLE = st.integers(-1000, 1000)


@given(a=WHOLE, b=WHOLE, c=st.integers(1, 1000))
def test_it_computes_as_paper_does(a: int, b: int, c: int) -> None:
    text = f"({a} + {b}) * 2 - {a} / {c}"
    wanted = (Decimal(a) + Decimal(b)) * 2 - Decimal(a) / Decimal(c)
    assert evaluate(text, {}, subject="x") == wanted


def test_decimals_are_exact() -> None:
    assert evaluate("0.1 + 0.2", {}, subject="x") == Decimal("0.3")


@pytest.mark.parametrize("text", ["x", "a.b", "[1]", "lambda: 1", "1 if 1 else 2", "f(x=1)"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputInvalidError):
        evaluate(text, {"f": lambda x: x}, subject="x")


def test_the_claims_a_check_reads_can_be_listed() -> None:
    assert called("identity(c('a') / c('b'), c('a'))", "c") == ["a", "b", "a"]
