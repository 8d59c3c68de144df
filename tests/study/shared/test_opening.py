"""Where a question finds its evidence and its dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.study.shared.opening import load_book, open_ledger
from tests.study.claims.test_answer import SMALL


def test_the_dates_are_those_of_the_book_unless_given() -> None:
    own = open_ledger()
    assert (own.as_of, own.known_at) == (date(2026, 3, 1), date(2026, 3, 1))
    given = open_ledger(known_at=date(2025, 9, 9))
    assert (given.as_of, given.known_at) == (date(2026, 3, 1), date(2025, 9, 9))


def test_a_book_without_dates_wants_them_named() -> None:
    with pytest.raises(NotFoundError, match="--as-of and --known-at"):
        open_ledger(book=SMALL / "evidence")
    opened = open_ledger(book=SMALL / "evidence", as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    assert len(opened.ledger.batch().claims) == 16


def test_a_folder_and_a_database_at_once_are_refused() -> None:
    with pytest.raises(UsageError, match="not both"):
        open_ledger(book=SMALL, url="sqlite://")


def test_a_book_loads_into_a_database_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'claims.db'}"
    assert load_book(SMALL, url=url) == 16
    opened = open_ledger(url=url, as_of=date(2026, 3, 1), known_at=date(2026, 3, 1))
    assert len(opened.ledger.batch().claims) == 16
    opened.ledger.close()
    with pytest.raises(InputInvalidError, match="stored already"):
        load_book(SMALL, url=url)
