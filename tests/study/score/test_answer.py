"""The score of the book that comes with the program: honest, finite, in the right units."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from caploop.book.known import known_book
from caploop.core.errors import UsageError
from caploop.model.assembly.inputs import model_inputs
from caploop.study.claims import claims
from caploop.study.options import ScoreOptions
from caploop.study.score.answer import UNEXPLAINED, group_score, score
from caploop.study.score.outcomes import bundled_outcomes
from caploop.study.score.record import ScoreRecord
from caploop.study.shared.kept import afresh
from caploop.study.shared.opening import open_ledger
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known

FEW = ScoreOptions(draws=60)
HEAD = "id,group,measure,party,start,end,value,unit,nature,published,publisher"


@pytest.fixture(scope="module")
def found() -> ScoreRecord:
    return score(real_known(), FEW)


def own(folder: Path, *rows: str) -> ScoreOptions:
    path = folder / "own.csv"
    path.write_text("\n".join((HEAD, *rows)), "utf-8")
    return ScoreOptions(outcomes=path, draws=60)


def test_every_fact_is_scored_with_finite_numbers_in_order(found: ScoreRecord) -> None:
    assert {f.id for f in found.facts} == {row.id for row in bundled_outcomes().rows}
    for f in found.facts:
        assert np.isfinite([f.q05, f.q50, f.q95, f.percentile, f.width, f.crps]).all(), f.id
        assert f.q05 <= f.q50 <= f.q95
        assert f.inside == (f.q05 <= f.outcome <= f.q95)
        assert (f.reason is None) == f.inside
        assert f.told > 0.5


def test_bands_are_in_the_unit_of_the_fact(found: ScoreRecord) -> None:
    """Of facts inside, an end of the band ten times too far would be another unit."""
    for f in found.facts:
        if f.inside:
            assert 0.1 < max(abs(f.q05), abs(f.q95)) / abs(f.outcome) < 10, f.id


def test_every_miss_of_ours_has_its_reason(found: ScoreRecord) -> None:
    assert [f.id for f in found.facts if f.reason == UNEXPLAINED] == []


def test_groups_add_up_to_all(found: ScoreRecord) -> None:
    *parts, every = found.groups
    assert every.group == "all"
    assert every.facts == len(found.facts) == sum(g.facts for g in parts)
    assert every.inside == sum(f.inside for f in found.facts) == sum(g.inside for g in parts)
    assert every == group_score("all", found.facts)
    assert every.width == pytest.approx(np.mean([f.width for f in found.facts]), abs=1e-5)
    assert found.headline.values["count"] == every.facts


def test_misses_come_first_in_each_group(found: ScoreRecord) -> None:
    for group in found.groups[:-1]:
        inside = [f.inside for f in found.facts if f.group == group.group]
        assert inside == sorted(inside)


def test_the_run_reads_no_agreement_of_a_later_day_and_names_each_later_page(
    found: ScoreRecord,
) -> None:
    known, book = real_known(), real_book()
    assert all(t.known_at <= known.known_at for t in known.tranches)
    inputs = model_inputs(known, scenario_of(book, scenarios=["S0"]), quarters=40)
    read = {i for made in inputs.made.values() for i in made.positions}
    late = {p.id for p in book.positions if p.id in read and p.known_at > known.known_at}
    late |= {
        p.id for p in book.parameters if p.symbol in inputs.symbols and p.known_at > known.known_at
    }
    assert {h.id for h in found.hindsight} == late
    assert all(p.day < known.known_at for p in book.positions if p.id in read)


def test_no_claim_of_a_later_day_is_read() -> None:
    inputs = model_inputs(real_known(), scenario_of(real_book(), scenarios=["S0"]), quarters=40)
    opened = open_ledger()
    day = date(2027, 1, 1)
    every = claims(opened.ledger, as_of=day, known_at=day).claims
    opened.ledger.close()
    known_at = {c.id: c.known_at for c in every}
    assert inputs.claims
    assert max(known_at[name] for name in inputs.claims) <= real_known().known_at


def test_no_position_that_was_read_tells_the_day_of_a_fact(found: ScoreRecord) -> None:
    named = {h.id for h in found.hindsight if h.kind == "position"}
    last = max(p.day for p in real_book().positions if p.id in named)
    assert all(f.end > last for f in found.facts)


def test_draws_are_the_same_whatever_the_facts_say(tmp_path: Path, found: ScoreRecord) -> None:
    row = (
        "F202,suppliers,firm-revenue,microsoft,2026-01-01,2026-03-31,{},USD bn,actual,2026-04-29,x"
    )
    ours = next(f for f in found.facts if f.id == "F202")
    for value in (1.0, 87.0):
        (one,) = score(real_known(), own(tmp_path, row.format(value))).facts
        assert (one.q05, one.q50, one.q95) == (ours.q05, ours.q50, ours.q95)
    assert one.inside
    assert one.reason is None


def test_a_miss_without_a_reason_says_so_and_a_fact_public_by_then_is_not_scored(
    tmp_path: Path,
) -> None:
    late = "a,rivals,developer-run-rate,anthropic,,2026-03-31,500,USD bn,actual,2026-04-02,x"
    early = "b,rivals,developer-run-rate,anthropic,,2026-03-31,15,USD bn,forecast,2026-02-28,x"
    made = score(real_known(), own(tmp_path, late, early))
    assert [f.reason for f in made.facts] == [UNEXPLAINED]
    assert [(n.id, n.reason) for n in made.not_scored] == [("b", "public-before")]
    with pytest.raises(UsageError, match="no fact of the table was published after"):
        score(real_known(), own(tmp_path, early))


def test_at_a_later_day_of_knowledge_what_was_public_falls_out_and_is_counted() -> None:
    day, rows = date(2026, 6, 30), bundled_outcomes().rows
    found = score(known_book(real_book(), as_of=real_known().as_of, known_at=day), FEW)
    assert {f.id for f in found.facts} == {r.id for r in rows if r.published > day}
    public = {n.id for n in found.not_scored if n.reason == "public-before"}
    assert {r.id for r in rows if r.published <= day} <= public
    assert found.headline.values["day"] == day.isoformat()
    assert {f.reason for f in found.facts if not f.inside} == {UNEXPLAINED}


def test_at_a_later_day_naive_forecasts_go_by_what_was_public_then(found: ScoreRecord) -> None:
    day = date(2026, 6, 30)
    later = score(known_book(real_book(), as_of=real_known().as_of, known_at=day), FEW)
    before = {f.id: f for f in found.facts}
    moved = {f.id for f in later.facts if f.last_value != before[f.id].last_value}
    assert "N010" in moved
    newer = next(f for f in later.facts if f.id == "N010")
    assert newer.last_value == next(r.value for r in bundled_outcomes().rows if r.id == "F192")
    assert newer.known_from[0] == "F192"


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="score keeps whole paths of 20 to"):
        score(real_known(), ScoreOptions(draws=3))


def test_the_same_book_and_seed_give_the_same_record(found: ScoreRecord) -> None:
    with afresh():
        assert score(real_known(), FEW).hash == found.hash
