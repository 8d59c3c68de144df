"""`serve`: the book's pages and answers over HTTP until the command is stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread

from msgspec import Struct

from caploop.book import KnownBook
from caploop.cli.output import Tell, teller
from caploop.core.errors import CaploopError, UsageError
from caploop.core.once import Once
from caploop.study.shared import open_book

LANGUAGES = ("en", "zh")
FRONT = ""

WILDCARDS = frozenset({"0.0.0.0", "::"})


class ServeCall(Struct, frozen=True, kw_only=True):
    """Of which book, at which address, with how many draws for the pages."""

    book: Path | None
    host: str
    port: int
    draws: int
    quiet: bool


def answer_requests(call: ServeCall) -> None:
    """Serves until stopped. Raises UsageError where the extra `app` is not installed, or the
    address cannot be had."""
    try:
        from caploop.app import ServedSite, serve
    except ImportError:
        raise UsageError("serving needs FastAPI and uvicorn; install caploop[app]") from None
    if call.host in WILDCARDS:
        raise UsageError(f"--host {call.host} is every address; name the one to be called by")
    tell = teller(quiet=call.quiet)
    pages = {language: ReportPages(call, language, tell=tell) for language in LANGUAGES}
    site = ServedSite(book=open_book(book=call.book), pages=lambda language: pages[language])
    if call.host not in site.hosts:
        site = ServedSite(book=site.book, pages=site.pages, hosts=(*site.hosts, call.host.lower()))
    known = site.known(None, None)
    host = f"[{call.host}]" if ":" in call.host else call.host
    tell(f"http://{host}:{call.port}/ book {known.vintage.id}; Ctrl-C stops it")
    Thread(target=_warmed, args=(known, tell), daemon=True).start()
    serve(site, host=call.host, port=call.port)


def _warmed(known: KnownBook, tell: Tell) -> None:
    """Has the levers' base run, and their own function compiled where it is not there yet."""
    from caploop.study.whatif import prepared

    try:
        prepared(known, quick=True)
    except CaploopError as error:
        tell(f"no levers: {error}")


class ReportPages(Mapping[str, bytes]):
    """The report as the one page of a language, made when it is first taken out."""

    def __init__(self, call: ServeCall, language: str, *, tell: Tell) -> None:
        self._call, self._language, self._tell = call, language, tell
        self._held = Once[bytes](most=1)

    def __getitem__(self, path: str) -> bytes:
        if path != FRONT:
            raise KeyError(path)
        return self._held.get(path, self._made)

    def __iter__(self) -> Iterator[str]:
        return iter((FRONT,))

    def __len__(self) -> int:
        return 1

    def __contains__(self, path: object) -> bool:
        return path == FRONT

    def _made(self) -> bytes:
        from caploop.cli.report import ReportCall, report_page

        call = self._call
        asked = ReportCall(book=call.book, lang=self._language, draws=call.draws, quiet=True)
        return report_page(asked, tell=self._tell)[0].encode()
