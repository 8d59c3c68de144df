"""Writes docs/features.md, each row by its own command: python -m tools.features docs/features.md.

Rows stand in features.toml. A row works where every check of it is true of what its command
printed, works in part where a person wrote what is missing, and is refused where there is a reason.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, TypeAlias

import click
import msgspec
from click.testing import CliRunner
from msgspec import Struct

from caploop.cli.main import main as command_line
from tools.answer_path import figure, holds, sides
from tools.score import put

DATA = Path(__file__).parent / "features.toml"
ROOT = Path(__file__).parents[1]
BEGIN = "<!-- made by tools.features -->"
DRAWS = 1000
FOLDER = "FOLDER"
State: TypeAlias = Literal["works", "partly", "refused", "fails"]
Prints: TypeAlias = Literal["json", "text"]
STATES: tuple[State, ...] = ("works", "partly", "refused", "fails")


class Row(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a user wants to know, and what shows that the program says it.

    `command` is without `caploop`, or names a file of the repository after `file`; `check` are
    conditions on its JSON, or on its text and files where `prints` is "text"; what a second command
    `beside` it prints stands in that JSON as `beside`. `figures` are what the page shows. `missing`
    says what is not there yet, `limit` what to know of what is, `refused` why nothing is.
    """

    number: int
    wants: str
    command: str = ""
    prints: Prints = "json"
    check: tuple[str, ...] = ()
    beside: str = ""
    figures: dict[str, str] = {}
    missing: str = ""
    limit: str = ""
    refused: str = ""


class Shown(Struct, frozen=True):
    """A row with its state, the figures that its command printed, and the checks that are false."""

    row: Row
    state: State
    figures: dict[str, Any]
    failed: tuple[str, ...] = ()


