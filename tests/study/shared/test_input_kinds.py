"""What an input rests on is told by its row, its claims, and the name of its source."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from caploop.book.parameter import Parameter
from caploop.study.shared.input_kinds import input_kind
from tests.parameter_rows import parameter
from tests.study.changes.small import claim


def row(**more: Any) -> Parameter:
    return replace(parameter("a", 1), **more)


def test_a_judgement_stays_one_whatever_claims_stand_beside_it() -> None:
    claims = {"c": claim("c", 1)}
    assert input_kind(row(assumption=True, claims=("c",)), claims) == "judgement"
    assert input_kind(row(claims=("c",)), claims) == "reported"


@pytest.mark.parametrize(
    ("nature", "kind"), [("guidance", "guided"), ("forecast", "guided"), ("rumour", "estimate")]
)
def test_the_nature_of_its_claims_decides(nature: Any, kind: str) -> None:
    claims = {"c": replace(claim("c", 1), nature=nature)}
    assert input_kind(row(claims=("c",)), claims) == kind


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("AMD 8-K warrant", "reported"),
        ("HSBC model via Fortune", "consensus"),
        ("Goolsbee (1998) QJE", "benchmark"),
        ("derived by arithmetic in the specification", "derived"),
        ("some page", "estimate"),
    ],
)
def test_without_claims_the_name_of_the_source_does(source: str, kind: str) -> None:
    assert input_kind(row(source=source), {}) == kind
