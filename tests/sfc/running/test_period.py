"""Names of a behaviour's values: one meaning each."""

from __future__ import annotations

from typing import Any

import pytest

from caploop import sfc
from caploop.core.errors import UsageError


def model(returned: str) -> sfc.Model:
    m = sfc.Model("TWO", freq="Y")
    one, two = m.sectors("one", "two")
    money = m.instrument("money", issuer=two)
    paid = m.flow("paid", payer=two, payee=one, via=money)
    m.params(wage=3.0)

    @m.behaviour
    def first(x: Any, p: Any, t: Any) -> Any:
        return {returned: p.wage * x.shock.uniform("luck")}

    @m.behaviour
    def second(x: Any, p: Any, t: Any) -> Any:
        return {paid: x[returned] if returned != "wage" else p.wage}

    return m


@pytest.mark.parametrize("name", ["wage", "paid"])
def test_a_name_that_means_something_else_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="rename one"):
        sfc.simulate(model(name), "2001", 2)


def test_a_behaviour_of_three_arguments_draws_through_its_view() -> None:
    run = sfc.simulate(model("half"), "2001", 3, draws=50, seed=1)
    paid = run["flow:paid"].values
    assert 0 < paid.min() < paid.max() < 3
    assert (run["half"].values == paid).all()
