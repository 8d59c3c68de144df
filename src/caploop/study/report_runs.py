"""The runs a report shows: the present plan, the same without new money, and with a link broken."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from caploop.book import KnownBook
from caploop.study.build import answer as build
from caploop.study.build.record import BuildRecord
from caploop.study.drivers import answer as drivers
from caploop.study.drivers.outcome import QUESTIONS, outcome_of
from caploop.study.drivers.record import DriversRecord
from caploop.study.earn import answer as earn
from caploop.study.earn.record import EarnRecord
from caploop.study.options import PolicyOptions
from caploop.study.policy import answer as policy
from caploop.study.policy.record import PolicyRecord
from caploop.study.rivals import answer as rivals
from caploop.study.rivals.record import RivalsRecord
from caploop.study.run import answer as run
from caploop.study.run.record import RunRecord
from caploop.study.runway import answer as runway
from caploop.study.runway.record import RunwayRecord
from caploop.study.shared.model_run import run_model
from caploop.study.shared.paths import Paths, path_run
from caploop.study.shared.rows import versions
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress import answer as stress
from caploop.study.stress.record import StressRecord
from caploop.study.value import answer as value
from caploop.study.value.record import ValueRecord

PLAN, DRY = "S0", "no-new-money"
DRAWS = 2000
REVERSED = ("openai", "oracle", "coreweave", "softbank", "nvidia", "microsoft")
DRIVEN = ("runway", "value")
_MADE: dict[tuple[str, date, date, int], ReportRuns] = {}


class ReportRuns(Struct, frozen=True, kw_only=True):
    """Records of the runs: what the plan's shows, the runway without new money, a broken link.

    `drivers` has, by question, what moves its first outcome over the draws of the plan's run.
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
    drivers: dict[str, DriversRecord]


def report_runs(known: KnownBook, *, draws: int = DRAWS) -> ReportRuns:
    """The runs at seed 0; one process makes them once for a book, its dates and the draws.

    Raises what the runs raise, for a book without their parameters, positions or scenarios too.
    """
    book = known.book
    key = (versions(book).book, known.as_of, known.known_at, draws)
    if key not in _MADE:
        every = (earn.KEPT, runway.KEPT, run.KEPT, build.KEPT, rivals.KEPT, stress.KEPT)
        kept = tuple(dict.fromkeys(name for names in every for name in names))
        whole = tuple(dict.fromkeys((*value.KEPT, *drivers.KEPT)))
        base = scenario_of(book, scenarios=[PLAN])
        given = {"draws": draws, "seed": 0}
        plan, dry, broken = (
            run_model(known, world, keep=keep, **given)
            for world, keep in (
                (base, kept),
                (scenario_of(book, scenarios=[DRY]), runway.KEPT),
                (stress.with_link(book, base), stress.KEPT),
            )
        )
        paths = path_run(known, base, keep=whole, **given)
        _MADE[key] = ReportRuns(
            earn=earn.earn_of(plan),
            runway=runway.runway_of(plan),
            run=run.run_of(plan),
            build=build.build_of(plan),
            rivals=rivals.rivals_of(plan),
            stress=stress.stress_of(plan, broken, reverse=REVERSED),
            dry=runway.runway_of(dry),
            value=value.value_of(paths),
            policy=policy.policy(known, base, PolicyOptions(draws=draws)),
            drivers={q: _first(paths, question=q) for q in DRIVEN},
        )
    return _MADE[key]


def _first(paths: Paths, *, question: str) -> DriversRecord:
    """What moves the first outcome of a question, of the run whose paths are there."""
    asked = [outcome_of(QUESTIONS[question][0])]
    return drivers.drivers_of(paths, question=question, asked=asked)
