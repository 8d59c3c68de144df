"""What a run reads: one plan, the book's cheques, a scenario's changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

import caploop
from caploop.book.known import known_book
from caploop.core.errors import UsageError
from caploop.model.assembly.inputs import ASKED, Inputs, model_inputs
from caploop.model.assembly.system import reads
from caploop.model.terms.parties import FIRMS, HOLDERS, INVESTORS
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known


def inputs(*scenarios: str, settings: tuple[str, ...] = ()) -> Inputs:
    world = scenario_of(real_book(), scenarios=scenarios, settings=settings)
    return model_inputs(real_known(), world, quarters=24)


@pytest.fixture(scope="module")
def plan() -> Inputs:
    return inputs("S0")


def column(found: Inputs, investor: str) -> list[float]:
    values: Any = found.params["cheques_agreed"][:, INVESTORS.index(investor)]
    return [round(float(v), 9) for v in values[:4]]


def test_agreed_cheques_are_the_books_75_bn(plan: Inputs) -> None:
    assert column(plan, "nvidia") == [30, 0, 0, 0]
    assert column(plan, "amazon") == [15, 0, 0, 0]
    assert column(plan, "softbank") == [0, 10, 10, 10]
    assert plan.params["cheques_agreed"].sum() == pytest.approx(75)
    assert plan.params["on_listing"].sum() == pytest.approx(35)


def test_a_withdrawn_tranche_is_not_paid() -> None:
    assert column(inputs("S4"), "softbank") == [0, 0, 0, 0]


def test_every_parameter_is_read_or_listed(plan: Inputs) -> None:
    symbols = {p.symbol for p in real_book().parameters}
    assert set(plan.symbols) | set(plan.unread) == symbols
    assert not set(plan.symbols) & set(plan.unread)
    assert {name for name in reads() if name in symbols} <= set(plan.symbols)


def test_one_run_reads_one_plan() -> None:
    v0 = inputs("S2")
    assert v0.plan.vintage == "V0"
    assert not any("v2" in symbol for symbol in v0.symbols)
    assert inputs("S2", settings=("plan_vintage=V2",)).plan.vintage == "V2"


def test_the_lift_closes_the_gap_between_bottom_up_and_plan(plan: Inputs) -> None:
    assert plan.params["lift_consumer"][19] > 1
    assert (plan.params["spread_kept"] > 0).all()


def test_ownership_before_the_round_sums_to_one(plan: Inputs) -> None:
    owned = plan.params["ownership"]
    assert owned.sum() == pytest.approx(1, abs=1e-12)
    assert owned[HOLDERS.index("microsoft")] == pytest.approx(0.27)


def test_openings_are_those_of_the_books_balance_sheets(plan: Inputs) -> None:
    cash = dict(zip(FIRMS, plan.params["opening_cash"], strict=True))
    assert cash["oracle"] == pytest.approx(19.241 + 0.525)
    assert cash["vehicles"] == 0
    debt = dict(zip(FIRMS, plan.params["opening_debt"], strict=True))
    assert debt["softbank"] == pytest.approx(51.1 + 24.3)
    assert (np.asarray(plan.params["chip_margin"]) > 0.4).all()


def test_a_chip_made_cheaper_is_chosen_against_the_books_own_cost(plan: Inputs) -> None:
    own = inputs(settings=("s_asic=0.35",))
    assert np.array_equal(own.params["chip_cost_central"], plan.params["chip_cost_central"])


def test_a_change_in_some_quarters_is_left_to_the_engine() -> None:
    found = inputs("S3")
    (change,) = found.changes["window_open"]
    assert (change.value, change.start, change.end) == (0.0, 5, 8)
    assert found.params["window_open"] == 1


@pytest.mark.parametrize("name", ["S6", "S9", "S10"])
def test_every_scenario_of_the_book_has_its_mechanism(name: str) -> None:
    assert inputs(name).plan.vintage == "V2"


def test_what_the_inputs_alone_read_counts_as_read(plan: Inputs) -> None:
    assert {"lag_gw", "I_amzn_total", "base_capex_oracle", "flow0_open"} <= set(plan.symbols)
    assert not {*ASKED} & {*reads()}


def test_what_questions_ask_of_the_book_is_named_by_one() -> None:
    home = Path(caploop.__file__).parent
    code = "".join(path.read_text("utf-8") for path in sorted((home / "study").rglob("*.py")))
    stems = ("s_api_", "grid_")
    assert [s for s in ASKED if f'"{s}"' not in code and not s.startswith(stems)] == []


def test_a_book_without_a_row_that_the_inputs_read_is_refused() -> None:
    rows = tuple(p for p in real_book().parameters if p.symbol != "flow0_open")
    bare = replace(real_book(), parameters=rows)
    with pytest.raises(UsageError, match="has no parameter flow0_open, which the model reads"):
        model_inputs(
            known_book(bare),
            scenario_of(bare, scenarios=()),
            quarters=4,
        )
