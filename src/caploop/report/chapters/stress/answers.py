"""When OpenAI is out of cash by three methods side by side, with why they differ."""

from __future__ import annotations

from caploop.report.chapters.book.page_context import PageContext
from caploop.report.chapters.runway import signed_and_dated
from caploop.report.chapters.section import Section, percent, section, usd
from caploop.report.text.words import say
from caploop.study.runway.record import RunwayRecord
from caploop.study.stress.record import StressRecord


def answers(
    record: StressRecord, desk: PageContext, *, runway: RunwayRecord, dry: RunwayRecord
) -> Section:
    """The plan's own arithmetic, the dated book without and with the shock, and the simulation."""
    language = desk.language
    money = signed_and_dated(runway)
    never = say("run.not_by_2035", language)
    alone = sorted(r.quarter or never for r in runway.plan_alone if r.money == money)
    before, after = (q or say("stress.never", language) for q in record.first_short)
    early, late = (dry.cash_out.quantiles[k] or never for k in ("q05", "q95"))
    found = {
        "plan": _between(alone[0], alone[-1]),
        "book": before,
        "shock": after,
        "dry": _between(early, late),
        "rounds": say(
            "stress_answer.by_2030",
            language,
            share=percent(runway.cash_out.by_quarter["2030Q4"]),
        ),
    }
    return section(
        "stress_answers",
        language,
        columns=("stress_method", "stress_out", "stress_counts"),
        rows=tuple(
            (
                say(f"stress_answer.{name}", language),
                when,
                say(f"stress_answer.{name}.why", language, money=usd(money, language)),
            )
            for name, when in found.items()
        ),
    )


def _between(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"
