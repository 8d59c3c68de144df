"""The server itself, until it is stopped."""

from __future__ import annotations

import socket

import uvicorn

from caploop.app.routes import application
from caploop.app.site import ServedSite
from caploop.core.errors import UsageError

LONGEST_HEADERS = 16_384
STOPS_IN = 5


def serve(site: ServedSite, *, host: str, port: int) -> None:
    """Answers on an address until the process is told to stop.

    Raises UsageError where the address is taken or cannot be had.
    """
    config = uvicorn.Config(
        application(site),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        h11_max_incomplete_event_size=LONGEST_HEADERS,
        timeout_graceful_shutdown=STOPS_IN,
    )
    uvicorn.Server(config).run(sockets=[bound(host, port)])


def bound(host: str, port: int) -> socket.socket:
    """A socket at an address; raises UsageError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        message = f"nothing can be served at {host} port {port}: {error.strerror}"
        raise UsageError(f"{message}; name another with --port") from error
    return made
