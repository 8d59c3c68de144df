"""The desk as it is asked from options: shocks by name and from a file."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from caploop.book import KnownBook, Scenario
from caploop.core.errors import InputInvalidError, NotFoundError, UsageError
from caploop.core.names import offered
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
    shocks = by_agreement(shocks_of(options), known)
    if not shocks and not options.reverse:
        raise UsageError("name a shock: --break, --shock or --party-misses; or --reverse PARTY")
    asked = ShocksAsked(shocks=shocks, quarter=options.quarter, reverse=options.reverse)
    return stress(known, scenario, options, asked=asked)


def shocks_of(options: StressOptions) -> tuple[Shock, ...]:
    """What is withdrawn, the party that misses, and the shocks of the file, in this order.

    Raises UsageError for a share withdrawn that is none.
    """
    shocks = [_withdrawn(part, options.start) for part in (options.link or "").split("+") if part]
    if options.misses is not None:
        shocks.append(Shock(kind="miss", target=options.misses, from_quarter=options.start))
    if options.file is not None:
        if not options.file.is_file():
            raise NotFoundError(f"no file {options.file}; write one as docs/stress.md shows")
        text, problems = decoded(options.file.read_bytes(), options.file)
        if problems:
            raise InputInvalidError(problems)
        shocks += shocks_from_toml(text, file=options.file.name)
    return tuple(shocks)


def by_agreement(shocks: Sequence[Shock], known: KnownBook) -> tuple[Shock, ...]:
    """The shocks with a group that is withdrawn, such as a round, as those of its agreements.

    Of a group are taken the agreements that still have to pay on dates; all of them where none
    does. Raises NotFoundError for a name that is none of both.
    """
    first = known.vintage.first_quarter
    paying = {
        flow.tranche.split("/")[0]
        for flow in known.flows.flows
        if str(flow.quarter) >= first and flow.firmness != "executed"
    }
    named = {a.id for a in known.book.agreements}
    made: list[Shock] = []
    for shock in shocks:
        group = [a.id for a in known.book.agreements if a.group == shock.target]
        if shock.kind == "withdraw" and shock.target not in named and not group:
            known_names = {*named, *(a.group for a in known.book.agreements)}
            hint = offered(shock.target, known_names, "see caploop scenario names")
            raise NotFoundError(f"no agreement or group is called {shock.target!r}; {hint}")
        if shock.kind != "withdraw" or shock.target in named or not group:
            made.append(shock)
        else:
            dated = [name for name in group if name in paying]
            made += [replace(shock, target=name) for name in dated or group]
    return tuple(made)


def _withdrawn(said: str, start: str | None) -> Shock:
    name, equals, share = said.partition("=")
    try:
        size = float(share) if equals else 1.0
    except ValueError as error:
        example = "--break openai-round-2026=0.5"
        raise UsageError(f"{share!r} is no share that is withdrawn; write {example}") from error
    return Shock(kind="withdraw", target=name, size=size, from_quarter=start)
