"""Opening positions: in base units, never from the future, unknown never zero."""

from __future__ import annotations

import csv
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.book.opening_items import Item, items_from_rows
from caploop.book.party import Party, parties_from_rows
from caploop.book.position import (
    Nature,
    Position,
    is_unknown,
    opening,
    ownership,
    positions_from_rows,
    reported_flows,
    stakes,
    unknown_positions,
)
from caploop.core.errors import UsageError
from caploop.core.problem import Problem
from caploop.evidence.store import BUNDLED, read_calendars
from tools.import_positions import position_rows

YEAR_END, KNOWN_BY = date(2025, 12, 31), date(2026, 3, 1)
ROW: dict[str, Any] = {
    "id": "B1",
    "party": "oracle",
    "item": "cash_and_equivalents",
    "value": "19.241",
    "unit": "USD bn",
    "day": "2025-11-30",
    "nature": "actual",
    "source": "balance sheet",
    "published": "2026-02-02",
    "known_at": "2026-02-02",
}


def table(name: str) -> list[dict[str, Any]]:
    with (BUNDLED / "book" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def parties() -> list[Party]:
    rows = tomllib.loads((BUNDLED / "book/parties.toml").read_text("utf-8"))["party"]
    return parties_from_rows(rows, calendars=read_calendars(), file="parties.toml")[0]


@pytest.fixture(scope="module")
def items() -> dict[str, Item]:
    found, problems = items_from_rows(table("items.csv"), file="items.csv")
    assert problems == []
    return found


@pytest.fixture(scope="module")
def bundled(parties: list[Party], items: dict[str, Item]) -> list[Position]:
    rows = table("positions.csv")
    positions, problems = positions_from_rows(
        rows, parties=parties, items=items, file="positions.csv"
    )
    assert problems == []
    assert len(positions) == len(rows)
    return positions


@pytest.fixture
def taken(parties: list[Party], items: dict[str, Item]) -> Any:
    def take(*rows: dict[str, Any]) -> tuple[list[Position], list[Problem]]:
        return positions_from_rows(rows, parties=parties, items=items, file="positions.csv")

    return take


def position(name: str, day: date, **said: Any) -> Position:
    fields: dict[str, Any] = {
        "party": "oracle",
        "item": "receivables",
        "side": "asset",
        "nature": "actual",
        "known_at": day,
        "unit": "USD",
        "currency": "USD",
        "source": "x",
        "value": Decimal(1),
    }
    return Position(id=name, day=day, **(fields | said))


def at_year_end(positions: list[Position]) -> tuple[Position, ...]:
    return opening(positions, day=YEAR_END, known_at=KNOWN_BY, back_test=False)


def one(positions: tuple[Position, ...], party: str, item: str) -> Position:
    (found,) = (p for p in positions if (p.party, p.item) == (party, item))
    return found


def test_nineteen_billions_become_plain_dollars(taken: Any) -> None:
    (found,), problems = taken(ROW)
    assert problems == []
    assert (found.value, found.unit, found.currency) == (Decimal(19241000000), "USD", "USD")
    assert str(found.value) == "19241000000"


def test_a_percentage_becomes_a_fraction(taken: Any) -> None:
    (found,), _ = taken(ROW | {"item": "loan_to_value", "value": "20.6", "unit": "pct"})
    assert (found.value, found.unit, found.currency) == (Decimal("0.206"), "fraction", None)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"value": "19,241"}, "field-invalid", "value"),
        ({"value": "Infinity"}, "value-infinite", "value"),
        ({"value": ""}, "value-missing", "value"),
        ({"value": "-19"}, "value-negative", "value"),
        ({"low": "20"}, "value-order", "value"),
        ({"unit": ""}, "unit-missing", "unit"),
        ({"unit": "bn"}, "currency-missing", "unit"),
        ({"unit": "XYZ bn"}, "currency-missing", "unit"),
        ({"unit": "GW"}, "unit-mismatch", "unit"),
        ({"party": "orcale"}, "party-unknown", "party"),
        ({"counterparty": "opnai"}, "party-unknown", "counterparty"),
        ({"item": "cash"}, "item-unknown", "item"),
        ({"day": "2025-13-01"}, "field-invalid", "day"),
        ({"nature": "forecast"}, "field-invalid", "nature"),
        ({"nature": "prior"}, "reason-missing", "reason"),
        ({"published": "2026-02", "known_at": "2026-02-01"}, "known-early", "known_at"),
        ({"published": "", "known_at": "2025-11-01"}, "known-early", "known_at"),
        ({"published": "spring"}, "date-invalid", "published"),
        ({"counts_from": "2025-09-30"}, "counts-from", "counts_from"),
        ({"colour": "green"}, "field-unknown", "colour"),
        ({"id": "B0"}, "position-duplicate", "item"),
        ({"id": "B0", "value": "3"}, "position-duplicate", "item"),
    ],
)
def test_a_bad_row_is_left_out_and_named_with_place_and_remedy(
    taken: Any, change: dict[str, Any], code: str, field: str
) -> None:
    other = ROW | {"id": "B2", "day": "2025-10-31"}
    found, problems = taken(ROW if "id" in change else other, ROW | change)
    assert [p.id for p in found] == ["B1" if "id" in change else "B2"]
    assert (problems[0].code, str(problems[0].place)) == (code, f"positions.csv:3 [{field}]")
    assert problems[0].hint


