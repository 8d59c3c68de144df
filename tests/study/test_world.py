"""The world of a run: the book as it stands, or with the priors of a calibration."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from caploop.book.book import Book
from caploop.book.known import KnownBook, known_book
from caploop.book.parameter import Parameter
from caploop.book.scenario import Scenario, ScenarioChange
from caploop.core.errors import NotFoundError, UsageError
from caploop.core.message import message
from caploop.distributions.fit import fitted
from caploop.evidence.claim import Batch
from caploop.study.calibrate.record import CalibrationFit, CalibrationRecord, Fitted
from caploop.study.options import RunOptions
from caploop.study.shared.rows import Versions, digest
from caploop.study.world import world_of

DAY = date(2026, 3, 1)
PRICE = Parameter(
    id="p1",
    mechanism="M1",
    name="Annual lease price per GW",
    symbol="ell",
    unit="USD bn/GW-yr",
    unit_as_written="USD bn/GW-yr",
    low=Decimal(8),
    central=Decimal(12),
    high=Decimal(16),
    distribution="normal",
    fit=fitted(8.0, 12.0, 16.0, distribution="normal", symbol="ell"),
    source="a report",
    known_at=DAY,
    assumption=False,
)
OLD_PLAN = ScenarioChange(
    target="lever", name="plan_vintage", action="set", reason="as it was", word="V0"
)


def scenario(name: str, *changes: ScenarioChange) -> Scenario:
    return Scenario(id=name, title_en=name, title_zh=name, source="s", changes=changes)


@pytest.fixture
def known() -> KnownBook:
    """A book of one parameter and two scenarios, on the newest plan and on the first."""
    sheets: Any = SimpleNamespace(evidence=Batch(), as_of=DAY, known_at=DAY)
    parts: dict[str, Any] = dict.fromkeys(("agreements", "parties", "quantities", "positions"), ())
    scenarios = (scenario("S0"), scenario("S2", OLD_PLAN))
    return known_book(Book(sheets=sheets, parameters=(PRICE,), scenarios=scenarios, **parts))


@pytest.fixture
def calibration(tmp_path: Path) -> Path:
    """A saved calibration on the newest plan that leaves the price between 10 and 12."""
    three = (10.0, 11.0, 12.0)
    row = Fitted(
        symbol="ell",
        unit="USD bn",
        prior=three,
        posterior=three,
        r_hat=1.0,
        effective=999.0,
        prior_from="the book's",
    )
    fit = CalibrationFit(
        at=DAY,
        plan_vintage="V2",
        chains=1,
        draws=1,
        seed=0,
        largest_r_hat=1.0,
        least_effective=999.0,
        divergent=0,
        converged=True,
        fitted=(row,),
        pulls=(),
        scored=(),
        inside=None,
        log_score=None,
        prior_score=None,
        names=("ell",),
        grid=(three,),
        correlation=((1.0,),),
    )
    record = CalibrationRecord(
        as_of=DAY,
        known_at=DAY,
        headline=message("calibrated"),
        fits=(fit,),
        synthetic_coverage=0.9,
        replicas=1,
        notes=(),
        versions=Versions(caploop="0", book="b"),
        hash="",
    )
    path = tmp_path / "calibration.json"
    path.write_bytes(msgspec.json.encode(replace(record, hash=digest(record))))
    return path


def test_without_a_calibration_the_book_is_asked_as_it_stands(known: KnownBook) -> None:
    book, world = world_of(known, RunOptions())
    assert book is known
    assert world.id == "S0"


def test_scenarios_are_joined_and_settings_come_on_top(known: KnownBook) -> None:
    _, world = world_of(known, RunOptions(scenario=("S0", "S2"), settings=("ell=11",)))
    assert [c.name for c in world.changes] == ["plan_vintage", "ell"]


def test_a_calibration_stands_in_for_priors_on_the_same_days(
    known: KnownBook, calibration: Path
) -> None:
    book, world = world_of(known, RunOptions(calibrated=calibration))
    (row,) = book.parameters
    assert (row.low, row.central, row.high) == (10, 11, 12)
    assert row.source.startswith("calibration at 2026-03-01")
    assert (book.as_of, book.known_at, world.id) == (known.as_of, known.known_at, "S0")
    assert known.parameters == (PRICE,)


def test_a_calibration_on_another_plan_or_of_a_later_day_is_refused(
    known: KnownBook, calibration: Path
) -> None:
    with pytest.raises(UsageError, match="S2 runs on V0"):
        world_of(known, RunOptions(scenario=("S2",), calibrated=calibration))
    before = known_book(known.book, known_at=date(2026, 2, 1))
    with pytest.raises(UsageError, match="after the day of knowledge"):
        world_of(before, RunOptions(calibrated=calibration))


def test_a_scenario_a_setting_or_a_file_that_is_none_is_refused(
    known: KnownBook, tmp_path: Path
) -> None:
    with pytest.raises(NotFoundError, match="no scenario is called 'S9'"):
        world_of(known, RunOptions(scenario=("S9",)))
    with pytest.raises(UsageError, match="above 0"):
        world_of(known, RunOptions(settings=("ell=-1",)))
    with pytest.raises(NotFoundError, match="no file"):
        world_of(known, RunOptions(calibrated=tmp_path / "none.json"))
