"""The routes: pages, answers as the command gives them, and refusals that say what to do next."""

from __future__ import annotations

import json

import pytest

from caploop.app import routes as module
from caploop.app.routes import ENCODER
from caploop.app.site import ServedSite
from caploop.report.questions import QUESTIONS, Question
from caploop.study.loop import loop_asked
from caploop.study.options import LoopOptions
from tests.app.conftest import Asked

PAGE = "text/html"


def test_pages_come_in_the_language_that_is_asked_for(asked: Asked) -> None:
    assert b"front" in asked("/").content
    assert "首页" in asked("/?lang=zh").text
    assert "循环" in asked("/loop", accept_language="zh-CN,en;q=0.5").text
    assert asked("/loop").headers["content-type"] == "text/html; charset=utf-8"


def test_a_page_that_is_not_there_is_refused_in_the_form_the_client_reads(asked: Asked) -> None:
    page = asked("/lop", accept=f"{PAGE},*/*")
    assert page.status_code == 404
    assert "There is no such page." in page.text
    assert "did you mean" in page.text
    told = asked("/lop", accept="application/json").json()["error"]
    assert (told["status"], told["code"], told["where"]) == (404, "no-page", "/lop")
    assert "没有这个页面" in asked("/lop?lang=zh", accept=PAGE).text


def test_an_answer_is_the_record_of_the_question(asked: Asked, site: ServedSite) -> None:
    found = asked("/api/v1/loop?firmness=signed&seed=3")
    assert found.status_code == 200
    known = site.known(None, None)
    record = loop_asked(known, LoopOptions(firmness="signed", seed=3))
    assert found.content == ENCODER.encode(record)
    assert found.headers["content-type"] == "application/json"


def test_an_answer_is_asked_at_the_days_that_are_named(asked: Asked) -> None:
    told = asked("/api/v1/loop?as_of=2026-01-31&known_at=2026-02-15").json()
    assert (told["as_of"], told["known_at"]) == ("2026-01-31", "2026-02-15")


def test_who_has_the_answer_already_is_sent_nothing_again(asked: Asked) -> None:
    tag = asked("/api/v1/loop").headers["etag"]
    again = asked("/api/v1/loop", if_none_match=tag)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/v1/lop", 404, "Nothing is served"),
        ("/api/v1/loop?sed=3", 422, "did you mean 'seed'"),
        ("/api/v1/loop?seed=three", 422, "a whole number"),
        ("/api/v1/loop?firmness=soft", 422, "firmness"),
        ("/api/v1/loop?as_of=yesterday", 422, "is no day"),
        ("/api/v1/loop?hub=../../etc/passwd", 422, "../../etc/passwd"),
        ("/api/v1/compare?a=S0", 422, "b is missing"),
        ("/api/v1/runway?draws=1000000", 422, "ask for less"),
        ("/api/v1/runway?calibrated=fit.json", 422, "nothing is called 'calibrated'"),
        ("/api/v1/runway?scenario=own.TOML", 422, "names a file"),
        ("/api/v1/register?make=true", 422, "nothing is called 'make'"),
        ("/api/v1/whatif?levers=churn=5", 404, "has no scenario"),
    ],
)
def test_what_cannot_be_asked_says_what_where_and_what_next(
    asked: Asked, path: str, status: int, said: str
) -> None:
    found = asked(path)
    told = found.json()["error"]
    assert (found.status_code, told["status"]) == (status, status)
    assert said in f"{told['what']} {told['next']}"
    assert told["where"] == path.partition("?")[0]
    assert told["next"]


def test_every_question_has_its_route_and_its_options_in_the_description(asked: Asked) -> None:
    told = asked("/openapi.json").json()
    assert {f"/api/v1/{name}" for name in QUESTIONS} <= set(told["paths"])
    options = {p["name"] for p in told["paths"]["/api/v1/runway"]["get"]["parameters"]}
    assert {"scenario", "draws", "seed", "as_of"} <= options
    assert not {"calibrated"} & options


def test_the_server_says_that_it_is_there_and_of_which_book(asked: Asked) -> None:
    assert asked("/healthz").json() == {"status": "ok", "book": "2026-03"}


def test_an_error_that_nobody_foresaw_says_nothing_of_the_inside(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> object:
        raise ZeroDivisionError("a secret path")

    loop = Question("loop", "help", LoopOptions, broken)  # type: ignore[arg-type]
    monkeypatch.setattr(module, "QUESTIONS", {**QUESTIONS, "loop": loop})
    found = asked("/api/v1/loop")
    assert found.status_code == 500
    assert "secret" not in found.text
    assert json.loads(found.content)["error"]["code"] == "failed"
    assert found.headers["x-content-type-options"] == "nosniff"
