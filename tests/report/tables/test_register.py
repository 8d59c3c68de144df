"""Tables of `caploop register`: what a reader of the terminal and the file can check."""

from __future__ import annotations

from datetime import date
from typing import Any

from caploop.core.message import message
from caploop.report.tables.register import (
    bases,
    entries,
    not_registered,
    register_tables,
    scores,
    sources,
    statements,
)
from caploop.study.register.brier import by_group, squared
from caploop.study.register.record import EntryRow, NotRegistered, RegisteredRow, RegisterRecord
from caploop.study.register.statement import DatedStatement, OtherSide
from tests.report.tables.small import assert_readable, in_file, small, told
from tests.study.register.cases import DEBT, FALLS, LISTED, again

HOW = message(
    "base-history",
    hits=0,
    of=3,
    rate=0.2,
    figure=664.0,
    unit="USD bn",
    day="2026-08-31",
    rows=("B1", "N2"),
)


def row(statement: DatedStatement, state: str, **given: Any) -> RegisteredRow:
    made: dict[str, Any] = {
        **{"unit": "USD bn", "entries": (1,), "made": date(2026, 11, 30), "first": 0.3},
        **{"probability": 0.3, "low": 0.25, "high": 0.35, "told": 1.0, "base_rate": 0.2},
        **{"base": HOW, "claims": (), "brier": squared(0.3, state)},
        **{"brier_last": squared(0.3, state), "brier_base": squared(0.2, state)},
    }
    return small(RegisteredRow, statement=statement, state=state, **{**made, **given})


OTHER = OtherSide(party="openai", start=date(2026, 10, 1), end=date(2026, 12, 31))
MORE = again(
    DEBT,
    measure="developer-revenue",
    party="anthropic",
    start=date(2026, 10, 1),
    threshold=None,
    comparison=">",
    against=OTHER,
    qualifier="cloud",
)
ROWS = (
    row(DEBT, "true", came=42.0, claims=("c1",), decided=date(2027, 2, 20)),
    row(FALLS, "open"),
    row(LISTED, "false", unit="yes", why=message("register-silence")),
    row(MORE, "overdue"),
    row(again(DEBT, comparison="within", upper=45.0), "void"),
    row(again(DEBT, measure="users", party="openai", threshold=1000.0), "open", unit="mn"),
    row(again(DEBT, measure="gw-leased", party="oracle", threshold=0.6), "open", unit="GW"),
)
RECORD = small(
    RegisterRecord,
    day=date(2027, 3, 1),
    rows=ROWS,
    groups=by_group(ROWS),
    entries=(
        small(
            EntryRow,
            **{"number": 1, "statement": "debt-40", "made": date(2026, 11, 30), "draws": 2000},
            **{"probability": 0.3, "seed": 0, "known_at": date(2026, 3, 1), "book": "b"},
            **{"caploop": "0.2.0", "code": "c" * 32, "commit": "d" * 40, "hash": "e" * 64},
        ),
    ),
    not_registered=(
        NotRegistered(
            statement=again(DEBT, id="permit", source="state-authority"),
            reason="permits-not-modelled",
        ),
    ),
    notes=(message("register-first-counts"),),
)


def test_all_tables_are_told_in_both_languages() -> None:
    assert_readable(register_tables(RECORD))


def test_a_statement_says_what_it_is_held_against() -> None:
    said = [r["statement"] for r in told(statements(RECORD))]
    assert said == [
        "debt 2026-12-31 ≥ $40bn",
        "signed orders 2026-11-30 < 2026-08-31 (it was $664bn)",
        "shares listed by 2027-03-31",
        "revenue from models 2026Q4 > OpenAI",
        "debt 2026-12-31 within $40bn – $45bn",
        "weekly users 2026-12-31 ≥ 1,000m",
        "capacity leased to OpenAI 2026-12-31 ≥ 0.60 GW",
    ]
    assert told(statements(RECORD), "zh")[2]["论断"] == "2027-03-31前股份上市"


def test_a_probability_stands_beside_its_interval_and_the_base_rate() -> None:
    first = told(statements(RECORD))[0]
    assert first["probability"] == "30%"
    assert first["by draws (95%)"] == "25.0% – 35.0%"
    assert first["base rate"] == "20%"
    assert first["state"] == "true"
    in_numbers = in_file(statements(RECORD))[0]
    assert (in_numbers["probability_share"], in_numbers["base_rate_share"]) == (0.3, 0.2)


def test_groups_have_their_counts_and_scores() -> None:
    every = in_file(scores(RECORD))[-1]
    assert (every["register_true"], every["register_false"], every["register_void"]) == (1, 1, 1)
    assert every["brier"] == round((0.49 + 0.09) / 2, 6)
    assert every["brier_base"] == round((0.64 + 0.04) / 2, 6)
    assert told(scores(RECORD))[-1]["group"] == "all"


def test_a_base_rate_shows_its_arithmetic_and_its_rows() -> None:
    first = told(bases(RECORD))[0]
    assert first["arithmetic"].endswith("0 of 3 would do: (0 + 1) / (3 + 2) = 20%")
    assert first["last figure"] == "$664bn"
    assert first["known from"] == "B1 N2"


def test_what_decided_it_stands_beside_what_should_have() -> None:
    rows = told(sources(RECORD))
    assert (rows[0]["came"], rows[0]["decided"], rows[0]["by claims"]) == (
        *("$42bn", "2027-02-20", "c1"),
    )
    assert rows[2]["by claims"] == "nothing was told by the deadline"
    assert rows[3]["resolved by claims of"] == "total_debt:cloud"


def test_what_has_no_entry_says_why() -> None:
    (one,) = told(not_registered(RECORD))
    assert one["why it has none"] == "the model has dates of power, no permits"


def test_a_line_names_its_run_and_its_hash() -> None:
    (one,) = told(entries(RECORD))
    assert (one["program"], one["hash"]) == ("0.2.0 dddddddddddd", "e" * 12)
    assert one["probability"] == "30.0%"
