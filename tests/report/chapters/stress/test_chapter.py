"""The chapter on a broken link: its numbers are the record's, in both languages."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from caploop.core.message import message
from caploop.report.chapters.book.page_context import PageContext, page_context, party
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.section import RunChapter, Section
from caploop.report.chapters.stress.chapter import stress_chapter
from caploop.report.tables.shown import percent, rough
from caploop.report.text.words import LANGUAGES, plain
from caploop.stress import Refused
from caploop.study.options import RunwayOptions
from caploop.study.runway import runway
from caploop.study.runway.record import RunwayRecord
from caploop.study.shared.model_run import run_model
from caploop.study.shared.scenario_settings import scenario_of
from caploop.study.stress.answer import KEPT, stress_of, with_link
from caploop.study.stress.record import StressRecord
from tests.real_book import real_book, real_known
from tests.report.html.test_page import bundled
from tests.report.real_records import bundled_book

REVERSED = ("openai", "microsoft")
WIDE = ("wide", "middle", "narrow")


@cache
def desk(language: str) -> PageContext:
    return page_context(bundled_book(), claim_index(bundled(), language))


class Runs(NamedTuple):
    """The two runways that the chapter shows beside the dated book."""

    runway: RunwayRecord
    dry: RunwayRecord


@cache
def runs() -> Runs:
    worlds = (scenario_of(real_book(), scenarios=[n]) for n in ("S0", "no-new-money"))
    return Runs(*(runway(real_known(), world, RunwayOptions(draws=40)) for world in worlds))


@pytest.fixture(scope="module")
def record() -> StressRecord:
    base = scenario_of(real_book(), scenarios=["S0"])
    run, shocked = (
        run_model(real_known(), s, keep=KEPT, draws=40, seed=0)
        for s in (base, with_link(real_known(), base))
    )
    return stress_of(run, shocked, reverse=REVERSED)


def part(record: StressRecord, name: str, language: str = "en") -> Section:
    return next(s for s in chapter(record, language).sections if s.id == name)


def chapter(record: StressRecord, language: str) -> RunChapter:
    return stress_chapter(record, desk(language), runway=runs().runway, dry=runs().dry)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_is_the_records(record: StressRecord, language: str) -> None:
    before, after = record.first_short
    told = plain(chapter(record, language).finding)
    withdrawn = sum(r.amount - r.baseline for r in record.losses if r.instrument == "equity")
    assert str(before) in told
    assert str(after) in told
    assert rough(withdrawn, language) in told
    same = plain(chapter(replace(record, first_short=(after, after)), language).finding)
    assert str(before) not in same


def test_where_no_money_is_still_to_come_the_finding_says_so(record: StressRecord) -> None:
    told = plain(chapter(replace(record, shock=(), losses=()), "en").finding)
    assert told.startswith("No money agreed for OpenAI is still to come")
    assert str(record.first_short[1]) in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_has_agreed_to_pay_is_said_before_who_bears_it(
    record: StressRecord, language: str
) -> None:
    assert record.plan_money is not None
    amount = rough(record.plan_money.missing, language)
    assert amount in chapter(record, language).standfirst
    paid = replace(record, plan_money=replace(record.plan_money, missing=0.0))
    assert amount not in chapter(paid, language).standfirst


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_bears_it_is_said_with_the_reason_and_the_runs_own_answer(
    record: StressRecord, language: str
) -> None:
    """Who bears the dated debts stands beside who loses most in the run, where Azure counts."""
    lost = runs().runway.default.lost
    most = max(lost, key=lambda n: lost[n])
    told = chapter(record, language).standfirst
    assert "Azure" in told
    assert party(desk(language), most) in told
    assert "Azure" not in chapter(replace(record, losses=()), language).standfirst


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(record: StressRecord, language: str) -> None:
    sections = chapter(record, language).sections
    for section in sections:
        assert {len(row) for row in section.rows} <= {len(section.names)}
        assert section.rows or section.bases
        assert "{" not in section.about


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_has_a_narrow_drawing_and_a_table(
    record: StressRecord, language: str
) -> None:
    drawn = [s for s in chapter(record, language).sections if s.scenes and s.id != "stress_chances"]
    assert len(drawn) == 9
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
    assert f"OpenAI · {rough(on_openai, 'en')}" in svg
    assert f"Oracle · {rough(of_oracle, 'en')}" in svg
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
    more = Refused(what=message("fire-sales"), why=message("parameter-missing", symbol="adv"))
    told = part(replace(record, refused=(more,)), "stress_refused", "zh").rows
    assert told == (("抛售", "账簿没有参数 adv"),)


def test_one_question_has_its_three_answers_side_by_side_with_what_each_counts(
    record: StressRecord,
) -> None:
    rows = part(record, "stress_answers").rows
    assert [row[1] for row in rows[1:3]] == list(record.first_short)
    dry = runs().dry.cash_out.quantiles
    assert rows[3][1] == f"{dry['q05']} – {dry['q95']}"
    assert percent(runs().runway.cash_out.by_quarter["2030Q4"]) in rows[4][1]
    alone = {r.quarter for r in runs().runway.plan_alone if r.money == 75}
    assert rows[0][1] == f"{min(map(str, alone))} – {max(map(str, alone))}"
    assert all(row[2] for row in rows)


def test_a_difference_of_shares_is_drawn_beyond_its_error_only(record: StressRecord) -> None:
    """One draw more of forty is no finding; from a fifth to nine tenths is."""
    row = next(d for d in record.distress if d.measure == "cash out, share of draws")
    few = replace(row, baseline=0.5, shocked=0.525)
    many = replace(row, baseline=0.2, shocked=0.9)
    for one, drawn in ((few, False), (many, True)):
        section = part(replace(record, distress=(one,)), "stress_chances")
        assert bool(section.scenes) is drawn
        assert (section.rows[0][-1] == "none that these simulations can show") is not drawn
