"""The README's picture is drawn by the package."""

from __future__ import annotations

from xml.etree import ElementTree

from msgspec.structs import replace

from caploop.report.chapters.claims.picture import headline_picture
from caploop.report.html.pages import headline
from caploop.study.claims import claims
from caploop.study.shared.opening import open_ledger


def test_the_picture_shows_the_headline_and_both_dates_and_has_no_links() -> None:
    opened = open_ledger()
    record = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    svg = headline_picture(record, language="en")
    text = " ".join(ElementTree.fromstring(svg).itertext())
    assert headline(record, "en") in text
    assert "As of" in text
    assert "Known at" in text
    assert "href" not in svg


def test_without_revisions_the_picture_says_so() -> None:
    opened = open_ledger()
    record = claims(opened.ledger, as_of=opened.as_of, known_at=opened.known_at)
    svg = headline_picture(replace(record, revisions=()), language="en")
    assert "No figure was revised" in svg
