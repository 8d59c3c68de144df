"""Writes the tables of the score into its page: python -m tools.score docs/score.md."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from caploop.book.known import known_book
from caploop.report.tables.cell import AnswerTable
from caploop.report.tables.score import facts, groups, hindsight, not_scored
from caploop.report.tables.shown import Reader, cells, headings
from caploop.report.text.words import message_text
from caploop.study.options import ScoreOptions
from caploop.study.score.answer import score
from caploop.study.score.record import ScoreRecord
from caploop.study.shared.open import open_book

BEGIN, END = "<!-- made by tools.score -->", "<!-- end -->"
READER = Reader("en")


def block(record: ScoreRecord) -> str:
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
    ]
    return "\n\n".join(parts)


def _table(made: AnswerTable, *, without: Sequence[str] = ()) -> str:
    kept = [i for i, name in enumerate(made.columns) if name not in without]
    heads = headings(made, READER)
    lines = [_line(heads[i] for i in kept), _line("---" for _ in kept)]
    lines += [_line(row[i].replace("\n", " ") for i in kept) for row in cells(made, READER)]
    return "\n".join(lines)


def _line(cells_of_it: Iterable[str]) -> str:
    return f"| {' | '.join(cells_of_it)} |"


def put(page: str, made: str) -> str:
    """The page with the block between its two marks; raises ValueError without them."""
    before, found, rest = page.partition(BEGIN)
    _, closed, after = rest.partition(END)
    if not found or not closed:
        raise ValueError(f"the page has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{made}\n\n{END}{after}"


def main(path: Path) -> None:
    """Asks for the score of the book that comes with the program and writes the page."""
    book = open_book()
    known = known_book(book, as_of=book.as_of, known_at=book.known_at)
    path.write_text(put(path.read_text("utf-8"), block(score(known, ScoreOptions()))), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
