"""Writes the tables of the score into its page: python -m tools.score docs/score.md.

It also keeps each fact beside what was said of it, for the rows "we said, it was" of the answers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from caploop.book.known import KnownBook, known_book
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.score import facts, groups, hindsight, not_scored
from caploop.report.tables.shown import Reader, cells, headings
from caploop.report.text.words import message_text
from caploop.study.options import ScoreOptions
from caploop.study.score.answer import drawn_of, later_facts, score, scored
from caploop.study.score.measures import KEPT
from caploop.study.score.outcomes import bundled_outcomes
from caploop.study.score.record import ScoreRecord
from caploop.study.score.said import FILE, Said
from caploop.study.shared.open import open_book
from caploop.study.shared.paths import path_run
from caploop.study.shared.scenario_settings import scenario_of

BEGIN, END = "<!-- made by tools.score -->", "<!-- end -->"
READER = Reader("en")


class Pinned(NamedTuple):
    """Facts inside with a parameter at either end of its range, and those whose verdict changes."""

    symbol: str
    name: str
    low: int
    high: int
    changed: list[str]


def block(record: ScoreRecord, ends: Iterable[Pinned]) -> str:
    """The finding, what it was made with, and the tables, as Markdown."""
    said = message_text(record.headline, "en")
    made = (
        f"`caploop score --draws {record.draws} --seed {record.seed}`, known at {record.known_at}, "
        f"outcomes `{record.outcomes_hash}`"
    )
    parts = [
        f"{said[0].upper()}{said[1:]}. Made by {made}.",
        *("### By group", _table(groups(record))),
        *("### Each fact", _table(facts(record))),
        *("### Not scored", _table(not_scored(record), without=("facts",))),
        *("### Pages of a later day", _table(hindsight(record), without=("rows",))),
        "Each of these parameters at either end of its range, all else of every draw as it was:",
        later_pages(ends),
    ]
    return "\n\n".join(parts)


def pinned(known: KnownBook, symbols: Iterable[str], options: ScoreOptions) -> list[Pinned]:
    """The score with each parameter at the low and at the high end of its range."""
    rows = {p.symbol: p for p in known.parameters}
    ours = _inside(known, (), options)
    found = []
    for symbol in symbols:
        if rows[symbol].low == rows[symbol].high:
            continue
        ends = [(f"{symbol}={v}",) for v in (rows[symbol].low, rows[symbol].high)]
        made = [_inside(known, settings, options) for settings in ends]
        changed = sorted(set().union(*(one ^ ours for one in made)))
        found.append(Pinned(symbol, rows[symbol].name, len(made[0]), len(made[1]), changed))
    return found


def _inside(known: KnownBook, settings: Sequence[str], options: ScoreOptions) -> set[str]:
    """Ids of the facts inside under some settings."""
    world = scenario_of(known.book, scenarios=["S0"], settings=settings)
    paths = path_run(known, world, keep=KEPT, draws=options.draws, seed=options.seed)
    rows = later_facts(bundled_outcomes().rows, known)
    return {f.id for f in scored(rows, drawn_of(paths)) if f.inside}


def later_pages(made: Iterable[Pinned]) -> str:
    """A row a parameter whose page is later: how many facts lie inside at either end."""
    lines = [_line(("parameter", "", "inside, low end", "high end", "facts that change"))]
    lines.append(_line("---" for _ in range(5)))
    for one in made:
        counts = (str(one.low), str(one.high))
        lines.append(_line((f"`{one.symbol}`", one.name, *counts, " ".join(one.changed) or "–")))
    return "\n".join(lines)


def _table(made: AnswerTable, *, without: Sequence[str] = ()) -> str:
    kept = [i for i, name in enumerate(made.columns) if name not in without]
    heads = headings(made, READER)
    lines = [_line(heads[i] for i in kept), _line("---" for _ in kept)]
    lines += [_line(row[i].replace("\n", " ") for i in kept) for row in cells(made, READER)]
    return "\n".join(lines)


def _line(cells_of_it: Iterable[str]) -> str:
    return f"| {' | '.join(cells_of_it)} |"


SAID = Path(__file__).resolve().parent.parent / "src" / "caploop" / "data" / "score" / FILE
FROZEN = "2026-03"
"""The vintage whose score the page tells: frozen before any of the facts it is scored on."""


def put(page: str, made: str, *, begin: str = BEGIN) -> str:
    """The page with the block between its two marks; raises ValueError without them."""
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise ValueError(f"the page has no {begin} and {END}")
    return f"{before}{begin}\n\n{made}\n\n{END}{after}"


def main(path: Path) -> None:
    """Asks for the score of the book that comes with the program and writes the page."""
    book = open_book(book=Path(FROZEN))
    known = known_book(book, as_of=book.as_of, known_at=book.known_at)
    options = ScoreOptions()
    record = score(known, options)
    late = {h.id for h in record.hindsight if h.kind == "parameter"}
    ends = pinned(known, [p.symbol for p in known.parameters if p.id in late], options)
    path.write_text(put(path.read_text("utf-8"), block(record, ends)), "utf-8")
    SAID.write_bytes(kept(record))


def kept(record: ScoreRecord) -> bytes:
    """The facts of a score, as the program keeps them."""
    said = Said(vintage=FROZEN, known_at=record.known_at, draws=record.draws, facts=record.facts)
    return msgspec.json.format(msgspec.json.encode(said), indent=1) + b"\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
