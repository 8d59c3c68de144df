"""The least shocks on the dated book."""

from __future__ import annotations

from caploop.core.message import message
from caploop.study.stress.reverse import reverse_of
from tests.real_book import real_book
from tests.stress.books import case


def test_the_least_shock_of_a_debtor_is_on_the_edge_of_its_promise() -> None:
    """14 of 24 is there; 16 is promised and 10 needed in the second quarter: 6 of 16 may go."""
    found, refused = reverse_of(real_book(), case(), ["openai"])
    name = "nvidia-openai-2026"
    alone = next(r for r in found if set(r.shocks) == {name})
    assert abs(alone.shocks[name] - 6 / 16) < 0.01
    assert refused == ()


def test_a_party_nobody_owes_and_that_owes_nothing_is_refused_with_a_reason() -> None:
    found, refused = reverse_of(real_book(), case(), ["nvidia"])
    assert found == ()
    assert refused[0].what == message("least-shock", party="nvidia")


def test_no_party_no_search() -> None:
    assert reverse_of(real_book(), case(), []) == ((), ())
