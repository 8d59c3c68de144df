"""BMW: loans, capital and deposits settle at the same amount."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.sfc import textbook


@pytest.mark.parametrize("by_wage", [False, True])
def test_deposits_are_loans_are_capital(by_wage: bool) -> None:
    opening = dict.fromkeys(("K", "Ld", "Ls", "Mh", "Ms", "Y"), 100.0) | {"rm": 0.025}
    more = {"alpha1w": 0.8, "alpha1r": 0.15} if by_wage else {}
    run = sfc.simulate(textbook.bmw(start=opening, params=more, by_wage=by_wage), "2001", 300)
    for name in ("Ld", "Mh", "K"):
        assert float(run[name][0, 0, -1]) == pytest.approx(float(run["Y"][0, 0, -1]), rel=1e-6)
    assert run.audit.gap < 1e-9
