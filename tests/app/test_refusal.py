"""Refusals as pages: what was typed is shown and never run."""

from __future__ import annotations

from tests.app.conftest import Asked


def test_what_was_typed_is_escaped(asked: Asked) -> None:
    found = asked("/<script>alert(1)</script>", accept="text/html")
    assert found.status_code in {404, 422}
    assert "<script>" not in found.text
    found = asked("/%3Cscript%3E", accept="text/html")
    assert "<script>" not in found.text
    assert "&lt;script&gt;" in found.text


def test_who_asks_for_json_first_gets_it(asked: Asked) -> None:
    kinds = {
        "application/json,text/html": "application/json",
        "text/html,application/json": "text/html; charset=utf-8",
        "*/*": "application/json",
    }
    for accept, kind in kinds.items():
        assert asked("/none", accept=accept).headers["content-type"] == kind
