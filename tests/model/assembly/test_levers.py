"""Settings that could change nothing in a run are refused."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.model.terms.horizon import check_quarters


@pytest.mark.parametrize(
    ("first", "last"),
    [("2036Q1", None), ("2099Q1", "2099Q4"), (None, "2025Q4"), ("2024Q1", "2025Q4")],
)
def test_quarters_outside_the_run_are_refused_with_where_it_ends(
    first: str | None, last: str | None
) -> None:
    with pytest.raises(UsageError, match=r"the window .* a run goes from 2026Q1 to 2035Q4"):
        check_quarters("the window", first, last)


@pytest.mark.parametrize(
    ("first", "last"),
    [(None, None), ("2026Q1", "2026Q1"), ("2035Q4", "2099Q4"), ("2020Q1", None), (None, "2026Q1")],
)
def test_quarters_that_reach_into_the_run_are_taken(first: str | None, last: str | None) -> None:
    check_quarters("the window", first, last)
