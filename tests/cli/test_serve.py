"""What `caploop serve` refuses before it serves, and the page that it makes when asked."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from caploop.cli import serve
from caploop.cli.serve import ReportPages, ServeCall
from tests.cli.test_main import run

CALL = ServeCall(book=None, host="127.0.0.1", port=0, draws=10, quiet=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_every_address_at_once_is_refused(host: str) -> None:
    told = run("serve", "--host", host)
    assert told.exit_code == 2
    assert "name the one to be called by" in told.stderr


def test_an_address_that_is_taken_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "_warmed", lambda *_: None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        told = run("serve", "--port", str(other.getsockname()[1]))
    assert told.exit_code == 2
    assert "--port" in told.stderr


def test_pages_are_made_once_and_not_for_a_page_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[int] = []

    def records(call: Any, _: Any) -> None:
        made.append(call.draws)

    files = {"index.html": "<p>all", "zh/index.html": "<p>全部"}
    monkeypatch.setattr("caploop.cli.report.report_records", records)
    monkeypatch.setattr("caploop.report.html.site_files", lambda _: files)
    pages = ReportPages(CALL, tell=lambda _: None)
    assert "nope" not in pages
    assert {"", "zh/", "runway.html", "zh/evidence.html", "caploop.js"} <= {*pages}
    assert made == []
    assert pages[""] == pages["index.html"] == b"<p>all"
    assert pages["zh/"].decode() == "<p>全部"
    assert made == [10]
    with pytest.raises(KeyError):
        pages["runway.html"]
