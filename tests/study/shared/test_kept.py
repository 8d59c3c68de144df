"""An answer that was kept is the answer, and of nothing else that is asked."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace as with_dates
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from caploop.book.known import KnownBook
from caploop.study import report_runs as runs_of_report
from caploop.study.earn import earn
from caploop.study.loop import LoopRecord, loop_asked
from caploop.study.options import CompareOptions, LoopOptions, RunOptions, StressOptions
from caploop.study.report_runs import report_runs
from caploop.study.shared.kept import afresh, answers_folder, found, keep, kept
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known

DRAWS = 200
"""Of the report, as in `tests/cli/test_main.py`."""

LAZY = """
import sys
from caploop.cli.main import main
try:
    main(["loop", "--json"], prog_name="caploop")
except SystemExit as error:
    assert not error.code
engine = sorted({"jax", "numpy", "scipy", "pandas", "xarray", "sqlalchemy"} & set(sys.modules))
print(engine, file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A cache of this test alone, in which answers are kept."""
    monkeypatch.setenv("CAPLOOP_ANSWERS", "on")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


class Sum(Struct, frozen=True):
    total: float
    calls: int


def adder() -> tuple[list[float], object]:
    calls: list[float] = []

    @kept("sum", Sum)
    def add(a: float, b: float = 1.0) -> Sum:
        calls.append(a)
        return Sum(a + b, len(calls))

    return calls, add


def test_the_same_question_is_answered_once_however_it_is_put() -> None:
    calls, add = adder()
    first = add(2.0)  # type: ignore[operator]
    assert add(2.0, 1.0) == add(a=2.0) == add(b=1.0, a=2.0) == first  # type: ignore[operator]
    assert calls == [2.0]
    assert add(2.0, 3.0).total == 5.0  # type: ignore[operator]
    assert calls == [2.0, 2.0]


def test_afresh_it_is_made_anew_and_kept_in_the_place_of_the_old_one() -> None:
    calls, add = adder()
    add(2.0)  # type: ignore[operator]
    with afresh():
        assert add(2.0).calls == 2  # type: ignore[operator]
    assert add(2.0).calls == 2  # type: ignore[operator]
    assert calls == [2.0, 2.0]


def test_nothing_is_kept_where_that_is_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAPLOOP_ANSWERS", "off")
    calls, add = adder()
    add(2.0)  # type: ignore[operator]
    add(2.0)  # type: ignore[operator]
    assert len(calls) == 2
    assert not answers_folder().exists()


def test_a_damaged_file_and_one_of_another_kind_are_not_read() -> None:
    keep("sum", Sum(1.0, 1), ["x"])
    assert found("sum", (LoopRecord,), ["x"]) is None
    (path,) = answers_folder().iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert found("sum", (Sum,), ["x"]) is None


def other_books() -> dict[str, KnownBook]:
    known, book = real_known(), real_book()
    first = book.parameters[0]
    moved = replace(first, source=f"{first.source}; read again")
    return {
        "another day": with_dates(known, known_at=known.known_at - timedelta(days=1)),
        "one word of one row": with_dates(
            known, book=replace(book, parameters=(moved, *book.parameters[1:]))
        ),
    }


@pytest.mark.parametrize("name", ["another day", "one word of one row"])
def test_another_book_is_another_question(name: str) -> None:
    keep("sum", Sum(1.0, 1), (real_known(), RunOptions()))
    assert found("sum", (Sum,), (real_known(), RunOptions())) == Sum(1.0, 1)
    assert found("sum", (Sum,), (other_books()[name], RunOptions())) is None
    assert found("sum", (Sum,), (real_known(), RunOptions(seed=1))) is None


def test_a_file_counts_by_what_is_in_it(tmp_path: Path) -> None:
    shock = tmp_path / "shock.toml"
    shock.write_text("a = 1")
    keep("sum", Sum(1.0, 1), [StressOptions(file=shock)])
    shock.write_text("a = 2")
    assert found("sum", (Sum,), [StressOptions(file=shock)]) is None
    shock.write_text("a = 1")
    assert found("sum", (Sum,), [StressOptions(file=shock)]) == Sum(1.0, 1)


def test_a_scenario_file_named_in_a_list_counts_by_what_is_in_it(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("a = 1")
    asked = CompareOptions(a="S0", b=f"S4+{own}")
    keep("sum", Sum(1.0, 1), [asked])
    assert found("sum", (Sum,), [asked]) == Sum(1.0, 1)
    own.write_text("a = 2")
    assert found("sum", (Sum,), [asked]) is None


def test_what_is_read_back_is_what_was_made() -> None:
    made = loop_asked(real_known(), LoopOptions())
    held = found("loop", (LoopRecord,), (real_known(), LoopOptions()))
    assert held == made == loop_asked(real_known(), LoopOptions())


def test_a_kept_answer_is_shown_without_the_engine() -> None:
    for engine in ("numpy", ""):
        done = subprocess.run(
            [sys.executable, "-c", LAZY], check=True, capture_output=True, text=True
        )
        assert ("numpy" in done.stderr.splitlines()[-1]) == bool(engine)
        assert done.stdout


def test_the_report_reads_back_its_runs_and_the_command_line_those_of_the_report(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The runs are those that other tests of the report have made, and are not made again."""
    monkeypatch.setenv("CAPLOOP_ANSWERS", "off")
    made = report_runs(real_known(), draws=DRAWS)
    monkeypatch.setenv("CAPLOOP_ANSWERS", "on")
    own = {name: getattr(made, name) for name in made.__struct_fields__}
    records = {n: own[n] for n in own if n not in {"register", "drivers", "whatif"}}
    records |= {f"drivers {name}": one for name, one in made.drivers.items()}
    times: list[int] = []

    def once(*_: object, draws: int) -> dict[str, Any]:
        times.append(draws)
        return dict(records)

    monkeypatch.setattr(runs_of_report, "_records", once)
    monkeypatch.setattr(runs_of_report, "whatif", lambda *_: made.whatif)
    for _ in range(2):
        monkeypatch.setattr(runs_of_report, "_MADE", {})
        assert report_runs(real_known(), draws=DRAWS) == made
    assert times == [DRAWS]
    with afresh():
        world = scenario_of(real_book(), scenarios=["S0"])
        assert earn(real_known(), world, RunOptions(draws=DRAWS)) == made.earn
