"""The runs a report shows: the present plan, the same without new money, and with a link broken."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from msgspec import Struct

from caploop.book import KnownBook
from caploop.study.build import answer as build
from caploop.study.build.record import BuildRecord
from caploop.study.drivers import answer as drivers
from caploop.study.drivers.outcome import QUESTIONS, outcome_of
from caploop.study.drivers.record import DriversRecord
from caploop.study.earn import answer as earn
from caploop.study.earn.record import EarnRecord
from caploop.study.options import (
    PolicyOptions,
    RegisterOptions,
    RunOptions,
    RunwayOptions,
    WhatIfOptions,
)
from caploop.study.policy import answer as policy
from caploop.study.policy.record import PolicyRecord
from caploop.study.register import RegisterRecord, register
from caploop.study.rivals import answer as rivals
from caploop.study.rivals.record import RivalsRecord
from caploop.study.run import answer as run
from caploop.study.run.record import RunRecord
from caploop.study.runway import answer as runway
from caploop.study.runway.record import RunwayRecord
from caploop.study.shared.kept import found, keep
from caploop.study.shared.model_run import run_model
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress import answer as stress
from caploop.study.stress.record import StressRecord
from caploop.study.value import answer as value
from caploop.study.value.record import ValueRecord
from caploop.study.whatif import WhatIfRecord, whatif

PLAN, DRY = "S0", "no-new-money"
DRAWS = 2000
REVERSED = ("openai", "oracle", "coreweave", "softbank", "nvidia", "microsoft")
DRIVEN = ("runway", "value")
_MADE: dict[tuple[str, date, date, int], ReportRuns] = {}


class ReportRuns(Struct, frozen=True, kw_only=True):
    """Records of the runs: what the plan's shows, the runway without new money, a broken link.

    `register` is the program's own, which needs no run; `whatif` has draws of its own. `drivers`
    has, by question, what moves its first outcome over the draws of the plan's run.
    """

    earn: EarnRecord
    runway: RunwayRecord
    run: RunRecord
    build: BuildRecord
    dry: RunwayRecord
    value: ValueRecord
    policy: PolicyRecord
    rivals: RivalsRecord
    stress: StressRecord
    register: RegisterRecord
    whatif: WhatIfRecord
    drivers: dict[str, DriversRecord]


def report_runs(known: KnownBook, *, draws: int = DRAWS) -> ReportRuns:
    """The runs at seed 0; made once for a book, its dates and the draws, and read back after.

    Raises what the runs raise, for a book without their parameters, positions or scenarios too.
    """
    key = (known.digest, known.as_of, known.known_at, draws)
    if key not in _MADE:
        asked = _asked(known, draws=draws)
        held: dict[str, Any] = {
            name: found(one.question, (one.kind,), one.told) for name, one in asked.items()
        }
        if any(record is None for record in held.values()):
            held = _records(known, draws=draws)
            for name, one in asked.items():
                keep(one.question, held[name], one.told)
        of = {name.partition(" ")[2]: held.pop(name) for name in [*held] if " " in name}
        said = register(known, RegisterOptions())
        beside = whatif(known, WhatIfOptions())
        _MADE[key] = ReportRuns(**held, register=said, whatif=beside, drivers=of)
    return _MADE[key]


class _Asked(NamedTuple):
    """A record of the report: the question that it answers, its kind, and what was asked."""

    question: str
    kind: type[Struct]
    told: tuple[Any, ...]


def _asked(known: KnownBook, *, draws: int) -> dict[str, _Asked]:
    """What each record of the report answers; as from the command line where that asks the same."""
    base = scenario_of(known.book, scenarios=[PLAN])
    dry = scenario_of(known.book, scenarios=[DRY])
    plain, short = RunOptions(draws=draws), RunwayOptions(draws=draws)
    kinds: dict[str, type[Struct]] = {
        "earn": EarnRecord,
        "run": RunRecord,
        "build": BuildRecord,
        "rivals": RivalsRecord,
        "value": ValueRecord,
    }
    return {
        **{name: _Asked(name, kind, (known, base, plain)) for name, kind in kinds.items()},
        "runway": _Asked("runway", RunwayRecord, (known, base, short)),
        "dry": _Asked("runway", RunwayRecord, (known, dry, short)),
        "policy": _Asked("policy", PolicyRecord, (known, base, PolicyOptions(draws=draws))),
        "stress": _Asked("report-stress", StressRecord, (known, base, plain, REVERSED)),
        **{
            f"drivers {name}": _Asked("report-drivers", DriversRecord, (known, base, plain, name))
            for name in DRIVEN
        },
    }


def _records(known: KnownBook, *, draws: int) -> dict[str, Any]:
    """The records, of as few runs as will do."""
    every = (earn.KEPT, runway.KEPT, run.KEPT, build.KEPT, rivals.KEPT, stress.KEPT)
    kept = tuple(dict.fromkeys(name for names in every for name in names))
    whole = tuple(dict.fromkeys((*value.KEPT, *drivers.KEPT)))
    base = scenario_of(known.book, scenarios=[PLAN])
    dry = scenario_of(known.book, scenarios=[DRY])
    plan, without, broken = (
        run_model(known, world, keep=names, draws=draws, seed=0)
        for world, names in (
            (base, kept),
            (dry, runway.KEPT),
            (stress.with_link(known, base), stress.KEPT),
        )
    )
    paths = path_run(known, base, keep=whole, draws=draws, seed=0)
    return {
        "earn": earn.earn_of(plan),
        "runway": runway.runway_of(plan),
        "run": run.run_of(plan),
        "build": build.build_of(plan),
        "rivals": rivals.rivals_of(plan),
        "stress": stress.stress_of(plan, broken, reverse=REVERSED),
        "dry": runway.runway_of(without),
        "value": value.value_of(paths),
        "policy": policy.policy(known, base, PolicyOptions(draws=draws)),
        **{f"drivers {name}": _first(paths, question=name) for name in DRIVEN},
    }


def _first(paths: Paths, *, question: str) -> DriversRecord:
    """What moves the first outcome of a question, of the run whose paths are there."""
    asked = [outcome_of(QUESTIONS[question][0])]
    return drivers.drivers_of(paths, question=question, asked=asked)
