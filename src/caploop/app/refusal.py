"""What is answered where nothing can be: a status, what is wrong, where, and what to do next."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import Request
from fastapi.responses import Response
from msgspec import Struct

from caploop.app.site import LANGUAGES
from caploop.core.errors import CaploopError, CheckFailedError, NotFoundError
from caploop.report.text import say

RETRY_SECONDS = 2
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Refusal(Struct, frozen=True, kw_only=True):
    """An error as a client reads it: a stable code, what is wrong, where, and what to do next."""

    status: int
    code: str
    what: str
    where: str
    next: str = ""


class RefusedError(Exception):
    """Carries a refusal to where it is answered."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.what)
        self.refusal = refusal


def refused(status: int, code: str, request: Request, **values: object) -> Refusal:
    """The refusal whose words stand among the texts under `app.<code>`."""
    language = language_of(request)
    return Refusal(
        status=status,
        code=code,
        what=say(f"app.{code}", language, **values),
        where=request.url.path,
        next=say(f"app.{code}.next", language, **values),
    )


def of_error(error: CaploopError, where: str) -> Refusal:
    """What a question refused: its message, parted into what is wrong and what to do next."""
    what, _, then = str(error).partition("; ")
    if isinstance(error, NotFoundError):
        return Refusal(status=404, code="not-found", what=what, where=where, next=then)
    if isinstance(error, CheckFailedError):
        return Refusal(status=409, code="check-failed", what=what, where=where, next=then)
    return Refusal(status=422, code="invalid", what=what, where=where, next=then)


def answered(refusal: Refusal, request: Request) -> Response:
    """The refusal as a page for who asks for pages, as JSON for all others."""
    headers = {"Cache-Control": "no-store"}
    if refusal.status == 503:
        headers["Retry-After"] = str(RETRY_SECONDS)
    if wants_page(request):
        page = _page(refusal, language_of(request))
        headers["Content-Security-Policy"] = CLOSED
        return Response(page, refusal.status, headers, media_type="text/html; charset=utf-8")
    body: Mapping[str, Any] = {"error": msgspec.to_builtins(refusal)}
    return Response(
        msgspec.json.encode(body), refusal.status, headers, media_type="application/json"
    )


def wants_page(request: Request) -> bool:
    """Whether HTML stands among what the client accepts, and JSON does not stand before it."""
    kinds = [k.split(";")[0].strip() for k in request.headers.get("accept", "").split(",")]
    named = [k for k in kinds if k in {"text/html", "application/json"}]
    return bool(named) and named[0] == "text/html"


def language_of(request: Request) -> str:
    """The language asked for in the address, else the first of the browser's that there is."""
    told = request.query_params.get("lang", "")
    if told in LANGUAGES:
        return told
    for one in request.headers.get("accept-language", "").split(","):
        short = one.split(";")[0].strip()[:2].lower()
        if short in LANGUAGES:
            return short
    return LANGUAGES[0]


def _page(refusal: Refusal, language: str) -> str:
    what, then, where = (html.escape(t) for t in (refusal.what, refusal.next, refusal.where))
    home = html.escape(say("app.home", language))
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f"<title>{refusal.status} caploop</title><h1>{what}</h1>"
        f'<p>{then}</p><p><code>{where}</code></p><p><a href="/?lang={language}">{home}</a></p>'
    )
