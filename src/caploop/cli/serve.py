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
from caploop.report.html import site_names
from caploop.study.shared import open_book

FRONT = ""
HOMES = {FRONT: "index.html", "zh/": "zh/index.html"}
"""The front page of each language by its folder."""

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
    pages = ReportPages(call, tell=tell)
    site = ServedSite(book=open_book(book=call.book), pages=lambda _: pages)
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
    """The files of the pages in both languages by their places, made when one is taken out."""

    def __init__(self, call: ServeCall, *, tell: Tell) -> None:
        self._call, self._tell = call, tell
        self._held = Once[Mapping[str, bytes]](most=1)

    def __getitem__(self, path: str) -> bytes:
        return self._held.get(FRONT, self._made)[HOMES.get(path, path)]

    def __iter__(self) -> Iterator[str]:
        yield from (*HOMES, *site_names())

    def __len__(self) -> int:
        return len([*self])

    def __contains__(self, path: object) -> bool:
        return path in {*self}

    def _made(self) -> Mapping[str, bytes]:
        from caploop.cli.report import ReportCall, report_records
        from caploop.report.html import site_files

        call = self._call
        asked = ReportCall(book=call.book, draws=call.draws, quiet=True)
        files = site_files(report_records(asked, self._tell))
        return {name: text.encode() for name, text in files.items()}
