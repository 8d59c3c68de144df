"""The report: one file that loads nothing, whose every reference has its place."""

from __future__ import annotations

import gzip
import re
from base64 import b64encode
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from caploop.core.message import message
from caploop.evidence.check_result import CheckResult, Verdict
from caploop.evidence.claim import Claim, Document, Firmness, Nature, State, Status
from caploop.evidence.conflict import Conflict
from caploop.evidence.flag import Flag, FlagKind
from caploop.evidence.revision import Revision, Step
from caploop.evidence.track import Outcome, Track, TrackStep
from caploop.report.html.page import report_html
from caploop.report.html.pages import headline
from caploop.report.text.words import LANGUAGES, plain, texts
from caploop.study.claims.record import ClaimsRecord
from tests.report.html.page_read import Page
from tests.report.real_records import bundled, bundled_book

FRAME = {"article", "section", "details", "h1", "h2", "h3", "h4"}
FIRST, LAST = date(2025, 9, 22), date(2026, 2, 27)


def claim(name: str, value: str, day: date, **more: Any) -> Claim:
    facts: dict[str, Any] = {
        "id": name,
        "document": "paper",
        "kind": "quantitative",
        "party": "nvidia",
        "counterparty": "openai",
        "measure": "equity_investment",
        "nature": "guidance",
        "status": "target",
        "firmness": "letter_of_intent",
        "known_at": day,
        "speaker": "nvidia",
        "origin": "nvidia",
        "bound": "<=",
        "value": Decimal(value),
        "unit": "USD",
        "currency": "USD",
        "as_of": day,
    }
    return Claim(**{**facts, **more})


def step(of: Claim, *, replaces: tuple[str, ...] = ()) -> Step:
    return Step(
        claim=of.id,
        date=of.as_of or of.known_at,
        value_low=of.value_low,
        value=of.value,
        value_high=of.value_high,
        bound=of.bound,
        firmness=of.firmness,
        polarity=of.polarity,
        state=of.state,
        replaces=replaces,
        kind="supersedes" if replaces else None,
    )


def small(last: str = "30e9") -> ClaimsRecord:
    """A promise of 100bn of which `last` was signed."""
    told = claim("a", "100e9", FIRST, state="superseded", figure="1000亿美元", start=1, end=8)
    signed = claim("b", last, LAST, firmness="signed", bound="=", verified=True)
    chain = Revision(
        subject="nvidia>openai equity_investment",
        party="nvidia",
        counterparty="openai",
        measure="equity_investment",
        unit="USD",
        steps=(step(told), step(signed, replaces=("a",))),
    )
    return ClaimsRecord(
        as_of=LAST,
        known_at=LAST,
        claims=(told, signed, claim("c", "1e9", LAST)),
        documents=(
            Document(id="paper", publisher="A <b> & Co", known_at=FIRST, language="zh", sha256="0"),
            Document(id="web", publisher="W", known_at=FIRST, address="https://example.org/a?b=1"),
        ),
        resolved=(),
        revisions=(chain,),
        conflicts=(),
        crosschecks=(),
        flags=(),
        tracks=(),
        targets=(),
        rumours=(),
    )


def odd() -> ClaimsRecord:
    """The small record with one of everything that can be odd."""
    steps = tuple(
        TrackStep(
            claim=i,
            date=LAST,
            speaker="an unnamed source",
            firmness="rumoured",
            polarity="affirmed",
            state="live",
        )
        for i in ("a", "b")
    )
    return replace(
        small(),
        conflicts=(
            Conflict(
                claims=("a", "b"),
                rule="ranges-disjoint",
                marked=True,
                explanation=message("both-stand", one="1", other="2"),
            ),
            Conflict(
                claims=("b", "c"),
                rule="marked",
                marked=True,
                explanation=message("different-periods"),
            ),
        ),
        crosschecks=(
            CheckResult(id="x1", expression="identity(c('a'), c('b'))", verdict="fail"),
            CheckResult(id="x2", expression="not an expression (", verdict="pass"),
        ),
        flags=(
            Flag(
                claim="c",
                kind="tenfold",
                reason=message("ten-times-apart", other="a"),
                beside=("a",),
            ),
        ),
        tracks=(
            Track(kind="rumour", subject="s", outcome="open", steps=steps),
            Track(kind="reversal", subject="s", outcome="turned", steps=steps),
        ),
    )


def bare() -> ClaimsRecord:
    return replace(small(), claims=(), documents=(), revisions=())


RECORDS = [small, odd, bare, bundled]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", RECORDS)
def test_the_page_is_well_formed(record: Any, language: str) -> None:
    page = Page(report_html(record(), language=language))
    assert page.open == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("record", RECORDS)
