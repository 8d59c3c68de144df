"""What no source can have meant is refused at the door, and by the database behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from caploop.core.errors import CaploopError
from caploop.core.problem import Place
from caploop.evidence.checks.value import LIMITS, check_fields, check_names
from caploop.evidence.claim import Batch, Claim, CrossCheck, Override
from caploop.evidence.ledger import Ledger
from caploop.evidence.measure import UNITS, Vocabulary
from caploop.extraction.unit import unit_after
from tests.evidence.conftest import BASE, LATE, RECORDED, paper

Make = Callable[..., Claim]
HERE = Place(file="claims.jsonl", line=7)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"value": Decimal("NaN")}, "value-infinite", "value"),
        ({"value": Decimal("sNaN")}, "value-infinite", "value"),
        ({"value_low": Decimal("-Infinity")}, "value-infinite", "value_low"),
        ({"step": Decimal("Infinity")}, "value-infinite", "step"),
        ({"value": Decimal("1E+999999999")}, "value-beyond", "value"),
        ({"value": Decimal("1E-999999999")}, "value-beyond", "value"),
        ({"value": Decimal("0E+999999999")}, "value-beyond", "value"),
        ({"value": Decimal("2E+16")}, "value-beyond", "value"),
        ({"value": Decimal("2E+15"), "unit": "W"}, "value-beyond", "value"),
        ({"value": 1.5}, "field-invalid", "value"),
        ({"quote_start": -1}, "range-wrong", "quote_start"),
        ({"end": 2**40}, "range-wrong", "end"),
        ({"period_end": date(9999, 12, 31)}, "day-wrong", "period_end"),
        ({"as_of": datetime(2026, 3, 1)}, "day-wrong", "as_of"),
        ({"note": "a\0b"}, "text-wrong", "note"),
        ({"party": "\u200b"}, "field-empty", "party"),
        ({"speaker": ""}, "field-empty", "speaker"),
        ({"party": "l\u0430ntern"}, "letters-mixed", "party"),
    ],
)
def test_each_fault_is_named_with_its_field(
    claim: Make, changes: dict[str, Any], code: str, field: str
) -> None:
    (problem,) = check_fields(claim("a", **changes), place=HERE)
    assert (problem.code, problem.place) == (
        code,
        Place(file="claims.jsonl", line=7, field=field),
    )
    assert problem.hint
    assert len(str(problem)) < 400


@given(st.decimals(-(10**15), 10**15, allow_nan=False, places=3))
def test_an_amount_of_this_world_is_taken(value: Decimal) -> None:
    assert check_fields(Claim(**(BASE | {"id": "a", "value": value})), place=HERE) == []


def test_ids_are_seen_whole(claim: Make) -> None:
    batch = Batch(
        documents=(paper("d "),),
        claims=(claim("a\u200b"), claim("b")),
        crosschecks=(CrossCheck(id="", expression="derive(1)"),),
    )
    found = check_names(batch, {"a\u200b": HERE})
    assert [p.code for p in found] == ["id-unseen"] * 3
    assert r"a\u200b" in found[1].message
    assert found[1].hint == "write it 'a'"
    assert found[1].place.line == 7


@pytest.mark.parametrize(
    "written",
    ["riyals", "Canadian dollars", "Australian dollars", "Singapore dollars", "Swiss francs",
     "UAE dirhams", "yen", "GWh", "GW", "hours", "minutes", "percent", "weeks"],
)  # fmt: skip
def test_what_can_be_read_can_be_held(written: str) -> None:
    hit = unit_after(f"7 {written}", 1)
    assert hit is not None
    assert hit.unit.name in LIMITS
    assert any(hit.unit.name in units for units in UNITS.values())


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "1E+31"])
def test_the_database_itself_refuses_what_is_no_figure(small: Ledger, value: str) -> None:
    with pytest.raises(Exception, match=r"(?i)check|overflow|finite"), small._engine.begin() as c:
        c.execute(
            text("UPDATE claim SET value = :value WHERE id = 'z-01'"),
            {"value": value if c.dialect.name == "sqlite" else Decimal(value)},
        )


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO claim (id, recorded_from, document, party, measure, known_at, question,"
        " verified) SELECT id, recorded_from, document, party, measure, known_at, question,"
        " verified FROM claim WHERE id = 'z-01'",
        "UPDATE claim SET period_end = '1999-01-01' WHERE id = 'z-01'",
        "UPDATE claim SET party = '' WHERE id = 'z-01'",
    ],
)
def test_the_database_itself_refuses_ids_twice_and_periods_turned_round(
    small: Ledger, statement: str
) -> None:
    with pytest.raises(Exception, match=r"(?i)unique|check"), small._engine.begin() as c:
        c.execute(text(statement))


def test_a_figure_that_is_none_in_an_older_database_is_told_and_can_be_removed(
    small_batch: Batch, words: Vocabulary, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    Ledger.open(url, words).append(small_batch, recorded_at=RECORDED).close()
    weaken(url)
    ledger = Ledger.open(url, words)
    late = {"as_of": LATE, "known_at": LATE}
    with pytest.raises(CaploopError, match="z-01: the database holds a figure that is no number"):
        ledger.vintage(**late)
    removal = Override(claim="z-01", action="remove", reason="NaN", by="us", known_at=LATE)
    ledger.append(Batch(overrides=(removal,)), recorded_at=datetime(2026, 4, 1))
    assert "z-01" not in ledger.vintage(**late).claims
    assert "z-01" not in {c.id for c in ledger.batch().claims}
    ledger.close()


def weaken(url: str) -> None:
    """Takes the rules of the table away, as earlier versions had none, and stores NaN."""
    for statements in (
        (
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'NOT LIKE', '<>')",
        ),
        ("UPDATE claim SET value = 'NaN' WHERE id = 'z-01'",),
    ):
        engine = create_engine(url)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
