"""How often rumours firm, by how they were told and by whom."""

from __future__ import annotations

from caploop.evidence.ledger import Ledger
from caploop.evidence.outcomes.rumour import rumour_records
from caploop.evidence.track import tracks
from tests.evidence.test_track import LATE


def test_a_denied_rumour_counts_as_ended_and_not_as_firmed(small: Ledger) -> None:
    seen = small.vintage(as_of=LATE, known_at=LATE)
    whole = rumour_records(tracks(seen), seen.claims)[0]
    assert (whole.by, whole.rumours, whole.denied, whole.firmed) == ("all", 1, 1, 0)
    assert whole.rate == 0
    assert whole.high is not None
    assert whole.high > 0.5


def test_an_open_rumour_has_no_rate(small: Ledger) -> None:
    seen = small.vintage(as_of=LATE.replace(month=1, day=16), known_at=LATE)
    assert [r.rate for r in rumour_records(tracks(seen), seen.claims)] == [None, None, None]


def test_grades_and_origins_add_up_to_all(bundled: Ledger) -> None:
    seen = bundled.vintage(as_of=LATE, known_at=LATE)
    found = rumour_records(tracks(seen), seen.claims)
    for of in ("firmness", "origin"):
        assert sum(r.rumours for r in found if r.by == of) == found[0].rumours
        assert sum(r.firmed for r in found if r.by == of) == found[0].firmed


def test_talks_firm_more_often_than_rumours(bundled: Ledger) -> None:
    seen = bundled.vintage(as_of=LATE, known_at=LATE)
    rate = {r.name: r.rate for r in rumour_records(tracks(seen), seen.claims) if r.by == "firmness"}
    assert rate["in_talks"] is not None
    assert rate["rumoured"] is not None
    assert rate["in_talks"] > rate["rumoured"]
