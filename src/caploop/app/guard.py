"""What every answer carries, and who may ask: headers of safety, and names of the host."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import Response

from caploop.app.refusal import CLOSED, answered, refused
from caploop.app.site import ServedSite

LOG = logging.getLogger(__name__)
Next = Callable[[Request], Awaitable[Response]]
LONGEST_ADDRESS = 4_096
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = frozenset({"GET"})
_POLICY = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', re.IGNORECASE
)
_ENDS_LATE = 4_096
SERVED = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)


def guarded(site: ServedSite) -> Callable[[Request, Next], Awaitable[Response]]:
    """What stands before all routes: only GET, only a known host, no address that is too long."""

    async def guard(request: Request, call_next: Next) -> Response:
        if request.method not in SAFE:
            response = answered(refused(405, "read-only", request), request)
            response.headers["Allow"] = "GET"
        elif _host(request) not in site.hosts:
            response = answered(refused(421, "other-host", request), request)
        elif len(str(request.url)) > LONGEST_ADDRESS:
            response = answered(refused(414, "too-long", request), request)
        else:
            response = await _passed(request, call_next)
        for name, value in HEADERS.items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", CLOSED)
        return response

    return guard


async def _passed(request: Request, call_next: Next) -> Response:
    """What the routes answer; an error that nobody foresaw is logged, and told without its text."""
    try:
        return await call_next(request)
    except Exception:
        LOG.exception("%s %s", request.method, request.url.path)
        return answered(refused(500, "failed", request), request)


def _host(request: Request) -> str:
    """The host that the client named, without its port."""
    told = request.headers.get("host", "")
    found = re.fullmatch(r"(\[[0-9a-f:]+\]|[^:]*)(:\d+)?", told.lower())
    return found[1].strip("[]") if found else ""


def policy_of(page: bytes) -> str:
    """What a page may load: what it says itself at its top, never framed; else its own site's."""
    told = _POLICY.search(page[:_ENDS_LATE])
    if told is None:
        return SERVED
    own = told[1].decode("ascii", "replace").replace("&#39;", "'").strip().rstrip(";")
    return f"{own}; frame-ancestors 'none'"
