"""The list of claims as it is typed."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.study.plan.asked import listed


def test_claims_are_listed_once_without_spaces() -> None:
    assert listed("001-15, 004-53,001-15,") == ("001-15", "004-53")
    assert listed(None) == ()


def test_a_list_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="names no claim"):
        listed(" , ")
