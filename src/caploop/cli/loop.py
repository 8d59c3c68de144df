"""What `caploop loop` prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from caploop.cli.output import emit, rendered, teller
from caploop.core.errors import UsageError
from caploop.evidence.claim import Firmness
from caploop.report.tables.frame import TextTable
from caploop.study.loop import loop
from caploop.study.loop.record import LoopRecord
from caploop.study.shared.open import open_book


def answer_loop(
    *,
    book: Path | None,
    ledger: str | None,
    name: str,
    as_of: date | None,
    known_at: date | None,
    window: str | None,
    firmness: Firmness,
    perimeter: str,
    seed: int,
    form: str | None,
    output: Path | None,
    quiet: bool,
) -> int:
    """Prints or writes the answer; returns the exit code."""
    tell = teller(quiet=quiet)
    opened = open_book(book=book, url=ledger, name=name)
    dates = as_of or opened.as_of, known_at or opened.known_at
    tell(f"as of {dates[0]}, known at {dates[1]}")
    record = loop(
        opened,
        as_of=dates[0],
        known_at=dates[1],
        window=_years(window),
        firmness=firmness,
        perimeter=perimeter,
        seed=seed,
    )
    if form is not None or not sys.stdout.isatty():
        tell(record.headline)
    emit(rendered(record, loop_tables(record), form), output, tell)
    return 0


def _years(window: str | None) -> tuple[int, int] | None:
    if window is None:
        return None
    first, _, last = window.partition("-")
    if not (first.isdigit() and last.isdigit() and len(first) == len(last) == 4):
        raise UsageError(f"{window!r} is no window; write it like 2026-2030")
    return int(first), int(last)


def loop_tables(record: LoopRecord) -> tuple[TextTable, ...]:
    """The record as tables: own money, loops, coverage, sums, indices, ties."""
    window = f"{record.window[0]} to {record.window[1]}"
    made: tuple[tuple[str, tuple[str, ...], Iterable[Sequence[Any]]], ...] = (
        (
            "Own money come back, bn USD",
            ("party", "at least", "pro rata", "at most", "of revenue inside", "put in", "why not"),
            _self_funded(record),
        ),
        ("Loops", ("parties", "bottleneck bn USD", "firmness", "dated", "papers"), _loops(record)),
        (
            "Outside revenue over what is due",
            ("party", "year", "outside bn", "due bn", "ratio", "undated bn", "rests on"),
            _coverage(record),
        ),
        ("Promised to suppliers", ("what", "bn USD"), _commitments(record)),
        (
            "Indices beside chance",
            ("index", "flows", "perimeter", "value", "by chance", "sd", "samples", "remark"),
            _indices(record),
        ),
        (
            "Who is exposed to whom, unpaid bn USD",
            ("holder", "if this one fails", "flows", "loss", "of all the holder has in them"),
            _exposure(record),
        ),
        (
            "How few: index and largest share, at least and at most",
            ("party", "side", "of bn", "undisclosed", "index", "most", "largest", "most", "who"),
            _concentration(record),
        ),
        (
            "What an auditor would ask, bn USD",
            ("rule", "party", "counterparty", "paid", "received", "question"),
            _flags(record),
        ),
    )
    return tuple(
        TextTable(
            title=f"{title}, {window}",
            columns=columns,
            rows=tuple(tuple("" if c is None else str(c) for c in row) for row in rows),
        )
        for title, columns, rows in made
    )


def _bn(value: float | None) -> str:
    return "" if value is None else f"{value / 1e9:.1f}"


def _self_funded(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.self_funded:
        amounts = (r.min, r.pro_rata, r.max, r.of, r.put_in)
        yield (r.party, *(_bn(a) for a in amounts), r.reason)


def _loops(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.loops:
        papers = " ".join(paper for edge in r.edges for paper in edge.agreements)
        way = " > ".join([*r.parties, r.parties[0]])
        yield (way, _bn(r.bottleneck), r.firmness, "yes" if r.dated else "not all", papers)


def _coverage(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.coverage:
        ratio = r.reason if r.ratio is None else f"{r.ratio:.2f}"
        basis = f"assumption: {r.basis}" if r.assumed else r.basis
        yield (
            r.party,
            r.year,
            _bn(r.outside_usd),
            _bn(r.due_usd),
            ratio,
            _bn(r.undated_usd),
            basis,
        )


def _commitments(record: LoopRecord) -> Iterable[Sequence[Any]]:
    c = record.commitments
    yield ("gross, as press lists count", _bn(c.gross))
    yield ("net: each dollar once", _bn(c.net))
    yield ("signed", _bn(c.binding))
    yield ("signed, no condition on record", _bn(c.unconditional))
    yield ("removable by economic netting", _bn(c.removable_by_netting))
    yield ("gross over net", "" if c.factor is None else f"{c.factor:.2f}")


def _indices(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.indices:
        figures = (r.value, r.null_mean, r.null_sd)
        shown = ["" if f is None else f"{f:.4f}" for f in figures]
        yield (r.name, r.type, r.perimeter, *shown, r.samples, r.reason)


def _exposure(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.exposure:
        yield (r.holder, r.failing, r.type, _bn(r.loss), f"{r.share_of_holders:.2f}")


def _concentration(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.concentration:
        bounds = [
            "no bound" if b is None else f"{b:.3f}" for b in (r.undisclosed, *r.index, *r.top_share)
        ]
        yield (r.party, r.side, _bn(r.of), *bounds, r.top)


def _flags(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.red_flags:
        paid, received = (
            ", ".join(f"{_bn(usd)} {kind}" for kind, usd in sums.items())
            for sums in (r.paid, r.received)
        )
        yield (r.rule, r.party, r.counterparty, paid, received, r.question)
