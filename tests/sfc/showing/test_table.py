"""The accounts of SIM in its first year, checked on paper: Y = 20 / (1 - 0.6 * 0.8)."""

from __future__ import annotations

import pytest

from caploop import sfc
from caploop.core.errors import UsageError
from tests.sfc.cases import sim_in_equations


def test_the_balance_sheet_of_the_first_year() -> None:
    run = sfc.simulate(sim_in_equations(), "2001", 2)
    sheet = sfc.balance_sheet(run, "2001")
    income = 20 / (1 - 0.6 * 0.8)
    saved = 0.4 * 0.8 * income
    assert sheet.frame.loc["money", "household"] == pytest.approx(saved)
    assert sheet.frame.loc["money", "government"] == pytest.approx(-saved)
    assert sheet.frame.loc["money", "sum"] == pytest.approx(0, abs=1e-12)
    assert sheet.text().startswith("Balance sheet of SIM, 2001, USD bn")


def test_every_row_and_column_of_the_flows_sums_to_zero() -> None:
    run = sfc.simulate(sim_in_equations(), "2001", 9)
    flows = sfc.transaction_flow_matrix(run, "2009").frame
    assert flows.loc["wages", "firm"] == -flows.loc["wages", "household"]
    assert flows["sum"].abs().max() < 1e-12
    assert flows.loc["sum"].abs().max() < 1e-12
    assert flows.loc["change in money", "household"] < 0


def test_html_and_latex() -> None:
    table = sfc.balance_sheet(sfc.simulate(sim_in_equations(), "2001", 2), "2002")
    assert "<caption>Balance sheet of SIM, 2002, USD bn</caption>" in table.html()
    assert r"\begin{tabular}" in table.latex()


def test_statistics_have_accounts_too() -> None:
    model = sim_in_equations(theta=sfc.Uniform(0.15, 0.25))
    run = sfc.simulate(model, "2001", 3, draws=100, stats=["mean"])
    sheet = sfc.balance_sheet(run, "2003", draw="mean").frame
    assert sheet.loc["money", "sum"] == pytest.approx(0, abs=1e-9)


def test_a_period_that_was_not_run_is_told() -> None:
    run = sfc.simulate(sim_in_equations(), "2001", 2)
    with pytest.raises(UsageError, match="goes from 2001 to 2002"):
        sfc.balance_sheet(run, "2010")
    with pytest.raises(UsageError, match="no scenario 'x'"):
        sfc.balance_sheet(run, "2001", scenario="x")
