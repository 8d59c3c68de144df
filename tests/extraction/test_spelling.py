"""What is spelled is read back without loss, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caploop.core.errors import InputInvalidError
from caploop.extraction.bound import MIRROR, Bound
from caploop.extraction.quantity import parse_quantity
from caploop.extraction.spelling import Language, spell

MONEY = ["USD", "CNY", "HKD", "TWD", "JPY", "EUR", "GBP", "KRW", "INR", "CAD", "AUD", "SGD"]
MONEY += ["CHF", "SAR", "AED"]
PLAIN = ["W", "Wh", "x", "rank", "year", "quarter", "month", "week", "day", "hour", "minute"]
PLAIN += ["share", "user", "person", "customer", "visit", "gpu", "chip", "token", "parameter"]
PLAIN += ["home", "count"]
BOUNDS: dict[Bound, tuple[str, str]] = {
    Bound.EXACT: ("{}", "{}"),
    Bound.ABOUT: ("约{}", "about {}"),
    Bound.ABOVE: ("超过{}", "more than {}"),
    Bound.AT_LEAST: ("至少{}", "at least {}"),
    Bound.BELOW: ("不到{}", "less than {}"),
    Bound.AT_MOST: ("不超过{}", "up to {}"),
    Bound.NEARLY: ("接近{}", "nearly {}"),
}
languages = st.sampled_from(["zh", "en"])
sizes = st.builds(
    lambda digits, power: Decimal(digits).scaleb(power),
    st.integers(min_value=1, max_value=10**9),
    st.integers(min_value=-6, max_value=8),
)


@given(sizes, st.sampled_from(PLAIN), languages, st.sampled_from(list(BOUNDS)))
def test_a_counted_amount_is_read_back_equal(
    size: Decimal, unit: str, language: Language, bound: Bound
) -> None:
    if unit == "rank":
        bound = Bound.EXACT
    spelled = spell(size, unit=unit, currency=None, language=language)
    found = parse_quantity(BOUNDS[bound][language == "en"].format(spelled))
    assert (found.value, found.unit, found.currency) == (size, unit, None)
    assert found.bound is (Bound.AT_MOST if unit == "rank" else bound)


@given(sizes, st.booleans(), st.sampled_from(MONEY), languages)
def test_money_is_read_back_equal_with_its_sign(
    size: Decimal, negative: bool, currency: str, language: Language
) -> None:
    value = -size if negative else size
    spelled = spell(value, unit=currency, currency=currency, language=language)
    found = parse_quantity(spelled)
    assert (found.value, found.unit, found.currency) == (value, currency, currency)
    assert found.text == spelled


@given(sizes, st.booleans(), languages, st.sampled_from(list(BOUNDS)))
def test_a_share_is_read_back_equal_and_a_fall_turns_its_bound(
    size: Decimal, falling: bool, language: Language, bound: Bound
) -> None:
    spelled = spell(size, unit="fraction", currency=None, language=language)
    phrase = BOUNDS[bound][language == "en"].format(spelled)
    fall = {"zh": "下降", "en": "down "}[language] if falling else ""
    found = parse_quantity(fall + phrase)
    assert found.value == (-size if falling else size)
    assert found.bound is (MIRROR.get(bound, bound) if falling else bound)


@given(sizes.map(lambda size: size + 10**6), sizes, st.sampled_from(MONEY + PLAIN[:3]), languages)
def test_a_range_is_read_back_with_both_ends(
    size: Decimal, more: Decimal, unit: str, language: Language
) -> None:
    currency = unit if unit in MONEY else None
    ends = size, size + more
    low, high = (spell(end, unit=unit, currency=currency, language=language) for end in ends)
    found = parse_quantity(f"{low}至{high}" if language == "zh" else f"between {low} and {high}")
    assert (found.low, found.value, found.high) == (ends[0], None, ends[1])
    assert found.bound is Bound.RANGE


@given(sizes, st.sampled_from(["W", "Wh", "USD", "fraction"]), languages)
def test_the_step_is_never_larger_than_the_last_digit_of_the_value(
    size: Decimal, unit: str, language: Language
) -> None:
    currency = unit if unit == "USD" else None
    found = parse_quantity(spell(size, unit=unit, currency=currency, language=language))
    assert size % found.step == 0


def test_a_fall_of_what_has_no_minus_is_said_in_words() -> None:
    spelled = spell(Decimal(-200), unit="person", currency=None, language="zh")
    assert spelled == "减少200人"
    assert parse_quantity(spelled).value == -200


def test_an_unknown_unit_is_refused_with_the_units_there_are() -> None:
    with pytest.raises(InputInvalidError, match="unit-unknown: furlong"):
        spell(Decimal(1), unit="furlong", currency=None, language="en")
