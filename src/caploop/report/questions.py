"""The questions: command, reference page, schema, chapter and tests are loops over this list.

What answers a question is imported when it is asked, so that `--help` loads no engine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from caploop.study.options import (
    CalibrateOptions,
    ChangesOptions,
    CompareOptions,
    DriversOptions,
    LoopOptions,
    PlanOptions,
    PolicyOptions,
    RegisterOptions,
    RunOptions,
    RunwayOptions,
    ScoreOptions,
    StressOptions,
    WhatIfOptions,
)

if TYPE_CHECKING:
    from caploop.report.question import Answer


class Question(Struct, frozen=True):
    """A question by its one name, in one sentence, with what it may be told and what answers it."""

    name: str
    help: str
    options: type[Struct]
    answer: Callable[[], Answer]


def _loop() -> Answer:
    from caploop.report.question import asked
    from caploop.report.tables.loop import loop_or_simulated_tables
    from caploop.study import loop, run

    return asked(
        "loop",
        (loop.LoopRecord, run.SimulatedLoop),
        lambda o: run.simulated_loop_asked if o.simulated else loop.loop_asked,
        tables=loop_or_simulated_tables,
    )


def _runway() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.runway import runway_tables
    from caploop.study import runway

    return in_world(
        "runway",
        runway.RunwayRecord,
        lambda: runway.runway,
        tables=runway_tables,
        chapter=lambda runs, page: chapters.runway_chapter(
            runs.runway, runs.dry, page.language, moves=runs.drivers["runway"]
        ),
    )


def _earn() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.earn import earn_tables
    from caploop.study import earn

    return in_world(
        "earn",
        earn.EarnRecord,
        lambda: earn.earn,
        tables=earn_tables,
        chapter=lambda runs, page: chapters.earn_chapter(runs.earn, page.language),
    )


def _value() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.value import value_tables
    from caploop.study import value

    return in_world(
        "value",
        value.ValueRecord,
        lambda: value.value,
        tables=value_tables,
        chapter=lambda runs, page: chapters.value_chapter(
            runs.value, page.language, moves=runs.drivers["value"]
        ),
    )


def _rivals() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.rivals import rivals_tables
    from caploop.study import rivals

    return in_world(
        "rivals",
        rivals.RivalsRecord,
        lambda: rivals.rivals,
        tables=rivals_tables,
        chapter=lambda runs, page: chapters.rivals_chapter(runs.rivals, page.language),
    )


def _run() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.run.answer import run_tables
    from caploop.study import run

    return in_world(
        "run",
        run.RunRecord,
        lambda: run.run_record,
        tables=run_tables,
        chapter=lambda runs, page: chapters.run_chapter(runs.run, page),
    )


def _drivers() -> Answer:
    from caploop.report.question import in_world
    from caploop.report.tables.drivers import drivers_tables
    from caploop.study import drivers

    return in_world(
        "drivers",
        drivers.DriversRecord,
        lambda: drivers.drivers,
        tables=drivers_tables,
    )


def _build() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.build import build_tables
    from caploop.study import build

    return in_world(
        "build",
        build.BuildRecord,
        lambda: build.build,
        tables=build_tables,
        chapter=lambda runs, page: chapters.build_chapter(runs.build, page),
    )


def _policy() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.policy import policy_tables
    from caploop.study import policy

    return in_world(
        "policy",
        policy.PolicyRecord,
        lambda: policy.policy,
        tables=policy_tables,
        chapter=lambda runs, page: chapters.policy_chapter(runs.policy, page),
    )


def _stress() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import in_world
    from caploop.report.tables.stress import stress_tables
    from caploop.study import stress

    return in_world(
        "stress",
        stress.StressRecord,
        lambda: stress.stress_asked,
        tables=stress_tables,
        chapter=lambda runs, page: chapters.stress_chapter(
            runs.stress, page, runway=runs.runway, dry=runs.dry
        ),
    )


def _plan() -> Answer:
    from caploop.report.question import asked
    from caploop.report.tables.plan.answer import plan_tables
    from caploop.study import plan

    return asked(
        "plan",
        (plan.PlanRecord,),
        lambda _: plan.plan_asked,
        tables=plan_tables,
    )


def _compare() -> Answer:
    from caploop.report.question import asked
    from caploop.report.tables.compare import compare_tables
    from caploop.study import compare

    return asked(
        "compare", (compare.CompareRecord,), lambda _: compare.compare_asked, tables=compare_tables
    )


def _whatif() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import asked
    from caploop.report.tables.whatif.answer import whatif_tables
    from caploop.study import whatif

    return asked(
        "whatif",
        (whatif.WhatIfRecord,),
        lambda _: whatif.whatif,
        tables=whatif_tables,
        chapter=lambda runs, page: chapters.whatif_chapter(runs.whatif, page),
    )


def _calibrate() -> Answer:
    from caploop.report.question import asked
    from caploop.report.tables.calibrate import calibrate_tables
    from caploop.study import calibrate

    return asked(
        "calibrate",
        (calibrate.CalibrationRecord,),
        lambda _: calibrate.calibrate_asked,
        tables=calibrate_tables,
    )


def _score() -> Answer:
    from caploop.report.question import asked
    from caploop.report.tables.score import score_tables
    from caploop.study import score

    return asked("score", (score.ScoreRecord,), lambda _: score.score, tables=score_tables)


def _changes() -> Answer:
    from caploop.report.question import asked
    from caploop.report.tables.changes import changes_tables
    from caploop.study import changes

    return asked(
        "changes", (changes.ChangesRecord,), lambda _: changes.changes, tables=changes_tables
    )


def _register() -> Answer:
    from caploop.report import chapters
    from caploop.report.question import asked
    from caploop.report.tables.register import register_tables
    from caploop.study import register

    return asked(
        "register",
        (register.RegisterRecord,),
        lambda _: register.register,
        tables=register_tables,
        chapter=lambda runs, page: chapters.register_chapter(runs.register, page.language),
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
            "whatif",
            "Levers and what they do: a run of each setting, scenario and broken link, or of one "
            "combination.",
            WhatIfOptions,
            _whatif,
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
            "score",
            "Which facts that came later lie inside the bands, how wide these are, and why the "
            "others fall out.",
            ScoreOptions,
            _score,
        ),
        Question(
            "changes",
            "What became known since, which answers need review for it, and which headline moves "
            "how far.",
            ChangesOptions,
            _changes,
        ),
        Question(
            "register",
            "What was said before the fact, with which probability, and how it came out.",
            RegisterOptions,
            _register,
        ),
        Question(
            "stress",
            "What breaks when one link breaks, and the smallest break that ruins each party.",
            StressOptions,
            _stress,
        ),
    )
}
