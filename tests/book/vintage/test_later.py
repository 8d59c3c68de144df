"""What came later, put on a frozen base by the day it was public; nothing of the base changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import TABLES, Sheets
from caploop.book.vintage.later import Later, vintage_evidence, vintage_sheets, with_later
from caploop.book.vintage.named import vintages
from caploop.core.errors import NotFoundError
from caploop.evidence.claim import Batch

Made = Callable[..., Tranche]
Gathered = Callable[..., list[Agreement]]
MAY, JULY = date(2026, 5, 31), date(2026, 7, 31)


def base(agreements: list[Agreement], **tables: tuple[dict[str, str], ...]) -> Sheets:
    return Sheets(
        as_of=MAY,
        known_at=MAY,
        evidence=Batch(),
        agreements=tuple(agreements),
        parties=({"id": "northgrid"},),
        scenarios=(),
        tables=dict.fromkeys(TABLES, ()) | {f"{n}.csv": rows for n, rows in tables.items()},
        columns=dict.fromkeys(TABLES, ()),
    )


def later(agreements: list[Agreement], **given: Any) -> Later:
    tables = {f"{name}.csv": rows for name, rows in given.get("tables", {}).items()}
    return Later(
        evidence=Batch(),
        agreements=tuple(agreements),
        parties=given.get("parties", ()),
        tables=tables,
        ended=given.get("ended", ()),
    )


def end(name: str, **changes: str) -> dict[str, str]:
    row = {"tranche": name, "state": "superseded", "state_date": "2026-06-10"}
    return {**row, "superseded_by": "", "known_at": "2026-06-15", **changes}


def test_a_tranche_comes_with_the_day_it_was_public(tranche: Made, book: Gathered) -> None:
    old = tranche("northgrid-lantern-2026/equity/all")
    new = tranche("northgrid-lantern-2026/equity/second", known_at=date(2026, 6, 30))
    whole = base(book(old))
    before = with_later(whole, later(book(new)), known_at=MAY)
    after = with_later(whole, later(book(new)), known_at=JULY)
    assert before.agreements == whole.agreements
    assert [t.id for a in after.agreements for t in a.tranches] == [old.id, new.id]
    assert after.agreements[0].tranches[0] == old


def test_an_end_holds_from_the_day_it_was_public(tranche: Made, book: Gathered) -> None:
    old = tranche("northgrid-lantern-2026/equity/all")
    new = tranche("northgrid-lantern-2026/equity/second", known_at=date(2026, 6, 15))
    row = end(old.id, superseded_by=new.id)
    made = later(book(new), ended=(row,))
    assert with_later(base(book(old)), made, known_at=MAY).agreements[0].tranches[0] == old
    (whole,) = with_later(base(book(old)), made, known_at=JULY).agreements
    ended = whole.tranches[0]
    assert (ended.state, ended.state_date) == ("superseded", date(2026, 6, 10))
    assert ended.superseded_by == new.id
    assert ended.amount == old.amount


def test_an_end_of_a_tranche_that_is_not_there_is_refused(tranche: Made, book: Gathered) -> None:
    whole = base(book(tranche("northgrid-lantern-2026/equity/all")))
    with pytest.raises(NotFoundError, match="nobody-2026"):
        with_later(whole, later([], ended=(end("nobody-2026/equity/all"),)), known_at=JULY)


def test_a_parameters_last_row_of_the_day_takes_its_place() -> None:
    row = {"id": "M1", "symbol": "g", "central": "1", "known_at": "2026-03-01"}
    june, july = (
        {**row, "id": f"L{n}", "central": str(n), "known_at": f"2026-0{n}-30"} for n in (6, 7)
    )
    whole = base([], parameters=(row,))
    made = later([], tables={"parameters": (july, june)})
    kept = [
        [r["central"] for r in with_later(whole, made, known_at=day).tables["parameters.csv"]]
        for day in (MAY, date(2026, 7, 1), JULY)
    ]
    assert kept == [["1"], ["6"], ["7"]]


def test_positions_stand_beside_each_other_and_keep_their_days() -> None:
    old = {"id": "P1", "known_at": "2026-03-01"}
    new = {"id": "P2", "known_at": "2026-06"}
    whole, made = base([], positions=(old,)), later([], tables={"positions": (new,)})
    assert with_later(whole, made, known_at=MAY).tables["positions.csv"] == (old,)
    assert with_later(whole, made, known_at=JULY).tables["positions.csv"] == (old, new)


def test_the_first_vintage_is_the_frozen_tables_alone() -> None:
    first, _ = vintage_sheets("2026-03")
    newest, _ = vintage_sheets(vintages()[-1].id)
    assert first.as_of == first.known_at == date(2026, 3, 1)
    held = {t.id: t for a in newest.agreements for t in a.tranches}
    for agreement in first.agreements:
        for one in agreement.tranches:
            assert held[one.id].amount == one.amount
    assert set(first.evidence.claims) <= set(newest.evidence.claims)
    assert vintage_evidence("2026-03")[0] == first.evidence
    assert vintage_evidence(vintages()[-1].id)[0] == newest.evidence
