"""Shocks as data and as a file."""

from __future__ import annotations

import pytest

from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.stress.record import Shock
from caploop.stress.shock import check_shocks, shocks_from_toml

KNOWN = {"agreements": ["nvidia-openai-2026-round"], "parties": ["openai", "oracle"]}


def test_a_file_gives_its_shocks_in_order() -> None:
    text = (
        '[[shock]]\nkind = "revenue"\ntarget = "openai"\nsize = 0.2\n[[shock]]\nkind = "window"\n'
    )
    first, second = shocks_from_toml(text, file="s.toml")
    assert (first.kind, first.size, second.kind) == ("revenue", 0.2, "window")


def test_a_wrong_field_is_told_with_its_line_and_the_fields_there_are() -> None:
    text = '[[shock]]\nkind = "window"\n\n[[shock]]\nkind = "rate"\namount = 0.01\n'
    with pytest.raises(InputInvalidError) as told:
        shocks_from_toml(text, file="s.toml")
    assert "s.toml:6 [amount]" in str(told.value)
    assert "from_quarter" in str(told.value)


def test_a_wrong_kind_is_told_with_the_kinds_there_are() -> None:
    with pytest.raises(InputInvalidError, match="gpu_price"):
        shocks_from_toml('[[shock]]\nkind = "flood"\n', file="s.toml")


def test_a_file_that_is_no_toml_is_told_with_its_line() -> None:
    with pytest.raises(InputInvalidError, match=r"s\.toml:2"):
        shocks_from_toml("[[shock]]\nkind = \n", file="s.toml")


def test_a_file_without_shocks_is_refused() -> None:
    with pytest.raises(InputInvalidError, match="no \\[\\[shock\\]\\]"):
        shocks_from_toml("", file="s.toml")


def test_an_unknown_agreement_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'nvidia-openai-2026-round'"):
        check_shocks([Shock(kind="withdraw", target="nvidia-openai-2026")], **KNOWN)


def test_an_unknown_party_is_refused_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="did you mean 'oracle'"):
        check_shocks([Shock(kind="miss", target="orcale")], **KNOWN)


def test_two_sizes_of_one_shock_in_the_same_quarters_contradict() -> None:
    pair = [Shock(kind="revenue", target="openai", size=s) for s in (0.1, 0.2)]
    with pytest.raises(UsageError, match="same quarters"):
        check_shocks(pair, **KNOWN)


def test_two_sizes_in_different_quarters_do_not_contradict() -> None:
    check_shocks(
        [
            Shock(kind="revenue", target="openai", size=0.1, to_quarter="2026Q4"),
            Shock(kind="revenue", target="openai", size=0.2, from_quarter="2027Q1"),
        ],
        **KNOWN,
    )


@pytest.mark.parametrize(
    ("shock", "told"),
    [
        (Shock(kind="revenue", target="openai", size=1.5), "share above 0 to 1"),
        (Shock(kind="window", size=0.5), "has no part"),
        (Shock(kind="window", target="openai"), "has no target"),
        (Shock(kind="window", from_quarter="2027"), "no quarter"),
        (Shock(kind="window", from_quarter="2028Q1", to_quarter="2027Q1"), "swap"),
    ],
)
def test_a_shock_that_cannot_be_is_refused(shock: Shock, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_shocks([shock], **KNOWN)
