"""The newest vintage opens with what was published: no dollar of history is paid a second time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from caploop.book.known import KnownBook, known_book
from caploop.book.vintage.named import vintages
from caploop.model.assembly.inputs import model_inputs
from caploop.model.terms.parties import INVESTORS, QUARTERS, period_of
from caploop.study.options import RunOptions
from caploop.study.run.answer import run_record
from caploop.study.run.record import OpeningBalance, RunRecord
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of

DRAWS = 60
PUBLISHED = {
    ("microsoft", "debt"): 46.136,
    ("amazon", "debt"): 128.894,
    ("google", "debt"): 101.085,
    ("nvidia", "debt"): 33.366,
    ("coreweave", "debt"): 35.551,
    ("cerebras", "cash"): 6.742,
}
"""Filings of the quarter to June 2026, USD bn."""
PAID = {"amazon": 28.7, "nvidia": 30.0, "softbank": 10.0}
"""Cheques to OpenAI by 30 June 2026, USD bn: Amazon's 10-Q, Nvidia, SoftBank's first of three."""


@pytest.fixture(scope="module")
def known() -> KnownBook:
    return known_book(open_book(book=Path(vintages()[-1].id)))


@pytest.fixture(scope="module")
def record(known: KnownBook) -> RunRecord:
    world = scenario_of(known.book, scenarios=["S0"])
    return run_record(known, world, RunOptions(draws=DRAWS))


def found(record: RunRecord, party: str, item: str) -> OpeningBalance:
    return next(b for b in record.opening if (b.party, b.item) == (party, item))


def test_balances_published_for_the_opening_are_those_it_begins_with(record: RunRecord) -> None:
    for (party, item), amount in PUBLISHED.items():
        row = found(record, party, item)
        assert not row.rolled, (party, item)
        assert row.value == pytest.approx(amount, abs=0.01)
    for row in record.opening:
        if not row.rolled:
            assert row.stated is not None
            assert row.value == pytest.approx(row.stated, abs=1e-6)


def test_ownership_adds_up_and_microsoft_has_what_was_published(record: RunRecord) -> None:
    shares = {b.holder: b for b in record.opening if b.item == "ownership"}
    assert sum(b.value for b in shares.values()) == pytest.approx(1.0, abs=0.003)
    assert shares["microsoft"].value == pytest.approx(0.2679, abs=1e-4)


def test_openais_cash_is_carried_on_from_73_by_what_came_and_went(
    known: KnownBook, record: RunRecord
) -> None:
    row = found(record, "openai", "cash")
    assert row.rolled
    assert row.stated == pytest.approx(73.0)
    inputs = model_inputs(known, scenario_of(known.book, scenarios=["S0"]), quarters=QUARTERS)
    second = float(np.sum(inputs.params["cheques_agreed"][1]))
    burn = 25 / 4  # of the plan's year, about what a quarter burns
    assert row.value == pytest.approx(73.0 + second - burn, abs=4.0)
    assert 75 < row.value < 121  # what the papers of autumn 2026 leave for the end of June


def test_each_cheque_of_history_is_in_it_once(known: KnownBook) -> None:
    inputs = model_inputs(known, scenario_of(known.book, scenarios=["S0"]), quarters=QUARTERS)
    first = period_of(known.vintage.first_quarter)
    for name, paid in PAID.items():
        cheques = inputs.params["cheques_agreed"][:, INVESTORS.index(name)]
        assert float(cheques[: first - 1].sum()) == pytest.approx(paid, abs=0.05), name
    whole = inputs.params["cheques_agreed"][:, INVESTORS.index("amazon")].sum()
    assert float(whole) == pytest.approx(50.0)
    assert float(inputs.params["on_listing"].sum()) == 0


def test_a_world_that_withdraws_the_round_leaves_history_alone(known: KnownBook) -> None:
    dropped = scenario_of(known.book, scenarios=["S4"])
    base = scenario_of(known.book, scenarios=["S0"])
    first = period_of(known.vintage.first_quarter)
    with_it, without = (
        model_inputs(known, world, quarters=QUARTERS).params["cheques_agreed"]
        for world in (base, dropped)
    )
    assert np.array_equal(with_it[: first - 1], without[: first - 1])
    assert without[first - 1 :].sum() < with_it[first - 1 :].sum()
