"""The book of a site is cut to two days once."""

from __future__ import annotations

from datetime import date

from caploop.app.site import ServedSite, no_pages


def test_the_book_on_two_days_is_held(site: ServedSite) -> None:
    day = date(2026, 1, 31)
    assert site.known(day, None) is site.known(day, None)
    assert site.known(None, None).as_of == date(2026, 3, 1)
    assert not no_pages("en")
