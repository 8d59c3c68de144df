"""Who may ask, and what every answer carries."""

from __future__ import annotations

import pytest

from caploop.app.guard import HEADERS, SERVED, policy_of
from tests.app.conftest import Asked


@pytest.mark.parametrize(
    "path", ["/", "/loop", "/none", "/api/v1/loop", "/api/v1/none", "/healthz"]
)
def test_every_answer_carries_the_headers_of_safety(asked: Asked, path: str) -> None:
    found = asked(path)
    for name, value in HEADERS.items():
        assert found.headers[name] == value
    policy = found.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_a_page_that_says_what_it_may_load_is_taken_at_its_word() -> None:
    own = "default-src 'none'; script-src 'sha256-x'"
    page = f'<meta http-equiv="Content-Security-Policy" content="{own}">'.encode()
    assert policy_of(page) == f"{own}; frame-ancestors 'none'"
    assert policy_of(b"<p>nothing") == SERVED
    assert policy_of(b" " * 9_999 + page) == SERVED


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_is_written(asked: Asked, method: str) -> None:
    found = asked("/api/v1/loop", method)
    assert (found.status_code, found.headers["allow"]) == (405, "GET")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "a b"])
def test_a_name_that_the_server_does_not_bear_is_refused(asked: Asked, host: str) -> None:
    assert asked("/healthz", host=host).status_code == 421


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:9", "LOCALHOST"])
def test_the_machine_itself_is_answered(asked: Asked, host: str) -> None:
    assert asked("/healthz", host=host).status_code == 200


def test_an_address_that_is_too_long_is_refused(asked: Asked) -> None:
    assert asked(f"/loop?{'x' * 5_000}").status_code == 414