def test_an_unknown_item_is_answered_with_the_nearest(taken: Any) -> None:
    _, (problem,) = taken(ROW | {"item": "receivable"})
    assert problem.hint == "did you mean 'receivables'?"


def test_an_id_is_given_once(taken: Any) -> None:
    _, problems = taken(ROW, ROW | {"day": "2025-08-31"})
    assert [p.code for p in problems] == ["id-duplicate"]


def test_an_item_within_an_unknown_item_is_a_problem() -> None:
    row = {"id": "x", "side": "asset", "dimension": "money", "sign": "plus", "definition": "x"}
    _, problems = items_from_rows([row | {"within": "y"}, row], file="items.csv")
    assert [p.code for p in problems] == ["item-duplicate", "item-unknown"]


def test_items_that_are_parts_of_each_other_are_told_and_end() -> None:
    row = {"side": "asset", "dimension": "money", "sign": "any", "definition": "d"}
    rows = [row | {"id": n, "within": w} for n, w in (("a", "b"), ("b", "c"), ("c", "b"))]
    items, problems = items_from_rows(rows, file="items.csv")
    assert [(p.code, str(p.place)) for p in problems] == [
        ("within-cycle", "items.csv:3 [within]"),
        ("within-cycle", "items.csv:4 [within]"),
    ]
    assert {i.id: i.within for i in items.values()} == {"a": "b", "b": None, "c": None}


@pytest.mark.parametrize("name", ["Oracle", " oracle ", "ＯＲＡＣＬＥ", "甲骨文"])
def test_a_party_is_meant_however_its_name_is_written(taken: Any, name: str) -> None:
    (found,), problems = taken(ROW | {"party": name})
    assert (found.party, problems) == ("oracle", [])


@pytest.mark.parametrize("name", ["oracle;amazon", "AWS"])
def test_two_parties_or_a_part_of_one_have_no_balance_sheet(taken: Any, name: str) -> None:
    found, problems = taken(ROW | {"party": name})
    assert (found, [p.code for p in problems]) == ([], ["party-several"])
    assert "segment" in problems[0].hint


def test_two_spellings_of_one_party_say_the_same_thing_twice(taken: Any) -> None:
    _, problems = taken(ROW, ROW | {"id": "B2", "party": "Oracle", "value": "20"})
    assert [p.code for p in problems] == ["position-duplicate"]


def test_a_letter_no_database_keeps_is_told_with_its_field(taken: Any) -> None:
    _, problems = taken(ROW | {"source": "balance\0sheet"})
    assert [(p.code, p.place.field) for p in problems] == [("text-wrong", "source")]


def test_a_prior_without_numbers_is_unknown_and_listed_never_zero(taken: Any) -> None:
    row = ROW | {"nature": "prior", "value": "", "reason": "not published"}
    (found,), problems = taken(row)
    assert problems == []
    assert is_unknown(found)
    assert found.value is None
    (listed,) = unknown_positions([found, position("z", YEAR_END, value=Decimal(0))])
    assert (listed.code, listed.subject) == ("position-unknown", "B1")
    assert "not published" in listed.message


def test_the_nearest_day_not_after_the_one_asked_for_is_taken() -> None:
    days = [date(2025, 6, 30), date(2025, 11, 30), date(2026, 2, 28)]
    rows = [position(str(day), day) for day in days]
    (found,) = opening(rows, day=YEAR_END, known_at=KNOWN_BY, back_test=False)
    assert found.day == date(2025, 11, 30)


def test_of_one_day_an_actual_goes_before_a_later_estimate() -> None:
    natures: tuple[Nature, ...] = ("prior", "estimate", "actual", "assumption", "guidance")
    rows = [
        position(nature, YEAR_END, nature=nature, known_at=YEAR_END + timedelta(days=day))
        for day, nature in enumerate(natures)
    ]
    (found,) = opening(rows, day=YEAR_END, known_at=KNOWN_BY, back_test=True)
    assert found.nature == "actual"


def test_of_two_actuals_the_one_known_last_is_taken() -> None:
    rows = [position(str(n), YEAR_END, known_at=date(2026, 1, n)) for n in (5, 9, 7)]
    (found,) = opening(rows, day=YEAR_END, known_at=KNOWN_BY, back_test=True)
    assert found.id == "9"
    (found,) = opening(rows, day=YEAR_END, known_at=date(2026, 1, 8), back_test=True)
    assert found.id == "7"


def test_a_later_page_tells_a_position_but_is_hidden_in_a_back_test() -> None:
    rows = [position("later", YEAR_END, known_at=date(2026, 7, 31))]
    assert opening(rows, day=YEAR_END, known_at=KNOWN_BY, back_test=False)
    assert not opening(rows, day=YEAR_END, known_at=KNOWN_BY, back_test=True)


