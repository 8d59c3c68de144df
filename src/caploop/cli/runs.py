"""What `caploop run`, `earn`, `runway`, `value`, `rivals` and `loop --simulated` print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import msgspec

from caploop.cli.output import check_place, emit, rendered, teller
from caploop.core.command import refuse_idle
from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.evidence.store import decoded
from caploop.report.tables.frame import TextTable
from caploop.report.tables.policy import policy_tables
from caploop.report.tables.rivals import rivals_tables
from caploop.report.tables.run import earn_tables, loop_run_tables, run_tables, runway_tables
from caploop.report.tables.stress import stress_tables
from caploop.report.tables.value import value_tables
from caploop.stress import Shock, shocks_from_toml
from caploop.study.calibrate.posterior import calibrated_book, fit_for
from caploop.study.calibrate.record import CalibrationRecord
from caploop.study.earn.answer import EarnRecord, earn
from caploop.study.policy import policy
from caploop.study.policy.record import PolicyRecord
from caploop.study.rivals import rivals
from caploop.study.rivals.record import RivalsRecord
from caploop.study.run.answer import run_record, simulated_loop
from caploop.study.run.record import RunRecord, SimulatedLoop
from caploop.study.runway import runway
from caploop.study.runway.record import RunwayRecord
from caploop.study.shared.model_run import digest
from caploop.study.shared.open import open_book
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress import stress
from caploop.study.stress.record import StressRecord
from caploop.study.value import value
from caploop.study.value.record import ValueRecord


class Saved(Protocol):
    """What every record of a run has: its finding in words, and the hash of its content."""

    @property
    def hash(self) -> str:
        """Sixteen hexadecimal digits over the rest of the record."""

    @property
    def headline(self) -> str:
        """The finding in one sentence."""


Record = TypeVar("Record", bound=Saved)


def answer_runway(*, party: str, **options: Any) -> int:
    """Prints or writes the runway; returns the exit code."""
    return answered(
        RunwayRecord, lambda *a, **k: runway(*a, party=party, **k), tables=runway_tables, **options
    )


def answer_earn(**options: Any) -> int:
    """Prints or writes what it earns; returns the exit code."""
    return answered(EarnRecord, earn, tables=earn_tables, **options)


def answer_value(**options: Any) -> int:
    """Prints or writes the valuation; returns the exit code."""
    return answered(ValueRecord, value, tables=value_tables, **options)


def answer_rivals(**options: Any) -> int:
    """Prints or writes the race of developers; returns the exit code."""
    return answered(RivalsRecord, rivals, tables=rivals_tables, **options)


def answer_run(**options: Any) -> int:
    """Prints or writes the whole system; returns the exit code."""
    return answered(RunRecord, run_record, tables=run_tables, **options)


def answer_simulated_loop(*, link: str, **options: Any) -> int:
    """Prints or writes circularity in the run and a broken link; returns the exit code."""
    made = partial(simulated_loop, link=link)
    return answered(SimulatedLoop, made, tables=loop_run_tables, **options)


def answer_policy(*, credit: float, guarantee: float, **options: Any) -> int:
    """Prints or writes what policy costs and who gains; returns the exit code."""
    made = partial(policy, credit=credit, cover=guarantee)
    return answered(PolicyRecord, made, tables=policy_tables, **options)


def answer_stress(
    *,
    link: str | None,
    file: Path | None,
    misses: str | None,
    reverse: tuple[str, ...],
    quarter: str | None,
    start: str | None,
    **options: Any,
) -> int:
    """Prints or writes what a shock breaks, and the least shocks; returns the exit code."""
    if link is None and misses is None:
        refuse_idle("start", where="without --break or --party-misses")
    shocks: list[Shock] = []
    if link is not None:
        shocks.append(Shock(kind="withdraw", target=link, from_quarter=start))
    if misses is not None:
        shocks.append(Shock(kind="miss", target=misses, from_quarter=start))
    if file is not None:
        if not file.is_file():
            raise NotFoundError(f"no file {file}; write one as docs/stress.md shows")
        text, problems = decoded(file.read_bytes(), file)
        if problems:
            raise InputInvalidError(problems)
        shocks += shocks_from_toml(text, file=file.name)
    if not shocks and not reverse and options["reopen"] is None:
        raise UsageError("name a shock: --break, --shock or --party-misses; or --reverse PARTY")
    made = partial(stress, shocks=shocks, quarter=quarter, reverse=reverse)
    return answered(StressRecord, made, tables=stress_tables, **options)


def reopened(path: Path, kind: type[Record]) -> Record:
    """A record saved with --json and -o, checked against its own hash.

    Raises NotFoundError for no file, UsageError for another command's record and where a number
    was changed since.
    """
    if not path.is_file():
        raise NotFoundError(f"no file {path}; save a run with --json -o {path}")
    try:
        record = msgspec.json.decode(path.read_bytes(), type=kind, strict=False)
    except msgspec.DecodeError as error:
        message = f"{path} is no saved {kind.__name__.removesuffix('Record').lower()}: {error}"
        raise UsageError(f"{message}; save one with --json -o") from error
    if digest(cast(msgspec.Struct, record)) != record.hash:
        raise UsageError(f"{path} was changed after it was saved: its hash does not fit; run again")
    return record


def answered(
    kind: type[Record],
    made: Callable[..., Record],
    *,
    tables: Callable[[Record], Sequence[TextTable]],
    book: Path | None,
    ledger: str | None,
    name: str,
    as_of: date | None,
    known_at: date | None,
    scenario: tuple[str, ...],
    settings: tuple[str, ...],
    draws: int,
    seed: int,
    reopen: Path | None,
    calibrated: Path | None,
    form: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Prints or writes the record of a run, or of one saved; returns the exit code."""
    tell = teller(quiet=quiet)
    check_place(output)
    if reopen is not None:
        record = reopened(reopen, kind)
    else:
        opened = open_book(book=book, url=ledger, name=name)
        dates = as_of or opened.as_of, known_at or opened.known_at
        world = scenario_of(opened, scenarios=scenario, settings=settings)
        if calibrated is not None:
            opened = calibrated_book(
                opened, fit_for(reopened(calibrated, CalibrationRecord), world, known_at=dates[1])
            )
        tell(f"as of {dates[0]}, known at {dates[1]}; {draws:,} draws of {world.id}")
        record = made(opened, world, as_of=dates[0], known_at=dates[1], draws=draws, seed=seed)
    if form is not None or not sys.stdout.isatty():
        tell(record.headline)
    emit(rendered(record, tables(record), form), output, tell)
    return 0
