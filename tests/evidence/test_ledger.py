"""The ledger on SQLite and on PostgreSQL: the same tests for both."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import create_engine, inspect, text

from caploop.core.errors import CaploopError, InputInvalidError, NotFoundError, UsageError
from caploop.evidence.claim import Batch, Claim, Link, LinkKind, Override
from caploop.evidence.ledger import Ledger
from caploop.evidence.measure import Vocabulary
from caploop.evidence.resolve import Resolved, resolve
from caploop.evidence.tables import CLAIM

RECORDED = datetime(2026, 3, 1)
LATE = date(2026, 3, 1)


def only(views: tuple[Resolved, ...]) -> Resolved:
    assert len(views) == 1
    return views[0]


def test_what_was_stored_comes_back_digit_by_digit(small: Ledger, small_batch: Batch) -> None:
    assert small.batch() == small_batch


def test_a_question_without_both_dates_is_refused(small: Ledger) -> None:
    with pytest.raises(TypeError, match="known_at"):
        small.vintage(as_of=LATE)  # type: ignore[call-arg]
    with pytest.raises(UsageError, match="known_at is None"):
        small.vintage(as_of=LATE, known_at=None)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="as_of is None"):
        small.lookup("lantern", "revenue", as_of=None, known_at=LATE)  # type: ignore[arg-type]


def test_nothing_is_known_before_it_is_published(small: Ledger) -> None:
    seen = small.vintage(as_of=LATE, known_at=date(2026, 1, 19))
    assert seen.claims == {}
    seen = small.vintage(as_of=LATE, known_at=date(2026, 1, 20))
    assert {c.document for c in seen.claims.values()} == {"lantern-zh"}


def test_a_month_only_publication_counts_from_the_end_of_the_month(small: Ledger) -> None:
    assert "q-01" not in small.vintage(as_of=LATE, known_at=date(2026, 2, 27)).claims
    assert "q-01" in small.vintage(as_of=LATE, known_at=date(2026, 2, 28)).claims


def test_the_world_date_hides_what_was_said_later(small: Ledger) -> None:
    early = only(
        small.lookup("northgrid", "equity_investment", as_of=date(2025, 12, 31), known_at=LATE)
    )
    assert (early.value_high, early.firmness) == (Decimal(3_000_000_000), "letter_of_intent")
    late = only(small.lookup("northgrid", "equity_investment", as_of=LATE, known_at=LATE))
    assert (late.value, late.firmness, late.used) == (Decimal(1_200_000_000), "signed", ("e-01",))


def test_a_lookup_agrees_with_the_whole_vintage(small: Ledger) -> None:
    whole = {v.key: v for v in resolve(small.vintage(as_of=LATE, known_at=LATE))}
    for party, measure in (("lantern", "revenue"), ("northgrid", "equity_investment")):
        for view in small.lookup(party, measure, as_of=LATE, known_at=LATE):
            assert view == whole[view.key]


def test_a_revision_leaves_the_earlier_claim_in_place(small: Ledger) -> None:
    first = small.vintage(as_of=LATE, known_at=LATE).claims["z-01"]
    revised = replace(first, id="z-01b", value=Decimal("1.3e9"), known_at=date(2026, 2, 20))
    link = Link(source="z-01b", target="z-01", kind="supersedes", asserted_by="tests")
    small.append(Batch(claims=(revised,), links=(link,)), recorded_at=RECORDED)
    before = small.lookup("lantern", "revenue", as_of=LATE, known_at=date(2026, 2, 19))
    after = small.lookup("lantern", "revenue", as_of=LATE, known_at=LATE)
    assert before[0].value == Decimal("1.25e9")
    assert after[0].value == Decimal("1.3e9")


def test_amending_closes_the_row_and_keeps_it_for_audit(small: Ledger) -> None:
    first = small.vintage(as_of=LATE, known_at=LATE).claims["z-08"]
    later = datetime(2026, 4, 1)
    small.amend(replace(first, note="read again"), recorded_at=later)
    now = small.vintage(as_of=LATE, known_at=LATE)
    then = small.vintage(as_of=LATE, known_at=LATE, recorded_at=datetime(2026, 3, 15))
    assert (now.claims["z-08"].note, then.claims["z-08"].note) == ("read again", None)


def test_amending_what_is_not_there_is_refused(small: Ledger) -> None:
    first = small.vintage(as_of=LATE, known_at=LATE).claims["z-08"]
    with pytest.raises(NotFoundError, match="z-99"):
        small.amend(replace(first, id="z-99"), recorded_at=RECORDED)


def test_a_bad_batch_stores_nothing(empty: Ledger, small_batch: Batch) -> None:
    bad = replace(small_batch.claims[0], unit="USDT", measure="revenu")
    batch = replace(small_batch, claims=(bad, *small_batch.claims[1:]))
    with pytest.raises(InputInvalidError) as caught:
        empty.append(batch, recorded_at=RECORDED)
    codes = {p.code for p in caught.value.problems}
    assert codes == {"measure-unknown", "unit-unknown"}
    assert empty.batch() == Batch()


def test_an_id_that_is_stored_already_is_refused(small: Ledger, small_batch: Batch) -> None:
    with pytest.raises(InputInvalidError, match="stored already"):
        small.append(Batch(claims=small_batch.claims[:1]), recorded_at=RECORDED)


def test_a_cycle_across_two_batches_is_refused(small: Ledger) -> None:
    back = Link(source="z-04", target="e-01", kind="supersedes", asserted_by="tests")
    with pytest.raises(InputInvalidError, match="in a circle"):
        small.append(Batch(links=(back,)), recorded_at=RECORDED)


def test_a_link_to_a_claim_nobody_has_is_refused(small: Ledger) -> None:
    loose = Link(source="z-04", target="z-99", kind="supports", asserted_by="tests")
    with pytest.raises(InputInvalidError, match="'z-99' does not exist"):
        small.append(Batch(links=(loose,)), recorded_at=RECORDED)


def test_a_person_overrides_with_a_reason_from_a_date_on(small: Ledger) -> None:
    decision = Override(
        claim="e-01",
        action="exclude",
        reason="the two companies corrected the amount by telephone",
        by="an analyst",
        known_at=date(2026, 2, 25),
    )
    small.append(Batch(overrides=(decision,)), recorded_at=RECORDED)
    question = {"counterparty": "lantern", "as_of": LATE}
    before = only(
        small.lookup("northgrid", "equity_investment", known_at=date(2026, 2, 24), **question)
    )
    after = only(small.lookup("northgrid", "equity_investment", known_at=LATE, **question))
    assert before.used == ("e-01",)
    assert after.used == ()
    reasons = {p.claim: p.reason for p in after.passed_over}
    assert "by telephone" in str(reasons["e-01"].values["note"])


def test_the_words_of_a_note_may_be_of_any_script(
    empty: Ledger, small_batch: Batch, claim: Callable[..., Claim]
) -> None:
    note = "灯塔智能 'said' — 100 % \\ \" 🚢"
    odd = claim("odd", document="lantern-zh", value=Decimal("0.1"), note=note)
    empty.append(Batch(documents=small_batch.documents, claims=(odd,)), recorded_at=RECORDED)
    assert empty.batch().claims[0].note == note
    assert empty.batch().claims[0].value == Decimal("0.1")


def test_a_claim_known_before_its_stored_document_looks_ahead(small: Ledger) -> None:
    stored = small.vintage(as_of=LATE, known_at=LATE)
    first = stored.claims["z-01"]
    day = stored.documents[first.document].known_at - timedelta(days=1)
    early = replace(first, id="z-01c", known_at=day)
    with pytest.raises(InputInvalidError, match="known-too-early"):
        small.append(Batch(claims=(early,)), recorded_at=RECORDED)
    with pytest.raises(InputInvalidError, match="known-too-early"):
        small.amend(replace(first, known_at=day), recorded_at=RECORDED)


@pytest.mark.parametrize("kind", ["restates", "converts", "derived_from", "supports", "corrects"])
def test_a_circle_of_any_kind_across_two_batches_is_refused(small: Ledger, kind: LinkKind) -> None:
    there = Link(source="z-07", target="z-08", kind=kind, asserted_by="tests")
    back = Link(source="z-08", target="z-07", kind=kind, asserted_by="tests")
    small.append(Batch(links=(there,)), recorded_at=RECORDED)
    with pytest.raises(InputInvalidError, match="in a circle"):
        small.append(Batch(links=(back,)), recorded_at=RECORDED)
    with pytest.raises(InputInvalidError, match="link-to-itself"):
        small.append(Batch(links=(replace(back, target="z-08"),)), recorded_at=RECORDED)


def test_reading_a_ledger_writes_nothing(address: str, small: Ledger, words: Vocabulary) -> None:
    if not address.startswith("sqlite"):
        pytest.skip("a file can be made unwritable; a server's tables need another account")
    path = Path(address.removeprefix("sqlite:///"))
    before = path.read_bytes()
    path.chmod(0o444)
    reader = Ledger.open(address, words, must_exist=True)
    assert len(reader.vintage(as_of=LATE, known_at=LATE).claims) == 16
    reader.close()
    assert path.read_bytes() == before


def test_indexes_that_an_older_database_lacks_are_made(address: str, words: Vocabulary) -> None:
    Ledger.open(address, words).close()
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX claim_id_once"))
        connection.execute(text("DROP TABLE spelling"))
    Ledger.open(address, words).close()
    names = {index["name"] for index in inspect(engine).get_indexes("claim")}
    assert "claim_id_once" in names
    assert inspect(engine).has_table("spelling")
    engine.dispose()


def test_a_database_that_is_held_is_told_in_words(tmp_path: Path, words: Vocabulary) -> None:
    path = tmp_path / "held.db"
    ledger = Ledger.open(f"sqlite:///{path}", words)
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0.05})
    with pytest.raises(CaploopError, match=r"database is locked.*load again"):
        Ledger(engine, words).append(Batch(), recorded_at=RECORDED)
    holder.close()
    ledger.close()
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://user:secretpw@127.0.0.1:1/x",
        "postgresql+psycopg://user:secretpw@p@127.0.0.1:1/x",
        "postgresql+psycopg://127.0.0.1:1/x?password=secretpw",
        "nonsense://user:secretpw@host/x",
        "postgresql+psycopg://user:secretpw@host:notaport/x",
    ],
)
def test_no_error_shows_a_password(url: str, words: Vocabulary) -> None:
    with pytest.raises(CaploopError) as caught:
        Ledger.open(url, words)
    assert "secretpw" not in str(caught.value)
    assert "***" in str(caught.value)


def test_an_id_that_an_older_program_stored_twice_is_told_and_can_be_removed(
    small: Ledger, address: str, words: Vocabulary
) -> None:
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX claim_id_once"))
        columns = ", ".join(f'"{c.name}"' for c in CLAIM.columns if c.name != "row")
        again = f"INSERT INTO claim ({columns}) SELECT {columns} FROM claim WHERE id = 'z-01'"
        connection.execute(text(again))
    engine.dispose()
    ledger = Ledger.open(address, words)
    with pytest.raises(InputInvalidError, match="id-duplicate: z-01: two claims"):
        ledger.vintage(as_of=LATE, known_at=LATE)
    removal = Override(claim="z-01", action="remove", reason="twice", by="us", known_at=LATE)
    ledger.append(Batch(overrides=(removal,)), recorded_at=RECORDED)
    assert "z-01" not in ledger.vintage(as_of=LATE, known_at=LATE).claims
    ledger.close()
