"""The plans put to the test on the real book: which hold alone, what mixing parts, what repairs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from caploop.book.book import Book
from caploop.book.known import KnownBook, known_book
from caploop.consistency.identity import components, system_from_rows
from caploop.core.errors import CaploopError, NotFoundError, UsageError
from caploop.evidence.store import read_identities, read_vocabulary
from caploop.report.text.words import terminal_text
from caploop.study.plan.answer import STAND_IN, plan
from caploop.study.plan.known_claims import shelf_of, term_of
from caploop.study.plan.record import PlanRecord, SetVerdict
from caploop.study.plan.rows import Rows
from caploop.study.shared.rows import digest
from tests.real_book import real_book, real_known

SYSTEM = system_from_rows(read_identities())
FEW = 1000


@pytest.fixture(scope="module")
def record() -> PlanRecord:
    return plan(real_known(), draws=FEW)


def of(record: PlanRecord, name: str) -> SetVerdict:
    return next(s for s in record.sets if s.id == name)


def on_day(day: date) -> KnownBook:
    return known_book(real_book(), as_of=day, known_at=day)


def without(claim: str) -> Book:
    """The book as if nobody had said that."""
    evidence = real_book().sheets.evidence
    kept = replace(
        evidence,
        claims=tuple(c for c in evidence.claims if c.id != claim),
        links=tuple(k for k in evidence.links if claim not in (k.source, k.target)),
        overrides=tuple(o for o in evidence.overrides if o.claim != claim),
    )
    return replace(real_book(), sheets=replace(real_book().sheets, evidence=kept))


def test_each_plan_alone_is_coherent(record: PlanRecord) -> None:
    assert of(record, "V0").coherent
    assert of(record, "V2").coherent


def test_600_and_280_and_115_cannot_all_hold(record: PlanRecord) -> None:
    found = of(record, "mixed")
    assert found.coherent is False
    assert found.plans == ("V0", "V2")
    values = {f.term: f.value for f in found.figures}
    wanted = {"compute_26_30": 600, "revenue_2030": 280, "burn_25_29": 115}
    assert {t: values[t] for t in wanted} == pytest.approx(wanted)
    test = next(t for t in found.tested if t.identity == "cash")
    assert test.stated.middle_high == pytest.approx(151, abs=0.3)
    assert found.holds < record.tail
    assert terminal_text(record.headline).startswith("600, 280 and 115 USD bn cannot all hold")


def test_the_gap_is_what_the_rest_takes_less_what_is_left(record: PlanRecord) -> None:
    found = of(record, "mixed")
    test = next(t for t in found.tested if t.identity == "cash")
    assert test.stated.middle_high is not None
    assert test.implied.middle_low is not None
    assert -found.gap == pytest.approx(test.implied.middle_low - test.stated.middle_high, abs=0.01)
    assert found.share == pytest.approx(-found.gap / 643.9, rel=1e-3)


def test_the_least_change_cuts_compute_most_and_closes_the_gap(record: PlanRecord) -> None:
    found = of(record, "mixed")
    assert found.moved_most == "compute_26_30"
    at = {c.term: c.after for c in found.changes}
    revenue = sum(at[f"revenue_{y}"] for y in range(2026, 2031))
    need = at["other_share"] * revenue + at["microsoft_rate"] * revenue
    need -= at["others_share"] * at["compute_26_30"] + at["working_share"] * at["revenue_2030"]
    burn = at["burn_25_29"] - at["burn_2025"]
    assert revenue - at["compute_26_30"] + burn - at["free_cash_2030"] == pytest.approx(need)
    assert 500 < at["compute_26_30"] < 530


def test_nothing_is_overwritten(record: PlanRecord) -> None:
    again = plan(real_known(), draws=FEW)
    assert again == record
    burn = next(f for f in of(again, "mixed").figures if f.ref == "004-53")
    assert burn.value == pytest.approx(115)


def test_with_compute_missing_it_is_solved(record: PlanRecord) -> None:
    found = of(record, "mixed")
    compute = next(s for s in found.solved if s.term == "compute_26_30")
    assert compute.middle_low is None
    assert compute.middle_high == pytest.approx(490, abs=3)


@pytest.mark.parametrize("claim", ["F106", "004-41", "002-23", "F054", "F472"])
def test_removing_one_claim_changes_only_what_identities_link_to_it(
    claim: str, record: PlanRecord
) -> None:
    other = plan(known_book(without(claim)), draws=FEW)
    shelf = shelf_of(real_known(), read_vocabulary())
    term = term_of(shelf, SYSTEM, claim).id
    linked = next(group for group in components(SYSTEM.identities) if term in group)
    moved = False
    for name in ("V0", "V2", "mixed"):
        old, new = of(record, name), of(other, name)
        for part in ("figures", "derived", "solved", "changes", "aside"):
            before, now = (
                [x for x in getattr(found, part) if x.term not in linked] for found in (old, new)
            )
            assert now == before
        assert [t for t in new.tested if not linked & set(t.terms)] == [
            t for t in old.tested if not linked & set(t.terms)
        ]
        moved |= new.figures != old.figures
    assert moved


def test_figures_named_are_the_only_claims_taken() -> None:
    three = ["001-15", "001-16", "004-53"]
    found = plan(real_known(), claims=three, vintage="mixed", draws=FEW).sets
    assert [s.id for s in found] == ["asked"]
    used = {c for f in found[0].figures if f.origin == "claim" for c in f.claims}
    assert used == {"001-15", "001-16", "004-53"}
    assert found[0].coherent is False


def test_a_figure_to_try_replaces_what_is_stated() -> None:
    tried = plan(real_known(), figures={"compute_26_30": 450.0}, draws=FEW)
    assert tried.sets[0].coherent
    assert tried.results is not None
    assert tried.results.compute == 450
    assert "450" not in tried.claims


def test_actual_values_around_a_round_hold_together() -> None:
    found = plan(real_known(), claims=["F105", "F106", "F109"], draws=FEW).sets[0]
    assert found.coherent
    assert {f.term for f in found.figures} == {"value_before", "value_after", "round_2026"}


def test_every_figure_leads_to_claims_or_rows(record: PlanRecord) -> None:
    known = {c.id for c in real_book().sheets.evidence.claims}
    rows = {p.symbol for p in record.priors}
    for found in record.sets:
        for figure in found.figures:
            if figure.origin == "claim":
                assert set(figure.claims) <= known
            else:
                assert figure.ref in rows


def test_later_priors_are_named(record: PlanRecord) -> None:
    assert record.later == ("n_c",)


def test_no_number_rests_on_what_was_published_after_the_day(record: PlanRecord) -> None:
    """A later figure is left out; a later prior is a judgement, wider, and names no source."""
    dates = {p.symbol: p.known_at for p in real_book().parameters}
    assert record.results is not None
    read = {s for g in record.results.grounds for s in g.parameters}
    read |= {f.ref for s in record.sets for f in s.figures if f.origin in {"row", "prior"}}
    late = {s for s in read if dates[s] > record.known_at}
    stand_in = {p.symbol for p in record.priors if p.assumption and p.source == STAND_IN}
    assert late == set(record.later) <= stand_in
    assert "Cap_ms" not in {p.symbol for p in record.priors}
    written = {p.symbol: (float(p.low), float(p.high)) for p in real_book().parameters}
    for prior in record.priors:
        if prior.symbol in late:
            assert prior.low < written[prior.symbol][0] < written[prior.symbol][1] < prior.high


def test_before_the_cap_is_public_no_block_has_it(record: PlanRecord) -> None:
    assert record.results is not None
    assert {c.block for c in record.results.chances} == {"share", "unconditioned"}
    assert [n.contract for n in record.results.needed] == ["share"]
    assert {m.after_cap for m in record.results.mixed} == {None}


def test_a_letter_that_was_replaced_pays_for_nothing(record: PlanRecord) -> None:
    assert record.results is not None
    assert [p.source for p in record.results.payers] == ["amd_warrant", "others"]
    autumn = shelf_of(known_book(real_book(), as_of=date(2025, 12, 1)), read_vocabulary())
    held = Rows({p.symbol: p for p in real_book().parameters}, autumn)
    told = held.standing(party="nvidia", measure="equity_investment", counterparty="openai")
    assert "004-16" in {c.id for c in told}


def test_before_the_second_plan_there_is_nothing_to_mix() -> None:
    early = plan(on_day(date(2025, 12, 1)), draws=FEW)
    assert "mixed" not in {s.id for s in early.sets}
    assert early.results is None
    assert "was not public" in early.no_results


def test_once_the_cap_is_public_microsoft_takes_it_and_not_the_share() -> None:
    later = plan(on_day(date(2026, 6, 30)), draws=FEW)
    paid = [f for f in of(later, "mixed").figures if f.term == "microsoft_paid"]
    assert [f.ref for f in paid] == ["Cap_ms"]


def test_the_record_has_its_hash(record: PlanRecord) -> None:
    assert digest(record) == record.hash


@pytest.mark.parametrize(
    ("asked", "kind", "said"),
    [
        ({"claims": ["001-15", "004-53"]}, UsageError, "several plans"),
        ({"claims": ["001-15", "004-999"]}, NotFoundError, "did you mean"),
        ({"claims": ["001-15", "F061"]}, UsageError, "different figures of one thing"),
        ({"claims": ["001-15", "002-23"]}, UsageError, "no identity joins"),
        ({"claims": ["001-15"]}, UsageError, "one figure alone"),
        ({"claims": ["001-05", "001-15"]}, UsageError, "no identity speaks of"),
        ({"claims": ["001-15", "001-16"], "vintage": "V0"}, UsageError, "not of V0"),
        ({"claims": ["001-23", "001-15"]}, UsageError, "superseded"),
        ({"vintage": "V1"}, UsageError, "V0, V2, mixed"),
        ({"figures": {"compute": 4.0}}, NotFoundError, "compute_26_30"),
        (
            {"claims": ["001-15", "001-16"], "figures": {"compute_26_30": 4.0}},
            UsageError,
            "one thing",
        ),
        ({"figures": {"compute_26_30": 0.0}}, UsageError, "above 0"),
        ({"draws": 0}, UsageError, "1 to 1,000,000"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    asked: dict[str, Any], kind: type[CaploopError], said: str
) -> None:
    with pytest.raises(kind, match=said):
        plan(real_known(), **{"draws": FEW, **asked})


def test_an_unrelated_gap_does_not_judge_a_plan() -> None:
    found = of(plan(known_book(without("F106")), draws=FEW), "V2")
    assert not next(t for t in found.tested if t.identity == "round").coherent
    assert found.coherent
