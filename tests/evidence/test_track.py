"""Tracks of rumours and of speakers who turned round."""

from __future__ import annotations

from datetime import date

import pytest

from caploop.evidence.ledger import Ledger
from caploop.evidence.track import Track, tracks

LATE = date(2026, 3, 1)


def test_a_rumour_its_subject_rejects_is_denied(small: Ledger) -> None:
    found = tracks(small.vintage(as_of=LATE, known_at=LATE))
    rumour = next(t for t in found if t.kind == "rumour")
    assert [s.claim for s in rumour.steps] == ["z-06", "z-07"]
    assert rumour.outcome == "denied"


def test_a_rumour_is_open_until_something_follows(small: Ledger) -> None:
    found = tracks(small.vintage(as_of=date(2026, 1, 16), known_at=LATE))
    assert [(t.kind, t.outcome) for t in found] == [("rumour", "open")]


def test_a_speaker_who_asks_for_what_he_called_unnecessary_has_turned(small: Ledger) -> None:
    found = tracks(small.vintage(as_of=LATE, known_at=LATE))
    turn = next(t for t in found if t.kind == "reversal")
    assert ([s.claim for s in turn.steps], turn.outcome) == (["s-03", "s-04"], "turned")


@pytest.fixture(scope="module")
def bundled_tracks(bundled: Ledger) -> tuple[Track, ...]:
    return tracks(bundled.vintage(as_of=LATE, known_at=LATE))


def test_the_talks_of_twenty_billion_firmed(bundled_tracks: tuple[Track, ...]) -> None:
    stake = next(t for t in bundled_tracks if "004-13" in {s.claim for s in t.steps})
    assert stake.outcome == "firmed"


def test_the_guarantee_asked_for_was_withdrawn(bundled_tracks: tuple[Track, ...]) -> None:
    asked = next(t for t in bundled_tracks if "000-12" in {s.claim for s in t.steps})
    assert (asked.kind, asked.outcome) == ("reversal", "withdrawn")


def test_the_dislike_of_advertising_was_turned(bundled_tracks: tuple[Track, ...]) -> None:
    ads = next(t for t in bundled_tracks if "001-79" in {s.claim for s in t.steps})
    assert ([s.claim for s in ads.steps], ads.outcome) == (["001-79", "001-51"], "turned")


def test_the_customer_rumour_of_september_was_denied(bundled_tracks: tuple[Track, ...]) -> None:
    rumour = next(t for t in bundled_tracks if "F164" in {s.claim for s in t.steps})
    assert rumour.outcome == "denied"


def test_a_track_begins_with_the_first_rumour_and_paper_before_it_is_none(
    bundled: Ledger, bundled_tracks: tuple[Track, ...]
) -> None:
    claims = bundled.vintage(as_of=LATE, known_at=LATE).claims
    begun = [claims[t.steps[0].claim] for t in bundled_tracks if t.kind == "rumour"]
    assert {c.nature for c in begun} == {"rumour"}
    assert "F121" not in {s.claim for t in bundled_tracks for s in t.steps}
