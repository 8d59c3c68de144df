"""Verdicts on statements follow from the signs of their years."""

from __future__ import annotations

import pytest

from caploop.study.rivals.statements import verdict_of


@pytest.mark.parametrize(
    ("changes", "sign", "verdict"),
    [
        ((0.1, 0.0), 1, "holds"),
        ((0.1, -0.1), 1, "in_part"),
        ((-0.1, -0.1), 1, "fails"),
        ((-0.1, -0.1), -1, "holds"),
    ],
)
def test_a_statement_holds_where_no_year_has_the_other_sign(
    changes: tuple[float, ...], sign: int, verdict: str
) -> None:
    assert verdict_of(changes, sign=sign) == verdict
