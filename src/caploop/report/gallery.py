"""Charts of the answers by question: those that chapters of the report draw, each by its name.

A name is that of its section, without the question before it. Chapters are imported when a chart
is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from caploop.charts import Scene

if TYPE_CHECKING:
    from caploop.report.chapters.book.page_context import PageContext

Draw: TypeAlias = "Callable[[Any, PageContext], Mapping[str, Scene]]"
Charts: TypeAlias = Mapping[str, Draw]


def _loop() -> Charts:
    from caploop.report.chapters.loop.ring import ring

    return {"ring": lambda record, page: ring(record, page).scenes}


def _runway() -> Charts:
    from caploop.report.chapters import runway as chapter

    return {
        "runway_when": lambda record, page: chapter.draw_when(record, None, page.language),
        "runway_cash": lambda record, page: chapter.draw_cash(record, page.language),
        "runway_burn": lambda record, page: chapter.draw_burn(record, page.language),
        "runway_states": lambda record, page: chapter.draw_states(record, page.language),
    }


def _earn() -> Charts:
    from caploop.report.chapters.earn import draw_revenue

    return {"earn_fan": lambda record, page: draw_revenue(record, page.language)}


def _value() -> Charts:
    from caploop.report.chapters import value as chapter

    return {
        "value_surface": lambda record, page: chapter.draw_surface(record, page.language),
        "value_owned": lambda record, page: chapter.draw_owned(record, page.language),
        "value_mark": lambda record, page: chapter.draw_mark(record, page.language),
    }


def _rivals() -> Charts:
    from caploop.report.chapters.rivals import draw_classes, draw_use

    return {
        "rivals_use": lambda record, page: draw_use(record, page.language),
        "rivals_class": lambda record, page: draw_classes(record, page.language),
    }


def _run() -> Charts:
    from caploop.report.chapters import run as chapter

    return {
        "run_debt": lambda record, page: chapter.debts(record, page).scenes,
        "run_gw": lambda record, page: chapter.draw_capacity(record, page.language),
    }


def _build() -> Charts:
    from caploop.report.chapters import build as chapter

    return {
        "build_states": lambda record, page: chapter.draw_states(record, page.language),
        "build_limits": lambda record, page: chapter.draw_limits(record, page.language),
        "build_gaps": chapter.draw_gaps,
    }


def _plan() -> Charts:
    from caploop.report.chapters.plan.chapter import draw_least_change, draw_room

    return {"plan_room": draw_room, "plan_pulls": draw_least_change}


def _policy() -> Charts:
    from caploop.report.chapters import policy as chapter

    return {
        "policy_cost": lambda record, page: chapter.draw_cost(record, page.language),
        "policy_incidence": lambda record, page: chapter.draw_incidence(record, page.language),
        "policy_guarantee": lambda record, page: chapter.draw_guarantee(record, page.language),
    }


def _drivers() -> Charts:
    from caploop.report.chapters.drivers import draw_moves

    return {
        "drivers_inputs": lambda record, page: draw_moves("drivers_inputs", record, page.language)
    }


def _stress() -> Charts:
    from caploop.report.chapters.stress import chapter

    def drawn(name: str) -> Draw:
        return lambda record, page: next(
            (scenes for table, scenes in chapter.pictured(record, page) if table.id == name), {}
        )

    names = ("lost", "matrix", "distress", "equity", "chances", "reverse", "gpus", "holdings")
    return {
        "stress_short": lambda record, page: chapter.draw_short(record, page.language),
        **{f"stress_{name}": drawn(f"stress_{name}") for name in (*names, "cascade")},
    }


_ROOMS: Mapping[str, Callable[[], Charts]] = {
    "loop": _loop,
    "runway": _runway,
    "earn": _earn,
    "value": _value,
    "rivals": _rivals,
    "run": _run,
    "build": _build,
    "plan": _plan,
    "policy": _policy,
    "drivers": _drivers,
    "stress": _stress,
}


def charts_of(question: str) -> Charts:
    """What draws each chart of a question by the name of its section; none where it draws none."""
    return _ROOMS[question]() if question in _ROOMS else {}
