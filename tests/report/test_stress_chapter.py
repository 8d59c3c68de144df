"""The chapter on a broken link: its numbers are the record's, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from caploop.report.book_chapter_words import Desk, desk_of
from caploop.report.chapter_cite import shelf_of
from caploop.report.page import RUN_CHAPTERS
from caploop.report.run_section import Section, usd
from caploop.report.stress_chapter import broken, fragile_first
from caploop.report.text import LANGUAGES, plain
from caploop.stress import Refused
from caploop.study.assume import assumed
from caploop.study.book import open_book
from caploop.study.simulated import simulated
from caploop.study.stress import KEPT, stress_of, with_link
from caploop.study.stress_record import StressRecord
from tests.report.book_cases import bundled_book
from tests.report.test_page import bundled

REVERSED = ("openai", "microsoft")
WIDE = ("wide", "middle", "narrow")


def desk(language: str) -> Desk:
    return desk_of(bundled_book(), shelf_of(bundled(), language))


@pytest.fixture(scope="module")
def record() -> StressRecord:
    book = open_book()
    base = assumed(book, scenarios=["S0"])
    dates = {"as_of": book.as_of, "known_at": book.known_at}
    run, shocked = (
        simulated(book, s, keep=KEPT, draws=40, seed=0, **dates)
        for s in (base, with_link(book, base))
    )
    return stress_of(book, run, shocked, dates=(book.as_of, book.known_at), reverse=REVERSED)


def part(record: StressRecord, name: str, language: str = "en") -> Section:
    return next(s for s in broken(record, desk(language)).sections if s.id == name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_is_the_records(record: StressRecord, language: str) -> None:
    before, after = record.first_short
    told = plain(broken(record, desk(language)).finding)
    most = max(
        (r for r in record.losses if r.instrument == "compute_purchase"),
        key=lambda r: r.amount - r.baseline,
    )
    assert str(before) in told
    assert str(after) in told
    assert usd(most.amount - most.baseline, language) in told
    other = broken(replace(record, losses=()), desk(language)).finding
    assert usd(most.amount - most.baseline, language) not in other


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_suffers_first_is_said_only_where_the_record_has_it(
    record: StressRecord, language: str
) -> None:
    assert fragile_first(record)
    told = broken(record, desk(language)).standfirst
    assert "openai-oracle-2025" in told
    assert "openai-coreweave-2025" in told
    holders = tuple(
        replace(m, distress=0.9 if m.party == "amazon" else m.distress)
        for m in record.contagion.holders
    )
    other = replace(record, contagion=replace(record.contagion, holders=holders))
    assert not fragile_first(other)
    assert "openai-oracle-2025" not in broken(other, desk(language)).standfirst


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings_and_the_page_lists_every_section(
    record: StressRecord, language: str
) -> None:
    sections = broken(record, desk(language)).sections
    for section in sections:
        assert {len(row) for row in section.rows} <= {len(section.names)}
        assert section.rows or section.bases
        assert "{" not in section.about
    listed = next(names for name, _, names in RUN_CHAPTERS if name == "stress")
    assert tuple(s.id for s in sections) == listed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_has_a_narrow_drawing_and_a_table(
    record: StressRecord, language: str
) -> None:
    drawn = [s for s in broken(record, desk(language)).sections if s.scenes]
    assert len(drawn) == 10
    for section in drawn:
        assert tuple(section.scenes) == WIDE
        assert section.rows


def test_the_waterfall_passes_on_what_does_not_come(record: StressRecord) -> None:
    """The bars of creditors end where that of the withdrawn money ends."""
    more = {r.holder: r.amount - r.baseline for r in record.losses}
    assert sum(more.values()) - more["openai"] == pytest.approx(more["openai"], abs=1e-4)
    rows = part(record, "stress_lost").rows
    assert all(row[-2] and row[-1] for row in rows)


def test_the_matrix_reads_both_ways(record: StressRecord) -> None:
    svg = part(record, "stress_matrix").scenes["wide"].svg
    on_openai = sum(e.due + e.mark for e in record.exposures if e.obligor == "openai")
    of_oracle = sum(e.due + e.mark for e in record.exposures if e.holder == "oracle")
    assert f"OpenAI · {usd(on_openai, 'en')}" in svg
    assert f"Oracle · {usd(of_oracle, 'en')}" in svg
    assert len(part(record, "stress_matrix").rows) == len(record.exposures)


def test_losses_of_a_fire_sale_are_a_row_of_depths_never_one_number(record: StressRecord) -> None:
    for name, asset in (("stress_gpus", "gpus"), ("stress_holdings", "softbank holdings")):
        rows = [f for f in record.fire_sales if f.asset == asset]
        section = part(record, name)
        assert len(section.rows) == len(rows)
        assert section.scenes["narrow"].svg.count("×<") == 5
        deepest = [f for f in rows if f.depth is None]
        assert all(f.sale_loss == 0 for f in deepest)


def test_refused_parties_and_reasons_are_told_in_the_readers_language(
    record: StressRecord,
) -> None:
    assert "Microsoft" in part(record, "stress_reverse").about
    assert "微软" in part(record, "stress_reverse", "zh").about
    rows = part(record, "stress_refused", "zh").rows
    assert (
        "压垮微软的最小冲击",
        "一两项有日期付款的冲击，既不使其付不清，也不致耗尽其权益",
    ) in rows
    more = Refused(what="anything new", why="no reason known")
    told = part(replace(record, refused=(more,)), "stress_refused", "zh").rows
    assert told == (("anything new", "no reason known"),)
