"""The desk as it is asked from options: shocks by name and from a file."""

from __future__ import annotations

from caploop.book import KnownBook, Scenario
from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.evidence import decoded
from caploop.stress import Shock, shocks_from_toml
from caploop.study.options import StressOptions
from caploop.study.shared.kept import kept
from caploop.study.stress.answer import stress
from caploop.study.stress.record import ShocksAsked, StressRecord


@kept("stress", StressRecord)
def stress_asked(known: KnownBook, scenario: Scenario, options: StressOptions) -> StressRecord:
    """The desk's answer to the shocks that options name.

    Raises UsageError for none, NotFoundError and InputInvalidError for a file that is not there or
    cannot be read, and what `stress` refuses.
    """
    shocks = shocks_of(options)
    if not shocks and not options.reverse:
        raise UsageError("name a shock: --break, --shock or --party-misses; or --reverse PARTY")
    asked = ShocksAsked(shocks=shocks, quarter=options.quarter, reverse=options.reverse)
    return stress(known, scenario, options, asked=asked)


def shocks_of(options: StressOptions) -> tuple[Shock, ...]:
    """The agreement withdrawn, the party that misses, and the shocks of the file, in this order."""
    named = (("withdraw", options.link), ("miss", options.misses))
    shocks = [
        Shock(kind=kind, target=target, from_quarter=options.start)  # type: ignore[arg-type]
        for kind, target in named
        if target is not None
    ]
    if options.file is not None:
        if not options.file.is_file():
            raise NotFoundError(f"no file {options.file}; write one as docs/stress.md shows")
        text, problems = decoded(options.file.read_bytes(), options.file)
        if problems:
            raise InputInvalidError(problems)
        shocks += shocks_from_toml(text, file=options.file.name)
    return tuple(shocks)
