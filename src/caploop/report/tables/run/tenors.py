"""Debts and leases of the book against the life of chips, as a table."""

from __future__ import annotations

from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    DataWord,
    Money,
    Number,
    PartyName,
    ProjectName,
    Share,
    table,
)
from caploop.study.run import RunRecord


def tenors(record: RunRecord) -> AnswerTable:
    """Each dated debt and lease, years beyond chips and contract, and what is then still owed."""
    rows = (
        (
            ProjectName(t.tranche),
            DataWord("debt", t.kind),
            PartyName(t.borrower),
            Money(t.amount, stated=True),
            Number(t.years, 1),
            *(Number(v, 1, signed=True) for v in (t.beyond_chips, t.beyond_contract)),
            Between(Money(t.owed_even, stated=True), Money(t.owed_once, stated=True)),
            Share(t.chips_worth),
        )
        for t in record.tenors
    )
    columns = (
        *("agreement", "sort", "debtor", "amount", "tenor_years", "beyond_chips"),
        *("beyond_contract", "still_owed", "chips_then"),
    )
    return table("run_tenors", columns, rows)
