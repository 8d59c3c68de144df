"""How circular the money is: intervals, named loops, coverage; and answers in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from caploop.book.agreement import Agreement, Tranche
from caploop.book.book import Book
from caploop.book.known import KnownBook, known_book
from caploop.core.errors import UsageError
from caploop.core.message import message
from caploop.evidence.claim import Link, Override
from caploop.report.text.words import terminal_text
from caploop.study.loop.answer import loop, thinnest
from caploop.study.loop.record import LoopRecord
from tests.book.conftest import BASE
from tests.real_book import real_book

DAY = date(2026, 3, 1)
BN = Decimal(10) ** 9


@pytest.fixture(scope="module")
def bundled() -> Book:
    return real_book()


@pytest.fixture(scope="module")
def record(bundled: Book) -> LoopRecord:
    return loop(on_day(bundled))


def on_day(book: Book) -> KnownBook:
    return known_book(book, as_of=DAY, known_at=DAY)


def with_tranches(book: Book, *tranches: Tranche) -> Book:
    names = list(dict.fromkeys(t.agreement for t in tranches))
    made = tuple(
        Agreement(id=n, group=n, tranches=tuple(t for t in tranches if t.agreement == n))
        for n in names
    )
    return replace(book, agreements=made)


def paid(name: str, payer: str, payee: str, *, amount: int, kind: str, year: int) -> Tranche:
    changes = {
        "id": name,
        "payer": payer,
        "payee": payee,
        "amount": amount * BN,
        "kind": kind,
        "start": date(year, 1, 1),
    }
    return Tranche(**(BASE | changes))


def test_the_interval_holds_the_point_and_never_exceeds_the_cheque(record: LoopRecord) -> None:
    assert record.self_funded
    for row in record.self_funded:
        assert 0 <= row.min <= row.pro_rata <= row.max <= min(row.put_in, row.of) + 1


def test_amazons_cheque_can_come_back_as_revenue_and_need_not(record: LoopRecord) -> None:
    amazon = next(r for r in record.self_funded if r.party == "amazon")
    assert amazon.min == 0
    assert amazon.max == 15e9
    assert 0 < amazon.pro_rata < 15e9


@pytest.mark.parametrize(
    ("cheque_year", "purchase_year", "at_most"), [(2026, 2027, 20e9), (2027, 2026, 0)]
)
def test_a_cheque_after_the_purchase_pays_for_nothing(
    bundled: Book, cheque_year: int, purchase_year: int, at_most: float
) -> None:
    cheque = paid(
        "nvidia-openai-2026/equity/all",
        "nvidia",
        "openai",
        amount=30,
        kind="equity",
        year=cheque_year,
    )
    purchase = paid(
        "openai-nvidia-2026/chips/all",
        "openai",
        "nvidia",
        amount=20,
        kind="chip_purchase",
        year=purchase_year,
    )
    record = loop(on_day(with_tranches(bundled, cheque, purchase)))
    assert record.self_funded[0].max == at_most


def test_every_side_of_a_loop_has_its_papers_and_claims(record: LoopRecord) -> None:
    assert record.loops
    for found in record.loops:
        ends = [(e.payer, e.payee) for e in found.edges]
        assert [b for _, b in ends] == [a for a, _ in [*ends[1:], ends[0]]]
        assert found.bottleneck == pytest.approx(min(e.amount for e in found.edges))
        assert all(e.agreements and e.claims for e in found.edges)


def test_the_triangle_of_the_press_rests_on_a_rumour(record: LoopRecord) -> None:
    triangle = next(r for r in record.loops if set(r.parties) == {"nvidia", "openai", "oracle"})
    assert triangle.firmness == "rumoured"


def test_coverage_says_what_is_undated_and_what_is_assumed(record: LoopRecord) -> None:
    openai = {r.year: r for r in record.coverage if r.party == "openai"}
    assert openai[2026].ratio is not None
    assert openai[2026].undated_usd >= 250e9
    assert openai[2029].assumed
    assert openai[2029].basis == message("interpolated", vintage="V2")
    assert all(r.assumed or r.claims or r.reason for r in record.coverage)


def test_coverage_reads_one_plan_and_says_what_is_interpolated(bundled: Book) -> None:
    """100 bn for 2028 is of no plan: beside the plan of February 2026 it would be a mixture."""
    rows = {p.symbol: float(p.central) * 1e9 for p in bundled.parameters if "R_v2" in p.symbol}
    claims = {c.id: c for c in bundled.sheets.evidence.claims}
    found = loop(on_day(bundled)).coverage
    for row in (r for r in found if r.party == "openai"):
        told = [claims[c] for c in row.claims]
        assert {c.plan_vintage for c in told} <= {"V2"}
        if row.assumed:
            assert row.outside_usd == rows[f"R_v2_{row.year}"]
    before = date(2026, 2, 25)
    early = loop(known_book(bundled, as_of=before, known_at=before)).coverage
    assert not [r for r in early if r.party == "openai" and r.assumed]


def with_evidence(book: Book, **changes: Any) -> Book:
    evidence = replace(book.sheets.evidence, **changes)
    return replace(book, sheets=replace(book.sheets, evidence=evidence))


def test_a_figure_that_was_left_out_or_withdrawn_is_not_what_dues_are_held_against(
    bundled: Book, record: LoopRecord
) -> None:
    row = next(r for r in record.coverage if r.party == "openai" and r.year == 2026)
    (name,) = row.claims
    told = {c.id: c for c in bundled.sheets.evidence.claims}
    again = replace(told[name], id="later", value=None, known_at=date(2026, 2, 28))
    back = Link(source="later", target=name, kind="retracts", asserted_by="t")
    early, late = date(2026, 2, 28), date(2026, 3, 2)
    said = {"claim": name, "reason": "r", "by": "b"}
    worlds = {
        "excluded": {"overrides": (Override(**said, action="exclude", known_at=early),)},
        "removed": {"overrides": (Override(**said, action="remove", known_at=late),)},
        "retracted": {"claims": (*told.values(), again), "links": (back,)},
    }
    for world, changes in worlds.items():
        found = loop(on_day(with_evidence(bundled, **changes))).coverage
        assert not any(name in r.claims for r in found), world
    later = {"overrides": (Override(**said, action="exclude", known_at=late),)}
    found = loop(on_day(with_evidence(bundled, **later))).coverage
    assert any(name in r.claims for r in found)


def test_the_headline_is_the_year_in_which_dues_outrun_the_plan(record: LoopRecord) -> None:
    worst = thinnest(record.coverage)
    assert worst is not None
    assert (worst.party, worst.year) == ("openai", 2027)
    assert worst.outside_usd is not None
    assert worst.outside_usd < worst.due_usd
    assert terminal_text(record.headline).startswith(
        "in 2027 openai owes others inside 82.7 bn USD"
    )
    assert thinnest([r for r in record.coverage if r.assumed]) is None


def test_no_exposure_counts_what_was_executed(bundled: Book) -> None:
    promised = paid("nvidia-openai-2026/equity/all", "nvidia", "openai", amount=30, kind="equity",
                    year=2026)  # fmt: skip
    done = replace(promised, id="amazon-openai-2026/equity/all", payer="amazon",
                   firmness="executed")  # fmt: skip
    found = loop(on_day(with_tranches(bundled, promised, done))).exposure
    assert [(r.holder, r.failing, r.loss) for r in found] == [("openai", "nvidia", 30e9)]
    whole = loop(on_day(bundled))
    paid_only = {(t.payer, t.payee) for a in bundled.agreements for t in a.tranches
                 if t.firmness == "executed"}  # fmt: skip
    owed = {(t.payer, t.payee) for a in bundled.agreements for t in a.tranches
            if t.firmness != "executed"}  # fmt: skip
    assert not {(r.failing, r.holder) for r in whole.exposure} & (paid_only - owed)


def test_equity_without_a_date_stands_beside_the_interval(record: LoopRecord) -> None:
    amazon = next(r for r in record.self_funded if r.party == "amazon")
    assert (amazon.put_in, amazon.undated_usd) == (15e9, 35e9)


def test_every_index_stands_beside_its_null_model(record: LoopRecord) -> None:
    assert {(r.type, r.perimeter) for r in record.indices} == {
        ("purchases", "as asked"),
        ("purchases", "vehicles merged"),
        ("equity", "as asked"),
        ("equity", "vehicles merged"),
    }
    for row in record.indices:
        assert row.null_mean is not None or row.reason


def test_a_book_without_agreements_is_answered_in_words(bundled: Book) -> None:
    empty = loop(on_day(replace(bundled, agreements=())))
    assert empty.headline == message("no-loop")
    assert (empty.loops, empty.self_funded, empty.coverage) == ((), (), ())
    assert all(row.reason for row in empty.indices)
    assert empty.commitments.factor is None


def test_a_window_without_flows_has_no_loop(bundled: Book) -> None:
    found = loop(on_day(bundled), window=(2090, 2091))
    assert found.self_funded == ()


def test_rumours_make_a_loop_on_paper_and_no_dollar_of_cash(bundled: Book) -> None:
    names = ("nvidia-openai-2026/equity/all", "openai-nvidia-2026/chips/all")
    cheque = paid(names[0], "nvidia", "openai", amount=30, kind="equity", year=2026)
    purchase = paid(names[1], "openai", "nvidia", amount=20, kind="chip_purchase", year=2027)
    said = [replace(t, firmness="rumoured") for t in (cheque, purchase)]
    record = loop(on_day(with_tranches(bundled, *said)))
    assert [(r.bottleneck, r.firmness) for r in record.loops] == [(20e9, "rumoured")]
    assert record.self_funded == ()
    assert all(row.value is None and row.reason for row in record.indices)


def test_parties_that_do_not_meet_have_no_loop(bundled: Book) -> None:
    one = paid("openai-nvidia-2026/chips/all", "openai", "nvidia", amount=20, kind="chip_purchase",
               year=2026)  # fmt: skip
    other = paid("meta-google-2026/compute/all", "meta", "google", amount=10, year=2026,
                 kind="compute_purchase")  # fmt: skip
    record = loop(on_day(with_tranches(bundled, one, other)))
    assert record.loops == ()
    assert record.headline == message("no-loop")


def test_a_buyer_without_outside_revenue_is_not_divided_by(bundled: Book) -> None:
    only = paid("fluidstack-cipher-2026/lease/all", "fluidstack", "cipher", amount=5,
                kind="compute_purchase", year=2026)  # fmt: skip
    row = loop(on_day(with_tranches(bundled, only))).coverage[0]
    assert (row.outside_usd, row.ratio) == (None, None)
    assert row.reason == message("revenue-not-known")


def test_a_window_or_perimeter_that_is_none_is_refused(bundled: Book) -> None:
    with pytest.raises(UsageError, match="ends before it begins"):
        loop(on_day(bundled), window=(2030, 2026))
    with pytest.raises(UsageError, match="listed or merged"):
        loop(on_day(bundled), perimeter="all")


def test_who_hangs_on_whom_is_told_by_type(record: LoopRecord) -> None:
    types = {(r.holder, r.failing): r.type for r in record.exposure}
    assert types["oracle", "openai"] == "purchases"
    assert all(0 < r.share_of_holders <= 1 for r in record.exposure)
    suppliers = {r.party: r for r in record.concentration if r.side == "suppliers"}
    assert suppliers["openai"].top == "microsoft"
    openai = suppliers["openai"]
    assert 1 / openai.effective_number[1] == pytest.approx(openai.index[0])


def test_a_seller_whose_revenue_is_known_has_bounds_for_the_undisclosed(record: LoopRecord) -> None:
    amazon = next(r for r in record.concentration if (r.party, r.side) == ("amazon", "customers"))
    share = 86812957160 / amazon.of
    assert amazon.undisclosed == pytest.approx(1 - share)
    assert amazon.index[0] == pytest.approx(share**2)
    assert amazon.index[1] == pytest.approx(share**2 + (1 - share) ** 2)


def test_a_pair_that_pays_each_other_is_flagged_not_found_guilty(record: LoopRecord) -> None:
    pairs = {(f.rule, f.party, f.counterparty) for f in record.red_flags}
    assert ("same-counterparty", "amazon", "openai") in pairs
    told = [terminal_text(message(f.rule)) for f in record.red_flags]
    assert all(text.endswith("?") or "revenue" in text for text in told)
