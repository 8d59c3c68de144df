"""Cross-checks: verdicts follow the claims, and change when they do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from caploop.core.errors import InputInvalidError
from caploop.core.message import message
from caploop.evidence.check_result import CheckResult
from caploop.evidence.claim import Claim, CrossCheck
from caploop.evidence.crosscheck import crosschecks
from caploop.evidence.ledger import Ledger
from caploop.evidence.vintage import Vintage

Make = Callable[..., Claim]
See = Callable[..., Vintage]
BN = Decimal(10) ** 9
LATE = date(2026, 3, 1)


def verdict(vintage: Vintage, expression: str) -> CheckResult:
    return crosschecks(vintage, [CrossCheck(id="x", expression=expression)])[0]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("identity(c('a') + c('b'), c('c'))", "pass"),
        ("identity(c('a') * 2, c('c'))", "fail"),
        ("greater(c('c'), c('b'), c('b'), c('a'))", "pass"),
        ("greater(c('a'), c('b'))", "fail"),
        ("derive(c('c') / c('a') - 1)", "derived"),
        ("conflict(c('a'), c('b'))", "fail"),
        ("conflict(c('a'), c('rate'))", "apparent_fail"),
        ("compare(c('a'), c('later'))", "not_comparable"),
        ("plausible(c('big') / c('a'))", "flag"),
        ("plausible(c('c') / c('a'))", "pass"),
        ("readings(c('c') / c('b'), c('c') / (1 + c('b') / 1000000000))", "ambiguous"),
        ("same_value(c('a'), c('price'))", "trap"),
        ("same_value(c('a'), c('rate1'))", "fail"),
        ("sequence(c('a'), c('b'))", "revision_chain"),
        ("sequence(c('late'), c('a'))", "fail"),
        ("restated(c('twice'))", "pass"),
        ("restated(c('thrice'))", "fail"),
    ],
)
def test_each_word_yields_its_verdict(claim: Make, seen: See, expression: str, wanted: str) -> None:
    vintage = seen(
        claim("a", value=BN),
        claim("b", value=2 * BN, as_of=date(2026, 1, 1)),
        claim("c", value=3 * BN),
        claim("late", value=4 * BN, as_of=date(2026, 2, 1)),
        claim("later", value=9 * BN, period_start=date(2026, 1, 1), period_end=date(2028, 1, 1)),
        claim("big", value=20 * BN, measure="compute_purchase"),
        claim("rate", value=5 * BN, measure="arr"),
        claim("rate1", value=BN, measure="arr"),
        claim("price", value=BN, measure="valuation"),
        claim("twice", figure="300兆瓦(0.3GW)", start=0, end=12),
        claim("thrice", figure="300兆瓦(3GW)", start=0, end=10),
    )
    assert verdict(vintage, expression).verdict == wanted


def test_rounding_is_carried_through(claim: Make, seen: See) -> None:
    parts = claim("a", value=Decimal("13.5") * BN, step=Decimal(10**8))
    whole = claim("b", value=Decimal("3.1") * BN, step=Decimal(10**8))
    growth = claim("g", value=Decimal("3.3548"), step=Decimal("0.0001"), unit="fraction")
    assert (
        verdict(seen(parts, whole, growth), "identity(c('a')/c('b')-1, c('g'))").verdict == "pass"
    )
    exact = replace(parts, step=None), replace(whole, step=None)
    assert verdict(seen(*exact, growth), "identity(c('a')/c('b')-1, c('g'))").verdict == "pass"
    far = replace(growth, value=Decimal("3.7"))
    assert verdict(seen(parts, whole, far), "identity(c('a')/c('b')-1, c('g'))").verdict == "fail"


def test_a_claim_that_is_not_known_yet_leaves_the_check_open(claim: Make, seen: See) -> None:
    checked = verdict(seen(claim("a", value=BN)), "derive(c('a') - c('b'))")
    assert (checked.verdict, checked.computed) == ("not_evaluated", None)
    assert checked.reason == message("claim-not-known", claim="b", day="2026-03-01")


def test_a_division_by_what_can_be_zero_is_left_open(claim: Make, seen: See) -> None:
    checked = verdict(seen(claim("a", value=BN)), "derive(c('a') / (c('a') - c('a')))")
    assert (checked.verdict, checked.claims) == ("not_evaluated", ("a",))
    assert checked.reason == message("divisor-of-zero")


def test_a_figure_of_any_size_is_shown(claim: Make, seen: See) -> None:
    checked = verdict(seen(claim("a", value=BN)), "derive(power(c('a'), 9))")
    assert checked.computed == Decimal(10) ** 81
    open_end = verdict(seen(claim("a", value=BN)), "derive(power(c('a'), 9999999999999999999))")
    assert (open_end.verdict, open_end.reason) == ("not_evaluated", message("no-number"))


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("c('a')", "not a verdict"),
        ("derive(", "cannot be read"),
        ("derive(__import__('os'))", "not a word"),
        ("derive(c('a').measure)", "not allowed"),
        ("identity(c('a'))", "cannot be computed"),
        ("derive(c('a') ** 2)", "not allowed"),
    ],
)
def test_a_bad_expression_is_refused_with_its_check(
    claim: Make, seen: See, expression: str, message: str
) -> None:
    with pytest.raises(InputInvalidError, match=message) as caught:
        verdict(seen(claim("a", value=BN)), expression)
    assert caught.value.problems[0].subject == "x"


def test_changing_a_claim_changes_the_verdict(bundled: Ledger) -> None:
    vintage = bundled.vintage(as_of=LATE, known_at=LATE)
    checks = [x for x in bundled.crosschecks() if x.id == "x25"]
    assert crosschecks(vintage, checks)[0].verdict == "fail"
    mended = replace(vintage.claims["002-16"], value=Decimal("22.4") * BN)
    changed = replace(vintage, claims={**vintage.claims, "002-16": mended})
    assert crosschecks(changed, checks)[0].verdict == "pass"


VERDICTS = {
    "pass": "x01 x02 x03 x09 x11 x12 x21 x24 x30 x32",
    "fail": "x04 x10 x23 x25 x27",
    "derived": "x05 x07 x08 x13 x14 x15 x16 x17 x20 x22 x28 x31 x33 x34 x39 x40",
    "apparent_fail": "x06 x19 x35",
    "not_comparable": "x18",
    "flag": "x26",
    "ambiguous": "x29",
    "revision_chain": "x36 x37",
    "trap": "x38",
}


def test_all_forty_verdicts_reproduce(bundled: Ledger) -> None:
    vintage = bundled.vintage(as_of=LATE, known_at=LATE)
    found = {x.id: x.verdict for x in crosschecks(vintage, bundled.crosschecks())}
    wanted = {name: word for word, names in VERDICTS.items() for name in names.split()}
    assert found == wanted
    assert len(found) == 40


def test_the_computed_figures_are_those_of_the_research_file(
    bundled: Ledger, shared_folder: Path
) -> None:
    text = (shared_folder / "data" / "seed-crosschecks.jsonl").read_text("utf-8")
    rows = {row["id"]: row for row in map(json.loads, text.splitlines())}
    vintage = bundled.vintage(as_of=LATE, known_at=LATE)
    for checked in crosschecks(vintage, bundled.crosschecks()):
        row = rows[checked.id]
        assert checked.verdict == row["verdict"], checked.id
        if row["computed"] is not None:
            assert float(checked.computed or 0) == pytest.approx(row["computed"], rel=0.005)


def test_the_ratio_check_cannot_find_a_slip_made_twice(bundled: Ledger) -> None:
    vintage = bundled.vintage(as_of=LATE, known_at=LATE)
    found = {x.id: x.verdict for x in crosschecks(vintage, bundled.crosschecks())}
    assert (found["x24"], found["x25"]) == ("pass", "fail")
