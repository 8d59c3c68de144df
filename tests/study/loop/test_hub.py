"""The loop around one developer: the same measures, and a ring without the other developers."""

from __future__ import annotations

import pytest

from caploop.core.errors import UsageError
from caploop.study.loop.answer import loop
from caploop.study.loop.record import LoopRecord
from tests.real_book import real_known


@pytest.fixture(scope="module")
def ring() -> LoopRecord:
    return loop(real_known(), hub="anthropic")


def test_the_ring_is_the_hub_and_whom_it_deals_with_without_other_developers(
    ring: LoopRecord,
) -> None:
    assert ring.hub == "anthropic"
    assert {"anthropic", "microsoft", "google", "nvidia", "broadcom"} <= set(ring.perimeter)
    assert not {"openai", "xai", "meta"} & set(ring.perimeter)
    assert {r.party for r in ring.coverage} <= set(ring.perimeter)


def test_microsoft_sells_thirty_and_puts_in_up_to_five(ring: LoopRecord) -> None:
    """The agreement of November 2025, neither sum with a date."""
    row = next(r for r in ring.around if r.party == "microsoft")
    assert (row.puts_in_undated, row.sells_undated) == (5e9, 30e9)
    assert (row.puts_in, row.sells) == (0, 0)
    assert row.firmness == "conditional"
    (found,) = [r for r in ring.loops if set(r.parties) == {"anthropic", "microsoft"}]
    assert found.bottleneck == 5e9


def test_its_commitments_are_its_own(ring: LoopRecord) -> None:
    assert 0 < ring.commitments.net < loop(real_known()).commitments.net / 5


def test_without_a_hub_nothing_is_left_out() -> None:
    whole = loop(real_known())
    assert whole.hub is None
    assert whole.around == ()
    assert {"openai", "anthropic", "xai"} <= set(whole.perimeter)


def test_a_hub_that_neither_pays_nor_is_paid_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match="anthropic, meta, openai"):
        loop(real_known(), hub="spacex")
