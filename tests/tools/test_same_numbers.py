"""Two trees compared: a moved bit, a lost field, a field of another name."""

from __future__ import annotations

import pytest

from tools.same_numbers import COMMANDS, differences, renamed, values_of

OLD = {"runway": values_of('{"cash": [1.5, 2.0], "hash": "a", "who": {"owes": 0.1}}')}


def test_a_record_is_its_leaves_without_what_hangs_on_the_code() -> None:
    assert OLD["runway"] == {
        "cash.length": "2",
        "cash.0": "1.5",
        "cash.1": "2.0",
        "who.owes": "0.1",
    }


def test_the_last_bit_counts() -> None:
    moved = {"runway": {**OLD["runway"], "who.owes": repr(0.1 + 2**-56)}}
    assert differences(OLD, moved, {}) == [
        "runway: who.owes: 0.1 is now 0.10000000000000002",
    ]
    assert differences(OLD, moved, {"last_digits": {"who": "solved by another method"}}) == []


def test_the_last_digits_are_nine() -> None:
    moved = {"runway": {**OLD["runway"], "who.owes": "0.100001"}}
    assert len(differences(OLD, moved, {"last_digits": {"who": "no reason reaches so far"}})) == 1


def test_a_field_that_is_gone_is_told() -> None:
    less = {"runway": {k: v for k, v in OLD["runway"].items() if k != "cash.1"}}
    assert differences(OLD, less, {}) == ["runway: cash.1: 2.0 is now None"]
    assert differences(OLD, {}, {}) == ["runway: is not on both sides"]


def test_a_renamed_field_is_the_same_field() -> None:
    table = {"cash": "cash_usd_bn", "who.owes": "owed_by"}
    new = {"cash_usd_bn.length": "2", "cash_usd_bn.0": "1.5", "cash_usd_bn.1": "2.0"}
    assert renamed(OLD["runway"], table) == {**new, "owed_by": "0.1"}
    assert differences(OLD, {"runway": {**new, "owed_by": "0.1"}}, {"renames": table}) == []


def test_pages_are_compared_part_by_part() -> None:
    a, b = values_of("<p>cash <b>12</b></p>"), values_of("<p>cash <b>13</b></p>")
    assert [path for path in a if a[path] != b[path]] == ["part 3"]


@pytest.mark.parametrize("question", ["runway", "run", "earn", "build", "policy", "value"])
def test_every_question_is_asked_at_fixed_draws_and_seed(question: str) -> None:
    assert "--draws 200 --seed 3" in COMMANDS[question]
