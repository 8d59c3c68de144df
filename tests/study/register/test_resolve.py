"""What becomes of a statement: true, false, void, overdue or open, by claims made up for it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from caploop.core.errors import InputInvalidError, NotFoundError
from caploop.evidence import Claim
from caploop.study.register.resolve import Resolution, read_claims, resolution
from caploop.study.register.statement import DatedStatement, OtherSide
from tests.study.register.cases import DEADLINE, DEBT, FALLS, LATER, LISTED, MADE, again, claim

NEXT = LATER + timedelta(days=1)
PAST = DEADLINE + timedelta(days=1)


def told(
    statement: DatedStatement, *claims: Claim, day: date = NEXT, after: date = MADE
) -> Resolution:
    return resolution(statement, claims, after=after, day=day)


def test_a_later_claim_decides_either_way() -> None:
    true, false = told(DEBT, claim(42e9)), told(DEBT, claim(39e9))
    assert (true.state, true.came, true.day, true.claims) == ("true", 42.0, LATER, ("c1",))
    assert (false.state, false.came) == ("false", 39.0)


def test_at_the_threshold_it_is_the_sign_that_decides() -> None:
    assert told(DEBT, claim(40e9)).state == "true"
    assert told(again(DEBT, comparison=">"), claim(40e9)).state == "false"
    assert told(again(DEBT, comparison="<="), claim(40e9)).state == "true"
    assert told(again(DEBT, comparison="<"), claim(40e9)).state == "false"


def test_a_range_holds_its_ends() -> None:
    within = again(DEBT, comparison="within", threshold=40.0, upper=44.0)
    assert [told(within, claim(v * 1e9)).state for v in (39.9, 40, 42, 44, 44.1)] == [
        *("false", "true", "true", "true", "false")
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"party": "oracle"},
        {"measure": "net_loss"},
        {"qualifier": "lease"},
        {"as_of": date(2026, 9, 30)},
        {"nature": "forecast"},
        {"status": "estimated"},
        {"state": "retracted"},
        {"polarity": "negated"},
        {"question": True},
        {"unit": "EUR"},
        {"known_at": MADE},
        {"known_at": NEXT + timedelta(days=1)},
    ],
)
def test_a_claim_on_something_else_or_of_another_day_decides_nothing(other: dict[str, str]) -> None:
    assert told(DEBT, claim(42e9, **other)).state == "open"


def test_a_flow_is_decided_by_a_claim_on_the_same_days_alone() -> None:
    days = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    flow = again(DEBT, measure="firm-capex", claim="capex", threshold=5.0, **days)
    period = {"measure": "capex", "period_start": days["start"], "period_end": days["end"]}
    assert told(flow, claim(6e9, as_of=None, **period)).state == "true"
    year = {**period, "period_start": date(2026, 1, 1)}
    assert told(flow, claim(6e9, as_of=None, **year)).state == "open"


def test_bounds_decide_where_they_leave_no_doubt() -> None:
    assert told(DEBT, claim(41e9, bound=">=")).state == "true"
    assert told(DEBT, claim(39e9, bound=">=")).state == "open"
    assert told(DEBT, claim(39e9, bound="<")).state == "false"
    ends = {"bound": "range", "value_low": 38e9, "value_high": 42e9}
    found = told(DEBT, claim(None, **ends))
    assert found.state == "open"
    assert found.why is not None
    assert found.why.code == "register-bounds-too-wide"
    within = again(DEBT, comparison="within", threshold=39.0, upper=41.0)
    assert told(within, claim(None, **ends)).state == "open"


def test_the_first_claim_decides_and_a_later_one_does_not_undo_it() -> None:
    late = claim(39e9, id="c2", known_at=NEXT)
    assert told(DEBT, claim(42e9), late).state == "true"
    assert told(DEBT, late, claim(42e9)).claims == ("c1",)


def test_claims_of_one_day_that_contradict_each_other_decide_nothing() -> None:
    found = told(DEBT, claim(42e9), claim(39e9, id="c2"))
    assert (found.state, found.claims) == ("open", ("c1", "c2"))
    assert told(DEBT, claim(42e9), claim(43e9, id="c2")).state == "true"


def test_a_fall_is_judged_by_both_days() -> None:
    given = {"party": "oracle", "measure": "backlog"}
    now = claim(650e9, as_of=date(2026, 11, 30), **given)
    assert told(FALLS, now).state == "true"
    before = claim(640e9, id="c0", as_of=date(2026, 8, 31), known_at=date(2026, 9, 11), **given)
    found = told(FALLS, now, before)
    assert (found.state, found.claims) == ("false", ("c1", "c0"))
    unknown = again(FALLS, against=OtherSide(end=date(2026, 8, 31)))
    assert told(unknown, now).state == "open"
    assert told(unknown, now, before).state == "false"


def test_the_other_side_may_be_another_party() -> None:
    days = {"start": date(2026, 10, 1), "end": date(2026, 12, 31)}
    other = OtherSide(party="openai", **days)
    more = again(
        DEBT,
        party="anthropic",
        measure="developer-revenue",
        comparison=">",
        claim="revenue",
        threshold=None,
        against=other,
        **days,
    )
    over = {"measure": "revenue", "period_start": days["start"], "period_end": days["end"]}
    ours = claim(12e9, party="anthropic", as_of=None, **over)
    theirs = claim(11e9, id="c2", party="openai", as_of=None, **over)
    assert told(more, ours).state == "open"
    assert told(more, ours, theirs).state == "true"


def test_parties_that_are_added_up_are_all_needed() -> None:
    both = again(DEBT, party="coreweave+oracle", threshold=100.0)
    ours, theirs = claim(42e9), claim(61e9, id="c2", party="oracle")
    assert told(both, ours).state == "open"
    found = told(both, ours, theirs)
    assert (found.state, found.came, found.claims) == ("true", 103.0, ("c1", "c2"))


def test_an_event_is_decided_by_what_is_said_to_have_happened_or_not() -> None:
    given = {"party": "openai", "measure": "event", "qualifier": "listed", "unit": None}
    seen = claim(None, as_of=date(2027, 2, 1), bound=None, **given)
    assert told(LISTED, seen).state == "true"
    denied = claim(None, as_of=date(2027, 2, 1), bound=None, polarity="negated", **given)
    assert told(LISTED, denied).state == "false"
    early = claim(None, as_of=date(2026, 11, 1), bound=None, **given)
    assert told(LISTED, early).state == "open"


def test_after_the_deadline_silence_is_what_the_statement_says() -> None:
    assert told(DEBT, day=DEADLINE).state == "open"
    assert told(DEBT, day=PAST).state == "overdue"
    assert told(again(DEBT, silence="void"), day=PAST).state == "void"
    assert told(again(DEBT, silence="true"), day=PAST).state == "true"
    assert told(LISTED, day=PAST).state == "false"
    assert told(DEBT, claim(42e9), day=PAST).state == "true"


def test_a_claim_after_the_deadline_decides_what_was_overdue_and_nothing_that_silence_did() -> None:
    late = claim(42e9, known_at=DEADLINE + timedelta(days=30))
    day = DEADLINE + timedelta(days=60)
    assert told(DEBT, late, day=day).state == "true"
    assert told(again(DEBT, silence="void"), late, day=day).state == "void"


def test_a_claim_on_the_day_of_the_entry_or_before_comes_too_soon() -> None:
    assert told(DEBT, claim(42e9), after=LATER).state == "open"


def test_claims_are_read_line_by_line_and_faults_are_told(tmp_path: Path) -> None:
    path = tmp_path / "claims.jsonl"
    encode = msgspec.json.Encoder(decimal_format="number").encode
    path.write_bytes(encode(claim()) + b"\n")
    assert read_claims(path) == (claim(),)
    path.write_bytes(encode(claim()).replace(b'"party"', b'"partie"'))
    with pytest.raises(InputInvalidError, match="did you mean 'party'"):
        read_claims(path)
    with pytest.raises(NotFoundError):
        read_claims(tmp_path / "none.jsonl")
