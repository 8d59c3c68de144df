"""Terms and identities: what they imply, what they join, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from caploop.consistency.identity import components, holding, system_from_rows
from caploop.core.errors import InputInvalidError
from caploop.evidence.store import read_identities
from tests.consistency.cases import identity, small, term


def test_a_sum_and_a_product_are_solved_for_any_of_their_terms() -> None:
    whole, part, _ = small().identities
    assert whole.implied("whole", {"a": 2.0, "b": 3.0}) == 5.0
    assert whole.implied("b", {"whole": 5.0, "a": 2.0}) == 3.0
    assert part.implied("a", {"share": 0.5, "base": 8.0}) == 4.0
    assert part.implied("base", {"share": 0.5, "a": 4.0}) == pytest.approx(8.0)


def test_a_constant_multiplies() -> None:
    rate = {**identity("rate", kind="product", year=-1, quarter=1), "constant": 4}
    made = system_from_rows({"term": [term("year"), term("quarter")], "identity": [rate]})
    assert made.identities[0].implied("year", {"quarter": 5.0}) == 20.0
    assert made.identities[0].implied("quarter", {"year": 20.0}) == pytest.approx(5.0)


def test_identities_that_share_a_term_join_all_theirs() -> None:
    joined = components(small().identities)
    assert joined == (
        frozenset({"whole", "a", "b", "share", "base"}),
        frozenset({"other", "twin"}),
    )


def test_an_identity_ends_when_its_parameter_is_public() -> None:
    system = system_from_rows(read_identities())
    assert "microsoft" in {i.id for i in holding(system, public=()).identities}
    assert "microsoft" not in {i.id for i in holding(system, public=("Cap_ms",)).identities}


def test_the_file_of_the_program_is_whole() -> None:
    system = system_from_rows(read_identities())
    cash = next(i for i in system.identities if i.id == "cash")
    assert cash.first == "room"
    spoken = {t for i in system.identities for t in i.terms}
    assert spoken == set(system.terms)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"term": [term("a")], "identity": [identity("x", a=1, bb=1)]}, "no term is 'bb'"),
        ({"term": [term("a"), term("a")]}, "stands 2 times"),
        ({"term": [term("a", "EUR")]}, "unit 'EUR' is unknown"),
        ({"term": [{**term("a"), "colour": 1}]}, "colour"),
        ({"term": [term("a")], "identity": [identity("x", a=1)]}, "two terms or more"),
        ({"term": [term("a"), term("b")], "identity": [identity("x", a=0, b=1)]}, "weight of 0"),
    ],
)
def test_what_cannot_be_an_identity_is_refused(rows: dict[str, Any], said: str) -> None:
    with pytest.raises(InputInvalidError, match=said):
        system_from_rows(rows)
