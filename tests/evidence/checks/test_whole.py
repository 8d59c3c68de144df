"""What a batch must satisfy, and the words a fault is told in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.problem import Place
from caploop.evidence.checks.whole import check_anchor, check_batch, check_claim, check_cycles
from caploop.evidence.claim import Batch, Claim, CrossCheck, Link
from caploop.evidence.measure import Vocabulary
from tests.evidence.conftest import paper

Make = Callable[..., Claim]
HERE = Place(file="claims.jsonl", line=7)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"measure": "revenu"}, "measure-unknown", "measure"),
        ({"unit": "USDT", "currency": "USDT"}, "unit-unknown", "unit"),
        ({"unit": "W", "currency": None}, "unit-mismatch", "unit"),
        ({"currency": None}, "currency-missing", "currency"),
        ({"currency": "EUR"}, "currency-missing", "currency"),
        ({"document": "lost"}, "document-unknown", "document"),
        ({"value": None}, "value-missing", "value"),
        ({"value_low": Decimal(2)}, "value-order", "value"),
        ({"quote_start": 5, "quote_end": 5}, "range-wrong", "quote_start"),
        ({"quote_start": -1, "quote_end": 5}, "range-wrong", "quote_start"),
        ({"quote_start": 5}, "range-wrong", "quote_end"),
        ({"start": 5}, "range-wrong", "end"),
        ({"step": Decimal(-5)}, "step-wrong", "step"),
        ({"verified": True}, "anchor-missing", "verified"),
        ({"period_start": date(2026, 1, 1)}, "period-order", "period_start"),
        (
            {"quote_start": 5, "quote_end": 9, "start": 4, "end": 6, "figure": "12"},
            "range-wrong",
            "start",
        ),
        (
            {"quote_start": 5, "quote_end": 9, "start": 5, "end": 8, "figure": "12"},
            "range-wrong",
            "end",
        ),
    ],
)
def test_each_fault_is_named_with_its_place(
    claim: Make, words: Vocabulary, changes: dict[str, Any], code: str, field: str
) -> None:
    made = claim("a", **({"value": Decimal(1)} | changes))
    (problem,) = check_claim(made, words, documents={"d"}, place=HERE)
    assert problem.code == code
    assert problem.place == Place(file="claims.jsonl", line=7, field=field)
    assert problem.hint


def test_a_slip_of_the_pen_is_answered_with_the_nearest_measure(
    claim: Make, words: Vocabulary
) -> None:
    made = claim("a", value=Decimal(1), measure="cash_brun")
    (problem,) = check_claim(made, words, documents={"d"}, place=HERE)
    assert "did you mean 'cash_burn'?" in problem.hint


def test_an_id_used_twice_is_named_once(claim: Make, words: Vocabulary) -> None:
    twice = Batch(
        documents=(paper("d", known_at=date(2026, 1, 1)),),
        claims=(claim("a", value=Decimal(1)), claim("a", value=Decimal(2))),
    )
    found = check_batch(twice, words, places={"a": HERE})
    assert [(p.code, p.subject, p.place.line) for p in found] == [("id-duplicate", "a", 7)]


def test_a_claim_known_before_its_document_looks_ahead(claim: Make, words: Vocabulary) -> None:
    early = claim("a", value=Decimal(1), known_at=date(2025, 12, 31))
    batch = Batch(documents=(paper("d", known_at=date(2026, 1, 1)),), claims=(early,))
    (problem,) = check_batch(batch, words, places={"a": HERE})
    assert (problem.code, problem.place.line) == ("known-too-early", 7)


@pytest.mark.parametrize(
    "text",
    [
        "c('a')",
        "derive(",
        "identity(open('x'))",
        "derive(c('a').b)",
        "derive([1])",
        "greater(c('a'))",
        "greater(c('a'), c('b'), c('a'))",
        "identity(c('a'), c('b'), c('a'))",
        "derive(power(c('a'), c('b')))",
        "derive(geometric_sum(c('a'), c('b'), 999999999))",
        "derive(geometric_sum(c('a'), c('b'), 0))",
        "derive(1e999 * c('a'))",
        "derive(True * c('a'))",
        "compare(1, c('a'))",
        "derive(1 + 1)",
    ],
)
def test_a_crosscheck_that_cannot_be_read_is_refused_before_it_is_stored(
    words: Vocabulary, text: str
) -> None:
    batch = Batch(crosschecks=(CrossCheck(id="k", expression=text),))
    (problem,) = check_batch(batch, words, places={"k": HERE})
    assert (problem.code, problem.place.field) == ("crosscheck-invalid", "expression")


def test_a_crosscheck_of_a_claim_that_does_not_exist_is_told(words: Vocabulary) -> None:
    batch = Batch(crosschecks=(CrossCheck(id="k", expression="derive(c('a') - c('b'))"),))
    found = check_batch(batch, words, places={"k": HERE}, known=frozenset({"a"}))
    assert [(p.code, p.subject, p.place.field) for p in found] == [
        ("claim-unknown", "k", "expression")
    ]
    assert "'b'" in found[0].message


def links(*pairs: tuple[str, str]) -> list[Link]:
    return [Link(source=a, target=b, kind="supersedes", asserted_by="t") for a, b in pairs]


def test_a_circle_of_replacements_is_found_with_its_members() -> None:
    places = {"a supersedes b": HERE}
    (problem,) = check_cycles(links(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")), places=places)
    assert (problem.code, problem.subject, problem.place) == ("supersedes-cycle", "a, b, c", HERE)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60))
def test_links_from_later_to_earlier_never_form_a_circle(pairs: list[tuple[int, int]]) -> None:
    downward = [(str(max(p)), str(min(p))) for p in pairs if p[0] != p[1]]
    assert check_cycles(links(*downward), places={}) == []


def test_a_figure_that_is_not_at_its_range_is_named(claim: Make) -> None:
    text = "收入为12.5亿美元。"
    good = claim(
        "a",
        value=Decimal(1),
        quote_start=0,
        quote_end=10,
        quote_sha256=sha256(text[:10].encode()).hexdigest(),
        start=3,
        end=10,
        figure="12.5亿美元",
    )
    assert check_anchor(good, text, place=HERE) == []
    moved = check_anchor(good, f"x{text}", place=HERE)
    assert [p.code for p in moved] == ["figure-not-at-range", "figure-not-at-range"]
    assert "not '12.5亿美元'" in moved[1].message