class _Part(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    row: tuple[Row, ...]


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    part: tuple[_Part, ...]


def parts(path: Path = DATA) -> Mapping[str, tuple[Row, ...]]:
    """The rows by the title of their part."""
    table = msgspec.toml.decode(path.read_bytes(), type=_Table)
    return {part.title: part.row for part in table.part}


def rows(path: Path = DATA) -> tuple[Row, ...]:
    """Every row in its order."""
    return tuple(row for part in parts(path).values() for row in part)


def words_of(row: Row, *, folder: str = FOLDER) -> list[str]:
    """The words of the row's command, with few draws and its form, as the command line takes them.

    >>> " ".join(words_of(Row(number=1, wants="", command="earn")))
    'earn --draws 1000 --json'
    """
    words = [word.replace(FOLDER, folder) for word in row.command.split()]
    command = command_line.commands[words[0]]
    flags = {flag for option in command.params for flag in option.opts}
    runs = words[0] != "loop" or "--simulated" in words
    if "--draws" in flags and "--draws" not in words and runs:
        words += ["--draws", str(DRAWS)]
    return [*words, "--json"] if row.prints == "json" else words


def understood(row: Row) -> click.Context:
    """The command line as click reads it; raises click.UsageError where it does not."""
    name, *rest = words_of(row)
    return command_line.commands[name].make_context(name, rest)


def answer_of(row: Row) -> Any:
    """What a row's command prints, or its text and the files that it wrote."""
    if row.command.startswith("file "):
        return {"text": (ROOT / row.command.removeprefix("file ")).read_text("utf-8")}
    with TemporaryDirectory() as folder:
        done = CliRunner().invoke(command_line, words_of(row, folder=folder))
        if row.prints == "json" and done.exit_code == 0:
            return json.loads(done.stdout)
        found = [p for p in sorted(Path(folder).rglob("*")) if p.is_file()]
        files = [{"name": p.name, "size": p.stat().st_size, "text": _text(p)} for p in found]
        return {"text": done.output, "exit_code": done.exit_code, "files": files}


def _text(path: Path) -> str:
    return path.read_text("utf-8", errors="replace")


def shown(row: Row, answer: Any) -> Shown:
    """The row with its state under an answer."""
    if row.refused:
        return Shown(row, "refused", {})
    failed = tuple(said for check in row.check for said in _false(check, answer))
    if failed:
        return Shown(row, "fails", {}, failed)
    figures = {name: figure(said, answer) for name, said in row.figures.items()}
    return Shown(row, "partly" if row.missing else "works", figures)


def _false(check: str, answer: Any) -> list[str]:
    """The check with what it read, where it is not true; where the path leads nowhere, why."""
    try:
        if holds(check, answer):
            return []
        one, sign, other = sides(check)
        return [f"{check} ({figure(one, answer)} {sign} {figure(other, answer)})"]
    except (LookupError, TypeError, ValueError, ZeroDivisionError) as error:
        refused = answer.get("text", "") if isinstance(answer, dict) else ""
        return [f"{check} ({refused[-200:] or error})"]


def all_shown(
    *, only: Sequence[int] = (), tell: Callable[[str], object]
) -> Mapping[str, list[Shown]]:
    """Every row with its state, or those of some numbers; each distinct command is run once."""
    answered = cache(lambda command, prints: answer_of(_asked(command, prints)))
    found: dict[str, list[Shown]] = {}
    for title, of_part in parts().items():
        found[title] = []
        for row in of_part:
            if only and row.number not in only:
                continue
            answer = None if row.refused else answered(row.command, row.prints)
            if row.beside:
                answer = dict(answer or {}) | {"beside": answered(row.beside, row.prints)}
            one = shown(row, answer)
            found[title].append(one)
            tell(f"{row.number:3} {one.state:8} {'; '.join(one.failed)}")
    return found


def _asked(command: str, prints: Prints) -> Row:
    return Row(number=0, wants="", command=command, prints=prints)


def block(found: Mapping[str, Sequence[Shown]]) -> str:
    """Counts and tables as Markdown."""
    every = [one for of_part in found.values() for one in of_part]
    counts = Counter(one.state for one in every)
    said = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    made = f"Of {len(every)} rows: {said}. Runs have {DRAWS:,} draws."
    tables = [f"## {title}\n\n{_table(of_part)}" for title, of_part in found.items()]
    return "\n\n".join([made, *tables])


def _table(of_part: Iterable[Shown]) -> str:
    lines = [_line(("", "what a user wants to know", "state", "command", "what it shows"))]
    lines.append(_line(("---",) * 5))
    for one in of_part:
        row = one.row
        command = " beside ".join(_command(c) for c in (row.command, row.beside) if c) or "–"
        lines.append(_line((str(row.number), row.wants, one.state, command, _evidence(one))))
    return "\n".join(lines)


def _command(command: str) -> str:
    if command.startswith("file "):
        return f"[{command[5:]}](../{command[5:]})"
    return f"`caploop {command}`"


def _evidence(one: Shown) -> str:
    said = [f"{name} {_figure(value)}".strip() for name, value in one.figures.items()]
    if one.failed:
        said = ["false: " + ", ".join(f"`{check}`" for check in one.failed)]
    missing = f"Missing: {one.row.missing}" if one.row.missing else ""
    shown_figures = f"{'; '.join(said)}." if said else ""
    limit = f"Limit: {one.row.limit}" if one.row.limit else ""
    return " ".join(part for part in (shown_figures, missing, limit, one.row.refused) if part)


def _figure(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        size = abs(value)
        return f"{value:,.0f}" if size >= 100 or value == int(value) else f"{value:.3g}"
    return str(value)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def main(path: Path, *, tell: Callable[[str], object] = print) -> int:
    """Runs every row's command and writes the page; 1 where a check is false."""
    found = all_shown(tell=tell)
    page = path.read_text("utf-8")
    path.write_text(put(page, block(found), begin=BEGIN), "utf-8")
    tell(block(found).partition("\n")[0])
    return int(any(one.failed for of_part in found.values() for one in of_part))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
