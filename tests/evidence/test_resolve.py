"""Which claim a subject's value is taken from, and why not the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.message import message
from caploop.evidence.claim import Batch, Claim, Link
from caploop.evidence.ledger import Ledger
from caploop.evidence.measure import Vocabulary
from caploop.evidence.resolve import Resolved, resolve
from caploop.evidence.store import read_vocabulary
from caploop.evidence.vintage import Vintage, standings
from tests.evidence.conftest import BASE, paper

Make = Callable[..., Claim]
See = Callable[..., Vintage]
BN = Decimal(10) ** 9
LATE = date(2026, 3, 1)


def only(vintage: Vintage) -> Resolved:
    views = resolve(vintage)
    assert len(views) == 1
    return views[0]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"nature": "actual"}, {"nature": "guidance", "firmness": "signed"}),
        ({"firmness": "signed"}, {"firmness": "stated"}),
        ({"verified": True}, {"verified": False}),
        ({"speaker": "lantern"}, {"speaker": "unnamed_source"}),
        ({"as_of": date(2026, 1, 2)}, {"as_of": date(2026, 1, 1)}),
    ],
)
def test_the_rank_of_two_claims(
    claim: Make, seen: See, better: dict[str, object], worse: dict[str, object]
) -> None:
    view = only(seen(claim("a", value=BN, **worse), claim("b", value=2 * BN, **better)))
    assert (view.value, view.used) == (2 * BN, ("b",))
    assert [p.claim for p in view.passed_over] == ["a"]
    assert view.passed_over[0].reason.code


def test_support_counts_origins_not_outlets(claim: Make, seen: See) -> None:
    copies = [claim(f"c{i}", value=BN, document=f"d{i}", origin="wire") for i in range(3)]
    other = claim("own", value=BN, document="x", origin="own")
    view = only(seen(*copies, other))
    assert (len(view.used), view.origins) == (4, 2)


def test_a_negated_claim_is_never_the_value(claim: Make, seen: See) -> None:
    view = only(seen(claim("a", value=BN, polarity="negated")))
    assert (view.value, view.used) == (None, ())


def test_an_amount_in_another_currency_is_not_a_second_amount(claim: Make, seen: See) -> None:
    again = Link(source="b", target="a", kind="converts", asserted_by="tests")
    one = claim("a", value=BN)
    two = claim("b", value=7 * BN, unit="CNY", currency="CNY")
    assert [v.used for v in resolve(seen(one, two, links=(again,)))] == [("a",)]


def test_plan_vintages_and_scenarios_are_never_mixed(claim: Make, seen: See) -> None:
    views = resolve(
        seen(
            claim("a", value=BN, plan_vintage="V0"),
            claim("b", value=2 * BN, plan_vintage="V2"),
            claim("c", value=3 * BN, scenario="high"),
        )
    )
    assert sorted(v.used for v in views) == [("a",), ("b",), ("c",)]


def test_equal_amounts_of_different_measures_stay_apart(claim: Make, seen: See) -> None:
    views = resolve(
        seen(
            claim("a", value=500 * BN, measure="project_investment_total", agreement="harbour"),
            claim("b", value=500 * BN, measure="valuation"),
        )
    )
    assert sorted(v.used for v in views) == [("a",), ("b",)]


REPLAY = [
    (date(2025, 12, 1), None, 100, "letter_of_intent", "004-16"),
    (date(2026, 2, 5), 20, None, "in_talks", "004-13"),
    (date(2026, 2, 21), 30, 30, "in_talks", "001-29"),
    (date(2026, 3, 1), 30, None, "signed", "F445"),
]


@pytest.mark.parametrize(("as_of", "value", "high", "firmness", "used"), REPLAY)
def test_the_stake_of_nvidia_replays_by_world_date(
    bundled: Ledger, as_of: date, value: int | None, high: int | None, firmness: str, used: str
) -> None:
    views = bundled.lookup(
        "nvidia", "equity_investment", counterparty="openai", as_of=as_of, known_at=LATE
    )
    view = next(v for v in views if str(v.subject).endswith("nvidia-openai-2025-loi"))
    assert view.used == (used,)
    assert view.firmness == firmness
    assert view.value_high == (None if high is None else high * BN)
    if value is not None:
        assert view.value == value * BN


def test_the_hundred_billion_is_denied_in_february(bundled: Ledger) -> None:
    views = bundled.lookup(
        "nvidia",
        "equity_investment",
        counterparty="openai",
        as_of=date(2026, 2, 5),
        known_at=LATE,
    )
    states = {p.claim: p.state for v in views for p in v.passed_over}
    assert states["004-16"] == "denied"
    assert states["004-01"] == "denied"


@pytest.mark.parametrize(
    ("known_at", "backlog"),
    [
        (date(2025, 9, 7), set()),
        (date(2025, 9, 8), {"2025-05"}),
        (date(2025, 9, 9), {"2025-05", "2025-08"}),
    ],
)
def test_september_replays_by_day_of_knowledge(
    bundled: Ledger, known_at: date, backlog: set[str]
) -> None:
    views = bundled.lookup("oracle", "backlog", as_of=LATE, known_at=known_at)
    assert {v.subject.matter for v in views} == backlog


def test_a_projection_of_september_published_in_february_is_not_known_in_between(
    bundled: Ledger,
) -> None:
    def known(day: date) -> set[str]:
        return set(bundled.vintage(as_of=LATE, known_at=day).claims) & {"F043", "F055", "F515"}

    assert known(date(2025, 9, 8)) == set()
    assert known(date(2025, 9, 9)) == {"F055"}
    assert known(date(2025, 9, 25)) == {"F055", "F515"}
    assert known(date(2026, 2, 27)) == {"F055", "F515"}
    assert known(date(2026, 2, 28)) == {"F043", "F055", "F515"}


def test_a_year_restated_later_is_used_and_the_first_figure_kept(claim: Make, seen: See) -> None:
    first = claim("z", value=10 * BN, known_at=date(2025, 2, 10))
    again = claim("a", value=Decimal("9.2") * BN, known_at=date(2026, 2, 10))
    (view,) = resolve(seen(first, again))
    assert (view.value, view.used, view.tied) == (Decimal("9.2") * BN, ("a",), ())
    (over,) = view.passed_over
    assert over.claim == "z"
    days = message("first-by-known", other="2026-02-10", day="2025-02-10")
    assert over.reason.values["why"] == days


@given(st.permutations("abcd"), st.integers(1, 27))
def test_the_later_known_is_used_whatever_the_ids(names: list[str], day: int) -> None:
    words = read_vocabulary()
    claims = [made_claim(name, value=Decimal(n + 1)) for n, name in enumerate(names)]
    claims[2] = made_claim(names[2], value=Decimal(9), known_at=date(2026, 2, day))
    (view,) = resolve(vintage_of(claims, words))
    assert view.used == (names[2],)


@given(st.permutations("abc"))
def test_what_ranks_alike_and_does_not_agree_is_told_and_not_used(names: list[str]) -> None:
    claims = [made_claim(name, value=Decimal(n + 1)) for n, name in enumerate(names)]
    (view,) = resolve(vintage_of(claims, read_vocabulary()))
    assert (view.value, view.used, view.origins) == (None, (), 0)
    assert view.tied == ("a", "b", "c")
    assert {p.reason.code for p in view.passed_over} == {"ranks-alike"}


def test_of_what_ranks_alike_and_agrees_the_more_exact_is_used(claim: Make, seen: See) -> None:
    coarse = claim("z", value=13 * BN, step=BN)
    fine = claim("a", value=Decimal("13.1") * BN, step=BN / 10)
    (view,) = resolve(seen(coarse, fine))
    assert (view.used, view.tied) == (("a",), ())
    assert view.passed_over[0].reason.values["why"] == message("more-exact")


def test_names_that_look_the_same_are_one_party(empty: Ledger, claim: Make) -> None:
    plain = "caf\u00e9 compute"
    names = (plain, "cafe\u0301 compute", "caf\u00e9\u200b compute", f"{plain} ")
    claims = tuple(claim(f"c{n}", party=name, value=Decimal(n + 1)) for n, name in enumerate(names))
    papers = (paper("d", known_at=date(2026, 1, 1)),)
    empty.append(Batch(documents=papers, claims=claims), recorded_at=datetime(2026, 3, 1))
    for name in names:
        (view,) = empty.lookup(name, "revenue", as_of=LATE, known_at=LATE)
        assert view.subject.party == names[0]
        assert view.tied == ("c0", "c1", "c2", "c3")
    assert [c.party for c in empty.batch().claims] == list(names)


def made_claim(name: str, **changes: Any) -> Claim:
    return Claim(**(BASE | {"id": name} | changes))


def vintage_of(claims: list[Claim], words: Vocabulary) -> Vintage:
    held = {c.id: c for c in claims}
    return Vintage(
        as_of=LATE,
        known_at=LATE,
        claims=held,
        documents={"d": paper("d")},
        links=(),
        overrides=(),
        standings=standings(held, ()),
        vocabulary=words,
    )