def test_a_quarter_that_ends_in_january_stands_for_december() -> None:
    row = position("january", date(2026, 1, 25), counts_from=YEAR_END)
    assert opening([row], day=YEAR_END, known_at=KNOWN_BY, back_test=True) == (row,)
    day = YEAR_END - timedelta(days=1)
    assert opening([row], day=day, known_at=KNOWN_BY, back_test=True) == ()


def test_a_year_and_a_quarter_of_revenue_are_two_flows_and_no_positions() -> None:
    said = {"item": "revenue", "side": "flow", "period_end": YEAR_END}
    rows = [
        position(str(start), YEAR_END, period_start=start, **said)
        for start in (date(2025, 1, 1), date(2025, 10, 1))
    ]
    assert opening(rows, day=YEAR_END, known_at=KNOWN_BY, back_test=False) == ()
    assert len(reported_flows(rows, day=YEAR_END, known_at=KNOWN_BY, back_test=False)) == 2


DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
ROWS = st.lists(st.tuples(DAYS, st.integers(0, 400), st.sampled_from(("actual", "estimate"))))


@given(rows=ROWS, day=DAYS, known_at=DAYS)
def test_a_back_test_never_looks_ahead(
    rows: list[tuple[date, int, Nature]], day: date, known_at: date
) -> None:
    positions = [
        position(str(n), when, known_at=when + timedelta(days=lag), nature=nature)
        for n, (when, lag, nature) in enumerate(rows)
    ]
    found = opening(positions, day=day, known_at=known_at, back_test=True)
    assert all(p.day <= day and p.known_at <= known_at for p in found)
    seen = [p for p in positions if p.day <= day and p.known_at <= known_at]
    assert found == opening(seen, day=day, known_at=known_at, back_test=True)
    assert bool(found) == bool(seen)


def test_a_mark_goes_before_a_carrying_value() -> None:
    said = {"item": "stake_value", "counterparty": "openai"}
    mark = position("mark", YEAR_END, segment="mark", **said)
    carried = position("carried", YEAR_END, segment="carrying value", **said)
    assert stakes([mark, carried]) == stakes([carried, mark]) == {("oracle", "openai"): mark}
    assert stakes([carried]) == {("oracle", "openai"): carried}


def test_two_marks_of_one_stake_are_refused() -> None:
    said = {"item": "stake_value", "counterparty": "openai"}
    rows = [position(name, YEAR_END, **said) for name in "ab"]
    with pytest.raises(UsageError, match=r"take the positions from opening\(\)"):
        stakes(rows)


def test_the_bundle_keeps_every_row_of_the_sheet(
    bundled: list[Position], parties: list[Party], shared_folder: Path
) -> None:
    with (shared_folder / "data/balance_sheets.csv").open(encoding="utf-8", newline="") as lines:
        sheet = list(csv.DictReader(lines))
    assert len(sheet) == 736 == sum(p.nature != "prior" for p in bundled)
    written = [{k: v for k, v in row.items() if v} for row in table("positions.csv")]
    made = [{k: v for k, v in row.items() if v} for row in position_rows(sheet, parties)]
    assert written == made


def test_shares_of_openai_of_named_holders_sum_to_at_most_one(bundled: list[Position]) -> None:
    holders = ownership(at_year_end(bundled), "openai")
    assert {"microsoft", "openai_foundation", "softbank", "nvidia"} <= holders.keys()
    assert sum((p.value or Decimal(0) for p in holders.values()), Decimal(0)) <= 1
    assert holders["nvidia"].value is None


def test_softbank_holds_54_billions_of_openai_at_year_end(bundled: list[Position]) -> None:
    held = stakes(at_year_end(bundled))
    assert held["softbank", "openai"].value == Decimal("54.4e9")
    assert held["microsoft", "openai"].value == Decimal("135e9")


def test_nvidia_opens_with_the_balance_sheet_of_january(bundled: list[Position]) -> None:
    cash = one(at_year_end(bundled), "nvidia", "cash_and_equivalents")
    assert (cash.day, cash.value) == (date(2026, 1, 25), Decimal("10.605e9"))
    early = opening(bundled, day=YEAR_END, known_at=date(2026, 1, 31), back_test=True)
    cash = one(early, "nvidia", "cash_and_equivalents")
    assert (cash.day, cash.value) == (date(2025, 10, 26), Decimal("11.486e9"))


@pytest.mark.parametrize("party", ["microsoft", "amazon", "google", "meta", "nvidia", "amd"])
def test_assets_less_liabilities_are_equity(bundled: list[Position], party: str) -> None:
    opened = at_year_end(bundled)
    assets, owed, equity = (
        one(opened, party, item).value or Decimal(0)
        for item in ("total_assets", "total_liabilities", "total_equity")
    )
    assert assets - owed == equity


def test_no_row_of_the_opening_is_a_pro_forma_of_2026(bundled: list[Position]) -> None:
    assert "pro forma" not in {p.segment for p in at_year_end(bundled)}


def test_no_actual_of_the_bundle_is_known_before_its_day(bundled: list[Position]) -> None:
    assert not [p.id for p in bundled if p.nature == "actual" and p.known_at < p.day]
