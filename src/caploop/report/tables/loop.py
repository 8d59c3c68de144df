"""The answer of `caploop loop` as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from caploop.core.message import Message
from caploop.report.tables.cell import Table
from caploop.report.tables.frame import TextTable
from caploop.report.tables.simulated_loop import simulated_loop_tables
from caploop.report.text.words import terminal_text
from caploop.study.loop.record import LoopRecord
from caploop.study.run.record import SimulatedLoop


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


def loop_or_simulated_tables(
    record: LoopRecord | SimulatedLoop,
) -> Sequence[Table | TextTable]:
    """The tables of the book's money, or of a run's payments."""
    return (
        simulated_loop_tables(record) if isinstance(record, SimulatedLoop) else loop_tables(record)
    )


def _bn(value: float | None) -> str:
    return "" if value is None else f"{value / 1e9:.1f}"


def _self_funded(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.self_funded:
        amounts = (r.min, r.pro_rata, r.max, r.of, r.put_in)
        yield (r.party, *(_bn(a) for a in amounts), terminal_text(r.reason))


def _loops(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.loops:
        papers = " ".join(paper for edge in r.edges for paper in edge.agreements)
        way = " > ".join([*r.parties, r.parties[0]])
        yield (way, _bn(r.bottleneck), r.firmness, "yes" if r.dated else "not all", papers)


def _coverage(record: LoopRecord) -> Iterable[Sequence[Any]]:
    for r in record.coverage:
        ratio = terminal_text(r.reason) if r.ratio is None else f"{r.ratio:.2f}"
        basis = terminal_text(r.basis)
        yield (
            r.party,
            r.year,
            _bn(r.outside_usd),
            _bn(r.due_usd),
            ratio,
            _bn(r.undated_usd),
            f"assumption: {basis}" if r.assumed else basis,
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
        yield (r.name, r.type, r.perimeter, *shown, r.samples, terminal_text(r.reason))


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
        yield (r.rule, r.party, r.counterparty, paid, received, terminal_text(Message(r.rule)))
