"""We said, it was: bands of an earlier vintage beside what came, under the fan of the same."""

from __future__ import annotations

from datetime import date

from caploop.report.tables.cell import AnswerTable, Between, DataWord, Date, Text, table
from caploop.report.tables.score import amount_of, party, period
from caploop.study.score import bundled_said, said_of

SAID = {
    "said_revenue": ("revenue", "run-rate", "users", "payers"),
    "said_money": ("burn", "cash", "cheques", "rent-paid"),
    "said_firms": ("firm-revenue", "firm-capex", "firm-operating-cash", "firm-debt", "backlog"),
}
"""Measures by the table that shows them: of earning, of OpenAI's cash, and of other firms."""


def said(name: str, *, by: date) -> AnswerTable:
    """A row a fact that came by a day: what was said of it, when, and what it was."""
    told = bundled_said()
    rows = [
        (
            DataWord("score_measure", fact.measure),
            party(fact.party),
            period(fact.start, fact.end),
            Date(told.known_at),
            Between(amount_of(fact, fact.q05), amount_of(fact, fact.q95)),
            amount_of(fact, fact.outcome),
            Text("answer.yes" if fact.inside else "answer.no"),
            fact.publisher,
        )
        for fact in said_of(SAID[name], by=by)
    ]
    columns = (
        "score_measure",
        "firm",
        "period",
        "said_on",
        "we_said",
        "it_was",
        "inside",
        "told_by",
    )
    inside = sum(fact.inside for fact in said_of(SAID[name], by=by))
    return table(name, columns, rows, values={"inside": str(inside), "all": str(len(rows))})


def said_if(name: str, *, by: date) -> tuple[AnswerTable, ...]:
    """The table alone, or nothing where no such fact had come."""
    found = said(name, by=by)
    return (found,) if found.rows else ()
