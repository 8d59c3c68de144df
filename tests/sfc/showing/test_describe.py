"""The description is made from the model and names all of it."""

from __future__ import annotations

from caploop import sfc
from tests.sfc.cases import sim_in_code, sim_in_equations


def test_the_description_names_everything() -> None:
    text = sfc.describe(sim_in_equations())
    assert "| tax | flow | payer household, payee government | `T` |" in text
    assert "| Y | `C + G` | national income |" in text
    assert "- T, C, Y: at once, linear, in Y" in text
    assert "- money: owed by government" in text


def test_a_behaviour_tells_its_docstring() -> None:
    assert "`year`: Income follows from spending" in sfc.describe(sim_in_code())
