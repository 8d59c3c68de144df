"""Declared series: what is misspelt, missing or of another shape is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from caploop import sfc
from caploop.core.errors import UsageError


def model(behaviour: Callable[..., Any], *more: sfc.Series) -> sfc.Model:
    m = sfc.Model("M", freq="Y")
    one, two = m.sectors("one", "two")
    money = m.instrument("money", issuer=two)
    paid = m.flow("paid", payer=two, payee=one, via=money, amount="0")
    assert paid
    m.params(bc=0.5)
    m.names({"cost_share": "bc"})
    m.axes({"class": 3})
    m.series(sfc.Series("claims", "USD bn", axes="class", says="claimed by class"), *more)
    m.behaviour(behaviour)
    return m


def growing(x: Any, p: Any, t: Any) -> Any:
    return {"claims": x.lag("claims") + p.cost_share}


def test_a_state_opens_in_the_shape_of_its_axes() -> None:
    run = sfc.simulate(model(growing), "2001", 2)
    assert run["claims"].values.reshape(2, 3).tolist() == [[0.5] * 3, [1.0] * 3]


def test_a_scenario_changes_a_parameter_by_its_own_name() -> None:
    scenarios = {"more": {"bc": sfc.Change(1.0)}}
    run = sfc.simulate(model(growing), "2001", 1, scenarios=scenarios)
    assert run["claims"].values.max() == 1.0


@pytest.mark.parametrize(
    ("behaviour", "message"),
    [
        (lambda x, p, t: {"claim": p.cost_share}, "'claim', which no series declares.*claims"),
        (lambda x, p, t: {"claims": x["clams"]}, "no series is called 'clams'.*claims"),
        (lambda x, p, t: {"claims": x.lag("clams")}, "no series is called 'clams'.*claims"),
        (lambda x, p, t: {"claims": p.bc}, "'bc' is not read by its symbol; call it 'cost_share'"),
        (lambda x, p, t: {"claims": p.cost_shar}, "no parameter 'cost_shar'.*cost_share"),
        (lambda x, p, t: {"claims": p.cost_share}, r"'claims' has shape \(\); its axes 'class'"),
    ],
)
def test_what_is_misspelt_is_refused(behaviour: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sfc.simulate(model(behaviour), "2001", 1)


def test_a_series_that_nobody_returns_is_refused() -> None:
    with pytest.raises(UsageError, match="'lost' is declared and no behaviour returns it"):
        sfc.simulate(model(growing, sfc.Series("lost", "USD bn", says="lost")), "2001", 1)


def test_an_axis_needs_a_length_and_has_one() -> None:
    with pytest.raises(UsageError, match="axis 'lessor' has no length"):
        model(growing, sfc.Series("rent", "USD bn", axes="lessor"))
    m = model(growing)
    m.axes({"class": 3})
    with pytest.raises(UsageError, match="has length 3 already, not 4"):
        m.axes({"class": 4})


def test_reads_need_no_values() -> None:
    m = sfc.Model("M")
    m.axes({"firm": 2})
    m.arrays(sfc.Series("size", "1", axes="firm"))

    @m.behaviour
    def first(x: Any, p: Any, t: Any) -> Any:
        return {"first": p.size[1] + p.rate}

    @m.behaviour
    def second(x: Any, p: Any, t: Any) -> Any:
        return {"second": x["first"] + x.lag("second")}

    one, two = sfc.reads(m).values()
    assert one == (("size", "rate"), (), (), ("first",))
    assert two == ((), ("first",), ("second",), ("second",))
