"""The questions: command, reference page, schema, chapter and tests are loops over this list.

What answers a question is imported when it is asked, so that `--help` loads no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from caploop.study.options import (
    CalibrateOptions,
    CompareOptions,
    DriversOptions,
    LoopOptions,
    PlanOptions,
    PolicyOptions,
    RunOptions,
    RunwayOptions,
    StressOptions,
)

if TYPE_CHECKING:
    from caploop.report.chapters.book.page_context import PageContext
    from caploop.report.chapters.section import RunChapter
    from caploop.report.question import Answer
    from caploop.study.report_runs import ReportRuns


class Question(Struct, frozen=True):
    """A question by its one name, in one sentence, with what it may be told and what answers it."""

    name: str
    help: str
    options: type[Struct]
    answer: Callable[[], Answer]


def _loop() -> Answer:
    from caploop.report.question import Answer
    from caploop.report.tables.loop import loop_or_simulated_tables
    from caploop.study.loop import LoopRecord, loop_asked
    from caploop.study.run import SimulatedLoop, simulated_loop_asked

    return Answer(
        record=LoopRecord,
        ask=lambda known, o: (simulated_loop_asked if o.simulated else loop_asked)(known, o),
        tables=loop_or_simulated_tables,
        others=(SimulatedLoop,),
    )


def _runway() -> Answer:
    from caploop.report.chapters.runway import runway_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.runway import runway_tables
    from caploop.study.runway import RunwayRecord, runway

    return in_world(
        RunwayRecord,
        runway,
        tables=runway_tables,
        chapter=lambda runs, page: runway_chapter(
            runs.runway, runs.dry, page.language, moves=runs.drivers["runway"]
        ),
    )


def _earn() -> Answer:
    from caploop.report.chapters.earn import earn_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.earn import earn_tables
    from caploop.study.earn import EarnRecord, earn

    return in_world(
        EarnRecord,
        earn,
        tables=earn_tables,
        chapter=lambda runs, page: earn_chapter(runs.earn, page.language),
    )


def _value() -> Answer:
    from caploop.report.chapters.value import value_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.value import value_tables
    from caploop.study.value import ValueRecord, value

    return in_world(
        ValueRecord,
        value,
        tables=value_tables,
        chapter=lambda runs, page: value_chapter(
            runs.value, page.language, moves=runs.drivers["value"]
        ),
    )


def _rivals() -> Answer:
    from caploop.report.chapters.rivals import rivals_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.rivals import rivals_tables
    from caploop.study.rivals import RivalsRecord, rivals

    return in_world(
        RivalsRecord,
        rivals,
        tables=rivals_tables,
        chapter=lambda runs, page: rivals_chapter(runs.rivals, page.language),
    )


def _run() -> Answer:
    from caploop.report.chapters.run import run_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.run import run_tables
    from caploop.study.run import RunRecord, run_record

    return in_world(
        RunRecord,
        run_record,
        tables=run_tables,
        chapter=lambda runs, page: run_chapter(runs.run, page),
    )


def _drivers() -> Answer:
    from caploop.report.question import in_world
    from caploop.report.tables.drivers import drivers_tables
    from caploop.study.drivers import DriversRecord, drivers

    return in_world(DriversRecord, drivers, tables=drivers_tables)


def _build() -> Answer:
    from caploop.report.chapters.build import build_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.build import build_tables
    from caploop.study.build import BuildRecord, build

    return in_world(
        BuildRecord,
        build,
        tables=build_tables,
        chapter=lambda runs, page: build_chapter(runs.build, page),
    )


def _plan() -> Answer:
    from caploop.report.question import Answer
    from caploop.report.tables.plan.answer import plan_tables
    from caploop.study.plan import PlanRecord, plan_asked

    return Answer(record=PlanRecord, ask=plan_asked, tables=plan_tables)


def _compare() -> Answer:
    from caploop.report.question import Answer
    from caploop.report.tables.compare import compare_tables
    from caploop.study.compare import CompareRecord, compare_asked

    return Answer(record=CompareRecord, ask=compare_asked, tables=compare_tables)


def _policy() -> Answer:
    from caploop.report.chapters.policy import policy_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.policy import policy_tables
    from caploop.study.policy import PolicyRecord, policy

    return in_world(
        PolicyRecord,
        policy,
        tables=policy_tables,
        chapter=lambda runs, page: policy_chapter(runs.policy, page),
    )


def _calibrate() -> Answer:
    from caploop.report.question import Answer
    from caploop.report.tables.calibrate import calibrate_tables
    from caploop.study.calibrate import CalibrationRecord, calibrate_asked

    return Answer(record=CalibrationRecord, ask=calibrate_asked, tables=calibrate_tables)


def _stress() -> Answer:
    from caploop.report.chapters.stress.chapter import stress_chapter
    from caploop.report.question import in_world
    from caploop.report.tables.stress import stress_tables
    from caploop.study.stress import StressRecord, stress_asked

    return in_world(
        StressRecord,
        stress_asked,
        tables=stress_tables,
        chapter=lambda runs, page: stress_chapter(
            runs.stress, page, runway=runs.runway, dry=runs.dry
        ),
    )


QUESTIONS = {
    question.name: question
    for question in (
        Question(
            "loop",
            "How circular is the money, and does new money come in?",
            LoopOptions,
            _loop,
        ),
        Question(
            "runway",
            "Can it pay, until when, with whose money: cash, burn, gap, outcomes, who funds.",
            RunwayOptions,
            _runway,
        ),
        Question(
            "earn",
            "Can it earn: revenue by segment, users, margins, what has to be true for the plan.",
            RunOptions,
            _earn,
        ),
        Question(
            "value",
            "What must come true for the price: multiples, growth and margin, marks, who is "
            "diluted.",
            RunOptions,
            _value,
        ),
        Question(
            "rivals",
            "How other financing and technology compare: survival, concentration, efficiency "
            "breaks.",
            RunOptions,
            _rivals,
        ),
        Question(
            "run",
            "The whole system to 2035: every firm's statements, capacity, end states, circularity.",
            RunOptions,
            _run,
        ),
        Question(
            "drivers",
            "Which inputs move a result, and how far: of a question, or such as cash-out-by-2030.",
            DriversOptions,
            _drivers,
        ),
        Question(
            "build",
            "Who supplies what, GW by state, and which of power, chips, shells and money limits "
            "it.",
            RunOptions,
            _build,
        ),
        Question(
            "plan",
            "Which of the stated figures can hold together, and which moves most if they must.",
            PlanOptions,
            _plan,
        ),
        Question(
            "compare",
            "Two worlds side by side: results of common draws, and what differs in their inputs."
            "\n\nA and B are scenarios or files, joined with +, such as S0 and S4+own.toml.",
            CompareOptions,
            _compare,
        ),
        Question(
            "policy",
            "What a tax credit or a guarantee costs the public, and who gains.",
            PolicyOptions,
            _policy,
        ),
        Question(
            "calibrate",
            "How well the model fits what was known, and would have known what came.",
            CalibrateOptions,
            _calibrate,
        ),
        Question(
            "stress",
            "What breaks when one link breaks, and the smallest break that ruins each party.",
            StressOptions,
            _stress,
        ),
    )
}

CHAPTERS = ("earn", "runway", "run", "stress", "value", "build", "policy", "rivals")
"""Questions on runs in the order of the page."""


def run_chapters(held: ReportRuns, page: PageContext) -> Iterator[RunChapter]:
    """The chapter of each question on runs in the language of the page."""
    for name in CHAPTERS:
        chapter = QUESTIONS[name].answer().chapter
        if chapter is not None:
            yield chapter(held, page)
