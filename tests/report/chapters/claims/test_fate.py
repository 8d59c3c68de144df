"""One promise has one fate in every chart, list and table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caploop.report.chapters.book.list import listed
from caploop.report.chapters.book.page_context import STRUCK, page_context
from caploop.report.chapters.claims import chapter
from caploop.report.chapters.claims.cite import anchor, claim_index, state_of
from caploop.report.chapters.claims.fate import ENDINGS, OVER, fates
from caploop.report.chapters.claims.story import pictures, story, telling
from caploop.report.text.words import LANGUAGES, named
from tests.report.book_cases import record, tranche
from tests.report.html.test_page import claim
from tests.report.real_records import bundled, bundled_book

DAY = date(2026, 2, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_promise_has_the_same_fate_wherever_it_is_shown(language: str) -> None:
    shelf = claim_index(bundled(), language, bundled_book())
    entries = chapter.entries(bundled(), shelf, [anchor(c.id) for c in bundled().claims])
    evidence = {e.claim.id: e.standing for e in entries}
    steps = {r.cite.id: r.state for p in pictures(telling(bundled().revisions, shelf), shelf)
             for r in p.rows}  # fmt: skip
    ended = {name: fate for name, fate in shelf.fates.items() if fate.state}
    assert len(ended) > 20
    for name, fate in ended.items():
        word = named("state", fate.state, language)
        assert word in evidence[name]
        assert word in steps.get(name, word)


def test_a_rumour_ends_as_the_book_says_its_promise_ended() -> None:
    shelf = claim_index(bundled(), "en", bundled_book())
    rumours = [t for t in bundled().tracks if t.kind == "rumour"]
    for track in rumours:
        told = [shelf.fates[s.claim] for s in track.steps if s.claim in shelf.fates]
        if told:
            assert chapter.outcome_of(track, shelf) == told[-1].outcome
            over = told[-1].state in {"denied", "lapsed", "retracted"}
            assert not over or told[-1].outcome == ENDINGS[str(told[-1].state)]


def test_the_list_of_tranches_and_the_ledger_use_one_word_for_one_end() -> None:
    for language in LANGUAGES:
        words = {s: named("standing", s, language) for s in OVER}
        assert words == {s: named("state", s, language) for s in OVER}
        desk = page_context(bundled_book(), claim_index(bundled(), language))
        by_id = {t.id: t.standing for t in listed(bundled_book(), desk)}
        for e in bundled_book().executed:
            if e.standing in OVER:
                assert words[e.standing] in by_id[e.tranche.id]


def test_a_letter_both_sides_signed_is_no_rumour_and_is_not_denied() -> None:
    shelf = claim_index(bundled(), "en", bundled_book())
    firm = {c.id for c in bundled().claims if c.nature != "rumour"}
    begun = [t.steps[0].claim for t in bundled().tracks if t.kind == "rumour"]
    assert not set(begun) & firm
    assert state_of(shelf, "004-16") == "superseded"
    for chain in telling(bundled().revisions, shelf):
        struck = {m.about.split(" · ")[0] for m in story(chain, shelf).marks if m.word}
        assert all(
            state_of(shelf, n) in STRUCK or shelf.claims[n].polarity == "negated"
            or any(n in s.replaces for s in chain.steps) for n in struck
        )  # fmt: skip


def small(*versions: object) -> dict[str, tuple[str | None, str]]:
    told = claim("a", "40e9", DAY, counterparty="cloud", agreement="lab-cloud-2025")
    found = fates(record(*versions), {"a": told})  # type: ignore[arg-type]
    return {name: (fate.state, fate.outcome) for name, fate in found.items()}


def test_the_last_version_tells_what_a_promise_came_to() -> None:
    first = {"firmness": "in_talks", "state": "superseded", "state_date": DAY}
    talks = tranche("lab-cloud-2025/c/v1", "40e9", superseded_by="lab-cloud-2025/c/v2", **first)
    signed = tranche("lab-cloud-2025/c/v2", "30e9", claims=("b",), known_at=DAY)
    assert small(talks, signed) == {"a": ("superseded", "firmed")}
    over = tranche("lab-cloud-2025/c/v1", "40e9", state="lapsed", state_date=DAY)
    assert small(over) == {"a": ("lapsed", "lapsed")}
    assert small(tranche("lab-cloud-2025/c/v1", "40e9")) == {"a": (None, "firmed")}


def test_terms_that_stood_before_the_talk_replace_it() -> None:
    old = tranche("lab-cloud-2025/c/v0", "50e9", claims=("z",))
    talk = tranche("lab-cloud-2025/c/v1", "40e9", firmness="rumoured", state="superseded",
                   known_at=date(2025, 12, 1), superseded_by="lab-cloud-2025/c/v2")  # fmt: skip
    same = tranche("lab-cloud-2025/c/v2", "50e9", claims=("b",), known_at=DAY)
    assert small(old, talk, same) == {"a": ("superseded", "replaced")}


def test_a_claim_of_another_figure_or_agreement_has_no_fate_in_the_book() -> None:
    assert small(tranche("lab-cloud-2025/c/v1", "41e9")) == {}
    assert small(tranche("other-2025/c/v1", "40e9")) == {}
    assert Decimal("40e9") == claim("a", "40e9", DAY).value
