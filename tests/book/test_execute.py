"""Executing: due, waiting, over, or owed by nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.book.agreement import Agreement, Tranche
from caploop.book.execute import execute, in_force, known_agreements, state_on
from tests.book.conftest import BASE

Make = Callable[..., Tranche]
Bind = Callable[..., list[Agreement]]
TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, "due"),
        ({"start": date(2026, 4, 1)}, "waiting"),
        ({"condition": "ipo >= 1", "firmness": "conditional"}, "waiting"),
        ({"firmness": "letter_of_intent"}, "not_binding"),
        ({"firmness": "stated"}, "not_binding"),
        ({"state": "lapsed", "state_date": date(2026, 2, 1)}, "lapsed"),
        ({"state": "superseded", "state_date": date(2026, 2, 1)}, "superseded"),
        ({"state": "lapsed", "state_date": date(2026, 4, 1)}, "due"),
    ],
)
def test_the_standing_of_a_tranche(
    tranche: Make, book: Bind, changes: dict[str, Any], standing: str
) -> None:
    (found,) = execute(book(tranche(**changes)), as_of=TODAY, values={})
    assert found.standing == standing
    assert found.reason.code


def test_a_condition_met_makes_it_due(tranche: Make, book: Bind) -> None:
    made = book(tranche(condition="ipo >= 1", firmness="conditional"))
    (found,) = execute(made, as_of=TODAY, values={"ipo": Decimal(1)})
    assert found.standing == "due"


@given(first=st.integers(0, 3), more=st.integers(0, 3), need=st.integers(0, 6))
def test_executing_is_monotone_in_conditions_met(first: int, more: int, need: int) -> None:
    made = Tranche(**(BASE | {"id": "a-b-2026/equity/all", "condition": f"gw >= {need}"}))
    agreement = [Agreement(id="a-b-2026", group="a", tranches=(made,))]
    before = execute(agreement, as_of=TODAY, values={"gw": Decimal(first)})[0].standing
    after = execute(agreement, as_of=TODAY, values={"gw": Decimal(first + more)})[0].standing
    assert (before, after) != ("due", "waiting")


@given(day=st.dates(date(2025, 1, 1), date(2027, 1, 1)))
def test_known_never_looks_ahead(day: date, bundled_agreements: tuple[Agreement, ...]) -> None:
    for agreement in known_agreements(bundled_agreements, known_at=day):
        assert all(t.known_at <= day for t in agreement.tranches)


def standings(agreements: tuple[Agreement, ...], day: date, **values: int) -> dict[str, str]:
    seen = known_agreements(agreements, known_at=day)
    counted = {name: Decimal(value) for name, value in values.items()}
    return {e.tranche.id: e.standing for e in execute(seen, as_of=day, values=counted)}


def test_the_letter_of_intent_is_never_owed_and_falls_to_the_round(
    bundled_agreements: tuple[Agreement, ...],
) -> None:
    letter = "nvidia-openai-2025-loi/equity/v2025-09-22"
    assert standings(bundled_agreements, date(2025, 10, 1))[letter] == "not_binding"
    assert standings(bundled_agreements, date(2025, 11, 19))[letter] == "superseded"
    tranches = {t.id: t for a in bundled_agreements for t in a.tranches}
    name: str | None = letter
    chain = []
    while name in tranches:
        chain.append(tranches[name].agreement)
        name = tranches[name].superseded_by
    assert chain[0] == "nvidia-openai-2025-loi"
    assert chain[-1] == "nvidia-openai-2026-round"
    assert standings(bundled_agreements, TODAY)["nvidia-openai-2026-round/equity/all"] == "due"


def test_amazons_fifty_is_fifteen_due_and_thirty_five_waiting(
    bundled_agreements: tuple[Agreement, ...],
) -> None:
    now = standings(bundled_agreements, TODAY)
    assert now["amazon-openai-2026-round/equity/initial"] == "due"
    assert now["amazon-openai-2026-round/equity/conditional"] == "waiting"
    listed = standings(bundled_agreements, TODAY, ipo_openai=1)
    assert listed["amazon-openai-2026-round/equity/conditional"] == "due"


def test_foxconn_has_a_right_and_nobody_a_duty(
    bundled_agreements: tuple[Agreement, ...],
) -> None:
    now = standings(bundled_agreements, TODAY, chooses_openai_foxconn=1)
    foxconn = {name: s for name, s in now.items() if name.startswith("openai-foxconn")}
    assert set(foxconn.values()) == {"not_binding"}


def test_the_guarantee_asked_for_is_retracted(bundled_agreements: tuple[Agreement, ...]) -> None:
    now = standings(bundled_agreements, TODAY)
    assert now["us-government-openai-2025-guarantee/policy_request/v2025-11-05"] == "retracted"


def test_a_tranche_is_in_force_from_its_signature_to_its_end(tranche: Make) -> None:
    made = tranche(state="lapsed", state_date=date(2026, 2, 1))
    assert not in_force(made, date(2025, 12, 31))
    assert in_force(made, date(2026, 1, 31))
    assert not in_force(made, date(2026, 2, 1))
    assert state_on(made, date(2026, 1, 31)) == "live"


def test_what_became_known_later_is_not_named(tranche: Make, book: Bind) -> None:
    autumn, spring = date(2025, 10, 1), date(2026, 2, 20)
    heir = tranche("a-b-2026/equity/all", known_at=spring)
    old = tranche(
        "a-b-2025/equity/all",
        known_at=date(2025, 9, 1),
        claims=("c1", "c2"),
        overlaps=(heir.id,),
        state="superseded",
        state_date=autumn,
        superseded_by=heir.id,
    )
    (then,) = known_agreements(book(old, heir), known_at=autumn, unpublished=("c2",))
    (seen,) = then.tranches
    assert (seen.state, seen.superseded_by) == ("superseded", None)
    assert (seen.overlaps, seen.claims) == ((), ("c1",))
    assert known_agreements(book(old, heir), known_at=spring)[0].tranches == (old,)


def test_an_end_that_came_later_is_not_known(tranche: Make, book: Bind) -> None:
    old = tranche(
        "a-b-2025/equity/all",
        known_at=date(2025, 9, 1),
        state="superseded",
        state_date=date(2026, 2, 20),
        superseded_by="a-b-2026/equity/all",
    )
    (then,) = known_agreements(book(old), known_at=date(2025, 10, 1))
    assert (then.tranches[0].state, then.tranches[0].superseded_by) == ("live", None)
    (now,) = known_agreements(book(old), known_at=date(2026, 2, 20))
    assert now.tranches == (old,)
