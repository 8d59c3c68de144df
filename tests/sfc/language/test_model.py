"""A model cannot be written unbalanced, and every slip names the thing and the way out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from caploop import sfc
from caploop.core.errors import UsageError


@pytest.fixture
def model() -> Any:
    made = sfc.Model("M")
    made.sectors("bank", "firm")
    return made


def test_an_instrument_needs_an_issuer(model: Any) -> None:
    with pytest.raises(UsageError, match=r"'cash' has no issuer.*give issuer=SECTOR"):
        model.instrument("cash")


def test_a_real_asset_has_none(model: Any) -> None:
    with pytest.raises(UsageError, match="is real and has an issuer"):
        model.instrument("capital", issuer=model.sector_list[0], real=True)


def test_a_flow_needs_a_payee_the_model_knows(model: Any) -> None:
    bank = model.sector_list[0]
    cash = model.instrument("cash", issuer=bank)
    (stranger,) = sfc.Model("other").sectors("stranger")
    with pytest.raises(UsageError, match="stranger is no sector of model M"):
        model.flow("pay", payer=bank, payee=stranger, via=cash)
    with pytest.raises(TypeError, match="payee"):
        model.flow("pay", payer=bank, via=cash)


def test_a_parameter_must_be_a_number(model: Any) -> None:
    with pytest.raises(UsageError, match="'rate' is nan: not a finite number"):
        model.params(rate=np.nan)


def test_names_are_taken_once(model: Any) -> None:
    with pytest.raises(UsageError, match="sector 'bank' is there already"):
        model.sectors("bank")


def test_an_asset_is_not_paid_with_itself(model: Any) -> None:
    bank, firm = model.sector_list
    cash = model.instrument("cash", issuer=bank)
    with pytest.raises(UsageError, match="is also what is paid with"):
        model.exchange("swap", buyer=bank, seller=firm, asset=cash, via=cash)


def test_an_unknown_name_in_an_equation_is_told_with_the_nearest(model: Any) -> None:
    bank, firm = model.sector_list
    cash = model.instrument("cash", issuer=bank)
    model.params(wage=1.0)
    model.flow("pay", payer=firm, payee=bank, via=cash, amount="2*wge")
    with pytest.raises(UsageError, match=r"'wge' in '2\*wge'.*did you mean wage"):
        sfc.simulate(model, "2026Q1", 1)


def test_a_flow_without_an_amount_is_named(model: Any) -> None:
    bank, firm = model.sector_list
    model.flow("pay", payer=firm, payee=bank, via=model.instrument("cash", issuer=bank))
    with pytest.raises(UsageError, match="nothing gives the amount of pay"):
        sfc.simulate(model, "2026Q1", 1)


def _firms() -> tuple[sfc.Model, sfc.Model]:
    """One model with plain arrays, one with the same arrays labelled in another order."""
    made = []
    for labelled in (False, True):
        m = sfc.Model("firms", freq="Y")
        (bank,) = m.sectors("bank")
        firms = m.group("firms", members=["a", "b", "c"])
        money = m.instrument("money", issuer=bank)

        def of(values: list[float], *, is_labelled: bool = labelled) -> Any:
            plain = pd.Series(values, index=["a", "b", "c"])
            return plain[["c", "a", "b"]] if is_labelled else plain.to_numpy()

        m.params(pay=of([1, 2, 3]))
        m.start(M=of([10, 20, 30]))
        m.open(firms, money, amount=of([10, 20, 30]))
        m.equations("M = M[-1] + pay")
        m.flow("wage", payer=bank, payee=firms, via=money, amount="pay")
        m.position(firms, money, value="M")
        made.append(m)
    return made[0], made[1]


def test_values_labelled_with_the_members_of_a_group_are_put_in_its_order() -> None:
    plain, labelled = (sfc.simulate(m, "2001", 1)["M"].values.ravel() for m in _firms())
    assert plain.tolist() == labelled.tolist() == [11, 22, 33]


def test_values_labelled_with_names_of_no_group_are_refused() -> None:
    m = sfc.Model("firms", freq="Y")
    firms = m.group("firms", members=["a", "b"])
    (bank,) = m.sectors("bank")
    money = m.instrument("money", issuer=bank)
    with pytest.raises(UsageError, match="'pay' is labelled with the members of no group"):
        m.params(pay=pd.Series([1.0, 2], index=["a", "x"]))
    with pytest.raises(UsageError, match="opening of money in firms has 'x' and lacks 'b'"):
        m.open(firms, money, amount=pd.Series([1.0, 2], index=["a", "x"]))


def test_a_correlation_labelled_in_another_order_is_that_of_the_names() -> None:
    matrix = pd.DataFrame(
        [[1, 0.2, 0.5], [0.2, 1, 0.1], [0.5, 0.1, 1]], index=list("cab"), columns=list("cab")
    )
    found = sfc.Correlation(names=("a", "b", "c"), matrix=matrix)
    assert found.matrix.tolist() == [[1, 0.1, 0.2], [0.1, 1, 0.5], [0.2, 0.5, 1]]
    with pytest.raises(UsageError, match="correlation has 'c' and lacks 'd'"):
        sfc.Correlation(names=("a", "b", "d"), matrix=matrix)
