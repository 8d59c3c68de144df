"""INSOUT: inside and outside money, banks with a liquidity ratio, inventories on loans."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.sfc import textbook


def test_what_households_own_is_inventories_and_public_debt() -> None:
    run = sfc.simulate(textbook.insout(), "2001", 60)
    last = {str(n): float(run.data[n][0, 0, -1]) for n in run.data}
    debt = last["Bs"] + last["Pbl"] * last["BLs"]
    assert last["V"] == pytest.approx(last["IN"] + debt, rel=1e-6)
    assert last["holding:banks:loans"] == pytest.approx(last["Ld"], rel=1e-12)
    assert run.audit.gap < 1e-12
