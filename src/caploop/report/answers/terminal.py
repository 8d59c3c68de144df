"""The whole answer as text: finding and interval, tables, weak point, what to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click
from msgspec import Struct

from caploop.report.answers.about import assumed, dates, own_files
from caploop.report.answers.interval import interval
from caploop.report.answers.path import paths, periods, sparkline
from caploop.report.answers.shown import WEAK, ShownAnswer
from caploop.report.tables.cell import (
    AnswerTable,
    Between,
    Capacity,
    Cell,
    Enumeration,
    Estimate,
    Joined,
    Money,
    Number,
    Share,
)
from caploop.report.tables.shown import cells, headings, title
from caploop.report.text.columns import Aligned, aligned, text_columns, wrapped
from caploop.report.text.words import is_text, message_text, say

ROWS = 12
QUANTITIES = Money | Share | Capacity | Number
UNITS: Mapping[type, str] = {
    Money: "terminal.money",
    Share: "terminal.share",
    Capacity: "terminal.gw",
}


class Terminal(Struct, frozen=True, kw_only=True):
    """What the text is written for: columns, whether colours show, and whether blocks of a path
    do; `every` row, or the first dozen of each table."""

    width: int = 100
    colour: bool = False
    blocks: bool = True
    every: bool = False

    def bold(self, text: str) -> str:
        """What stands out."""
        return click.style(text, bold=True) if self.colour and text else text

    def pale(self, text: str) -> str:
        """What stands back."""
        return click.style(text, dim=True) if self.colour and text else text

    def warm(self, text: str) -> str:
        """What to beware of."""
        return click.style(text, fg="yellow") if self.colour and text else text


def answer_text(answer: ShownAnswer, terminal: Terminal, *, command: str = "") -> str:
    """The answer as lines; `command` is what to ask next."""
    blocks = ["\n".join(_opening(answer, terminal))]
    told = [t for t in answer.tables if t.rows and (t.id != WEAK or terminal.every)]
    first = {table.id: table for table in reversed(told)}
    shown = told if terminal.every else [t for t in told if first[t.id] is t]
    blocks += ["\n".join(_table(table, answer, terminal)) for table in shown]
    if len(shown) < len(told):
        blocks.append(say("terminal.tables", answer.language, count=len(told) - len(shown)))
    closing = list(_closing(answer, terminal, command))
    return "\n\n".join([*blocks, *(["\n".join(closing)] if closing else [])])


def _opening(answer: ShownAnswer, terminal: Terminal) -> Iterator[str]:
    yield from (terminal.bold(line) for line in wrapped(answer.finding, terminal.width))
    told = interval(answer)
    if told:
        yield from wrapped(told, terminal.width)
    for line in assumed(answer):
        yield from wrapped(line, terminal.width)
    own = own_files(answer.record)
    if own:
        files = ", ".join(f"{file.name} ({file.hash})" for file in own)
        yield from wrapped(say("terminal.own", answer.language, files=files), terminal.width)


def _table(table: AnswerTable, answer: ShownAnswer, terminal: Terminal) -> Iterator[str]:
    reader, language = answer.reader, answer.language
    heads, rows = headings(table, reader), cells(table, reader)
    shown = rows if terminal.every else rows[:ROWS]
    yield from (terminal.bold(line) for line in wrapped(title(table, reader), terminal.width))
    under = _under(table, answer, row=heads[0])
    yield from (terminal.pale(line) for line in wrapped(under, terminal.width))
    yield ""
    numbers = tuple(map(_of_numbers, zip(*table.rows, strict=True))) or (False,) * len(heads)
    yield from aligned(Aligned(heads=heads, rows=shown, right=numbers), terminal.width)
    left = len(rows) - len(shown)
    if left:
        yield say("terminal.more" if left > 1 else "terminal.one_more", language, count=left)
    for place, values in paths(table) if terminal.blocks else ():
        first, last = periods(table) or ("", "")
        told = {"what": heads[place], "first": first, "last": last, "path": sparkline(values)}
        yield from wrapped(say("terminal.path", language, **told), terminal.width)


def _under(table: AnswerTable, answer: ShownAnswer, *, row: str) -> str:
    """The line under a title: units, the periods or days it is of, and what a row is."""
    language = answer.language
    parts = []
    units = tuple(dict.fromkeys(_units(table, language)))
    if units:
        parts.append(say("terminal.unit", language, units=say("comma", language).join(units)))
    ends = periods(table)
    parts += [" – ".join(dict.fromkeys(ends))] if ends else list(dates(answer))
    what = f"row.{table.columns[0]}"
    named = say(what, language) if is_text(what) else row
    parts.append(say("terminal.row", language, row=named))
    return say("about.joint", language).join(parts)


def _units(table: AnswerTable, language: str) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            for part in _quantities(cell):
                if type(part) in UNITS:
                    yield say(UNITS[type(part)], language)
                elif isinstance(part, Number) and part.unit and not is_text(part.unit):
                    yield part.unit


def _quantities(cell: Cell) -> Iterator[Cell]:
    if isinstance(cell, Between):
        yield from (end for end in (cell.low, cell.high) if end is not None)
    elif isinstance(cell, Estimate):
        yield cell.middle
    elif isinstance(cell, Joined | Enumeration):
        for part in cell.cells:
            yield from _quantities(part)
    elif isinstance(cell, QUANTITIES):
        yield cell


def _of_numbers(column: tuple[Cell, ...]) -> bool:
    """Whether a column is of numbers, which stand under each other's last digits."""
    told = [cell for cell in column if cell is not None]
    return bool(told) and all(isinstance(c, QUANTITIES | Between | Estimate) for c in told)


def _closing(answer: ShownAnswer, terminal: Terminal, command: str) -> Iterator[str]:
    language, note = answer.language, answer.weak_point
    if note is not None and not terminal.every:
        told = say("terminal.weak", language, note=message_text(note, language))
        yield from (terminal.warm(line) for line in wrapped(told, terminal.width))
    later = len(getattr(answer.record, "hindsight", ()))
    if later:
        told = say("terminal.later", language, count=later)
        yield from (terminal.warm(line) for line in wrapped(told, terminal.width))
    if command:
        yield terminal.bold(_next(command, answer, terminal.width))


def _next(command: str, answer: ShownAnswer, width: int) -> str:
    """What to ask next, with the reason where both stand in one line."""
    language, why = answer.language, f"next.{answer.question}"
    bare = say("terminal.next", language, command=command)
    if not is_text(why):
        return bare
    told = say("terminal.why", language, command=command, why=say(why, language))
    whole = say("terminal.next", language, command=told)
    return whole if text_columns(whole) <= width else bare
