"""Checks on an answer: a missing path, a wrong sign and an empty table are no success."""

from __future__ import annotations

import pytest

from tools.answer_path import figure, holds

ANSWER = {
    "rows": [
        {"who": "a", "n": 1, "at": {"of x": [1, 2]}, "open": True},
        {"who": "b", "n": 3, "at": {"of x": [5]}, "open": False, "why": None},
    ],
    "word": "held",
    "none": [],
}


@pytest.mark.parametrize(
    ("check", "true"),
    [
        ("rows[who=a].n < rows[who=b].n", True),
        ("rows[who=a].n > rows[who=b].n", False),
        ("count(rows[]) = 2", True),
        ("count(rows[who=a]) = 1", True),
        ("count(rows[who=c]) > 0", False),
        ("count(rows[why=*]) > 0", False),
        ("count(rows[who=a].at.of x) = 2", True),
        ("count(none[]) = 0", True),
        ("sum(rows[].n) - 4 = 0", True),
        ("max(rows[].n) = 3", True),
        ("rows[-1].at.of x[0] = 5", True),
        ("rows[open=true].who = 'a'", True),
        ("word has 'el'", True),
        ("word = 'lost'", False),
        ("kinds(rows[].who) = 2", True),
    ],
)
def test_a_check_is_what_the_answer_says(check: str, true: bool) -> None:
    assert holds(check, ANSWER) is true


@pytest.mark.parametrize("check", ["rows[].n > 0", "rows[who=c].n > 0", "gone.n > 0"])
def test_a_path_that_leads_to_none_or_to_many_is_an_error(check: str) -> None:
    with pytest.raises(LookupError):
        holds(check, ANSWER)


def test_a_check_without_a_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="compares nothing"):
        holds("rows", ANSWER)


def test_terms_are_worked_from_left_to_right() -> None:
    assert figure("rows[who=b].n + 1 / 2", ANSWER) == 2
