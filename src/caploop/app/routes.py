"""The application: a route a question, pages, and the refusals of all that cannot be answered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from caploop.app.asked import days_of, options_of, parameters_of
from caploop.app.guard import guarded, policy_of
from caploop.app.refusal import RefusedError, answered, language_of, of_error, refused
from caploop.app.site import ServedSite
from caploop.app.work import BusyError, Work
from caploop.core.errors import CaploopError
from caploop.core.names import offered
from caploop.report import QUESTIONS, Answer, Question
from caploop.study.options import WhatIfOptions
from caploop.study.whatif import WhatIfOutcome, whatif_asked

ENCODER = msgspec.json.Encoder(decimal_format="number")
JSON = "application/json"
MEDIA = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}
ONE_RUN = "One combination of levers, a scenario and broken links: its run alone."
OF_ANSWERS = {"200": {"description": "The record, as the command gives it with --json"}}


def application(site: ServedSite) -> FastAPI:
    """The application that answers for a site; nothing in it is written, no file is named."""
    work = Work(threads=site.threads, waiting=site.waiting)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        work.close()

    app = FastAPI(
        title="caploop",
        description=QUESTIONS["run"].help,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.work = work
    app.middleware("http")(guarded(site))
    _add_refusals(app)
    _add_questions(app, site, work)
    _add_pages(app, site, work)
    return app


def _add_questions(app: FastAPI, site: ServedSite, work: Work) -> None:
    """A route a question, and one that says the server is there."""

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok", "book": site.known(None, None).vintage.id}

    for question in QUESTIONS.values():
        _add(app, question, _route(question, site, work))
    one = Question("whatif/run", ONE_RUN, WhatIfOptions, _one_run)
    _add(app, one, _route(one, site, work))


def _one_run() -> Answer:
    return Answer(record=WhatIfOutcome, ask=whatif_asked, tables=lambda _: ())


def _add(app: FastAPI, question: Question, answering: Any) -> None:
    app.add_api_route(
        f"/api/v1/{question.name}",
        answering,
        methods=["GET"],
        name=question.name,
        summary=question.help,
        openapi_extra={"parameters": parameters_of(question.options)},
        responses=OF_ANSWERS,  # type: ignore[arg-type]
    )


def _route(question: Question, site: ServedSite, work: Work) -> Any:
    """What answers a question over HTTP."""

    async def answer(request: Request) -> Response:
        query: dict[str, list[str]] = {}
        for name, value in request.query_params.multi_items():
            query.setdefault(name, []).append(value)
        options, days = options_of(question.options, query), days_of(query)
        key = (question.name, days, msgspec.json.encode(options))

        def made() -> bytes:
            return ENCODER.encode(question.answer().ask(site.known(*days), options))

        return _sent(await work.done(key, made), request, media=JSON)

    return answer


def _sent(body: bytes, request: Request, *, media: str, **headers: str) -> Response:
    """The body with its tag, or nothing where the client has it already."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", **headers}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media)


def _add_pages(app: FastAPI, site: ServedSite, work: Work) -> None:
    """The front page and all others; they come last, as they take any one name."""

    @app.get("/", include_in_schema=False)
    @app.get("/{page:path}", include_in_schema=False)
    async def page(request: Request, page: str = "") -> Response:
        if page.startswith("api/"):
            raise HTTPException(404)
        language = language_of(request)
        pages = site.pages(language)
        if page not in pages:
            hint = offered(page, [name for name in pages if name], "")
            raise RefusedError(refused(404, "no-page", request, hint=hint))
        try:
            body = await work.done(("page", language, page), lambda: pages[page])
        except KeyError:
            raise RefusedError(refused(404, "no-page", request)) from None
        media = MEDIA.get(page.rpartition(".")[2])
        if media is not None:
            return _sent(body, request, media=media)
        policy = {"Content-Security-Policy": policy_of(body), "Vary": "Accept-Language"}
        return _sent(body, request, media="text/html; charset=utf-8", **policy)


def _add_refusals(app: FastAPI) -> None:
    """Errors as they are answered."""

    @app.exception_handler(CaploopError)
    async def of_a_question(request: Request, error: CaploopError) -> Response:
        return answered(of_error(error, request.url.path), request)

    @app.exception_handler(RefusedError)
    async def of_a_page(request: Request, error: RefusedError) -> Response:
        return answered(error.refusal, request)

    @app.exception_handler(BusyError)
    async def busy(request: Request, _: BusyError) -> Response:
        return answered(refused(503, "busy", request), request)

    @app.exception_handler(HTTPException)
    async def of_http(request: Request, error: HTTPException) -> Response:
        code = "no-address" if error.status_code == 404 else "read-only"
        return answered(refused(error.status_code, code, request), request)