def test_every_reference_inside_the_page_has_its_place_once(record: Any, language: str) -> None:
    page = Page(report_html(record(), language=language))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.values("href") if h.startswith("#")} <= set(ids)
    assert {i for v in page.values("aria-labelledby") for i in v.split()} <= set(ids)


@pytest.mark.parametrize("record", RECORDS)
def test_nothing_is_loaded_from_elsewhere(record: Any) -> None:
    text = report_html(record(), language="en")
    page = Page(text)
    assert page.values("src") == []
    assert [a["href"] for tag, a in page.tags if tag == "link"] == ["data:,"]
    assert {tag for tag, a in page.tags if (a.get("href") or "").startswith("http")} <= {"a"}
    assert "url(" not in text
    assert "@import" not in text


def test_the_policy_allows_the_style_and_script_of_the_page_and_nothing_unsafe() -> None:
    text = report_html(small(), language="en")
    policy = next(a["content"] for _, a in Page(text).tags if "http-equiv" in a) or ""
    for tag in ("style", "script"):
        found = re.findall(f"<{tag}>(.*?)</{tag}>", text, flags=re.S)
        assert len(found) == 1
        digest = b64encode(sha256(found[0].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert " style=" not in text


def test_the_headline_is_computed_from_the_chain() -> None:
    told = "Nvidia’s letter to OpenAI: from up to $100bn to $30bn signed"
    assert headline(small(), "en") == told
    assert "$45bn signed" in headline(small("45e9"), "en")
    assert plain(headline(small(), "zh")) == (
        "英伟达对OpenAI的意向书：从至多1000亿美元到已签约的300亿美元"
    )


def test_without_revisions_the_headline_counts() -> None:
    assert headline(bare(), "en") == "0 claims, 0 conflicts"


def test_only_claims_that_are_mentioned_are_listed() -> None:
    ids = Page(report_html(small(), language="en")).values("id")
    assert [i for i in ids if i.startswith("c-")] == ["c-a", "c-b"]


@pytest.mark.parametrize("record", RECORDS)
def test_both_languages_have_the_same_structure(record: Any) -> None:
    pages = [Page(report_html(record(), language=x)) for x in LANGUAGES]
    frames = [[(t, a.get("id")) for t, a in page.tags if t in FRAME] for page in pages]
    assert frames[0] == frames[1]
    anchors = [{i for i in p.values("id") if i.startswith(("c-", "d-", "x-"))} for p in pages]
    assert anchors[0] == anchors[1]


def test_the_whole_page_is_at_most_150_kb_compressed() -> None:
    for language in LANGUAGES:
        text = report_html(bundled(), language=language, book=bundled_book())
        assert len(gzip.compress(text.encode(), mtime=0)) <= 150_000


def test_headings_follow_in_order() -> None:
    page = Page(report_html(odd(), language="en"))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_table_has_a_caption_and_scopes() -> None:
    page = Page(report_html(odd(), language="en"))
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption") > 0
    assert all(a.get("scope") in {"col", "row"} for tag, a in page.tags if tag == "th")


def test_words_of_the_sources_are_escaped_and_carry_their_language() -> None:
    text = report_html(small(), language="en")
    assert "A &lt;b&gt; &amp; Co" in text
    assert '<q lang="zh">1000亿美元</q>' in text


def test_checked_and_unchecked_figures_are_told_apart() -> None:
    text = report_html(small(), language="en")
    assert 'class="cite bare" href="#c-a"' in text
    assert 'class="cite sure" href="#c-b"' in text


def test_an_address_that_is_not_of_the_web_is_no_link() -> None:
    record = small()
    bad = replace(record.documents[1], address="javascript:alert(1)")
    text = report_html(replace(record, documents=(record.documents[0], bad)), language="en")
    assert 'href="javascript' not in text


WORDS: dict[str, Any] = {
    "firmness": Firmness,
    "nature": Nature,
    "status": Status,
    "state": State,
    "verdict": Verdict,
    "flag": FlagKind,
    "outcome": Outcome,
}


@pytest.mark.parametrize("kind", WORDS)
def test_every_word_of_the_answers_is_in_the_text_table(kind: str) -> None:
    assert {f"{kind}.{word}" for word in get_args(WORDS[kind])} <= set(texts())


def test_both_languages_fill_the_same_gaps() -> None:
    gap = re.compile(r"{(\w+)[^}]*}")
    for name, pair in texts().items():
        gaps = [
            set(gap.findall(text)) - {"owner", "party", "month", "number", "term_en", "term_zh"}
            for text in pair.values()
        ]
        assert all(pair.values()), name
        assert gaps[0] == gaps[1], name
