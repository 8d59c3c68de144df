"""A model cannot be written unbalanced, and every slip names the thing and the way out."""

from __future__ import annotations

from typing import Any

import numpy as np
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
