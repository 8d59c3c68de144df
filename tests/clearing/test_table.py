"""A matrix of one's own is read as it stands, and every cell that cannot be is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from caploop.clearing.table import read_debts
from caploop.core.errors import InputInvalidError, NotFoundError

CHAIN = "bank,A,B,C,cash,outside\nA,0,10,0,4,1\n\nC,0,0,,0,0\nB,0,0,10,1,0\n"


@pytest.fixture
def matrix(tmp_path: Path) -> Path:
    return tmp_path / "matrix.csv"


def test_lines_are_put_in_the_order_of_the_columns(matrix: Path) -> None:
    matrix.write_text(CHAIN, "utf-8")
    debts = read_debts(matrix)
    assert debts.parties == ("A", "B", "C")
    assert debts.owed_usd.tolist() == [[0, 10, 0], [0, 0, 10], [0, 0, 0]]
    assert (debts.cash_usd.tolist(), debts.outside_usd.tolist()) == ([4, 1, 0], [1, 0, 0])


def test_cash_of_a_second_file_takes_the_place_of_the_column(matrix: Path) -> None:
    matrix.write_text(CHAIN, "utf-8")
    cash = matrix.with_name("cash.csv")
    cash.write_text("bank,usd\nB,7\nA,8\nC,9\n", "utf-8")
    assert read_debts(matrix, cash=cash).cash_usd.tolist() == [8, 7, 9]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (",10,0,4", ",ten,0,4", 2, "B is 'ten'"),
        (",10,0,4", ",-1,0,4", 2, "B is '-1'"),
        ("A,0,10", "A,3,10", 2, "owes itself"),
        ("B,0,0,10,1,0", "D,0,0,10,1,0", 5, "has no column"),
        ("B,0,0,10,1,0", "B,0,0,10,1", 5, "5 cells under 6 columns"),
        ("B,0,0,10,1,0", "A,0,0,10,1,0", 5, "has two lines"),
        ("cash", "money", 1, "no column is called cash"),
    ],
)
def test_a_fault_has_its_line(matrix: Path, old: str, new: str, line: int, said: str) -> None:
    matrix.write_text(CHAIN.replace(old, new, 1), "utf-8")
    with pytest.raises(InputInvalidError) as refused:
        read_debts(matrix)
    assert any(p.place.line == line and said in p.message for p in refused.value.problems)


def test_no_file_is_not_found(matrix: Path) -> None:
    with pytest.raises(NotFoundError, match="clear --help"):
        read_debts(matrix)
