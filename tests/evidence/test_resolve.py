"""Which claim a subject's value is taken from, and why not the others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from caploop.evidence.claim import Claim, Link
from caploop.evidence.ledger import Ledger
from caploop.evidence.resolve import Resolved, resolve
from caploop.evidence.vintage import Vintage

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
    assert view.passed_over[0].reason


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
