"""A problem says what, where and what next."""

from __future__ import annotations

from caploop.core.errors import CheckFailedError, InputInvalidError, NotFoundError, UsageError
from caploop.core.problem import Place, Problem


def test_a_place_names_file_line_and_field() -> None:
    assert str(Place(file="claims.jsonl", line=7, field="unit")) == "claims.jsonl:7 [unit]"
    assert str(Place(file="claims.jsonl")) == "claims.jsonl"
    assert str(Place()) == "input"


def test_an_error_tells_every_problem() -> None:
    problems = [
        Problem(code="unit-unknown", subject=name, message="unit 'X'", hint="use W")
        for name in ("a", "b")
    ]
    assert str(InputInvalidError(problems)).splitlines() == [
        "unit-unknown: a: unit 'X' (input); next: use W",
        "unit-unknown: b: unit 'X' (input); next: use W",
    ]


def test_each_error_knows_its_exit_code() -> None:
    codes = [e.exit_code for e in (UsageError, NotFoundError, InputInvalidError, CheckFailedError)]
    assert codes == [2, 3, 4, 5]
