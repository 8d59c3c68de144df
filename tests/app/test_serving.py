"""A real server on this machine: it answers, and an address that is taken is said."""

from __future__ import annotations

import socket
from threading import Thread
from time import monotonic, sleep

import httpx
import pytest
import uvicorn

from caploop.app.routes import application
from caploop.app.serving import bound
from caploop.app.site import ServedSite
from caploop.core.errors import UsageError


def test_a_server_answers_on_loopback_and_stops(site: ServedSite) -> None:
    held = bound("127.0.0.1", 0)
    port = held.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(application(site), log_level="warning"))
    thread = Thread(target=server.run, kwargs={"sockets": [held]})
    thread.start()
    try:
        end = monotonic() + 20
        while not server.started and monotonic() < end:
            sleep(0.02)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            assert client.get("/healthz").json()["status"] == "ok"
            assert client.get("/api/v1/loop").status_code == 200
            assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 421
    finally:
        server.should_exit = True
        thread.join(20)
    assert not thread.is_alive()


def test_an_address_that_is_taken_is_said() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(UsageError, match="--port"):
            bound("127.0.0.1", other.getsockname()[1])
