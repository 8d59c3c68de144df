"""The chapter on public support: its numbers are the record's, in both languages."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from caploop.report.chapters.book.page_context import PageContext, page_context
from caploop.report.chapters.claims.cite import claim_index
from caploop.report.chapters.policy import policy_chapter
from caploop.report.tables.shown import percent, rough
from caploop.report.text.words import LANGUAGES, plain
from caploop.study.options import PolicyOptions
from caploop.study.policy import policy
from caploop.study.policy.record import PolicyRecord
from caploop.study.shared.scenario_settings import scenario_of
from tests.real_book import real_book, real_known
from tests.report.html.test_page import bundled
from tests.report.real_records import bundled_book


@cache
def desk(language: str) -> PageContext:
    return page_context(bundled_book(), claim_index(bundled(), language))


@pytest.fixture(scope="module")
def record() -> PolicyRecord:
    return policy(real_known(), scenario_of(real_book(), scenarios=["S0"]), PolicyOptions(draws=30))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_finding_is_the_interval_of_both_methods(record: PolicyRecord, language: str) -> None:
    told = policy_chapter(record, desk(language))
    low, high = record.additional_all
    assert percent(1 - high) in plain(told.finding)
    assert percent(1 - low) in plain(told.finding)
    assert rough(record.credit.cost_to_2030, language) in told.standfirst
    other = replace(record, additional_all=(0.0, 0.5))
    assert policy_chapter(other, desk(language)).finding != told.finding


@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_as_wide_as_their_headings(record: PolicyRecord, language: str) -> None:
    for section in policy_chapter(record, desk(language)).sections:
        assert {len(row) for row in section.rows} <= {len(section.names)}
        assert section.rows or section.bases
        assert "{" not in section.about


def test_pictures_show_who_has_it_and_both_prices_of_a_guarantee(record: PolicyRecord) -> None:
    told = {s.id: s for s in policy_chapter(record, desk("en")).sections}
    for case in record.cases:
        if case.seller > 0.1:
            assert f">{case.seller:.0%}<" in told["policy_incidence"].scenes["narrow"].svg
    for project in record.projects:
        drawn = told["policy_guarantee"].scenes["wide"].svg
        assert f"{project.fair:.1%}" in drawn
        assert f"{project.budget:.1%}" in drawn


def test_a_request_that_was_taken_back_says_so_and_names_its_claims(record: PolicyRecord) -> None:
    rows = next(
        s for s in policy_chapter(record, desk("en")).sections if s.id == "policy_asked"
    ).rows
    withdrawn = next(row for row in rows if "000-12" in row[-1])
    assert withdrawn[2:4] == ("withdrawn", "no figure named")


def test_two_draws_more_of_two_thousand_are_shown_as_no_difference(record: PolicyRecord) -> None:
    def last(differs: bool) -> str:
        found = replace(record.guarantee, differs=differs)
        told = policy_chapter(replace(record, guarantee=found), desk("en"))
        rows = {r[0]: r for r in next(s for s in told.sections if s.id == "policy_debt").rows}
        return rows["difference"][1]

    assert last(False) == "none that these simulations can show"
    assert "%" in last(True)
