"""A site on a book of nothing, and requests to it without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path

import httpx
import pytest

from caploop.app.routes import application
from caploop.app.site import ServedSite
from caploop.book.examine import book_of
from caploop.book.store import init_sheets, read_sheets
from caploop.evidence import read_vocabulary

DAY = date(2026, 3, 1)
POLICY = b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
PAGES = {
    "en": {"": b"<!doctype html>" + POLICY + b"<p>front", "loop": b"<p>circles"},
    "zh": {"": "<p>首页".encode(), "loop": "<p>循环".encode()},
}
Asked = Callable[..., httpx.Response]


def site_in(folder: Path) -> ServedSite:
    """A site of two pages on a book without a row."""
    init_sheets(folder / "book", as_of=DAY, known_at=DAY)
    sheets, places = read_sheets(folder / "book")
    book = book_of(sheets, read_vocabulary(), places=places)
    return ServedSite(book=book, pages=lambda language: PAGES[language])


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> ServedSite:
    return site_in(tmp_path_factory.mktemp("site"))


@pytest.fixture
def asked(site: ServedSite) -> Asked:
    """What asks the application of a path, by GET unless told otherwise."""

    def ask(path: str, method: str = "GET", **headers: str) -> httpx.Response:
        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(application(site), raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as one:
                named = {k.replace("_", "-"): v for k, v in headers.items()}
                return await one.request(method, path, headers=named)

        return asyncio.run(sent())

    return ask
