"""A small book of agreements to vary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.store import read_agreements
from caploop.evidence.store import BUNDLED

BN = Decimal(10) ** 9

BASE: dict[str, Any] = {
    "payer": "northgrid",
    "payee": "lantern",
    "kind": "equity",
    "firmness": "signed",
    "state": "live",
    "known_at": date(2026, 1, 1),
    "signed": date(2026, 1, 1),
    "unit": "USD",
    "currency": "USD",
    "amount": BN,
    "spread": "at_start",
    "source": "a paper",
    "publisher": "a house",
    "claims": ("c1",),
}


@pytest.fixture
def tranche() -> Callable[..., Tranche]:
    """A signed equity tranche of one billion, with any field changed."""

    def made(name: str = "northgrid-lantern-2026/equity/all", **changes: Any) -> Tranche:
        return Tranche(**(BASE | {"id": name} | changes))

    return made


@pytest.fixture
def book() -> Callable[..., list[Agreement]]:
    """Tranches gathered under their agreements."""

    def made(*tranches: Tranche) -> list[Agreement]:
        names = list(dict.fromkeys(t.agreement for t in tranches))
        return [
            Agreement(
                id=name, group=name, tranches=tuple(t for t in tranches if t.agreement == name)
            )
            for name in names
        ]

    return made


@pytest.fixture(scope="session")
def bundled_agreements() -> tuple[Agreement, ...]:
    return read_agreements(BUNDLED / "book" / "agreements.toml")[0]
