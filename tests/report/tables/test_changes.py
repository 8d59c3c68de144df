"""Tables of `caploop changes`: what a reader of the terminal and the file can check."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from caploop.core.message import message
from caploop.report.tables.changes import changed, changes_tables, headlines, parts, reviews
from caploop.study.changes import Changed, ChangesRecord, HeadlineMove, NeedsReview
from tests.report.tables.small import assert_readable, in_file, small, told

DAY, UNTIL = date(2026, 3, 1), date(2026, 9, 30)


def row(kind: str, name: str, **given: object) -> Changed:
    facts = {"day": UNTIL, "unit": "USD", "claims": ("n1",), "tier": "filing", "what": "revenue"}
    return replace(small(Changed), kind=kind, id=name, **{**facts, **given})


def move(name: str, unit: str, *, since: float, until: float, part: float) -> HeadlineMove:
    apart = until - since
    return HeadlineMove(
        name=name,
        title=message("failed-by", firm="oracle", when=2030),
        unit=unit,
        since=since,
        until=until,
        difference=apart,
        parts={"plan": part},
        interaction=apart - part,
    )


RECORD = small(
    ChangesRecord,
    since=DAY,
    until=UNTIL,
    since_vintage="2026-03",
    until_vintage="2026-09",
    draws=1000,
    moves=(
        move("failed", "share of draws", since=0.2, until=0.5, part=0.1),
        move("need", "USD bn", since=160.0, until=120.0, part=20.0),
        move("gw", "GW", since=14.0, until=22.0, part=8.0),
    ),
    switched={"opening": 0, "plan": 3},
    changed=(
        row("supersedes", "n1", party="openai", against="c1", before=1.31e10, after=1.2e10),
        row("parameter", "R", party=None, what="a revenue", unit="share", before=0.2, after=0.25),
        row("tranche", "a/b", party="nvidia", counterparty="openai", what="cut", tier=None),
        row("position", "p", party="oracle", unit="JPY", after=5e12),
    ),
    reviews=(
        NeedsReview(question="runway", field="cash", because=("n1", "R")),
        NeedsReview(question="run", field="debt", because=tuple(f"n{i}" for i in range(9))),
    ),
    notes=(message("changes-one-at-a-time"),),
)


def test_all_tables_are_told_in_both_languages() -> None:
    assert_readable(changes_tables(RECORD))


def test_both_books_and_what_lies_between_stand_in_a_row() -> None:
    first, need, power = told(headlines(RECORD))
    assert list(first.values())[1:] == ["20%", "50%", "+30%"]
    assert list(need.values())[1:] == ["$160bn", "$120bn", "−$40bn"]
    assert list(power.values())[1:] == ["14.0 GW", "22.0 GW", "+8.0 GW"]


def test_only_groups_that_differ_have_a_column_and_the_rest_is_called_interaction() -> None:
    first, *_ = told(parts(RECORD))
    assert list(first)[1:] == ["moved by", "plan", "interaction"]
    assert list(first.values())[1:] == ["+30%", "+10%", "+20%"]


def test_a_change_is_told_with_its_tier_and_in_its_own_unit() -> None:
    claim, parameter, tranche, _ = told(changed(RECORD))
    assert (claim["tier"], claim["stands against"]) == ("filing", "c1")
    assert (claim["was"], claim["is"]) == ("$13.1bn", "$12bn")
    assert (parameter["was"], parameter["is"]) == ("20.0%", "25.0%")
    assert (tranche["party"], tranche["tier"]) == ("Nvidia, OpenAI", "–")


def test_a_field_names_its_first_reasons_and_counts_all() -> None:
    first, second = in_file(reviews(RECORD))
    assert first["changes_because"] == "n1 R"
    assert second["changes_because"] == "n0 n1 n2 n3 n4 n5 and 3 more"
    assert second["changes_count"] == 9
